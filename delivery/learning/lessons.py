"""`lessons.md`: what worked and what did not, counted from the evidence and never told from memory."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl

from schemas.evidence import Check, Dataset, Evidence


def lessons(evidence: Evidence, tables: Mapping[str, bytes], *, minimum: int) -> str:
    """Markdown: rows accepted and rejected, broken rules, findings by check, missing values of the public tables.

    Rows of a protected dataset are persons or buildings: fewer than `minimum` of them are not counted in public, nor
    what would give their number away.
    """
    lines = ["# Lessons", "", "Counts of one run. A rule that is not listed was kept by every unit.", ""]
    lines += ["## Rows", "", "| dataset | received | accepted | rejected |", "|---|---:|---:|---:|"]
    for dataset in evidence.datasets:
        lines.append(f"| {dataset.key} | {_rows(dataset, minimum)} |")
    lines += ["", "## Broken rules", "", "| dataset | rule | broke it | of | effect |", "|---|---|---:|---:|---|"]
    broken = [
        row for dataset in evidence.datasets for row in _broken(dataset.key, dataset.checks, _least(dataset, minimum))
    ]
    broken += _broken("(across datasets)", evidence.across, minimum)
    lines += broken or ["| | none | 0 | | |"]
    lines += ["", "## Findings", "", "| check | holds | does not hold | not checked |", "|---|---:|---:|---:|"]
    found: dict[str, Counter[bool | None]] = {}
    for finding in evidence.findings:
        found.setdefault(finding.check, Counter())[finding.holds] += 1
    lines += [f"| {name} | {by[True]} | {by[False]} | {by[None]} |" for name, by in sorted(found.items())]
    lines += [] if found else ["| none | 0 | 0 | 0 |"]
    lines += ["", "## Missing values", "", "| table | column | missing | of rows |", "|---|---|---:|---:|"]
    missing = [row for name, content in sorted(tables.items()) for row in _missing(name, content)]
    lines += missing or ["| | none | 0 | |"]
    return "\n".join(lines) + "\n"


def _least(dataset: Dataset, minimum: int) -> int:
    return 1 if dataset.protection is None else minimum


def _rows(dataset: Dataset, minimum: int) -> str:
    received, accepted, rejected = dataset.rows_received, dataset.rows_accepted, dataset.rows_rejected
    if received is None or accepted is None or rejected is None:  # differentially private: nothing exact is told
        return "not told | not told | not told"
    least = _least(dataset, minimum)
    if 0 < rejected < least or 0 < accepted < least:
        parts = f"not shown | 1 to {least - 1}" if rejected < least else f"1 to {least - 1} | not shown"
        return f"{received} | {parts}"
    return f"{received} | {accepted} | {rejected}"


def _broken(key: str, checks: Iterable[Check], least: int) -> list[str]:
    rows = []
    for check in sorted(checks, key=lambda it: it.rule):
        if check.units_checked is None:
            rows.append(f"| {key} | {check.rule} | not run | | {check.effect} |")
        elif check.failed:
            failed = str(check.failed) if check.failed >= least else f"1 to {least - 1}"
            rows.append(f"| {key} | {check.rule} | {failed} | {check.units_checked} | {check.effect} |")
    return rows


def _missing(name: str, content: bytes) -> list[str]:
    frame = pl.read_parquet(io.BytesIO(content))
    counts = {column: frame[column].null_count() for column in frame.columns}
    return [f"| {name} | {column} | {count} | {frame.height} |" for column, count in counts.items() if count]
