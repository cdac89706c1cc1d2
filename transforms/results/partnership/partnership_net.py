"""What remains of every partner's emissions after its reductions and removals, and of the partnership's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from schemas.removals import WITHIN_EMISSIONS
from transforms.results.exact.exactly import exactly, rounded
from transforms.results.partnership.credited_reductions import credited_reductions
from transforms.results.partnership.read_partners import read_emissions, read_partners, read_rows

_PLACES = 3
_REMOVALS = ("natural forest", "in emissions")
_AMOUNTS = ("emissions_t_co2e", "reductions_t_co2e", "removals_t_co2e", "net_t_co2e")
_SCHEMA = {
    "period": pl.String, "level": pl.String, "municipality_code": pl.String, "municipality_name": pl.String,
    "base_year": pl.Int64, **dict.fromkeys(_AMOUNTS, pl.Float64), "removal_factor_t_co2e_per_ha": pl.Float64,
    "removal_source": pl.String, "measures_counted": pl.Int64, "figures_missing": pl.Int64, "status": pl.String,
}  # fmt: skip


def partnership_net(
    municipality_base: pl.LazyFrame,
    land_factors: pl.LazyFrame,
    period: str,
    partner_emissions: pl.LazyFrame | None = None,
    partner_reductions: pl.LazyFrame | None = None,
    base_year: int | None = None,
    region: str = "DE",
    removals: str = "natural forest",
) -> pl.LazyFrame:
    """One row per partner and one for the partnership: net = emissions - reductions - removals (t CO2e a year).

    Each reduction is credited once (`credited_reductions`). Removals are what natural forest binds: forest_ha x the
    factor of method `natural forest` (Luyssaert et al. 2008), an upper bound. Where the emissions hold land use
    already, `removals: in emissions` counts none beside them.
    A partner without a measure in `partner_reductions` reduces by 0; without that table nobody knows.
    Whoever lacks a figure has no net, and the partnership has none either: `figures_missing` counts them. Amounts are
    rounded to kilograms before they are added, so the partners' net is the partnership's exactly.
    Raises `removal-factor-missing`, `result-parameter-wrong`.
    """
    if removals not in _REMOVALS:
        raise StadtlandError(
            "result-parameter-wrong", result="partnership_net", parameter="removals", allowed=", ".join(_REMOVALS)
        )
    factor, source = (
        _natural_forest(land_factors, region) if removals == "natural forest" else (Decimal(0), WITHIN_EMISSIONS)
    )
    emissions = read_emissions(partner_emissions, base_year)
    partners = read_partners(municipality_base)
    credits = credited_reductions(read_rows(partner_reductions), set(partners))
    given = partner_reductions is not None
    lines: list[dict[str, Any]] = []
    for code, partner in partners.items():
        own = [it.reduction for it in credits if it.counts and it.credited_to == code]
        stated = [it for it in own if it is not None]
        forest = exactly(partner["forest_ha"])
        amounts = {
            "emissions_t_co2e": _kilograms(emissions.total(code)),
            "reductions_t_co2e": _kilograms(sum(stated, Decimal(0))) if len(stated) == len(own) and given else None,
            "removals_t_co2e": None if forest is None else _kilograms(-factor * forest),
        }
        missing = (emissions.missing(code) or int(not emissions.sectors)) + len(own) - len(stated)
        missing += int(forest is None) + int(not given)
        lines.append({
            "level": "partner", "municipality_code": code, "municipality_name": partner["municipality_name"],
            **amounts, "net_t_co2e": _net(amounts), "measures_counted": len(own), "figures_missing": missing,
        })  # fmt: skip
    lines.append({
        "level": "partnership", "municipality_code": None, "municipality_name": None,
        **{name: _sum([line[name] for line in lines]) for name in _AMOUNTS},
        "measures_counted": sum(line["measures_counted"] for line in lines),
        "figures_missing": sum(line["figures_missing"] for line in lines),
    })  # fmt: skip
    rows = [
        {**line, "period": period, "base_year": emissions.base_year, "removal_factor_t_co2e_per_ha": rounded(factor, 6),
         "removal_source": source, **{name: rounded(line[name], _PLACES) for name in _AMOUNTS},
         "status": "missing" if line["net_t_co2e"] is None else "computed"}
        for line in lines
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA).lazy()


def _natural_forest(land_factors: pl.LazyFrame, region: str) -> tuple[Decimal, str]:
    known = land_factors.filter(
        pl.col("region") == region, pl.col("method") == "natural forest", pl.col("land_class") == "forest"
    ).collect()
    if known.height != 1:
        raise StadtlandError("removal-factor-missing", region=region, found=known.height)
    row = known.row(0, named=True)
    per_ha = Decimal(str(row["emissions_t_co2e"])) / Decimal(str(row["area_ha"])) * Decimal(str(row["share_of_class"]))
    return per_ha, f"{row['year_or_edition']}: {row['source']}"


def _kilograms(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-_PLACES))


def _net(amounts: dict[str, Decimal | None]) -> Decimal | None:
    emitted, reduced, removed = amounts.values()
    return None if emitted is None or reduced is None or removed is None else emitted - reduced - removed


def _sum(values: list[Decimal | None]) -> Decimal | None:
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal(0)) if len(stated) == len(values) else None
