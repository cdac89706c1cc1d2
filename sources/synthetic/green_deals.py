"""A generated register of Local Green Deals: three cities, twelve deals each, nothing in it is published or real.

One row is a deal, a party, a status or a progress, as CSV in UTF-8 with commas. Same seed, same bytes. The
deals run through the states in order; the faults below are planted, so that every check has something to find.

| deal | what is wrong with it |
|---|---|
| DE-02 | skips the letter of intent |
| DE-03 | signed by one organisation |
| DE-04 | fulfilled without evidence |
| DE-05, DE-06 | the same reduction, KPI, unit and time |
| FI-02 | ends before it starts |
| FI-03 | silent for years |
| FI-04 | a mail address in its commitment |
| SE-02 | goes back from running to signed |
| SE-03, SE-04 | one claim id |
| SE-05 | the register stands elsewhere than its history |
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SEED = 20250101
DEALS_PER_CITY = 12
CITIES = (("DE", "Mannheim"), ("FI", "Espoo"), ("SE", "Umeå"))
_THEMES = (
    # field, title, kpi, unit, baseline, target, carrier
    ("energy", "Efficient pumps and motors", "electricity used", "MWh", 900, 700, "electricity"),
    ("buildings", "Lower flow temperatures", "heat used", "MWh", 2400, 1900, "district_heat"),
    ("mobility", "Cargo bikes for deliveries", "trips by cargo bike", "1", 0, 12000, "electricity"),
    ("circular economy", "Reusable cups", "cups saved", "1", 0, 50000, None),
    ("biodiversity", "Meadows on company grounds", "area of meadows", "ha", 2, 14, None),
    ("digitalisation", "Waste heat of a data centre", "heat used again", "MWh", 0, 1500, "district_heat"),
)
_STATED_T_PER_MWH = {
    # What a city would write down with a rounded factor; no Finnish city states tonnes here.
    ("DE", "electricity"): 0.48,
    ("DE", "district_heat"): 0.25,
    ("SE", "electricity"): 0.01,
    ("SE", "district_heat"): 0.05,
}
_KINDS = ("company", "association", "school", "university", "utility")
_STATES = ("idea", "letter of intent", "signed", "running")
_CLOSING = ("fulfilled", "changed", "ended")
_DEAL = (
    *("deal_id", "city", "country", "title", "field", "commitment", "kpi", "kpi_unit", "baseline", "target"),
    *("start_date", "end_date", "status", "status_date", "evidence", "is_replicable", "carrier", "saved_energy_mwh"),
    *("reduction_t_co2e", "claim_id"),
)


def write_green_deals(folder: Path, *, seed: int = SEED) -> None:
    """Write green_deals.csv, deal_parties.csv, deal_status_history.csv and deal_progress.csv into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in green_deals(seed=seed).items():
        frame.write_csv(folder / f"{name}.csv", line_terminator="\n")


def green_deals(*, seed: int = SEED) -> dict[str, pl.DataFrame]:
    """The four tables by the name of their dataset, every value as text."""
    rng = np.random.default_rng(seed)
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("green_deals", "deal_parties", "deal_status_history", "deal_progress")
    }
    for country, city in CITIES:
        for number in range(1, DEALS_PER_CITY + 1):
            _add(tables, rng, country, city, number)
    for name, rows in tables.items():
        _plant(name, rows)
    return {
        name: pl.DataFrame(
            [{column: _text(value) for column, value in row.items()} for row in rows],
            schema=dict.fromkeys(rows[0], pl.String),
        )
        for name, rows in tables.items()
    }


def _add(
    tables: dict[str, list[dict[str, Any]]], rng: np.random.Generator, country: str, city: str, number: int
) -> None:
    deal_id = f"{country}-{number:02}"
    field, title, kpi, unit, baseline, target, carrier = _THEMES[(number - 1) % len(_THEMES)]
    reached = 4 if number in (2, 4) else int(rng.integers(1, 6))
    states = [*_STATES[: min(reached, 4)], *([_CLOSING[int(rng.integers(0, 3))]] if reached == 5 else [])]
    if number == 4 and country == "DE":
        states = [*_STATES, "fulfilled"]
    # What runs began in 2023; what is only agreed or planned starts around the end of 2025.
    offset = int(rng.integers(0, 90))
    start = date(2023, 1, 1) + timedelta(days=3 * offset) if reached > 3 else date(2025, 9, 15) + timedelta(days=offset)
    end = start + timedelta(days=int(rng.integers(1100, 1400)))
    # Before the start a deal is prepared; it runs from its start on and closes in 2025.
    days = [start - timedelta(days=240), start - timedelta(days=150), start - timedelta(days=30), start]
    days = [*days, date(2025, 3, 1) + timedelta(days=int(rng.integers(0, 180)))][: len(states)]
    energy = int(rng.integers(40, 400)) if carrier else None
    stated = None if energy is None or country == "FI" else round(energy * _STATED_T_PER_MWH[country, str(carrier)], 1)
    of_unit = "" if unit == "1" else f" {unit}"
    tables["green_deals"].append(dict(zip(_DEAL, (
        deal_id, city, country, f"{title} (generated)", field, f"{kpi} from {baseline} to {target}{of_unit}", kpi, unit,
        baseline, target, start, end, states[-1], days[-1], "final report" if states[-1] == "fulfilled" else None,
        bool(rng.random() < 0.6), carrier, energy, stated, None,
    ), strict=True)))  # fmt: skip
    partners = int(rng.integers(1, 4))
    tables["deal_parties"].append(
        {"deal_id": deal_id, "role": "lead", "kind": "city", "organisation": f"City of {city}"}
    )
    for place in range(1, partners + 1):
        kind = _KINDS[int(rng.integers(0, len(_KINDS)))]
        name = f"generated {kind} {country}-{number:02}-{place}"
        tables["deal_parties"].append({"deal_id": deal_id, "role": "partner", "kind": kind, "organisation": name})
    for status, day in zip(states, days, strict=True):
        tables["deal_status_history"].append({"deal_id": deal_id, "status": status, "date": day})
    if "running" in states:
        for year in (2023, 2024, 2025):
            share = min(1.0, (year - 2022) / 3) * float(rng.uniform(0.5, 1.1))
            value = (
                None if rng.random() < 0.15 else round(baseline + (target - baseline) * share, 0 if unit == "1" else 1)
            )
            tables["deal_progress"].append({"deal_id": deal_id, "period": year, "kpi_value": value})


def _plant(name: str, rows: list[dict[str, Any]]) -> None:
    """The faults of the table above. What a fault must not be mixed with (an end, a status) is set beside it."""
    if name == "green_deals":
        by_id = {row["deal_id"]: row for row in rows}
        by_id["DE-03"] |= {"status": "signed", "status_date": date(2025, 5, 1), "evidence": None}
        by_id["DE-04"]["evidence"] = None
        own = ("deal_id", "status", "status_date", "evidence", "is_replicable")
        by_id["DE-05"]["reduction_t_co2e"] = 120.0
        by_id["DE-06"] |= {column: value for column, value in by_id["DE-05"].items() if column not in own}
        by_id["FI-02"]["end_date"] = by_id["FI-02"]["start_date"] - timedelta(days=1)
        by_id["FI-03"] |= {"status": "idea", "status_date": date(2022, 5, 1), "evidence": None}
        by_id["FI-04"]["commitment"] = "Details from office@example.org"
        by_id["SE-03"]["claim_id"] = by_id["SE-04"]["claim_id"] = "SE-heat-1"
        by_id["SE-02"] |= {"status": "signed", "status_date": date(2025, 6, 1), "evidence": None}
        by_id["SE-05"] |= {"status": "idea", "status_date": date(2025, 2, 1), "evidence": None}
    if name == "deal_parties":
        rows[:] = [row for row in rows if row["deal_id"] != "DE-03" or row["role"] == "lead"]
    if name == "deal_progress":
        for row, hectares in zip((row for row in rows if row["deal_id"] == "DE-06"), (5, 8, 11), strict=False):
            row["kpi_value"] = hectares
        rows[:] = [row for row in rows if row["deal_id"] not in ("DE-03", "FI-03", "SE-05")]
    if name == "deal_status_history":
        rows[:] = [row for row in rows if (row["deal_id"], row["status"]) != ("DE-02", "letter of intent")]
        rows[:] = [row for row in rows if row["deal_id"] not in ("DE-03", "FI-03", "SE-05")]
        for deal_id, status, day in (
            ("DE-03", "idea", date(2022, 9, 1)),
            ("DE-03", "letter of intent", date(2022, 11, 1)),
            ("DE-03", "signed", date(2025, 5, 1)),
            ("FI-03", "idea", date(2022, 5, 1)),
            ("SE-02", "signed", date(2025, 6, 1)),
            ("SE-05", "idea", date(2024, 2, 1)),
            ("SE-05", "letter of intent", date(2025, 2, 1)),
        ):
            rows.append({"deal_id": deal_id, "status": status, "date": day})
        rows.sort(key=lambda row: (row["deal_id"], row["date"]))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
