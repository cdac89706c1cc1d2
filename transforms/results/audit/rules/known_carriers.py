"""Every carrier is one that the house knows: a name nobody knows has no factor, and may be a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.results.audit.finding import Finding
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text

CHECK = "carrier_is_known"


def known_carriers(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """One `noted` finding per row whose carrier is not in the table of carriers, or one `match` for all rows."""
    rows = [row for row in single_rows(city_year, words) if row.carrier]
    if not rows or not words.carriers.keys:
        return
    unknown = [row for row in rows if words.carriers.key(row.carrier) is None]
    for row in unknown:
        place = city_year.place.at(sector=row.sector, carrier=row.carrier)
        note = Text("kein bekannter Träger: kein Faktor dazu", "no known carrier: there is no factor for it")
        yield Finding(CHECK, place, "noted", note=note)
    if not unknown:
        note = Text(f"{len(rows)} Zeilen", f"{len(rows)} rows")
        yield Finding(CHECK, city_year.place.at(column="carriers"), "match", note=note)
