"""Gathers what the stages found into the typed evidence of the run, from which the report is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

from flows.evidence.cell_evidence import cell_evidence, cell_limits
from flows.evidence.check_evidence import check_of, checks_of
from flows.evidence.dataset_evidence import dataset_evidence, private_dataset_evidence
from flows.evidence.flat_parameters import flat_parameters
from flows.evidence.private_evidence import private_evidence
from flows.run import Run
from flows.stages.check_received import Accepted
from flows.stages.protect_dataset import Protected
from flows.stages.release_table import Released
from schemas import evidence as ev
from schemas.check_report import RuleOutcome
from sources.snapshot import Snapshot

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
            private_dataset_evidence(run, key, received[key], computed)
            if run.is_private(key)
            else dataset_evidence(run, key, received[key], accepted[key], final.get(key) or protected[key], computed)
            for key in terms.datasets
        ),
        across=tuple(check_of(rule) for rule in across),
        tables=tuple(_table(run, table) for table in tables),
        private_answers=private_evidence(run),
        figures=tuple(figure for table in tables for figure in table.figures),
        findings=tuple(finding for table in tables for finding in table.findings),
        approvals=tuple(ev.Approval(party=party, status="not-part-of-this-run") for party in terms.approvals),
        retention=ev.Retention(**terms.retention.model_dump()),
        limits=(*cell_limits(terms.small_cells), *_LIMITS),
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
        checks=checks_of(table.report),
        small_cells=cell_evidence(table, run.terms.small_cells.get(name)),
        second_opinion=table.opinion,
    )


def _lock_sha256() -> str | None:
    """The lock of the checkout, or the copy of it that an installed package carries."""
    rooms = files("config")
    found = (lock for lock in (rooms.joinpath("..", "requirements.lock"), rooms.joinpath("requirements.lock")))
    return next((hashlib.sha256(lock.read_bytes()).hexdigest() for lock in found if lock.is_file()), None)
