"""What third parties contribute, summed by field of action (table B-2.4 -> B-2.5 of a Climate City Contract)."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.climate_contract.read_actions import Action, read_actions
from transforms.results.exact.exactly import difference, ratio, rounded, sum_of_stated

_SCHEMA = {
    "period": pl.String, "city": pl.String, "field_of_action": pl.String, "row_kind": pl.String,
    "action_count": pl.Int64, "entry_count": pl.Int64, "actions_without_figure": pl.Int64,
    "min_co2e_reduction_t": pl.Float64, "reduction_share": pl.Float64, "reduction_published_t": pl.Float64,
    "difference_t": pl.Float64, "repeated_rows": pl.Int64, "repeated_reduction_t": pl.Float64,
    "offsets_t": pl.Float64, "green_tariffs_t": pl.Float64, "unit": pl.String, "status": pl.String,
}  # fmt: skip


def contributions_by_field(period: str, third_party_actions: pl.LazyFrame) -> pl.LazyFrame:
    """One row per city and field of action, one of all fields: actions, entries, reduction at least (t CO2e a year).

    The sum is that of the stated figures, each a minimum, so it is a minimum too; actions without a figure are counted.
    Printed total rows are never summed: they stand beside (`_published`, `difference` ours minus it). Rows that repeat
    another to the letter are in the sum as printed, and told. Offsets and green tariffs are shown apart: neither lowers
    a territorial balance (BISKO takes the national mix for electricity).
    """
    made: list[dict[str, Any]] = []
    cities: dict[str | None, list[Action]] = defaultdict(list)
    for action in read_actions(third_party_actions):
        cities[action.city].append(action)
    for city in sorted(cities, key=lambda it: it or ""):
        made += [{"period": period, "city": city, **row} for row in _of_one_city(cities[city])]
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _of_one_city(rows: list[Action]) -> list[dict[str, Any]]:
    single = [it for it in rows if not it.total]
    totals = [it for it in rows if it.total]
    whole = sum_of_stated(it.reduction for it in single)
    fields: dict[str, list[Action]] = defaultdict(list)
    for it in single:
        fields[it.name[0]].append(it)
    made: list[dict[str, Any]] = []
    for key in sorted(fields):
        printed = [it for it in totals if it.total == "field" and it.name[0] == key]
        name = min(it.field for it in fields[key])
        made.append({"field_of_action": name, "row_kind": "field", **_summed(fields[key], printed, whole)})
    everything = _summed(single, [it for it in totals if it.total == "all"], whole)
    return [*made, {"field_of_action": "Total", "row_kind": "total", **everything}]


def _summed(rows: list[Action], printed: list[Action], whole: Decimal | None) -> dict[str, Any]:
    reduction = sum_of_stated(it.reduction for it in rows)
    published = printed[0].reduction if printed else None
    entries = [it.entries for it in rows if it.entries is not None]
    repeated = [it for it, count in Counter(rows).items() for _ in range(count - 1)]
    return {
        "action_count": len(rows),
        "entry_count": sum(entries) if entries else None,
        "actions_without_figure": sum(it.reduction is None for it in rows),
        "min_co2e_reduction_t": rounded(reduction, 3),
        "reduction_share": rounded(ratio(reduction, whole), 6),
        "reduction_published_t": rounded(published, 3),
        "difference_t": rounded(difference(reduction, published), 3),
        "repeated_rows": len(repeated),
        "repeated_reduction_t": rounded(sum_of_stated(it.reduction for it in repeated), 3),
        "offsets_t": rounded(sum_of_stated(it.reduction for it in rows if it.is_offset), 3),
        "green_tariffs_t": rounded(sum_of_stated(it.reduction for it in rows if it.is_green_tariff), 3),
        "unit": "t CO2e",
        "status": "missing" if reduction is None else "computed",
    }
