"""A Climate City Contract that no city has decided: measures, funds, indicators, contributions, from a seed.

The figures are drawn, not published; names say so. Planted, so that findings can be seen: a measure whose cost nobody
states, one without a reduction, one that stands twice, one that saves money, one whose funding exceeds its cost, and
contributions that a measure of the city counts already.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

SOURCE = "generated"
_YEARS = (2025, 2030)
# field, lever, sector, titles, tonnes a year (about), EUR per tonne (about), years of use
_KINDS: tuple[tuple[str, str, str, tuple[str, ...], int, int, int], ...] = (
    ("Energy systems", "District heat", "buildings",
     ("Waste heat for the heat network", "Large heat pump at the sewage works", "Heat network extension north"),
     42_000, 900, 30),
    ("Energy systems", "Electricity", "buildings", ("Solar power on municipal roofs", "Wind power on the slag heap"),
     9_000, 650, 20),
    ("Built environment", "Building renovation", "buildings",
     ("Renovation of schools", "Renovation of municipal housing", "Advice on heating for owners"), 15_000, 2_400, 30),
    ("Mobility & transport", "Public transport", "transport",
     ("Light rail in closer intervals", "Electric buses", "Express bus lines"), 12_000, 3_100, 25),
    ("Mobility & transport", "Active mobility", "transport", ("Cycle path network", "Footpaths to schools"),
     5_000, 1_700, 30),
    ("Waste & circular economy", "Circular economy", "waste", ("Biogas from food waste", "Reuse centre"),
     2_500, 700, 15),
    ("Industry", "Efficiency", "industry", ("Efficiency network of firms", "Process heat from electricity"),
     30_000, 400, 15),
)  # fmt: skip
_FUNDS = (("State", "secured", 0.35), ("Federation", "applied for", 0.25), ("City", "planned", 0.2))
_FIRMS = ("Generated Works A", "Generated Works B", "Generated Association C", "Generated School D")


def contract_portfolio(folder: Path, seed: int) -> list[Path]:
    """Write the four files of a generated contract; the same seed gives the same bytes."""
    draw = random.Random(seed)
    measures = _measures(draw)
    tables = {
        "contract_measures": [*measures, _twice(measures[0])],
        "contract_financing": _financing(measures, draw),
        "contract_indicators": _indicators(measures),
        "third_party_contributions": _contributions(measures, draw),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{name}.csv", rows) for name, rows in tables.items()]


def _measures(draw: random.Random) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for field, lever, sector, titles, tonnes, price, lifetime in _KINDS:
        for title in titles:
            number = len(found) + 1
            reduction = _about(draw, tonnes, 100)
            start = _YEARS[0] + int(draw.random() * 3)
            saved = _about(draw, reduction * 3, 100)
            found.append(
                {
                    "measure_id": f"GEN-{number:02}",
                    "title": f"{title} (generated)",
                    "field": field,
                    "lever": lever,
                    "owner_role": "Climate office",
                    "start_year": start,
                    "end_year": min(start + 2 + int(draw.random() * 3), _YEARS[1]),
                    "energy_saved_mwh": saved,
                    "energy_replaced_mwh": None,
                    "reduction_t_co2e": reduction,
                    **{f"reduction_{it}_t_co2e": reduction if it == sector else None
                       for it in ("buildings", "transport", "industry", "waste")},
                    "cost_eur": _about(draw, reduction * price, 10_000),
                    "lifetime_years": lifetime,
                    "same_as_measure_id": None,
                    "source": SOURCE,
                }
            )  # fmt: skip
    found[7]["cost_eur"] = -abs(found[7]["cost_eur"]) // 20  # advice that saves more than it costs
    found[11]["cost_eur"] = None
    found[12]["reduction_t_co2e"] = found[12]["reduction_waste_t_co2e"] = found[12]["reduction_transport_t_co2e"] = None
    return found


def _twice(measure: dict[str, Any]) -> dict[str, Any]:
    return {**measure, "measure_id": "GEN-90", "title": "Waste heat, second entry (generated)",
            "same_as_measure_id": measure["measure_id"]}  # fmt: skip


def _financing(measures: list[dict[str, Any]], draw: random.Random) -> list[dict[str, Any]]:
    rows = []
    for place, measure in enumerate(measures):
        cost = measure["cost_eur"]
        if cost is None or cost < 0 or place == 9:
            continue
        for source, status, share in _FUNDS:
            amount = _about(draw, int(cost * share), 1_000)
            year = min(measure["start_year"] + int(draw.random() * 3), measure["end_year"])
            rows.append({"measure_id": measure["measure_id"], "year": year, "source_of_funds": source,
                         "amount_eur": cost if place == 4 else amount, "funding_status": status})  # fmt: skip
    return rows


def _indicators(measures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for number, measure in enumerate(measures[::3], start=1):
        whole = measure["energy_saved_mwh"]
        rows.append(
            {
                "indicator_id": f"IND-{number:02}",
                "indicator": f"Energy saved: {measure['title']}",
                "unit": "MWh a year",
                "field": measure["field"],
                "measure_id": measure["measure_id"],
                "definition": "Final energy saved against the baseline year",
                "data_source": SOURCE,
                "calculation": "baseline consumption - consumption",
                "update_frequency": "yearly",
                "owner_role": "Climate office" if number != 2 else None,
                "baseline_year": 2018,
                "baseline_value": 0,
                "target_2025": whole // 10,
                "target_2027": whole // 2 if number != 3 else None,
                "target_2030": whole,
                "actual_year": None,
                "actual_value": None,
            }
        )
    return rows


def _contributions(measures: list[dict[str, Any]], draw: random.Random) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []

    def add(kind: str, organisation: str | None, field: str, action: str, link: str | None, tonnes: int | None) -> None:
        rows.append({"contribution_id": f"C-{len(rows) + 1:02}", "contributor_kind": kind, "organisation": organisation,
                     "field_of_action": field, "action": action, "measure_id": link, "reduction_t_co2e": tonnes,
                     "start_year": 2025 + int(draw.random() * 4)})  # fmt: skip

    kinds = ("company", "company", "association", "school")
    for place, (kind, firm) in enumerate(zip(kinds, _FIRMS, strict=True)):
        add(kind, firm, "Energy systems", "Solar power on own roofs", None, _about(draw, 400, 10))
        add(kind, firm, "Mobility & transport", "Job tickets", None, None if place == 3 else _about(draw, 60, 1))
    add("company", _FIRMS[0], "Energy systems", "Waste heat into the heat network", measures[0]["measure_id"],
        _about(draw, 8_000, 100))  # fmt: skip
    for _ in range(7):
        add("citizen", None, "Energy systems", "Balcony solar", None, 1)
    for _ in range(3):
        add("citizen", None, "Mobility & transport", "Sold the car", None, 2)
    return rows


def _about(draw: random.Random, middle: int, step: int) -> int:
    """Between 60 and 140 % of the middle, in whole steps."""
    return max(round(middle * (0.6 + 0.8 * draw.random()) / step), 1) * step


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
