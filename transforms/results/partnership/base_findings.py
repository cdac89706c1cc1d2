"""What is wrong with the partners themselves: shares that do not sum to 1, a population of another year, a stranger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from transforms.results.exact.exactly import exactly
from transforms.results.findings.line import Line, line
from transforms.results.partnership.read_partners import POPULATION_YEAR

_PRINTED = {
    "share_population_as_printed": ("population_2021", "population", "Bevölkerung"),
    "share_land_as_printed": ("land_ha", "area", "Fläche"),
    "share_forest_as_printed": ("forest_ha", "forest", "Wald"),
}
_LAST_PLACE = Decimal("0.00000001")


def base_findings(
    partners: dict[str, dict[str, Any]], base_year: int | None, tolerance_share: Decimal
) -> Iterator[Line]:
    """Sums of printed shares, every printed share against the figures beside it, and the year of the population."""
    for column, (figure, english, german) in _PRINTED.items():
        printed = [exactly(row.get(column)) for row in partners.values()]
        stated = [it for it in printed if it is not None]
        if len(stated) < len(printed):
            yield line("shares_sum_to_one", english, "not checked",
                       (f"{german}: {len(printed) - len(stated)} Anteile fehlen",
                        f"{english}: {len(printed) - len(stated)} shares are missing"), unit="1")  # fmt: skip
            continue
        # A printed share may be off by half of its last place, so the sum by as much for every partner.
        own_slack = max(tolerance_share, _LAST_PLACE / 2)
        slack = max(tolerance_share, _LAST_PLACE / 2 * len(stated))
        found = sum(stated, Decimal(0))
        held = abs(found - 1) <= slack
        note = (
            ("Anteile ergeben 1", "shares sum to 1") if held else ("Anteile ergeben nicht 1", "shares do not sum to 1")
        )
        yield line("shares_sum_to_one", english, "match" if held else "rule broken", (f"{german}: {note[0]}", note[1]),
                   printed=found, recomputed=1, unit="1", tolerance=slack)  # fmt: skip
        total = sum((exactly(row[figure]) or Decimal(0) for row in partners.values()), Decimal(0))
        for code, row in partners.items():
            share, value = exactly(row.get(column)), exactly(row[figure])
            if share is None or value is None or not total:
                continue
            if abs(value / total - share) > own_slack:
                yield line("share_is_recomputed", f"{english}: {code}", "mismatch",
                           (f"Anteil an {german} folgt nicht aus den Zahlen daneben",
                            "the share does not follow from the figures beside it"),
                           printed=share, recomputed=value / total, unit="1", tolerance=own_slack)  # fmt: skip
    if base_year is not None and base_year != POPULATION_YEAR:
        yield line("population_of_the_base_year", "population", "mismatch",
                   (f"Bevölkerung von {POPULATION_YEAR}, Basisjahr {base_year}",
                    f"population of {POPULATION_YEAR}, base year {base_year}"),
                   printed=POPULATION_YEAR, recomputed=base_year, unit="year", tolerance=0)  # fmt: skip


def strangers(partners: Iterable[str], named: dict[str, list[dict[str, Any]]]) -> Iterator[Line]:
    """Municipality keys that no partner has, by table; how many rows name each."""
    known = set(partners)
    for table, rows in named.items():
        column = "credited_to" if table.endswith(".credited_to") else "municipality_code"
        codes = [row.get(column) for row in rows]
        for code in sorted({it for it in codes if it is not None and it not in known}):
            count = codes.count(code)
            yield line("municipality_is_a_partner", f"{table}: {code}", "rule broken",
                       (f"Schlüssel gehört keiner Partnergemeinde ({count} Zeilen)",
                        f"no partner has this key ({count} rows)"))  # fmt: skip
