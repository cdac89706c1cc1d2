"""The rows of an inventory that may be added up: without its total and subtotal rows, labelled or not."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from transforms.results.audit.tables import CityYear, InventoryRow, Words
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.total_of import total_of


def single_rows(city_year: CityYear, words: Words) -> list[InventoryRow]:
    """No row that is a sum of others: counted in, every figure would be counted twice.

    An inventory that has nothing but `All sectors / Electricity` and the like has no finer rows: then these are added.
    """
    rows = [row for row in city_year.inventory if "part" not in (is_total(row.sector), is_total(row.carrier))]
    single = [row for row in rows if not _is_labelled_sum(row, words)]
    if not single:
        single = [row for row in rows if not _is_grand_total(row, words)]
    return [row for row in single if not _is_unlabelled_sum(row, single)]


def _is_labelled_sum(row: InventoryRow, words: Words) -> bool:
    of = total_of(row.sector, words.sectors)
    # `Total buildings / Electricity` is a row like any other; `Total / Electricity` adds up the sectors.
    return of == "" or is_total(row.carrier) == "total" or (of is not None and not row.carrier) or not _names(row)


def _is_grand_total(row: InventoryRow, words: Words) -> bool:
    is_all = total_of(row.sector, words.sectors) == "" or not row.sector
    return is_all and (is_total(row.carrier) == "total" or not row.carrier)


def _is_unlabelled_sum(row: InventoryRow, rows: Iterable[InventoryRow]) -> bool:
    """A row without a carrier that holds exactly what the other rows of its sector add up to."""
    if row.carrier or row.emissions.value is None:
        return False
    others = [it for it in rows if it.carrier and plain(it.sector) == plain(row.sector)]
    known = [it.emissions.value for it in others if it.emissions.value is not None]
    allowed = max(row.emissions.last_place, row.emissions.last_place * len(known) / 2)
    return len(known) > 1 and abs(sum(known, Decimal(0)) - row.emissions.value) <= allowed


def _names(row: InventoryRow) -> str:
    return row.sector + row.carrier
