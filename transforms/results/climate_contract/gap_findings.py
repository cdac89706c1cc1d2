"""What a gap table leaves open, and whether the portfolio holds what the table says that actions bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.climate_contract.emissions_gap import emissions_gap
from transforms.results.climate_contract.read_measures import Measure
from transforms.results.exact.exactly import exactly, sum_of_stated
from transforms.results.findings.line import Line, line
from transforms.results.names.plain import plain

TONNES = "t CO2e"
_CHECKED = (
    ("gap_is_target_minus_other_plans", "gap", "Lücke (4) = Ziel (2) - andere Pläne (3)",
     "Gap (4) = target (2) - other plans (3)"),
    ("residual_is_baseline_minus_target", "residual", "Rest (6) = Ausgangswert (1) - Ziel (2)",
     "Residual (6) = baseline (1) - target (2)"),
)  # fmt: skip


def gap_findings(table: pl.LazyFrame, measures: list[Measure], tolerance: Decimal, limit: float) -> Iterator[Line]:
    """Lines per row of the gap table, then per column sum, then the portfolio against the column of actions (5)."""
    rows = emissions_gap("-", table, limit, float(tolerance)).collect().to_dicts()
    places = Counter((it["city"], it["year"], plain(it["sector"])) for it in rows if it["row_kind"] == "sector")
    for (city, year, sector), count in sorted(places.items(), key=repr):
        if count > 1:
            note = (f"Der Sektor steht {count}-mal da", f"The sector stands there {count} times")
            yield line("sector_stands_once", _where(city, year, sector), "rule broken", note, printed=count,
                       recomputed=1, unit="rows", tolerance=0)  # fmt: skip
    for row in rows:
        if row["row_kind"] == "column sum minus printed":
            yield from _sums(row, tolerance)
        elif row["row_kind"] != "column sum":
            yield from _identities(row, tolerance)
    if measures:
        yield from _portfolio(rows, measures, tolerance)


def _identities(row: dict[str, Any], tolerance: Decimal) -> Iterator[Line]:
    subject = _where(row["city"], row["year"], row["sector"])
    for check, name, de, en in _CHECKED:
        printed, found = exactly(row[f"{name}_published_t_co2e"]), exactly(row[f"{name}_t_co2e"])
        if printed is None or found is None:
            note = (f"{de}: eine Angabe fehlt", f"{en}: a figure is missing")
            yield line(check, subject, "not checked", note, printed=printed, recomputed=found, unit=TONNES,
                       tolerance=None)  # fmt: skip
            continue
        verdict = "match" if abs(found - printed) <= tolerance else "mismatch"
        yield line(check, subject, verdict, (de, en), printed=printed, recomputed=found, unit=TONNES,
                   tolerance=tolerance)  # fmt: skip
    share, limit = exactly(row["residual_share"]), exactly(row["residual_share_limit"])
    if share is not None and limit is not None:
        note = ("Restanteil und seine Grenze", "Residual share and its limit")
        verdict = "match" if row["is_residual_share_kept"] else "rule broken"
        yield line("residual_share_is_within_the_limit", subject, verdict, note, printed=limit * 100,
                   recomputed=share * 100, unit="%", tolerance=0)  # fmt: skip
    uncovered = exactly(row["uncovered_t_co2e"])
    if uncovered is None:
        note = ("Ziel, andere Pläne oder Maßnahmen fehlen", "Target, other plans or actions are missing")
        yield line("gap_is_covered", subject, "not checked", note, unit=TONNES)
    else:
        note = ("Was die Maßnahmen (5) von der Lücke (4) lassen", "What actions (5) leave of the gap (4)")
        yield line("gap_is_covered", subject, "match" if row["is_covered"] else "not covered", note, printed=0,
                   recomputed=uncovered, unit=TONNES, tolerance=tolerance)  # fmt: skip


def _sums(row: dict[str, Any], tolerance: Decimal) -> Iterator[Line]:
    for column in ("baseline", "reduction_target", "reduction_other_plans", "gap_published", "reduction_actions",
                   "residual_published"):  # fmt: skip
        apart = exactly(row[f"{column}_t_co2e"])
        if apart is None:
            continue
        verdict = "match" if abs(apart) <= tolerance else "mismatch"
        note = (f"{column}: Spaltensumme minus gedruckte Summe", f"{column}: column sum minus printed total")
        yield line("total_is_column_sum", _where(row["city"], row["year"], row["sector"]), verdict, note, printed=0,
                   recomputed=apart, unit=TONNES, tolerance=tolerance)  # fmt: skip


def _portfolio(rows: list[dict[str, Any]], measures: list[Measure], tolerance: Decimal) -> Iterator[Line]:
    sums = [it for it in rows if it["row_kind"] == "column sum"]
    if len(sums) != 1:  # several cities or years: nobody says whose the portfolio is
        return
    actions = exactly(sums[0]["reduction_actions_t_co2e"])
    found = sum_of_stated(it.reduction for it in measures if it.duplicate_of is None)
    check, subject = "portfolio_is_the_actions_of_the_gap", _where(sums[0]["city"], sums[0]["year"], "Total")
    if actions is None or found is None:
        note = ("Maßnahmen (5) oder Minderungen fehlen", "Actions (5) or reductions are missing")
        yield line(check, subject, "not checked", note, printed=actions, recomputed=found, unit=TONNES, tolerance=None)
        return
    note = ("Maßnahmen (5) der Lücke und Summe des Portfolios", "Actions (5) of the gap and sum of the portfolio")
    verdict = "match" if abs(found - actions) <= tolerance else "mismatch"
    yield line(check, subject, verdict, note, printed=actions, recomputed=found, unit=TONNES, tolerance=tolerance)


def _where(city: str | None, year: int | None, sector: str) -> str:
    return f"{city or ''} {year or ''}: {sector}".strip(" :")
