"""Published time series as points: long (a row per value) or wide (a column per category, or per year)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.audit.figure import Figure
from transforms.results.audit.figures import on_usual_place, usual_place
from transforms.results.audit.headers import found_columns, unit_of
from transforms.results.audit.matrix.what_a_name_adds import what_a_name_adds
from transforms.results.audit.notation import Notation
from transforms.results.audit.series.names import BLOCK, MEASURED, NAMES, PLANNED, TARGET_IN_NAME, UNIT_IN_NAME
from transforms.results.audit.series.point import Kind, Point
from transforms.results.audit.tables import Words
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.vocabulary import Vocabulary

_YEAR = re.compile(r"(?:19|20)\d{2}")
_Row = dict[str, Any]


def read_series(frame: pl.LazyFrame, words: Words, decimal: str | None = None) -> list[Point]:
    """All points, sorted by city, block, name, kind and period. Values keep their unit; nothing is converted.

    Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    data = frame.collect()
    columns = found_columns(data.columns, NAMES)
    years = [name for name in data.columns if re.fullmatch(rf"{_YEAR.pattern}(?:\.0)?", name.strip())]
    others = [name for name in data.columns if name not in columns.values()]
    if years and "year" not in columns:
        values, label = years, columns.get("category") or next((it for it in others if it not in years), None)
    elif "category" in columns or "carrier" in columns:
        values, label = ([columns["value"]] if "value" in columns else others), columns.get("category")
    else:
        # A column that is a value elsewhere (emissions) is a category here if it has others beside it.
        values, label = [name for name in data.columns if name in others or name == columns.get("value")], None
    notation = Notation.of({name: data[name] for name in values}, "series", decimal=decimal)
    figures = {name: [notation.read(cell) for cell in data[name]] for name in values}
    values = [
        name for name in values if name in years or any(figure.value is not None for figure in figures[name])
    ] or values[:1]  # fmt: skip
    if not values or ("year" not in columns and not years):
        raise StadtlandError(
            "audit-columns-missing", table="series", missing="year, category, value",
            available=", ".join(data.columns) or "-",
        )  # fmt: skip
    rows: list[_Row] = []
    is_long = label is not None or "carrier" in columns
    beside = {name: _beside(data, columns, name, decimal) for name in ("share", "change")}
    for number, record in enumerate(data.iter_rows(named=True)):
        told = {ours: _words(record[header]) for ours, header in columns.items()}
        for name in values:
            row: _Row = {**told, "figure": figures[name][number]}
            row |= {it: None if column is None else column[number] for it, column in beside.items()}
            row["name"] = _words(record[label]) if label else told.get("carrier", "") if is_long else name.strip()
            if label and "carrier" in told and told["carrier"]:
                row["name"] = f"{row['name']} - {told['carrier']}"
            if len(values) > 1 and is_long and name not in years:
                row["name"] = f"{name.strip()} - {row['name']}"
            if name in years:
                row["year"] = name.strip()
            row["unit"] = unit_of(told.get("unit", "")) or told.get("unit", "") or unit_of(name)
            if row["year"] or row["name"]:
                rows.append(row)
    return _points(rows, words)


def _beside(data: pl.DataFrame, columns: dict[str, str], name: str, decimal: str | None) -> list[Figure] | None:
    if name not in columns:
        return None
    notation = Notation.of({columns[name]: data[columns[name]]}, "series", decimal=decimal)
    return [notation.read(cell) for cell in data[columns[name]]]


def _points(rows: list[_Row], words: Words) -> list[Point]:
    points = []
    for row in rows:
        block, name, is_target = _named(row["name"])
        kind = _kind(row.get("kind", ""), is_target=is_target)
        adds = what_a_name_adds(name, words.sectors, Vocabulary(), is_blank_a_total=False)
        if is_total(row.get("kind", "")) == "total":
            adds = "total"
        period = re.sub(r"\.0+$", "", row["year"])
        found = _YEAR.search(period)
        unit = row["unit"]
        points.append(
            Point(
                row.get("city", ""), block, name, row["name"], kind, row.get("kind", ""), period,
                int(found.group()) if found else 0, row["figure"], unit, adds, row.get("note", ""),
                row["share"], row["change"],
            )
        )  # fmt: skip
    points = _by_prefix(points)
    points.sort(key=lambda it: (*it.series, it.period, str(it.figure.value), it.note, it.printed_name))
    return [replace(point, number=number) for number, point in enumerate(_same_places(points))]


def _named(printed: str) -> tuple[str, str, bool]:
    """Block, name within it, and whether the name marks a target."""
    bare = TARGET_IN_NAME.sub("", printed)
    is_target = bare != printed
    parts = [part for part in BLOCK.split(UNIT_IN_NAME.sub("", bare).strip()) if part]
    return " - ".join(parts[:-1]), parts[-1] if parts else "", is_target


def _kind(printed: str, *, is_target: bool) -> Kind:
    words = set(plain(printed).split())
    if is_target or words & PLANNED:
        return "planned"
    return "measured" if not words or words & MEASURED or is_total(printed) else "other"


def _by_prefix(points: list[Point]) -> list[Point]:
    """`Fahrzeuge Gesamt` is the total of `Fahrzeuge SWMS` and `Fahrzeuge Sub`, though no dash sets them apart."""
    prefixes = set()
    for point in points:
        first, _, last = point.name.rpartition(" ")
        if not point.block and first and is_total(last) == "total" and point.adds == "part":
            prefixes.add(first)
    moved = []
    for point in points:
        first, _, last = point.name.rpartition(" ")
        if not point.block and first in prefixes:
            adds = what_a_name_adds(last, Vocabulary(), Vocabulary(), is_blank_a_total=False)
            point = replace(point, block=first, name=last, adds=adds)
        moved.append(point)
    return moved


def _same_places(points: list[Point]) -> Iterator[Point]:
    blocks: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for point in points:
        blocks[point.city, point.block, point.unit, point.kind, point.adds].append(point.figure)
    usual = {block: usual_place(figures) for block, figures in blocks.items()}
    for point in points:
        place = usual[point.city, point.block, point.unit, point.kind, point.adds]
        yield replace(point, figure=on_usual_place(point.figure, place))


def _words(cell: object) -> str:
    return "" if cell is None else re.sub(r"\s+", " ", str(cell)).strip()
