"""Every total of a gap table is the sum of its column: one finding per total row and column."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.results.audit.columns import GAP_FIGURES
from transforms.results.audit.compare import compare
from transforms.results.audit.finding import Finding, Term
from transforms.results.audit.tables import CityYear, GapRow, Words
from transforms.results.names.is_total import is_total
from transforms.results.names.total_of import total_of

CHECK = "column_sums_to_total_row"


def column_sums(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """Sum of the sector rows against each total row. Subtotals are left out; parts of a printed sector, too."""
    sectors = sector_rows(city_year, words)
    if not sectors:
        return
    for total in (row for row in city_year.gap if is_grand_total(row, words)):
        for column in GAP_FIGURES:
            place = city_year.place.at(sector=total.sector, column=column)
            if f"gap.{column}" in city_year.missing_columns:
                continue
            terms = [
                Term(row.sector, row.figures[column], 1, row.cell(column), place.at(sector=row.sector))
                for row in sectors
            ]
            printed = Term(total.sector, total.figures[column], 1, total.cell(column), place)
            yield compare(CHECK, place, printed, terms, "t")


def is_grand_total(row: GapRow, words: Words) -> bool:
    """Whether a row of a gap table is the total of all sectors."""
    return total_of(row.sector, words.sectors) == ""


def sector_rows(city_year: CityYear, words: Words) -> list[GapRow]:
    """The rows that add up: no totals, no subtotals, no parts of a sector that is printed itself."""
    rows = [row for row in city_year.gap if not is_grand_total(row, words) and is_total(row.sector) != "part"]
    return [row for row in rows if not any(words.is_part(row.sector, other.sector) for other in rows)]
