"""Whether the towns that the indicators are about have the size that Pionierstadt is for."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from transforms.results.findings.line import Line, line
from transforms.results.given.given_rows import given_rows

_COLUMNS = (
    "municipality_code", "municipality_name", "population_count", "population_year", "minimum_population",
    "maximum_population", "is_eligible",
)  # fmt: skip


def size_findings(eligibility: pl.LazyFrame | None, places: set[str]) -> Iterator[Line]:
    """One line per town with indicators; `recomputed` is its population, `printed` the limit it misses, if any."""
    rows = {row["municipality_code"]: row for row in given_rows(eligibility, _COLUMNS)}
    for code in sorted(places if eligibility is not None else ()):
        row = rows.get(code)
        if row is None or row["population_count"] is None:
            note = ("Keine Einwohnerzahl", "No population")
            yield line("population_is_within_the_limits", code, "not checked", note)
            continue
        count, low, high = row["population_count"], row["minimum_population"], row["maximum_population"]
        limit = low if count < low else high if count > high else None
        year = row["population_year"]
        note = (f"Einwohner {year}; Grenzen {low} bis {high}", f"Inhabitants {year}; limits {low} to {high}")
        verdict = "match" if row["is_eligible"] else "rule broken"
        yield line("population_is_within_the_limits", code, verdict, note, printed=limit, recomputed=count, unit="1",
                   tolerance=0)  # fmt: skip
