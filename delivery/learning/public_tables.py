"""The tables of a learning package: each held again to the public release rule, then copied byte for byte."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from delivery.learning.no_person import refuse_persons
from schemas.errors import StadtlandError
from schemas.evidence import Dataset, Evidence, Table
from schemas.free_text import FREE_TEXT

PUBLIC = ("public", "measure")
_OF_CITIZENS = ("contributor_kind", "citizens_suppressed")
"""Columns of tables that hold sums over citizens; few of them are held back by the table's own `minimum_citizens`."""


def public_tables(
    package: Path, evidence: Evidence, agreement: Mapping[str, Any], names: Sequence[str]
) -> dict[str, bytes]:
    """The final bytes of each public table, by name; every one of them keeps the public release rule or none leaves.

    Public is what the agreement names under `learning.tables`; `names` chooses among them, none takes all of them.
    The rule: all columns are of class `public` or `measure`; no free text that `learning.texts` does not name; nothing
    that looks like a person or a contact; no shown count below the greater of `learning.minimum_cell` and the table's
    own minimum; a table made from protected data has such a count, and one of citizens holds back as few of them.

    Errors: `learning-not-agreed`, `learning-no-tables`, `learning-table-unknown`, `learning-table-not-public`,
    `learning-column-refused`, `learning-text-not-agreed`, `learning-person-found`, `learning-citizens-few`,
    `learning-cells-unruled`, `learning-cells-exposed`.
    """
    rule = agreement.get("learning")
    if not rule:
        raise StadtlandError("learning-not-agreed", agreement=evidence.run.agreement)
    known = {table.name: table for table in evidence.tables}
    handed_over = agreement.get("handover", {}).get("tables", [])
    public = list(rule.get("tables") or [])
    if not public:
        raise StadtlandError("learning-no-tables", available=", ".join(sorted(known)))
    made = {}
    for name in sorted(set(names or public)):
        if name not in known or name not in handed_over:
            raise StadtlandError("learning-table-unknown", table=ascii(name), available=", ".join(sorted(known)))
        if name not in public:
            raise StadtlandError("learning-table-not-public", table=name, public=", ".join(sorted(public)))
        content = (package / known[name].path).read_bytes()
        _refuse_columns(known[name])
        _refuse_texts(known[name], (rule.get("texts") or {}).get(name) or ())
        refuse_persons(name, pl.read_parquet(io.BytesIO(content)))
        _refuse_few_citizens(known[name], int(rule["minimum_cell"]))
        _refuse_cells(known[name], content, evidence, agreement, int(rule["minimum_cell"]))
        made[name] = content
    return made


def _refuse_columns(table: Table) -> None:
    refused = [f"{column.name} ({column.privacy})" for column in table.columns if column.privacy not in PUBLIC]
    if refused:
        raise StadtlandError("learning-column-refused", table=table.name, columns=", ".join(refused))


def _refuse_texts(table: Table, agreed: Sequence[str]) -> None:
    refused = [column.name for column in table.columns if column.name in FREE_TEXT and column.name not in agreed]
    if refused:
        raise StadtlandError("learning-text-not-agreed", table=table.name, columns=", ".join(refused))


def _refuse_few_citizens(table: Table, minimum: int) -> None:
    if any(column.name in _OF_CITIZENS for column in table.columns):
        held_back = table.parameters.get("minimum_citizens", 0)
        if not isinstance(held_back, int) or held_back < minimum:
            raise StadtlandError("learning-citizens-few", table=table.name, held_back=held_back, minimum=minimum)


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
    beside = [*(rule.get("values") or []), *(rule.get("sums") or [])]
    shown = pl.any_horizontal(pl.col(name).is_not_null() for name in beside or [rule["count"]])
    is_small = pl.col(rule["count"]).is_between(smallest, minimum - 1)
    # A value beside a hidden count may stand for one person as well.
    exposed = int(frame.select((is_small | (pl.col(rule["count"]).is_null() & shown)).sum()).item())
    if exposed:
        raise StadtlandError("learning-cells-exposed", table=table.name, count=exposed, minimum=minimum)


def _is_about_people(dataset: Dataset) -> bool:
    marked = (field.is_sensitive or field.is_quasi_identifier or field.rule == "pseudonym" for field in dataset.fields)
    return dataset.protection is not None or any(marked)
