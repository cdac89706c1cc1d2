"""Small released tables to draw, one builder per kind of picture; every figure in them is made up."""

from __future__ import annotations

from typing import Any

import polars as pl

AMOUNTS = ("emissions_t_co2e", "reductions_t_co2e", "removals_t_co2e", "net_t_co2e")
STEPS = (
    "baseline_t_co2e", "reduction_other_plans_t_co2e", "reduction_actions_t_co2e", "uncovered_t_co2e",
    "residual_t_co2e",
)  # fmt: skip


def frame(rows: list[dict[str, Any]], **types: Any) -> pl.DataFrame:
    return pl.DataFrame(rows, schema_overrides=types, infer_schema_length=None)


def balance(*cells: tuple[str, str, float | None, str], city: str = "Musterstadt") -> pl.DataFrame:
    """(sector, carrier, emissions, status)"""
    return frame(
        [
            {
                "period": "2019", "municipality_code": "99999000", "city": city, "year": 2019, "sector": sector,
                "carrier": carrier, "scope": None, "energy_mwh": 4711.0, "emissions_t_co2e": emissions,
                "factor_set": "bisko-2019", "status": status,
            }
            for sector, carrier, emissions, status in cells
        ],
        scope=pl.String,
        emissions_t_co2e=pl.Float64,
    )  # fmt: skip


def gap(**changed: Any) -> pl.DataFrame:
    row = {
        "period": "2019", "municipality_code": None, "city": "A", "year": 2019, "sector": "buildings",
        "row_kind": "sector", **dict(zip(STEPS, (1000.0, 100.0, 500.0, 200.5, 199.5), strict=True)),
        "status": "computed",
    }  # fmt: skip
    return frame([{**row, **changed}], municipality_code=pl.String, **dict.fromkeys(STEPS, pl.Float64))


def allocation(*rows: tuple[str, str, str, float | None, str]) -> pl.DataFrame:
    """(key, code, name, share, status)"""
    return frame(
        [
            {
                "period": "2020", "key": key, "municipality_code": code, "municipality_name": name, "share": share,
                "allocated_t_co2e": None if share is None else share * 1000, "amount_t_co2e": 1000.0, "status": status,
            }
            for key, code, name, share, status in rows
        ],
        share=pl.Float64,
        allocated_t_co2e=pl.Float64,
    )  # fmt: skip


def net(*rows: tuple[str | None, str | None, tuple[float | None, ...], str]) -> pl.DataFrame:
    """(code, name, the four amounts, status); the partnership has no code"""
    return frame(
        [
            {
                "period": "2020", "level": "partner" if code else "partnership", "municipality_code": code,
                "municipality_name": name, "base_year": 2020, **dict(zip(AMOUNTS, amounts, strict=True)),
                "removal_source": "a study of 2008", "figures_missing": 0, "status": status,
            }
            for code, name, amounts, status in rows
        ],
        **dict.fromkeys(AMOUNTS, pl.Float64),
    )  # fmt: skip


def abatement(*rows: tuple[str, float | None, float | None, str], cost_per: str = "year") -> pl.DataFrame:
    """(measure, cost of a tonne, reduction, status), in the order of their ranks"""
    found, level = [], 0.0
    for rank, (measure, cost, reduction, status) in enumerate(rows, 1):
        upper = level + (reduction or 0.0)
        found.append({
            "period": "2030", "rank": rank, "measure_id": measure, "title": f"Maßnahme {measure}", "field": "Mobility",
            "cost_per": cost_per, "cost_per_tonne_eur": cost, "reduction_t_co2e": reduction,
            "cumulative_from_t_co2e": level, "cumulative_reduction_t_co2e": upper, "left_out_because": None,
            "status": status,
        })  # fmt: skip
        level = upper
    return frame(found, left_out_because=pl.String, cost_per_tonne_eur=pl.Float64, reduction_t_co2e=pl.Float64)


def flows(*rows: tuple[str, str | None, str | None, str | None, int, float | None, str]) -> pl.DataFrame:
    """(code, name, code credited, name credited, measures counted, reduction, status)"""
    return frame(
        [
            {
                "period": "2020", "municipality_code": code, "municipality_name": name, "credited_to": credited,
                "credited_name": credited_name, "measures_counted": counted, "measures_left_out": 1 - min(counted, 1),
                "reduction_t_co2e": reduction, "reduction_left_out_t_co2e": 0.0, "figures_missing": 0, "status": status,
            }
            for code, name, credited, credited_name, counted, reduction, status in rows
        ],
        credited_to=pl.String,
        credited_name=pl.String,
        reduction_t_co2e=pl.Float64,
    )  # fmt: skip


def deals(*rows: tuple[str | None, str, int, str]) -> pl.DataFrame:
    """(city, status of the deal, count, status)"""
    return frame(
        [
            {
                "period": "2025", "level": "city" if city else "all", "city": city, "deal_status": deal,
                "deal_count": count, "group_deal_count": 99, "status": status,
            }
            for city, deal, count, status in rows
        ],
        city=pl.String,
    )  # fmt: skip


def pathway(*rows: tuple[int, float | None, str, float | None, str]) -> pl.DataFrame:
    """(year, value, its status, actual, its status)"""
    return frame(
        [
            {
                "period": "2045", "pathway": "Pfad A", "indicator": "Emissionen", "unit": "t CO2e", "year": year,
                "value": value, "pathway_status": stands, "actual": actual, "status": status, "method": "linear",
                "source": "Beschluss",
            }
            for year, value, stands, actual, status in rows
        ],
        value=pl.Float64,
        actual=pl.Float64,
    )  # fmt: skip


def indicators(*rows: tuple[str, float | None, str, str | None, str]) -> pl.DataFrame:
    """(indicator, deviation in percent, light, reason, status)"""
    return frame(
        [
            {
                "period": "2022", "municipality_code": "99999000", "indicator": name, "dimension": "mobility",
                "unit": "%", "direction": "up", "deviation_percent": percent, "light": light, "light_reason": reason,
                "status": status, "value_source": "Stadt",
            }
            for name, percent, light, reason, status in rows
        ],
        deviation_percent=pl.Float64,
        light_reason=pl.String,
    )  # fmt: skip


TABLES: dict[str, pl.DataFrame] = {
    "ghg_balance": balance(
        ("households", "electricity", 1234.5, "computed"), ("industry", "natural_gas", None, "missing"),
        ("land use", "biomass", -77.25, "computed"),
    ),
    "bisko_balance": balance(("transport", "diesel", 0.00025, "computed")),
    "emissions_gap": gap(),
    "gap_from_series": frame([
        {
            "period": "2018", "sector": "Verkehr", "row_kind": "total", "baseline_year": 2018, "target_year": 2030,
            "baseline_t": 1e9, "reduction_other_plans_t": 2e8, "gap_t": 6e8, "residual_t": 2e8, "gas": "CO2",
            "status": "computed",
        }
    ]),
    "abatement_curve": abatement(
        ("M-1", -142.125, 300.0, "computed"), ("M-2", 9.5, 120.5, "computed"), ("M-3", None, None, "missing")
    ),
    "pathway_targets": pathway(
        (2020, 100.0, "given", 99.0, "measured"), (2021, None, "missing", None, "missing"),
        (2022, 80.0, "interpolated", None, "missing"), (2023, 60.0, "given", None, "missing"),
    ),
    "partnership_allocation": allocation(
        *((key, code, "Neustadt", share, "computed")
          for key in ("population", "area") for code, share in (("01001000", 0.9999), ("02002000", 0.0001)))
    ),
    "partnership_net": net(
        ("01001000", "Neustadt", (1000.0, 200.0, 1500.0, -700.0), "computed"),
        ("02002000", "Neustadt", (500.0, None, 20.0, None), "missing"),
        (None, None, (1500.0, None, 1520.0, None), "missing"),
    ),
    "partnership_flows": flows(
        ("01001000", "Neustadt", "01001000", "Neustadt", 2, 1500.25, "computed"),
        ("01001000", "Neustadt", "02002000", "Neustadt", 1, 0.5, "computed"),
        ("02002000", "Neustadt", None, None, 0, 0.0, "computed"),
        ("02002000", "Neustadt", "03003000", "Altdorf", 1, None, "missing"),
    ),
    "deal_status": deals(
        ("Mannheim", "idea", 3, "computed"), ("Mannheim", "running", 12, "computed"), ("Espoo", "signed", 1, "computed")
    ),
    "indicator_status": indicators(
        ("Radwege", -12.5, "off", None, "published"), ("Bäume", None, "grey", "no value", "missing"),
        ("Dächer", 0.5, "on-track", None, "published"),
    ),
}  # fmt: skip
