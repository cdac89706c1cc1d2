"""How much of the reduction of a portfolio comes from the heat transition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.climate_contract.read_measures import Measure, read_measures
from transforms.results.exact.exactly import ratio, rounded, sum_of_stated
from transforms.results.names.plain import plain

WITHIN = ("wärme", "waerme", "geotherm", "sanierung")
"""German compounds hold the word within a word: Fernwärmeausbau, Gebäudesanierung."""
BEGINS = ("heat", "renovation", "retrofit")
"""English words begin with it: heating, heatpump; a theatre does not."""
NOT_WITHIN = ("strassensanierung", "kanalsanierung", "brückensanierung", "altlastensanierung")
"""Refurbishments that save no heat; names are folded, so ß is ss."""
_SCHEMA = {
    "period": pl.String, "field": pl.String, "row_kind": pl.String, "measure_count": pl.Int64,
    "heat_measure_count": pl.Int64, "unclassified_count": pl.Int64, "measures_without_figure": pl.Int64,
    "reduction_t_co2e": pl.Float64, "heat_reduction_t_co2e": pl.Float64, "unclassified_reduction_t_co2e": pl.Float64,
    "heat_share": pl.Float64, "unit": pl.String, "status": pl.String,
}  # fmt: skip


def heat_transition_share(
    period: str, contract_measures: pl.LazyFrame, heat_levers: Sequence[str] | None = None
) -> pl.LazyFrame:
    """One row per field of action and one of all: reduction, the heat transition's part of it (t CO2e a year), share.

    A measure belongs to the heat transition by its lever: one of `heat_levers`, or, where the agreement names none, one
    in whose name stands a word of `WITHIN` or `BEGINS`. A measure without a lever is unclassified, counted and in no
    numerator. Duplicates count once; measures without a figure are counted beside the sums.
    """
    chosen = None if heat_levers is None else {plain(it) for it in heat_levers}
    measures = [it for it in read_measures(contract_measures) if it.duplicate_of is None]
    fields: dict[str, list[Measure]] = defaultdict(list)
    for it in measures:
        fields[it.texts["field"] or "-"].append(it)
    rows = [_row(period, name, "field", fields[name], chosen) for name in sorted(fields)]
    rows.append(_row(period, "Total", "total", measures, chosen))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").lazy()


def _row(period: str, field: str, kind: str, measures: list[Measure], chosen: set[str] | None) -> dict[str, Any]:
    heat = [it for it in measures if _is_heat(it.texts["lever"], chosen)]
    unclassified = [it for it in measures if it.texts["lever"] is None]
    whole = sum_of_stated(it.reduction for it in measures)
    part = None if whole is None else sum_of_stated(it.reduction for it in heat) or Decimal(0)
    return {
        "period": period,
        "field": field,
        "row_kind": kind,
        "measure_count": len(measures),
        "heat_measure_count": len(heat),
        "unclassified_count": len(unclassified),
        "measures_without_figure": sum(it.reduction is None for it in measures),
        "reduction_t_co2e": rounded(whole, 3),
        "heat_reduction_t_co2e": rounded(part, 3),
        "unclassified_reduction_t_co2e": rounded(sum_of_stated(it.reduction for it in unclassified), 3),
        "heat_share": rounded(ratio(part, whole), 6),
        "unit": "t CO2e",
        "status": "missing" if whole is None else "computed",
    }


def _is_heat(lever: str | None, chosen: set[str] | None) -> bool:
    name = plain(lever)
    if chosen is not None:
        return name in chosen
    if any(word in name for word in NOT_WITHIN):
        return False
    return any(word in name for word in WITHIN) or any(part.startswith(BEGINS) for part in name.split())
