"""Energy is never negative: one finding per row that says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from transforms.results.audit.finding import Finding
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text

CHECK = "energy_is_not_negative"


def energy_not_negative(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """Rows that break the rule, or one `match` with the number of rows looked at."""
    stated = [row for row in city_year.inventory if row.energy.value is not None]
    broken = [row for row in stated if row.energy.value is not None and row.energy.value < 0]
    for row in broken:
        place = city_year.place.at(sector=row.sector, carrier=row.carrier, column="energy")
        yield Finding(CHECK, place, "rule broken", "MWh", row.energy.value, None, None, Decimal(0))
    if stated and not broken:
        note = Text(f"{len(stated)} Zeilen", f"{len(stated)} rows")
        yield Finding(CHECK, city_year.place.at(column="energy"), "match", "MWh", note=note)
