"""Published files as matrices: wide (a row per sector, a column per carrier) or long (a row per cell)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.audit.columns import INVENTORY
from transforms.results.audit.figure import Figure
from transforms.results.audit.figures import on_usual_place, usual_place
from transforms.results.audit.finding import Place
from transforms.results.audit.headers import found_columns, unit_of, without_unit
from transforms.results.audit.matrix.matrix import Matrix, Spot
from transforms.results.audit.matrix.what_a_name_adds import what_a_name_adds
from transforms.results.audit.notation import Notation
from transforms.results.audit.tables import Words
from transforms.results.names.plain import plain

NAMES: dict[str, tuple[str, ...]] = {
    "city": (*INVENTORY["city"], "ort", "kommune"),
    "code": ("ags", "gkz", "gemeindeschlüssel", "municipality_code"),
    "base_year": (*INVENTORY["base_year"], "ref_year", "bilanzjahr", "bezugsjahr"),
    "table": (*INVENTORY["table"], "file", "datei", "scenario", "szenario"),
    "scope": INVENTORY["scope"],
    "sector": (*INVENTORY["sector"], "sectors", "sektoren", "bereich", "verbrauchssektor"),
    "carrier": (*INVENTORY["carrier"], "energietraeger", "träger", "carriers", "brennstoff"),
    "unit": ("unit", "einheit", "werteeinheit"),
    "note": ("note", "notes", "note_en", "note_de", "bemerkung", "bemerkungen", "anmerkung", "comment", "kommentar"),
    "source": ("source", "quelle", "datenquelle"),
    "number": ("id", "nr", "no", "lfd_nr", "#"),
}
_NO_AMOUNT = re.compile(r"^(?:ef|factor|faktor|emissionsfaktor|share|anteil)(?:_|\b)", re.IGNORECASE)
_Row = dict[str, Any]
_Printed = dict[tuple[str, str], list[tuple[str, Figure]]]


def read_matrices(frame: pl.LazyFrame, words: Words, decimal: str | None = None) -> list[Matrix]:
    """One matrix per city, year, published table and value column, sorted. Reads text and typed frames alike.

    Raises `audit-columns-missing`, `audit-marks-mixed`, `audit-marks-ambiguous`.
    """
    data = frame.collect()
    columns = found_columns(data.columns, NAMES)
    is_long = "carrier" in columns and "sector" in columns
    label = columns.get("sector") or columns.get("carrier")
    if label is None:
        label = next((name for name in data.columns if name not in columns.values()), None)
    others = [name for name in data.columns if name not in columns.values() and name != label]
    if is_long:
        others = [name for name in others if not _NO_AMOUNT.match(name.strip())]
    notation = Notation.of({name: data[name] for name in others}, "matrix", decimal=decimal)
    figures = {name: [notation.read(cell) for cell in data[name]] for name in others}
    # Words in a column make it a remark; a column that says `no data` throughout is a carrier without a figure.
    values = [name for name in others if not any(it.why_missing.en == "not a number" for it in figures[name])]
    if is_long:
        values = [name for name in values if any(figure.value is not None for figure in figures[name])]
    if label is None or not values:
        raise StadtlandError(
            "audit-columns-missing", table="matrix", missing="sector, carrier / value",
            available=", ".join(data.columns) or "-",
        )  # fmt: skip
    groups: dict[tuple[str, str, str, str], dict[str, _Printed]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for number, record in enumerate(data.iter_rows(named=True)):
        row = {ours: _words(record[header]) for ours, header in columns.items()}
        key = (row.get("city") or row.get("code", ""), re.sub(r"\.0+$", "", row.get("base_year", "")),
               row.get("table", ""), unit_of(row.get("unit", "")) or row.get("unit", ""))  # fmt: skip
        name = _words(record[label])
        if is_long:
            for value in values:
                # A file with several value columns leaves out what a row has no business with.
                printed = groups[key][value][name, row["carrier"]]
                printed.append((row.get("scope", ""), figures[value][number]))
        elif name or any(figures[value][number].value is not None for value in values):
            for value in values:
                header = without_unit(value)
                spot = (header, name) if "sector" not in columns and "carrier" in columns else (name, header)
                groups[key][""][spot].append(("", figures[value][number]))
    tables = {key[:2]: len({it for it in groups if it[:2] == key[:2]}) for key in groups}
    found = []
    for key, measures in sorted(groups.items()):
        for measure in values if is_long else [""]:
            if measure not in measures:
                continue
            shown = measure.strip() if is_long and len(values) > 1 else ""
            several = key[2] if tables[key[:2]] > 1 else ""
            unit = key[3] or unit_of(measure) or _common_unit(values if not is_long else [])
            name = ", ".join(part for part in (shown, several) if part)
            found.append(_matrix(Place(key[0], key[1]), unit, name, measures[measure], words, is_long=is_long))
    return found


def _common_unit(headers: Sequence[str]) -> str:
    units = {unit_of(header) for header in headers} - {""}
    return units.pop() if len(units) == 1 else ""


def _matrix(place: Place, unit: str, measure: str, printed: _Printed, words: Words, *, is_long: bool) -> Matrix:
    sectors, carriers = _in_order(sector for sector, _ in printed), _in_order(carrier for _, carrier in printed)
    adds_carrier = {
        it: what_a_name_adds(it, words.carriers, words.sectors, is_blank_a_total=is_long) for it in carriers
    }
    adds_sector = {it: what_a_name_adds(it, words.sectors, words.carriers, is_blank_a_total=False) for it in sectors}
    parts = {plain(it) for it, adds in adds_carrier.items() if adds == "part"}
    for sector in sectors:
        # `communal facilities` beside the sectors, and within them as a part: the same amounts a second time.
        own = [carrier for (it, carrier) in printed if it == sector and adds_carrier[carrier] == "cell"]
        if plain(sector) in parts and not own:
            adds_sector[sector] = "part"
    rows = [it for it in sectors if adds_sector[it] == "cell"]
    columns = [it for it in carriers if adds_carrier[it] == "cell"]
    row_of = {it: rows.index(it) for it in rows} | {it: len(rows) for it in sectors if adds_sector[it] == "total"}
    column_of = {it: columns.index(it) for it in columns}
    column_of |= {it: len(columns) for it in carriers if adds_carrier[it] == "total"}
    spots: dict[Spot, list[Figure]] = defaultdict(list)
    doubled = {}
    for (sector, carrier), figures in printed.items():
        scopes = [scope for scope, _ in figures]
        if len(scopes) > len(set(scopes)):
            doubled[sector, carrier] = tuple(figure for _, figure in figures)
        if sector in row_of and carrier in column_of:
            spot = row_of[sector], column_of[carrier]
            is_total = spot[0] == len(rows) or spot[1] == len(columns)
            # A total that stands twice is one total; a cell that stands twice is added twice.
            spots[spot] += [figure for _, figure in figures][: 1 if is_total and spots[spot] == [] else None]
            if is_total:
                spots[spot] = spots[spot][:1]
    left_out = tuple(it for it in (*sectors, *carriers) if (adds_sector.get(it) or adds_carrier.get(it)) == "part")
    on_one_footing = _same_places(spots, len(rows), len(columns))
    return Matrix(place, unit, measure, tuple(rows), tuple(columns), on_one_footing, left_out, doubled)


def _same_places(spots: dict[Spot, list[Figure]], rows: int, columns: int) -> dict[Spot, tuple[Figure, ...]]:
    """Totals may be rounded otherwise than cells; within each of the two, all figures are printed alike."""
    blocks: dict[tuple[bool, bool], list[Figure]] = defaultdict(list)
    for (row, column), figures in spots.items():
        blocks[row == rows, column == columns] += figures
    usual = {block: usual_place(figures) for block, figures in blocks.items()}
    return {
        (row, column): tuple(on_usual_place(figure, usual[row == rows, column == columns]) for figure in figures)
        for (row, column), figures in sorted(spots.items())
    }


def _in_order(names: Any) -> list[str]:
    return sorted(dict.fromkeys(names), key=lambda name: (plain(name), name))


def _words(cell: object) -> str:
    return "" if cell is None else re.sub(r"\s+", " ", str(cell)).strip()
