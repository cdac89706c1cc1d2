"""The options of the toolbox, ranked by what a tonne costs and by what a hectare saves."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.partnership.read_partners import read_rows

_SCHEMA = {
    "period": pl.String, "option_id": pl.String, "title": pl.String, "field": pl.String, "cost_eur": pl.Float64,
    "reduction_t_co2e": pl.Float64, "area_ha": pl.Float64, "cost_eur_per_t_co2e": pl.Float64,
    "reduction_t_co2e_per_ha": pl.Float64, "rank_by_cost": pl.Int64, "rank_by_area": pl.Int64,
    "options_without_cost_rank": pl.Int64, "options_without_area_rank": pl.Int64, "source": pl.String,
    "status": pl.String,
}  # fmt: skip


def toolbox_options(toolbox_measures: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per option: EUR/t CO2e (rank 1 is the cheapest) and t CO2e/ha (rank 1 saves most on its land).

    Equal figures rank in the order of ids. An option that lacks a figure, or reduces nothing, or needs no land, has no
    rank there; it stands last and is counted. Rows are in the order of `rank_by_cost`, then of ids.
    """
    rows = read_rows(toolbox_measures)
    cost: dict[str, Fraction] = {}
    area: dict[str, Fraction] = {}
    for row in rows:
        eur, tonnes, land = (exactly(row.get(name)) for name in ("cost_eur", "reduction_t_co2e", "area_ha"))
        if eur is not None and tonnes is not None and tonnes > 0:
            cost[row["option_id"]] = _over(eur, tonnes)
        if tonnes is not None and tonnes > 0 and land is not None and land > 0:
            area[row["option_id"]] = _over(tonnes, land)
    by_cost = {name: at for at, name in enumerate(sorted(cost, key=lambda it: (cost[it], it)), start=1)}
    by_area = {name: at for at, name in enumerate(sorted(area, key=lambda it: (-area[it], it)), start=1)}
    lines: list[dict[str, Any]] = []
    for row in rows:
        name = row["option_id"]
        lines.append({
            **{key: row.get(key) for key in ("option_id", "title", "cost_eur", "reduction_t_co2e", "area_ha")},
            "period": period, "field": row.get("field"), "source": row.get("source"),
            "cost_eur_per_t_co2e": _rounded(cost.get(name), 2), "reduction_t_co2e_per_ha": _rounded(area.get(name), 3),
            "rank_by_cost": by_cost.get(name), "rank_by_area": by_area.get(name),
            "options_without_cost_rank": len(rows) - len(by_cost),
            "options_without_area_rank": len(rows) - len(by_area),
            "status": "computed" if name in by_cost or name in by_area else "missing",
        })  # fmt: skip
    return pl.DataFrame(lines, schema=_SCHEMA).sort("rank_by_cost", "option_id", nulls_last=True).lazy()


def _over(part: Decimal, whole: Decimal) -> Fraction:
    return Fraction(part) / Fraction(whole)


def _rounded(value: Fraction | None, places: int) -> float | None:
    return None if value is None else float(round(value, places)) + 0.0
