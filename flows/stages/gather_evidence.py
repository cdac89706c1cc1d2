"""Gathers what the stages found into the typed evidence of the run, from which the report is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

from flows.run import Run
from flows.stages.cell_evidence import cell_evidence, cell_limits
from flows.stages.check_received import Accepted
from flows.stages.field_fate import field_fate
from flows.stages.flat_parameters import flat_parameters
from flows.stages.measure_protected import Shown
from flows.stages.private_evidence import private_evidence
from flows.stages.protect_dataset import Protected
from flows.stages.release_table import Released
from schemas import evidence as ev
from schemas.agreement import PostgresqlSource, Source
from schemas.check_report import CheckReport, RuleOutcome
from sources.snapshot import Snapshot
from transforms.privacy.by_rules import Made
from transforms.privacy.metrics.field_loss import total_loss
from transforms.privacy.risk.measures import Measures

_METHODS = {
    "optimal": ev.Text(
        de="Optimale einheitliche Vergröberung: je Merkmal eine Stufe für alle Zeilen, mit Unterdrückung",
        en="Optimal full-domain recoding: one level per field for all rows, with suppression",
    ),
    "local-strict": ev.Text(
        de="Örtliche Vergröberung, streng: jede Klasse so fein wie möglich, geteilt nur, wenn jeder Teil die Zusage "
        "hält",
        en="Local recoding, strict: each class as fine as it can be, split only where every part keeps the promise",
    ),
    "local-relaxed": ev.Text(
        de="Örtliche Vergröberung, locker: Teile, die die Zusage halten, werden fein; der Rest bleibt grob. "
        "Dass ein Rest grob blieb, verrät, dass er klein ist",
        en="Local recoding, relaxed: parts that keep the promise become fine, the rest stays coarse. "
        "That a rest stayed coarse betrays that it is small",
    ),
    "suppress-cells": ev.Text(
        de="Einzelne Zellen entfernt: nichts wird vergröbert, keine Zeile fehlt. Eine entfernte Zelle („*“) kann alles "
        "sein; k zählt die Zeilen, die so zueinander passen",
        en="Single cells taken out: nothing is generalised, and no row is missing. A cell taken out ('*') could be "
        "anything; k counts the rows that fit each other in this way",
    ),
}
_LIMITS = (
    ev.Text(
        de="k-Anonymität schützt davor, Personen wiederzuerkennen; sie schützt nicht vor jedem Rückschluss auf "
        "Merkmale, die eine ganze Gruppe teilt. Pseudonymisierte Daten bleiben personenbezogen.",
        en="k-anonymity protects people from being recognised; it does not protect from every inference about "
        "traits that a whole group shares. Pseudonymised data stay personal data.",
    ),
    ev.Text(
        de="Geprüft ist, ob Werte möglich und in sich stimmig sind, nicht ob sie wahr sind.",
        en="Checked is whether values are possible and consistent, not whether they are true.",
    ),
)


def gather_evidence(
    run: Run,
    received: Mapping[str, Snapshot],
    accepted: Mapping[str, Accepted],
    across: Sequence[RuleOutcome],
    protected: Mapping[str, Protected],
    tables: Sequence[Released],
) -> ev.Evidence:
    """The evidence up to packaging: it lies inside the package, so it knows nothing of delivery."""
    terms = run.terms
    # A dataset that is handed over itself was measured once more, from the file that leaves.
    final = {it.file.table: replace(protected[it.file.table], shows=it.shows) for it in tables if it.shows is not None}
    computed = {it.file.table: it.rests_on for it in tables if it.file.table not in terms.datasets}
    return ev.Evidence(
        run=ev.Run(
            agreement=terms.agreement,
            version=terms.version,
            title=terms.title,
            agreement_sha256=run.agreed.sha256,
            valid_from=terms.valid.start,
            valid_until=terms.valid.until,
            period=run.period.label,
            product_version=version("stadtland"),
            lock_sha256=_lock_sha256(),
        ),
        parties=tuple(
            ev.Party(
                key=key,
                name=party.name,
                role=party.role,
                municipality_code=party.municipality_code,
                is_recipient=key in terms.handover.recipients,
            )
            for key, party in terms.parties.items()
        ),
        purposes=tuple(
            ev.Purpose(key=key, text=it.text, legal_basis=tuple(it.legal_basis), reference=it.reference)
            for key, it in terms.purposes.items()
        ),
        datasets=tuple(
            _private_dataset(run, key, received[key], computed)
            if run.is_private(key)
            else _dataset(run, key, received[key], accepted[key], final.get(key) or protected[key], computed)
            for key in terms.datasets
        ),
        across=tuple(_asked(rule) for rule in across),
        tables=tuple(_table(run, table) for table in tables),
        private_answers=private_evidence(run),
        figures=tuple(figure for table in tables for figure in table.figures),
        findings=tuple(finding for table in tables for finding in table.findings),
        approvals=tuple(ev.Approval(party=party, status="not-part-of-this-run") for party in terms.approvals),
        retention=ev.Retention(**terms.retention.model_dump()),
        limits=(*cell_limits(terms.small_cells), *_LIMITS),
    )


def _dataset(
    run: Run,
    key: str,
    snapshot: Snapshot,
    accepted: Accepted,
    protected: Protected,
    computed: Mapping[str, tuple[str, ...]],
) -> ev.Dataset:
    terms = run.dataset(key)
    report = accepted.report
    return ev.Dataset(
        key=key,
        title=terms.title,
        provider=terms.provider,
        purpose=terms.purpose,
        source=ev.Source(
            kind=terms.source.kind,
            location=_location(terms.source),
            sha256=snapshot.source_sha256,
            size_bytes=snapshot.source_size_bytes,
            snapshot_sha256=snapshot.sha256,
        ),
        rows_received=report.rows_received,
        rows_accepted=report.rows_accepted,
        rows_rejected=report.rows_rejected,
        columns_dropped=snapshot.columns_dropped,
        fields=tuple(field_fate(run, key, name, computed) for name in terms.fields),
        checks=(*_checks(report), *_checks(protected.report)),
        protection=_protection(run, key, protected),
    )


def _private_dataset(run: Run, key: str, snapshot: Snapshot, computed: Mapping[str, tuple[str, ...]]) -> ev.Dataset:
    """Neither counts nor checksums: each would tell exactly what the answers tell with noise."""
    terms = run.dataset(key)
    return ev.Dataset(
        key=key,
        title=terms.title,
        provider=terms.provider,
        purpose=terms.purpose,
        source=ev.Source(
            kind=terms.source.kind,
            location=_location(terms.source),
            sha256=None,
            size_bytes=None,
            snapshot_sha256=None,
        ),
        is_private=True,
        rows_received=None,
        rows_accepted=None,
        rows_rejected=None,
        columns_dropped=snapshot.columns_dropped,
        fields=tuple(field_fate(run, key, name, computed) for name in terms.fields),
        checks=(),
    )


def _protection(run: Run, key: str, protected: Protected) -> ev.Protection | None:
    promise, made, shows = run.dataset(key).protection, protected.made, protected.shows
    if promise is None or made.solution is None or made.before is None or shows is None:
        return None
    solution, loss = made.solution, total_loss(shows.losses)
    return ev.Protection(
        method=_METHODS[promise.search if promise.method is None else promise.method.name],
        k=promise.k,
        l=promise.l,
        suppress_at_most=promise.suppress_at_most,
        metric=promise.metric.name if promise.method is None else "cells",
        metric_values=solution.loss if isinstance(solution.loss, tuple) else (solution.loss,),
        reason=promise.reason,
        promises=tuple(
            ev.Promise(
                model=held.model, field=held.field, promised=held.text, measured=held.measured, is_kept=held.is_kept
            )
            for held in shows.promises
        ),
        levels=tuple(_level(made, shows, name, level) for name, level in solution.levels.items()),
        before=_risk(made.before, 0.0),
        after=_risk(shows.risk, loss),
        loss=loss,
        suppressed_rows=solution.suppressed_rows - solution.withheld_rows,
        withheld_rows=solution.withheld_rows,
        is_optimal=solution.optimal,
        is_remeasured=True,
    )


def _level(made: Made, shows: Shown, name: str, found: int | Mapping[int, int]) -> ev.Level:
    """`found` is the level of all rows, or the rows at each level."""
    highest = made.hierarchies[name].height
    at = [found] if isinstance(found, int) else list(found) or [highest]  # none where all rows are suppressed
    return ev.Level(
        field=name,
        level=min(at),
        up_to=max(at) if len(at) > 1 else None,
        highest=highest,
        labels_before=made.values[name],
        labels_after=shows.losses[name].labels,
        loss=shows.losses[name].loss,
    )


def _risk(measured: Measures, loss: float) -> ev.Risk:
    return ev.Risk(
        rows=measured.rows,
        classes=measured.classes,
        k=measured.k,
        l=measured.distinct_l,
        prosecutor_max=measured.prosecutor_max,
        prosecutor_average=measured.prosecutor_average,
        alpha=measured.alpha,
        t=measured.t_equal,
        expected_reidentifications=measured.expected_reidentifications,
        loss=loss,
    )


def _table(run: Run, table: Released) -> ev.Table:
    name = table.file.table
    return ev.Table(
        name=name,
        title=table.title,
        path=f"data/tables/{name}.parquet",
        sha256=table.file.sha256,
        size_bytes=table.file.size_bytes,
        rows=table.file.rows,
        columns=table.columns,
        control_totals=table.control_totals,
        parameters=flat_parameters(table.parameters),
        rests_on=table.rests_on,
        checks=_checks(table.report),
        small_cells=cell_evidence(table, run.terms.small_cells.get(name)),
        second_opinion=table.opinion,
    )


def _checks(report: CheckReport) -> tuple[ev.Check, ...]:
    ran = tuple(_asked(rule) for rule in report.rules)
    not_run = tuple(
        ev.Check(
            rule=rule.rule,
            text=ev.Text(de=rule.de, en=rule.en),
            column=rule.column,
            units_checked=None,
            effect="quarantine",
            not_run_because=ev.Text(
                de="Ein Feld der Regel ist nicht vereinbart.", en="A field of the rule is not agreed."
            ),
        )
        for rule in report.rules_not_run
    )
    return ran + not_run


def _asked(rule: RuleOutcome) -> ev.Check:
    return ev.Check(
        rule=rule.rule,
        text=ev.Text(de=rule.text_de or rule.text, en=rule.text),
        reason=rule.reason,
        column=rule.column,
        units_checked=rule.units_checked,
        failed=rule.failed,
        effect=rule.effect,
        at_most=rule.at_most,
    )


def _location(source: Source) -> str:
    if isinstance(source, PostgresqlSource):
        return source.table or "SQL query of the agreement"
    return source.path


def _lock_sha256() -> str | None:
    """The lock of the checkout, or the copy of it that an installed package carries."""
    rooms = files("config")
    found = (lock for lock in (rooms.joinpath("..", "requirements.lock"), rooms.joinpath("requirements.lock")))
    return next((hashlib.sha256(lock.read_bytes()).hexdigest() for lock in found if lock.is_file()), None)
