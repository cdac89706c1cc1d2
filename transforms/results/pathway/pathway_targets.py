"""Pathways year by year: where one should stand, where one stands, what is still needed, what may still be emitted."""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.exactly import difference, ratio, rounded
from transforms.results.pathway.is_additive import is_additive
from transforms.results.pathway.read_pathways import Pathway, read_pathways

_PLACES = 6
_TEXTS = ("period", "pathway", "indicator", "unit")
_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(_TEXTS, pl.String),
    "year": pl.Int64,
    "value": pl.Float64,
    "pathway_status": pl.String,
    "actual": pl.Float64,
    "status": pl.String,
    "deviation": pl.Float64,
    "deviation_share": pl.Float64,
    "target_year": pl.Int64,
    "target": pl.Float64,
    "years_remaining": pl.Int64,
    "required_annual_rate": pl.Float64,
    "required_annual_change": pl.Float64,
    "remaining_budget": pl.Float64,
    "method": pl.String,
    "source": pl.String,
}


def pathway_targets(period: str, pathway_points: pl.LazyFrame, method: str = "points") -> pl.LazyFrame:
    """One row per pathway and year, from the baseline to the last target and wherever something was measured.

    `value` is the pathway's: `points` goes straight from each given point to the next, `linear` straight from baseline
    to last target. `pathway_status` is `published` in the year of a given point, else `interpolated`; `status` is
    `measured` where there is an actual value. `deviation` = actual - value. `required_annual_rate` =
    1 - (target / actual)^(1 / n) with n years left, a share per year. `remaining_budget` = the pathway's values of all
    later years up to the target, each the flow of a whole year, so that they are added and no trapezoid is laid under
    them (cumulative emissions, IPCC AR6 WGI 2021, section 5.5); only where years may be added. What cannot be known is
    missing: no pathway outside of baseline and target, no rate from zero or across it.
    Raises `pathway-method-unknown` and what `read_pathways` raises.
    """
    if method not in ("points", "linear"):
        raise StadtlandError("pathway-method-unknown", method=str(method))
    rows = [row for pathway in read_pathways(pathway_points) for row in _rows(pathway, period, method)]
    return pl.DataFrame(rows, schema=_TYPES, orient="row").lazy()


def _rows(pathway: Pathway, period: str, method: str) -> list[dict[str, Any]]:
    fixed = pathway.fixed
    if method == "linear":
        ends = {*pathway.baseline, pathway.target_year}
        course = _course({year: value for year, value in fixed.items() if year in ends})
    else:
        course = _course(fixed)
    years = sorted({*course, *pathway.actuals, *(year for kind, year in pathway.not_stated if kind == "actual")})
    return [_row(pathway, period, method, course, year) for year in years]


def _course(points: dict[int, Decimal]) -> dict[int, Decimal]:
    """The value of every year from the first to the last point, on straight lines between neighbours."""
    years = list(points)
    course = dict(points)
    for start, end in pairwise(years):
        rise = points[end] - points[start]
        for year in range(start + 1, end):
            course[year] = points[start] + rise * (year - start) / (end - start)
    return course


def _row(pathway: Pathway, period: str, method: str, course: dict[int, Decimal], year: int) -> dict[str, Any]:
    value, actual = course.get(year), pathway.actuals.get(year)
    given = _given(pathway, year, method)
    pathway_status = "missing" if value is None else "published" if given else "interpolated"
    end = pathway.target_year
    target = None if end is None else pathway.targets[end]
    left = None if end is None else max(end - year, 0)
    deviation = difference(actual, value)
    change = None if actual is None or target is None or not left else (target - actual) / left
    later = [figure for at, figure in course.items() if at > year]
    has_budget = value is not None and is_additive(pathway.unit)
    return {
        "period": period,
        "pathway": pathway.name,
        "indicator": pathway.indicator,
        "unit": pathway.unit,
        "year": year,
        "value": rounded(value, _PLACES),
        "pathway_status": pathway_status,
        "actual": rounded(actual, _PLACES),
        "status": "measured" if actual is not None else pathway_status,
        "deviation": rounded(deviation, _PLACES),
        "deviation_share": rounded(ratio(deviation, value), _PLACES),
        "target_year": end,
        "target": rounded(target, _PLACES),
        "years_remaining": left,
        "required_annual_rate": rounded(_rate(actual, target, left), _PLACES),
        "required_annual_change": rounded(change, _PLACES),
        "remaining_budget": rounded(sum(later, Decimal(0)), _PLACES) if has_budget else None,
        "method": method,
        "source": _source(pathway, year, given),
    }


def _given(pathway: Pathway, year: int, method: str) -> str | None:
    """The kind of the point that fixes the pathway in this year."""
    if not pathway.fixed:
        return None
    if year in pathway.baseline:
        return "baseline"
    if year == pathway.target_year or (method == "points" and year in pathway.targets):
        return "target"
    return "milestone" if method == "points" and year in pathway.milestones else None


def _rate(actual: Decimal | None, target: Decimal | None, left: int | None) -> Decimal | None:
    """1 - (target / actual)^(1 / n): the share that must go each year; negative where the value must grow."""
    if actual is None or target is None or not left or actual <= 0 or target < 0:
        return None
    with localcontext() as context:
        context.prec = 28  # the same digits wherever it runs
        return 1 - (target / actual) ** (Decimal(1) / left) if target else Decimal(1)


def _source(pathway: Pathway, year: int, given: str | None) -> str | None:
    """Sources of what stands in the row: of the given point and of the measured value."""
    kinds = [kind for kind in (given, "actual") if kind is not None]
    named = [pathway.sources.get((kind, year)) for kind in kinds]
    return "; ".join(dict.fromkeys(name for name in named if name)) or None
