"""Whether a balance keeps the rules of the German municipal convention, rule by rule, as findings beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl

from transforms.results.balance.keys import GENERATION, MUNICIPAL, PLACE

Verdict = tuple[str, float | None, str | None, str, str]
"""Verdict, the figure that it rests on, its unit, and the sentence in German and English."""


class _Place(NamedTuple):
    """One municipality and year: rows of its balance, and of its inventory with what is told beside."""

    rows: pl.DataFrame
    told: pl.DataFrame


def bisko_conformity(bisko_inventory: pl.LazyFrame, bisko_balance: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality, year and rule: `match`, `rule broken`, or `not checked` (not in the data).

    Hertle et al. (ifeu 2019), sections 2 and 3. A finding changes no number.
    """
    inventory, balance = bisko_inventory.collect(), bisko_balance.collect()
    found: list[dict[str, Any]] = []
    for place in balance.select(PLACE).unique(maintain_order=True).iter_rows(named=True):
        judged = _Place(_of(balance, place), _of(inventory, place))
        subject = f"{place['city'] or place['municipality_code']} {place['year']}"
        for check, rule in _RULES.items():
            verdict, figure, unit, german, english = rule(judged)
            found.append(
                {"period": period, **place, "check": check, "subject": subject, "recomputed": figure, "unit": unit}
                | {"verdict": verdict, "note_de": german, "note_en": english}
            )
    schema = {
        "period": pl.String, "municipality_code": pl.String, "city": pl.String, "year": pl.Int64, "check": pl.String,
        "subject": pl.String, "sector": pl.String, "column": pl.String, "printed": pl.Float64,
        "recomputed": pl.Float64, "difference": pl.Float64, "unit": pl.String, "tolerance": pl.Float64,
        "verdict": pl.String, "note_de": pl.String, "note_en": pl.String,
    }  # fmt: skip
    rows_of_all = [dict.fromkeys(schema) | row for row in found]
    return pl.DataFrame(rows_of_all, schema=schema).sort(*PLACE, "check", nulls_last=True).lazy()


def _of(frame: pl.DataFrame, place: dict[str, Any]) -> pl.DataFrame:
    return frame.filter(pl.col(name).eq_missing(pl.lit(place[name])) for name in PLACE)


def _basis(of: _Place) -> Verdict:
    bases = sorted(set(of.rows["factor_basis"].drop_nulls()))
    good = bases == ["lca"]
    return (
        "match" if good else "rule broken",
        None,
        None,
        f"Faktoren mit Vorketten (lca); hier: {', '.join(bases) or 'keine'}",
        f"factors with upstream emissions (lca); here: {', '.join(bases) or 'none'}",
    )


def _national_mix(of: _Place) -> Verdict:
    electricity = of.rows.filter(pl.col("carrier") == "electricity")
    routes = set(electricity["factor_route"].drop_nulls())
    verdict = "not checked" if electricity.is_empty() or not routes else "match"
    factors = electricity["factor_g_per_kwh"].drop_nulls()
    return (
        verdict if routes <= {"national mix"} else "rule broken",
        float(factors[0]) if factors.len() else None,
        "g CO2e/kWh",
        "Strom mit dem Bundesmix des Bilanzjahrs",
        "electricity with the national mix of the balance year",
    )


def _sectors(of: _Place) -> Verdict:
    there = set(of.rows["sector"])
    if "buildings" in there:
        there |= {"undivided"}
    transport = {"transport", "road_transport", "rail", "public_transport", "private_transport"}
    lacks = [name for name in ("households", "services", "industry") if name not in there]
    lacks += [] if there & transport else ["transport"]
    if "undivided" in there:
        verdict, lacks = "not checked", [name for name in lacks if name not in ("households", "services")]
        why_de, why_en = "Gebäude sind nicht geteilt", "buildings are not divided"
    else:
        verdict, why_de, why_en = ("rule broken" if lacks else "match"), "Sektoren", "sectors"
    missing = ", ".join(lacks) or "-"
    return verdict, float(len(lacks)), "1", f"{why_de}; es fehlen: {missing}", f"{why_en}; missing: {missing}"


def _municipal(of: _Place) -> Verdict:
    energy = of.rows.filter(pl.col("sector").is_in(MUNICIPAL))["energy_mwh"]
    if energy.is_empty():
        return (
            "match",
            None,
            None,
            "kommunale Einrichtungen nicht berichtet: erlaubt",
            "municipal facilities not reported: allowed",
        )
    taken = float(of.told["municipal_mwh"].sum())
    return (
        "match" if taken < 0 or energy.sum() == 0 else "not checked",
        round(taken, 6),
        "MWh",
        "kommunale Einrichtungen eigens gezeigt und dort abgezogen, wo sie enthalten waren",
        "municipal facilities shown apart and subtracted where they were contained",
    )


def _district_heat(of: _Place) -> Verdict:
    heat = of.rows.filter(pl.col("carrier") == "district_heat")
    routes = sorted(set(heat["factor_route"].drop_nulls()))
    is_ceiling = "default (ceiling)" in routes
    return (
        "not checked" if is_ceiling else "match",
        float(heat["factor_g_per_kwh"][0]) if routes else None,
        "g CO2e/kWh",
        "Fernwärme ohne Anlagendaten: 260 g/kWh ist eine Obergrenze"
        if is_ceiling
        else f"Fernwärme: {', '.join(routes) or 'keine'}",
        "district heat without plant data: 260 g/kWh is a ceiling"
        if is_ceiling
        else f"district heat: {', '.join(routes) or 'none'}",
    )


def _missing(of: _Place) -> Verdict:
    count = of.rows["emissions_t_co2e"].null_count()
    return (
        "match" if count == 0 else "rule broken",
        float(count),
        "1",
        f"{count} Zeilen ohne Energie oder Faktor",
        f"{count} rows without energy or factor",
    )


def _informational(of: _Place) -> Verdict:
    beside = of.told.filter(~pl.col("is_counted"))
    generated = beside.filter(pl.col("carrier").is_in(GENERATION))["energy_mwh"].sum()
    return (
        "match",
        round(float(generated), 6),
        "MWh",
        f"lokale Erzeugung nur nachrichtlich; {beside.height} Zeilen neben der Bilanz",
        f"local generation for information only; {beside.height} rows beside the balance",
    )


def _quality(of: _Place) -> Verdict:
    energy = of.rows["energy_mwh"].fill_null(0)
    rated = float((energy * of.rows["rated_share"].fill_null(0)).sum())
    share = round(rated / float(energy.sum()), 6) if float(energy.sum()) > 0 else 0.0
    return (
        "match" if share >= 0.999999 else "not checked",
        share,
        "1",
        "Anteil der Energie mit angegebener Datengüte",
        "share of the energy whose data quality is stated",
    )


_RULES: dict[str, Callable[[_Place], Verdict]] = {
    "data quality is stated": _quality,
    "district heat has its route": _district_heat,
    "electricity takes the national mix": _national_mix,
    "every row is there": _missing,
    "factors include upstream emissions": _basis,
    "local generation is not counted": _informational,
    "municipal facilities are not counted twice": _municipal,
    "the sectors are complete": _sectors,
}
