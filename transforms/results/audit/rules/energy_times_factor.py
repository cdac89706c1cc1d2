"""Energy times the stated emission factor is the stated emissions, within 0.5 %. One finding per inventory row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding, Term
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, InventoryRow, Words
from transforms.results.audit.text import Text

CHECK = "energy_times_factor_is_emissions"
RELATIVE = Decimal("0.005")


def energy_times_factor(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """MWh x g/kWh / 1000 = t: `match` within 0.5 % of the printed emissions, or within both figures' rounding."""
    for row in single_rows(city_year, words):
        yield _one_row(city_year, row)


def _one_row(city_year: CityYear, row: InventoryRow) -> Finding:
    place = city_year.place.at(sector=row.sector, carrier=row.carrier)
    figures = (
        (Text("Energie", "energy"), row.energy),
        (Text("Faktor", "stated factor"), row.factor),
        (Text("Emissionen", "emissions"), row.emissions),
    )
    lacking = [Text(f"{name.de}: {it.why_missing.de}", f"{name.en}: {it.why_missing.en}") for name, it in figures
               if it.value is None]  # fmt: skip
    energy, factor, printed = row.energy.value, row.factor.value, row.emissions.value
    if energy is None or factor is None or printed is None:
        return Finding(CHECK, place, "not checked", "t", printed, note=Text.join(lacking))
    recomputed = energy * factor / 1000
    difference = recomputed - printed
    rounding = (row.emissions.last_place + row.energy.last_place * abs(factor) / 1000) / 2
    tolerance = max(RELATIVE * abs(printed), rounding)
    is_match = abs(difference) <= tolerance
    return Finding(
        CHECK,
        place,
        "match" if is_match else "mismatch",
        "t",
        printed,
        recomputed,
        difference,
        tolerance,
        Text() if is_match else _what_fits(energy, printed, difference),
        _terms(row),
    )


def _terms(row: InventoryRow) -> tuple[Term, ...]:
    figures: tuple[tuple[str, Figure], ...] = (
        ("emissions", row.emissions), ("energy", row.energy), ("factor", row.factor),
    )  # fmt: skip
    return tuple(Term(row.label, figure, 1, row.cell(column)) for column, figure in figures)


def _what_fits(energy: Decimal, printed: Decimal, difference: Decimal) -> Text:
    notes = []
    if printed:
        percent = (100 * difference / printed).quantize(Decimal("0.1"))
        notes.append(Text(f"{percent:+f} %".replace(".", ","), f"{percent:+f} %"))
    if energy:
        implied = Text.amount((1000 * printed / energy).quantize(Decimal("0.1")), "g/kWh")
        notes.append(
            Text(f"die gedruckten Emissionen setzen {implied.de} voraus", f"the printed emissions imply {implied.en}")
        )
    return Text.join(notes)
