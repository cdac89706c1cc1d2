"""Indicators that are not measured but follow from others: by a formula that their row in the targets names."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import rounded
from transforms.results.given.given_rows import given_rows
from transforms.results.pionierstadt.formula import formula
from transforms.results.pionierstadt.indicator_series import IndicatorSeries, indicator_series

POPULATION = "population"
"""The input that stands for the inhabitants at 31 December of the year."""
_DEFINED = ("indicator", "municipality_code", "unit", "formula", "formula_inputs")
_SCHEMA = {
    "period": pl.String, "municipality_code": pl.String, "indicator": pl.String, "year": pl.Int64, "value": pl.Float64,
    "unit": pl.String, "formula": pl.String, "formula_inputs": pl.String, "lacks": pl.String, "source": pl.String,
    "status": pl.String,
}  # fmt: skip


def computed_indicators(
    period: str,
    indicator_targets: pl.LazyFrame,
    indicator_values: pl.LazyFrame | None = None,
    measure_indicators: pl.LazyFrame | None = None,
    municipality_population: pl.LazyFrame | None = None,
    zero_means_missing: bool = False,
) -> pl.LazyFrame:
    """One row per municipality, indicator with a formula, and year in which one of its inputs has a value.

    `formula_inputs` are names of indicators divided by `;`, or `population`. The value (six decimals) is missing where
    an input is missing or ambiguous, which `lacks` names, or where the formula has no answer. Inputs are values as
    given, never computed ones. Raises `formula-unknown`, `formula-inputs-wrong`.
    """
    series = indicator_series(indicator_values, measure_indicators, zero_means_missing=zero_means_missing)
    persons = given_rows(municipality_population, ("municipality_code", "year", "population_count", "source"))
    for row in persons:
        if row["population_count"] is not None:
            people = series.setdefault((row["municipality_code"], POPULATION), IndicatorSeries())
            people.by_year[row["year"]] = Decimal(row["population_count"])
            people.sources[row["year"]] = row["source"]
    places = sorted({code for code, _ in series}, key=lambda it: it or "")
    made: list[dict[str, Any]] = []
    definitions = given_rows(indicator_targets, _DEFINED)
    # A town's own row goes before the one that holds for all, as it does for the target.
    own = {(it["municipality_code"], it["indicator"]) for it in definitions if it["municipality_code"] is not None}
    for defined in sorted(definitions, key=lambda it: (str(it["indicator"]), str(it["municipality_code"]))):
        if defined["formula"] is None:
            continue
        inputs = [it.strip() for it in (defined["formula_inputs"] or "").split(";") if it.strip()]
        compute = formula(defined["formula"], len(inputs))
        is_general = defined["municipality_code"] is None
        for place in places:
            if place != defined["municipality_code"] and not (is_general and (place, defined["indicator"]) not in own):
                continue
            given = [series.get((place, name), IndicatorSeries()) for name in inputs]
            # Inhabitants alone say nothing: a year begins to count with the first other input.
            telling = [it for name, it in zip(inputs, given, strict=True) if name != POPULATION] or given
            for year in sorted({year for it in telling for year in it.by_year}):
                lacks = [name for name, it in zip(inputs, given, strict=True) if year not in it.by_year]
                value = None if lacks else compute(*(it.by_year[year] for it in given))
                sources = sorted({it.sources.get(year) or "" for it in given} - {""})
                made.append(
                    {
                        "period": period,
                        "municipality_code": place,
                        **{name: defined[name] for name in ("indicator", "unit", "formula", "formula_inputs")},
                        "year": year,
                        "value": rounded(value, 6),
                        "lacks": ", ".join(lacks) or ("an answer of the formula" if value is None else None),
                        "source": "; ".join(sources) or None,
                        "status": "missing" if value is None else "computed",
                    }
                )
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()
