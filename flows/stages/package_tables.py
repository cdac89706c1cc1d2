"""Packs the released tables with their documents, and holds the final bytes to the gate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from delivery.chart_files import chart_files
from delivery.gate import Allowed, GateCheck, gate
from delivery.package import Package, build_package
from delivery.report.render_html import render_html
from delivery.report.render_json import render_json
from flows.evidence.chart_evidence import chart_evidence, drawn_charts
from flows.evidence.gather_evidence import gather_evidence
from flows.progress import announce
from flows.run import Run
from flows.stages.check_received import Accepted
from flows.stages.protect_dataset import Protected
from flows.stages.release_table import Released
from schemas import evidence as ev
from schemas.check_report import RuleOutcome
from schemas.registry import column_metadata, schema
from sources.snapshot import Snapshot


@dataclass(frozen=True)
class Packed:
    """A package that passed the gate, and the evidence that lies in it."""

    package: Package
    evidence: ev.Evidence
    pictures: Mapping[str, bytes]
    """The SVG of each chart by its name: the report shows them too."""


def package_tables(
    run: Run,
    received: Mapping[str, Snapshot],
    accepted: Mapping[str, Accepted],
    across: Sequence[RuleOutcome],
    protected: Mapping[str, Protected],
    tables: Sequence[Released],
) -> Packed:
    """One package of this run; the same inputs give the same bytes. Raises `gate-refused` before anything leaves."""
    announce("package", run.period.label)
    charts = drawn_charts(run, tables)
    gathered = gather_evidence(run, received, accepted, across, protected, tables)
    evidence = gathered.model_copy(update={"charts": chart_evidence(charts, tables)})
    pictures = {chart.name: chart.svg for chart in charts}
    documents = {
        "agreement.yaml": run.agreed.text,
        **{f"rules/{name}": text for name, text in run.agreed.included.items()},
        "dictionary.json": _dictionary(evidence),
        **chart_files(charts),
        "report/report.html": render_html(evidence, pictures).encode(),
        "report/report.json": render_json(evidence).encode(),
    }
    package = build_package(
        run.zone("outbox") / f"{run.terms.agreement}-{run.period}",
        tables=[table.file for table in tables],
        documents=documents,
        info={"Source-Organization": _providers(run), "External-Description": run.terms.title},
        agreement=run.terms.agreement,
        agreement_sha256=run.agreed.sha256,
        period=run.period.label,
    )
    announce("package", run.period.label, is_done=True, files=len(package.files), bytes=package.size_bytes)
    announce("gate", run.period.label)
    report = gate(
        package,
        [_allowed(table) for table in tables],
        documents=documents,
        charts=run.terms.handover.drawn,
        forbidden=_forbidden(run, accepted, tables),
    )
    announce("gate", run.period.label, is_done=True, files=len(package.files), checks=len(report.checks))
    checks = tuple(_gate_check(it) for it in report.checks)
    return Packed(package, evidence.model_copy(update={"gate": checks}), pictures)


def _allowed(table: Released) -> Allowed:
    file = table.file
    model = schema("released", file.table)
    return Allowed(file.table, model, file.columns, file.rows, title_de=table.title.de, title_en=table.title.en)


def _forbidden(run: Run, accepted: Mapping[str, Accepted], tables: Sequence[Released]) -> dict[str, pl.Series]:
    """Received identifiers that no released table may hold, in any text column: those that one does hold.

    Only telling ones: at least six characters with a blank or a digit among them. A single common word (a surname
    that is also a district) would forbid itself.
    """
    told = _texts(tables)
    found: dict[str, pl.Series] = {}
    for key, rows in accepted.items():
        about = column_metadata(schema("received", run.stem(key)))
        frame = pl.scan_parquet(rows.path)
        for name, rule in run.dataset(key).fields.items():
            is_secret = rule.release in ("never", "pseudonym") and about[name].get("privacy") == "identifier"
            if is_secret and frame.collect_schema()[name] == pl.String:
                value = pl.col(name)
                telling = (value.str.len_chars() >= 6) & value.str.contains(r"[\s\d]")
                # The tables are few and the received rows are many: look only for what the tables tell.
                shown = frame.filter(value.is_in(told.implode()) & telling).select(value.unique())
                found[f"{key}.{name}"] = shown.collect(engine="streaming").to_series()
    return found


def _texts(tables: Sequence[Released]) -> pl.Series:
    """Every distinct text that the final files hold, in whatever column."""
    texts = [pl.Series(dtype=pl.String)]
    for table in tables:
        final = pl.scan_parquet(table.file.path)
        for name, dtype in final.collect_schema().items():
            if dtype == pl.String:
                texts.append(final.select(pl.col(name).drop_nulls().unique()).collect(engine="streaming").to_series())
    return pl.concat([text.alias("text") for text in texts]).unique()


def _gate_check(passed: GateCheck) -> ev.Check:
    return ev.Check(
        rule=passed.code,
        text=ev.Text(de=passed.de, en=passed.en),
        units_checked=passed.units,
        effect="stop",
        at_most=0.0,
    )


def _dictionary(evidence: ev.Evidence) -> bytes:
    """Per table and column: title, unit, privacy class. For the people who load the tables."""
    tables = {
        table.name: {
            "title": table.title.model_dump(),
            "rows": table.rows,
            "columns": [column.model_dump() for column in table.columns],
        }
        for table in evidence.tables
    }
    return (json.dumps(tables, ensure_ascii=False, indent=2) + "\n").encode()


def _providers(run: Run) -> str:
    keys = dict.fromkeys(dataset.provider for dataset in run.terms.datasets.values())
    return ", ".join(run.terms.parties[key].name for key in keys)
