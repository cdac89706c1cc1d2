"""The tables of a learning package: each held again to the public release rule, then copied byte for byte."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.evidence import Dataset, Evidence, Table

PUBLIC = ("public", "measure")


def public_tables(
    package: Path, evidence: Evidence, agreement: Mapping[str, Any], names: Sequence[str]
) -> dict[str, bytes]:
    """The final bytes of each named table, by name; every one of them keeps the public release rule or none leaves.

    The rule: all columns are of class `public` or `measure`; no shown count lies below the greater of the agreement's
    `learning.minimum_cell` and the table's own minimum; a table made from protected data has such a count.

    Errors: `learning-not-agreed`, `learning-no-tables`, `learning-table-unknown`, `learning-column-refused`,
    `learning-cells-unruled`, `learning-cells-exposed`.
    """
    rule = agreement.get("learning")
    if not rule:
        raise StadtlandError("learning-not-agreed", agreement=evidence.run.agreement)
    known = {table.name: table for table in evidence.tables}
    if not names:
        raise StadtlandError("learning-no-tables", available=", ".join(sorted(known)))
    handed_over = agreement.get("handover", {}).get("tables", [])
    made = {}
    for name in sorted(set(names)):
        if name not in known or name not in handed_over:
            raise StadtlandError("learning-table-unknown", table=ascii(name), available=", ".join(sorted(known)))
        content = (package / known[name].path).read_bytes()
        _refuse_columns(known[name])
        _refuse_cells(known[name], content, evidence, agreement, int(rule["minimum_cell"]))
        made[name] = content
    return made


def _refuse_columns(table: Table) -> None:
    refused = [f"{column.name} ({column.privacy})" for column in table.columns if column.privacy not in PUBLIC]
    if refused:
        raise StadtlandError("learning-column-refused", table=table.name, columns=", ".join(refused))


def _refuse_cells(
    table: Table, content: bytes, evidence: Evidence, agreement: Mapping[str, Any], public_minimum: int
) -> None:
    rule = (agreement.get("small_cells") or {}).get(table.name)
    if rule is None:
        protected = {dataset.key for dataset in evidence.datasets if _is_about_people(dataset)}
        if table.small_cells is not None or protected & set(table.rests_on):
            raise StadtlandError("learning-cells-unruled", table=table.name)
        return
    minimum = max(public_minimum, int(rule["minimum"]))
    smallest = 1 if rule.get("zeros_are_safe", True) else 0
    frame = pl.read_parquet(io.BytesIO(content))
    if rule["count"] not in frame.columns:
        raise StadtlandError("learning-cells-unruled", table=table.name)
    shown = pl.any_horizontal(pl.col(name).is_not_null() for name in rule.get("values") or [rule["count"]])
    is_small = pl.col(rule["count"]).is_between(smallest, minimum - 1)
    # A value beside a hidden count may stand for one person as well.
    exposed = int(frame.select((is_small | (pl.col(rule["count"]).is_null() & shown)).sum()).item())
    if exposed:
        raise StadtlandError("learning-cells-exposed", table=table.name, count=exposed, minimum=minimum)


def _is_about_people(dataset: Dataset) -> bool:
    marked = (field.is_sensitive or field.is_quasi_identifier or field.rule == "pseudonym" for field in dataset.fields)
    return dataset.protection is not None or any(marked)
