"""Published action lists (B-2.4) and their printed totals (B-2.5) as what is printed for each city."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.audit.actions.action import Action, ActionList
from transforms.results.audit.columns import INVENTORY, TOTALS
from transforms.results.audit.figure import Figure
from transforms.results.audit.figures import on_usual_place, usual_place
from transforms.results.audit.finding import Place
from transforms.results.audit.headers import found_columns
from transforms.results.audit.notation import Notation
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain

NAMES: dict[str, tuple[str, ...]] = {
    "city": INVENTORY["city"],
    "field": ("field_of_action", "field", "fields_of_action", "handlungsfeld", "bereich", "sector", "sektor"),
    "action": ("action", "measure", "maßnahme", "massnahme", "aktion", "project", "projekt"),
    "entries": ("entries", "nennungen", "anzahl", "number_of_entries", "entry_count", "organisations", "einträge"),
    "reduction": (
        "min_co2e_reduction_t", "min_co2e_reduction", "co2e_reduction_t", "reduction_t_co2e", "reduction_t",
        "reduction",
        "mindestminderung_t", "mindestminderung", "minderung_t", "minderung", "co2e_minderung_t", *TOTALS["value"],
    ),
    "kind": TOTALS["kind"],
    "table": TOTALS["table"],
}  # fmt: skip
_OF_ACTIONS = re.compile(r"\bb ?2\b|action|maßnahme|massnahme|third part|dritte|private|minderung|reduction")
_Row = dict[str, Any]


def read_actions(
    frame: pl.LazyFrame, totals: pl.LazyFrame | None = None, decimal: str | None = None
) -> list[ActionList]:
    """One list per city, sorted; rows in the order of what is printed in them.

    Of `totals` (B-2.5, or the table of published totals) those rows count that name a field of the list, or actions as
    their kind. Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    rows, there = _rows(frame, "actions", decimal)
    if "reduction" not in there or not {"field", "action"} & there:
        raise StadtlandError(
            "audit-columns-missing", table="actions", missing="field_of_action / action, min_co2e_reduction_t",
            available=", ".join(frame.collect_schema().names()) or "-",
        )  # fmt: skip
    printed = [] if totals is None else _rows(totals, "totals", decimal)[0]
    # Where the totals speak of nothing but actions (B-2.5), their grand total is one of actions, too.
    are_theirs = totals is not None and are_totals_of_actions(totals, frame, decimal)
    by_city: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_city[plain(row["city"])].append(row)
    found = []
    for city, of_city in sorted(by_city.items()):
        fields = {plain(row["field"]): row["field"] for row in of_city}
        actions = [row for row in of_city if not _is_total(row)]
        in_list = [row for row in of_city if _is_total(row)]
        beside = [row for row in printed if plain(row["city"]) in ("", city) or not city]
        place = Place(min(row["city"] for row in of_city), "")
        found.append(
            ActionList(
                place,
                tuple(_action(number, row) for number, row in enumerate(actions)),
                tuple(
                    _total(number, row, fields)
                    for number, row in enumerate(
                        [*in_list, *(it for it in beside if are_theirs or _concerns(it, fields))], len(actions)
                    )
                ),
                "entries" in there,
                "reduction" in there,
            )
        )
    return found


def are_totals_of_actions(totals: pl.LazyFrame, actions: pl.LazyFrame, decimal: str | None = None) -> bool:
    """Whether a table of totals speaks of fields of action alone, and of no sector or scope."""
    fields = {plain(row["field"]): row["field"] for row in _rows(actions, "actions", decimal)[0]}
    rows = _rows(totals, "totals", decimal)[0]
    return (
        bool(rows)
        and all(_concerns(row, fields) or is_total(row["field"]) == "total" for row in rows)
        and any(plain(row["field"]) in fields for row in rows)
    )


def _rows(frame: pl.LazyFrame, table: str, decimal: str | None) -> tuple[list[_Row], set[str]]:
    data = frame.collect()
    columns = found_columns(data.columns, NAMES)
    printed = [name for name in ("entries", "reduction") if name in columns]
    # Both columns together tell the marks; entries are counts, so that `1.204` has no decimals there.
    counts = [columns["entries"]] if "entries" in columns else []
    notation = Notation.of(
        {columns[name]: data[columns[name]] for name in printed}, table, counts=counts, decimal=decimal
    )
    figures = {}
    for name in printed:
        cells = [notation.read(cell) for cell in data[columns[name]]]
        usual = usual_place(cells)
        figures[name] = [on_usual_place(figure, usual) for figure in cells]
    rows = []
    for number, record in enumerate(data.iter_rows(named=True)):
        row: _Row = {
            name: _words(record[columns[name]]) if name in columns else ""
            for name in ("city", "field", "action", "kind", "table")
        }
        for name in ("entries", "reduction"):
            row[name] = figures[name][number] if name in figures else Figure.missing("Spalte fehlt", "column not there")
        if row["field"] or row["action"] or any(row[name].value is not None for name in figures):
            rows.append(row)
    return sorted(rows, key=lambda row: [str(value) for value in row.values()]), set(columns)


def _is_total(row: _Row) -> bool:
    """`Total`, `Energy systems / Total`, `Total energy systems`, or a figure beside a field without an action."""
    is_sum = is_total(row["action"]) == "total" or is_total(row["field"]) == "total"
    return is_sum or not row["action"]


def _concerns(row: _Row, fields: dict[str, str]) -> bool:
    return _field(row["field"], fields) in fields.values() or bool(
        _OF_ACTIONS.search(plain(f"{row['table']} {row['kind']}"))
    )


def _field(printed: str, fields: dict[str, str]) -> str:
    """The field that a printed total names, as the list writes it; empty for the total of all."""
    if plain(printed) in fields and is_total(printed) != "total":
        return fields[plain(printed)]
    rest = " ".join(word for word in plain(printed).split() if not is_total(word))
    return fields.get(rest, "") if is_total(printed) == "total" or not printed else printed


def _action(number: int, row: _Row) -> Action:
    return Action(row["field"], row["action"], row["entries"], row["reduction"], number)


def _total(number: int, row: _Row, fields: dict[str, str]) -> Action:
    name = row["field"] if row["field"] else row["action"]
    field = _field(name, fields)
    if not field and row["action"] and is_total(row["action"]) == "total":
        field = _field(row["action"], fields)
    return Action(field, "", row["entries"], row["reduction"], number)


def _words(cell: object) -> str:
    return "" if cell is None else re.sub(r"\s+", " ", str(cell)).strip()
