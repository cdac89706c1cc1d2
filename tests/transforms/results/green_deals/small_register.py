"""Four deals of three cities whose every figure can be checked by hand."""

from __future__ import annotations

from datetime import date

import polars as pl

from config.factors.load import reference

COUNTRY_FACTORS = {
    "DE": {"factor_set": "bisko-2019", "year": 2019},
    "SE": {"factor_set": "umea-2021", "year": 2021},
}


def deals(**changes: object) -> pl.LazyFrame:
    """A: Mannheim, running. B: Umeå, fulfilled. C: Espoo, an idea. `changes` replace columns of A alone."""
    common = {"commitment": "agreed", "kpi": "energy saved", "kpi_unit": "MWh", "field": "energy", "claim_id": None}
    a = common | {
        "deal_id": "A", "city": "Mannheim", "country": "DE", "title": "Efficient pumps", "baseline": 0.0,
        "target": 200.0, "start_date": date(2023, 1, 1), "end_date": date(2026, 12, 31), "status": "running",
        "status_date": date(2025, 3, 1), "evidence": None, "is_replicable": True, "carrier": "Strom",
        "saved_energy_mwh": 100.0, "reduction_t_co2e": 50.0,
    } | changes  # fmt: skip
    b = common | {
        "deal_id": "B", "city": "Umeå", "country": "SE", "title": "Less heat", "baseline": 400.0, "target": 300.0,
        "start_date": date(2023, 1, 1), "end_date": date(2024, 12, 31), "status": "fulfilled",
        "status_date": date(2025, 1, 15), "evidence": "final report", "is_replicable": True,
        "carrier": "district_heat", "saved_energy_mwh": 110.0, "reduction_t_co2e": None,
    }  # fmt: skip
    c = common | {
        "deal_id": "C", "city": "Espoo", "country": "FI", "title": "Cool roofs", "baseline": None, "target": 10.0,
        "start_date": date(2025, 1, 1), "end_date": date(2027, 12, 31), "status": "idea",
        "status_date": date(2025, 10, 1), "evidence": None, "is_replicable": None, "carrier": "electricity",
        "saved_energy_mwh": 7.0, "reduction_t_co2e": None,
    }  # fmt: skip
    return pl.LazyFrame([a, b, c])


def parties() -> pl.LazyFrame:
    """Two organisations in A and in B."""
    rows = [
        ("A", "lead", "city", "City of Mannheim"),
        ("A", "partner", "utility", "Works"),
        ("B", "lead", "city", "City of Umeå"),
        ("B", "partner", "company", "Mill"),
    ]
    return pl.LazyFrame(rows, schema=["deal_id", "role", "kind", "organisation"], orient="row")


def history() -> pl.LazyFrame:
    """A and B through all their states, C at its first."""
    steps = [
        ("A", "idea", date(2022, 1, 1)),
        ("A", "letter of intent", date(2022, 6, 1)),
        ("A", "signed", date(2022, 12, 1)),
        ("A", "running", date(2025, 3, 1)),
        ("B", "idea", date(2022, 1, 1)),
        ("B", "letter of intent", date(2022, 6, 1)),
        ("B", "signed", date(2022, 12, 1)),
        ("B", "running", date(2023, 1, 1)),
        ("B", "fulfilled", date(2025, 1, 15)),
        ("C", "idea", date(2025, 10, 1)),
    ]
    return pl.LazyFrame(steps, schema=["deal_id", "status", "date"], orient="row")


def progress() -> pl.LazyFrame:
    """A half-way and then unmeasured, B at its target, A again after the period of 2025."""
    rows = [("A", "2024", 100.0), ("A", "2025", None), ("A", "2026", 180.0), ("B", "2024", 300.0)]
    return pl.LazyFrame(rows, schema={"deal_id": pl.String, "period": pl.String, "kpi_value": pl.Float64}, orient="row")


def house() -> dict[str, pl.LazyFrame]:
    """The house's factors, sets and words for carriers."""
    return {name: reference(name) for name in ("factors", "factor_sets", "carriers")}
