"""Whether a balance keeps the rules of the German municipal convention, rule by rule, as findings beside it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from transforms.results.exact.exactly import exactly, ratio, sum_of_stated
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line
from transforms.results.inventory.keys import GENERATION, MUNICIPAL, PLACE, TRANSPORT

_ROUNDED = Decimal("0.000001")
"""A share is rounded to six decimals, so the share of everything may miss 1 by as much."""
_PARTS = {"buildings": ("households", "services"), "transport": TRANSPORT[1:]}
_OWN: dict[str, type] = {"municipality_code": str, "city": str, "year": int, "sector": str, "column": str}


class _Place(NamedTuple):
    """One municipality and year: rows of its balance, and of its inventory with what is told beside."""

    rows: pl.DataFrame
    told: pl.DataFrame


class _Judgement(NamedTuple):
    """What one rule says in German and English, and the figure that it rests on, where it rests on one."""

    verdict: str
    note: tuple[str, str]
    figure: Decimal | int | None = None
    unit: str | None = None
    tolerance: Decimal | int | None = None


def bisko_conformity(bisko_inventory: pl.LazyFrame, bisko_balance: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality, year and rule: `match`, `rule broken`, or `not checked` (not in the data).

    Hertle et al. (ifeu 2019), sections 2 and 3. A finding changes no number.
    """
    inventory, balance = bisko_inventory.collect(), bisko_balance.collect()
    found: list[Line] = []
    for place in balance.select(PLACE).unique(maintain_order=True).iter_rows(named=True):
        judged = _Place(_of(balance, place), _of(inventory, place))
        subject = f"{place['city'] or place['municipality_code']} {place['year']}"
        for check, rule in _RULES.items():
            of = rule(judged)
            found.append(line(check, subject, of.verdict, of.note, recomputed=of.figure, unit=of.unit,
                              tolerance=of.tolerance, **place))  # fmt: skip
    return findings_frame(found, period, _OWN).sort(*PLACE, "check", nulls_last=True)


def _of(frame: pl.DataFrame, place: dict[str, Any]) -> pl.DataFrame:
    return frame.filter(pl.col(name).eq_missing(pl.lit(place[name])) for name in PLACE)


def _basis(of: _Place) -> _Judgement:
    bases = sorted(set(of.rows["factor_basis"].drop_nulls()))
    good = bases == ["lca"]
    note = (
        f"Faktoren mit Vorketten (lca); hier: {', '.join(bases) or 'keine'}",
        f"factors with upstream emissions (lca); here: {', '.join(bases) or 'none'}",
    )
    return _Judgement("match" if good else "rule broken", note)


def _national_mix(of: _Place) -> _Judgement:
    electricity = of.rows.filter(pl.col("carrier") == "electricity")
    routes = set(electricity["factor_route"].drop_nulls())
    verdict = "not checked" if electricity.is_empty() or not routes else "match"
    factors = electricity["factor_g_per_kwh"].drop_nulls()
    note = ("Strom mit dem Bundesmix des Bilanzjahrs", "electricity with the national mix of the balance year")
    figure = exactly(factors[0]) if factors.len() else None
    return _Judgement(verdict if routes <= {"national mix"} else "rule broken", note, figure, "g CO2e/kWh")


def _sectors(of: _Place) -> _Judgement:
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
    note = (f"{why_de}; es fehlen: {missing}", f"{why_en}; missing: {missing}")
    return _Judgement(verdict, note, len(lacks), "1", tolerance=0)


def _parts(of: _Place) -> _Judgement:
    """A sector and its part with one carrier in both: the part is in the whole already, or nobody can tell."""
    carriers = {
        sector: set(rows["carrier"]) for (sector,), rows in of.rows.filter(pl.col("energy_mwh") > 0).group_by("sector")
    }
    beside = [
        (whole, part) for whole, parts in _PARTS.items() for part in parts if whole in carriers and part in carriers
    ]
    twice = [f"{whole} + {part}" for whole, part in beside if carriers[whole] & carriers[part]]
    pairs = ", ".join(twice or [f"{whole} + {part}" for whole, part in beside]) or "-"
    note = (f"Sektor und sein Teil nebeneinander: {pairs}", f"a sector beside its own part: {pairs}")
    verdict = "rule broken" if twice else "noted" if beside else "match"
    return _Judgement(verdict, note, len(beside), "1", tolerance=0)


def _municipal(of: _Place) -> _Judgement:
    energy = of.rows.filter(pl.col("sector").is_in(MUNICIPAL))["energy_mwh"]
    if energy.is_empty():
        note = ("kommunale Einrichtungen nicht berichtet: erlaubt", "municipal facilities not reported: allowed")
        return _Judgement("match", note)
    taken = _total(of.told["municipal_mwh"])
    note = (
        "kommunale Einrichtungen eigens gezeigt und dort abgezogen, wo sie enthalten waren",
        "municipal facilities shown apart and subtracted where they were contained",
    )
    return _Judgement("match" if taken < 0 or _total(energy) == 0 else "not checked", note, taken, "MWh")


def _district_heat(of: _Place) -> _Judgement:
    heat = of.rows.filter(pl.col("carrier") == "district_heat")
    routes = sorted(set(heat["factor_route"].drop_nulls()))
    figure = exactly(heat["factor_g_per_kwh"][0]) if routes else None
    if "default (ceiling)" in routes:
        note = (
            "Fernwärme ohne Anlagendaten: 260 g/kWh ist eine Obergrenze",
            "district heat without plant data: 260 g/kWh is a ceiling",
        )
        return _Judgement("not checked", note, figure, "g CO2e/kWh")
    note = (f"Fernwärme: {', '.join(routes) or 'keine'}", f"district heat: {', '.join(routes) or 'none'}")
    return _Judgement("match", note, figure, "g CO2e/kWh")


def _missing(of: _Place) -> _Judgement:
    count = of.rows["emissions_t_co2e"].null_count()
    note = (f"{count} Zeilen ohne Energie oder Faktor", f"{count} rows without energy or factor")
    return _Judgement("match" if count == 0 else "rule broken", note, count, "1", tolerance=0)


def _informational(of: _Place) -> _Judgement:
    beside = of.told.filter(~pl.col("is_counted"))
    generated = _total(beside.filter(pl.col("carrier").is_in(GENERATION))["energy_mwh"])
    note = (
        f"lokale Erzeugung nur nachrichtlich; {beside.height} Zeilen neben der Bilanz",
        f"local generation for information only; {beside.height} rows beside the balance",
    )
    return _Judgement("match", note, generated, "MWh")


def _quality(of: _Place) -> _Judgement:
    stated = [(exactly(energy), exactly(share)) for energy, share in of.rows.select("energy_mwh", "rated_share").rows()]
    rated = sum((energy * share for energy, share in stated if energy and share), Decimal(0))
    share = round(ratio(rated, _total(of.rows["energy_mwh"])) or Decimal(0), 6)
    note = (
        "Anteil der Energie mit angegebener Datengüte; die ganze Energie muss es sein",
        "share of the energy whose data quality is stated; it must be all of it",
    )
    held = 1 - share <= _ROUNDED
    return _Judgement("match" if held else "not checked", note, share, "1", _ROUNDED)


def _total(energy: pl.Series) -> Decimal:
    """Sum of what is stated (MWh), the same in any order of rows; nothing stated is nothing to add."""
    return sum_of_stated(exactly(value) for value in energy) or Decimal(0)


_RULES: dict[str, Callable[[_Place], _Judgement]] = {
    "data quality is stated": _quality,
    "district heat has its route": _district_heat,
    "electricity takes the national mix": _national_mix,
    "no sector stands beside its own part": _parts,
    "every row is there": _missing,
    "factors include upstream emissions": _basis,
    "local generation is not counted": _informational,
    "municipal facilities are not counted twice": _municipal,
    "the sectors are complete": _sectors,
}
