"""Every printed sum of one city and base year as a cell: of which sector, scopes or carrier, in MWh or t CO2e."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Place, Term
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, InventoryRow, TotalRow, Words
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.scope import scope_label, scopes
from transforms.results.names.total_of import total_of

UNITS = {"emissions": "t", "energy": "MWh"}
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none"})


@dataclass(frozen=True)
class PrintedCell:
    """One printed sum. No sector, carrier or scopes means: over all of them."""

    measure: str
    sector: str
    carrier: str
    scopes: frozenset[int]
    figure: Figure
    origin: str
    """The table that prints it; totals printed twice are compared within their own table first."""
    identity: tuple[str, ...]

    def place(self, city_year: CityYear) -> Place:
        """Where it stands; the table is named where the cell is the total of everything."""
        is_all = not (self.sector or self.carrier or self.scopes)
        column = "total" + (f" in {self.origin}" if self.origin and is_all else "") if is_all else ""
        energy = "energy" if self.measure == "energy" else ""
        return city_year.place.at(
            sector=self.sector,
            carrier=self.carrier,
            scope=scope_label(self.scopes),
            column=", ".join(part for part in (column, energy) if part),
        )

    def term(self, city_year: CityYear) -> Term:
        """The cell as a figure of a sum."""
        place = self.place(city_year)
        return Term(place.subject.removeprefix(f"{city_year.place.subject}: "), self.figure, 1, self.identity, place)


@dataclass(frozen=True)
class NotUnderstood:
    """A printed total whose label says something else than a sector, a scope or a total, or a total without a part."""

    label: str
    is_part: bool


def printed_cells(city_year: CityYear, words: Words) -> tuple[list[PrintedCell], list[NotUnderstood]]:
    """The sums of the totals table and the total rows inside the inventory; and those that are not understood."""
    cells: list[PrintedCell] = []
    unclear: list[NotUnderstood] = []
    single = frozenset(single_rows(city_year, words))
    for total in city_year.totals:
        found = _of_totals(total, words)
        (cells if isinstance(found, PrintedCell) else unclear).append(found)  # type: ignore[arg-type]
    for row in city_year.inventory:
        if "part" in (is_total(row.sector), is_total(row.carrier)):
            unclear.append(NotUnderstood(row.label, True))
        elif row not in single:
            cells += _of_inventory(row, words)
    return cells, unclear


def _of_totals(total: TotalRow, words: Words) -> PrintedCell | NotUnderstood:
    kind = plain(total.kind)
    is_by_carrier = re.search(r"carrier|träger|fuel|brennstoff", kind) is not None
    is_energy = re.search(r"energ(?:y|ie)\b|mwh|verbrauch|consumption", kind.replace("energy carrier", ""))
    measure = "energy" if is_energy else "emissions"
    sector, scope, carrier = total.sector, total.scope, ""
    if is_total(sector) == "part" or is_total(scope) == "part":
        return NotUnderstood(_label(total), True)
    of = total_of(sector, words.sectors)
    if of is not None or sector.casefold().strip() in _NOTHING:
        sector = of or ""
    if scope.casefold().strip() in _NOTHING:
        scope = ""
    if sector and re.search(r"\bscopes? ?[123i]|\bscope\b", plain(sector)) and not scope:
        sector, scope = "", sector  # some tables print the scope where others print the sector
    elif sector and is_by_carrier:
        sector, carrier = "", sector
    found = scopes(scope)
    if found == frozenset({1, 2, 3}):
        found = frozenset()
    if found is None:
        return NotUnderstood(_label(total), False)
    identity = ("totals", total.table, total.kind, total.sector, total.scope, str(total.number))
    return PrintedCell(measure, sector, carrier, found, total.value, total.table, identity)


def _of_inventory(row: InventoryRow, words: Words) -> Iterator[PrintedCell]:
    of = total_of(row.sector, words.sectors)
    sector = row.sector if of is None else of
    # `Buildings total` among the carriers of buildings says no more than `Total`.
    carrier = "" if is_total(row.carrier) else row.carrier
    for measure, figure in (("emissions", row.emissions), ("energy", row.energy)):
        if figure.value is not None:
            yield PrintedCell(
                measure, sector, carrier, row.scopes or frozenset(), figure, "inventory", row.cell(measure)
            )


def _label(total: TotalRow) -> str:
    return " ".join(part for part in (total.table, total.kind, total.sector, total.scope) if part)
