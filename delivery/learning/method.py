"""`method.md`: how the results came about, from the evidence of the run and the rules of its agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.evidence import Dataset, Evidence, Table


def method(evidence: Evidence, agreement: Mapping[str, Any], tables: Sequence[str]) -> str:
    """Markdown: results with their parameters, formulas and sources; release rules in words; what was checked."""
    shown = [table for table in evidence.tables if table.name in tables]
    lines = ["# Method", "", f"Computed with Stadtland {evidence.run.product_version} for {evidence.run.period}.", ""]
    lines += ["## Results", ""]
    for table in shown:
        lines += _result(table, evidence)
    lines += ["## Data and release rules", ""]
    for dataset in evidence.datasets:
        lines += _dataset(dataset)
    lines += ["## Small cells", ""]
    minimum = agreement["learning"]["minimum_cell"]
    lines += [f"In this package no count from 1 to {minimum - 1} is shown in a table made from single records.", ""]
    for name, rule in sorted((agreement.get("small_cells") or {}).items()):
        lines.append(f"- `{name}`: `{rule['count']}` at least {rule['minimum']} at the handover. {rule['reason']}")
    lines += ["", "## Legal bases", ""]
    for purpose in evidence.purposes:
        bases = ", ".join(purpose.legal_basis)
        lines.append(f"- `{purpose.key}`: {bases}." + (f" {purpose.reference}" if purpose.reference else ""))
    lines += ["", "## Limits", "", *(f"- {limit.en}" for limit in evidence.limits)]
    return "\n".join(lines).rstrip() + "\n"


def _result(table: Table, evidence: Evidence) -> list[str]:
    lines = [f"### {table.name}: {table.title.en}", "", f"{table.rows} rows. From: {', '.join(table.rests_on)}.", ""]
    if table.parameters:
        lines += ["Parameters:", "", *(f"- `{key}`: {value}" for key, value in sorted(table.parameters.items())), ""]
    figures = [figure for figure in evidence.figures if figure.table == table.name]
    formulas = sorted({figure.formula.en for figure in figures if figure.formula})
    sources = sorted({figure.source for figure in figures if figure.source})
    lines += [f"- Formula: {text}" for text in formulas] + [f"- Source: {text}" for text in sources]
    lines += [""] if formulas or sources else []
    lines += ["| column | unit | what |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {column.unit or ''} | {column.title.en} |" for column in table.columns]
    return [*lines, ""]


def _dataset(dataset: Dataset) -> list[str]:
    rules = Counter(field.rule for field in dataset.fields)
    counted = ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items()))
    lines = [f"### {dataset.key}", "", f"{len(dataset.fields)} fields by release rule: {counted}.", ""]
    promise = dataset.protection
    if promise is None:
        return [*lines, "No personal data: nothing is generalised.", ""]
    lines.append(f"- Every combination of quasi-identifiers stands in at least k = {promise.k} rows.")
    if promise.l > 1:
        lines.append(f"- Every such class shows at least l = {promise.l} sensitive values.")
    lines += [f"- Model {it.model}: {it.promised}" for it in promise.promises]
    lines += [f"- At most {promise.suppress_at_most:g} of the rows suppressed; metric: {promise.metric}."]
    return [*lines, f"- Why these numbers: {promise.reason}", ""]
