"""The emissions gap of a Climate City Contract, computed beside the printed figures (t CO2e).

NetZeroCities, Climate City Contract: Action Plan guidance (2023), table A-2.3: (4) gap = (2) reduction target - (3)
reduction by other plans; (6) residual = (1) baseline - (2); the residual is at most 20 % of the baseline; what the
contract's own actions (5) leave of the gap is uncovered: (4) - (5), zero where the plan closes. Totals are column sums.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.exact.exactly import difference, exactly, ratio, rounded
from transforms.results.given.given_rows import given_rows
from transforms.results.names.is_total import is_total

_PRINTED = {
    "baseline": "baseline_t_co2e",
    "target": "reduction_target_t_co2e",
    "plans": "reduction_other_plans_t_co2e",
    "gap": "gap_published_t_co2e",
    "actions": "reduction_actions_t_co2e",
    "residual": "residual_t_co2e",
}
_TONNES = (
    *("baseline", "target", "plans", "actions"),
    *(f"{name}{kind}" for name in ("gap", "residual", "uncovered") for kind in ("_published", "", "_difference")),
)
_SHARES = ("residual_share_published", "residual_share", "coverage_share")
_NAMES = {"target": "reduction_target", "plans": "reduction_other_plans", "actions": "reduction_actions"}
_SCHEMA = {
    "period": pl.String, "municipality_code": pl.String, "city": pl.String, "year": pl.Int64, "sector": pl.String,
    "row_kind": pl.String,
    **{f"{_NAMES.get(name, name)}_t_co2e": pl.Float64 for name in _TONNES},
    **dict.fromkeys(_SHARES, pl.Float64),
    "residual_share_limit": pl.Float64, "is_residual_share_kept": pl.Boolean, "is_covered": pl.Boolean,
    "figures_missing": pl.Int64, "unit": pl.String, "status": pl.String,
}  # fmt: skip
_KINDS = ("sector", "subtotal as printed", "total as printed", "column sum", "column sum minus printed")
Row = dict[str, Any]


def emissions_gap(
    period: str,
    ccc_emissions_gap: pl.LazyFrame,
    residual_share_limit: float = 0.2,
    tolerance_t_co2e: float = 1.0,
) -> pl.LazyFrame:
    """One row per sector, per printed total, per column sum, and per difference of these two; all in t CO2e.

    `gap`, `residual` and `uncovered` follow from the columns (1), (2), (3) and (5); those `_published` from the
    printed gap and residual; `_difference` is computed minus published. A figure that is missing leaves missing what
    follows from it, and a column sum without one part is missing. Covered is what lacks at most `tolerance_t_co2e`.
    """
    rows = given_rows(ccc_emissions_gap, ("municipality_code", "city", "year", "sector", *_PRINTED.values()))
    tables: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        figures = {name: exactly(row[column]) for name, column in _PRINTED.items()}
        kind = {"": "sector", "part": "subtotal as printed", "total": "total as printed"}[is_total(row["sector"])]
        place = (row["municipality_code"], row["city"], row["year"])
        tables[place].append({"sector": row["sector"], "row_kind": kind, **figures})
    made = []
    limit, tolerance = Decimal(str(residual_share_limit)), Decimal(str(tolerance_t_co2e))
    for place, lines in tables.items():
        for line in [_computed(it) for it in lines] + _sums(lines):
            about = dict(zip(("period", "municipality_code", "city", "year"), (period, *place), strict=True))
            made.append({**about, **_output(line, limit, tolerance)})
    order = {kind: place for place, kind in enumerate(_KINDS)}
    made.sort(key=lambda it: (it["city"] or "", it["municipality_code"] or "", it["year"], order[it["row_kind"]],
                              it["sector"], repr(it)))  # fmt: skip
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _computed(line: Row) -> Row:
    """What follows from the figures of one line."""
    gap = difference(line["target"], line["plans"])
    residual = difference(line["baseline"], line["target"])
    found = {
        **line,
        "gap_published": line["gap"],
        "gap": gap,
        "gap_difference": difference(gap, line["gap"]),
        "residual_published": line["residual"],
        "residual": residual,
        "residual_difference": difference(residual, line["residual"]),
        "uncovered_published": difference(line["gap"], line["actions"]),
        "uncovered": difference(gap, line["actions"]),
        "residual_share_published": ratio(line["residual"], line["baseline"]),
        "residual_share": ratio(residual, line["baseline"]),
        "coverage_share": ratio(line["actions"], gap),
    }
    return {**found, "uncovered_difference": difference(found["uncovered"], found["uncovered_published"])}


def _sums(lines: list[Row]) -> list[Row]:
    sectors = [line for line in lines if line["row_kind"] == "sector"]
    if not sectors:
        return []
    summed = {name: _whole([line[name] for line in sectors]) for name in _PRINTED}
    column_sum = _computed({"sector": "Total", "row_kind": "column sum", **summed})
    found = [column_sum]
    for printed in (_computed(line) for line in lines if line["row_kind"] == "total as printed"):
        apart: Row = {name: difference(column_sum[name], printed[name]) for name in _TONNES}
        apart |= dict.fromkeys((*_SHARES, "residual_share"))
        found.append({**apart, "sector": printed["sector"], "row_kind": "column sum minus printed"})
    return found


def _whole(values: list[Decimal | None]) -> Decimal | None:
    return None if None in values else sum((value for value in values if value is not None), Decimal(0))


def _output(line: Row, limit: Decimal, tolerance: Decimal) -> Row:
    inputs = [line[name] for name in ("baseline", "target", "plans", "actions")]
    is_difference = line["row_kind"] == "column sum minus printed"
    share, uncovered = line["residual_share"], line["uncovered"]
    kept = None if share is None else share <= limit
    covered = None if uncovered is None or is_difference else uncovered <= tolerance
    return {
        "sector": line["sector"],
        "row_kind": line["row_kind"],
        **{f"{_NAMES.get(name, name)}_t_co2e": rounded(line[name], 3) for name in _TONNES},
        **{name: rounded(line[name], 6) for name in _SHARES},
        "residual_share_limit": float(limit),
        "is_residual_share_kept": kept,
        "is_covered": covered,
        "figures_missing": sum(value is None for value in inputs),
        "unit": "t CO2e",
        "status": "missing" if None in inputs else "computed",
    }
