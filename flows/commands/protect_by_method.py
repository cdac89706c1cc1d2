"""One table protected by cells taken out or by group means: written, and measured from what was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from flows.commands.write_sorted import write_sorted
from schemas.agreement.method_rule import MdavRule, MethodRule, SuppressCellsRule
from schemas.agreement.protection_rules import Rules
from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import TOP
from transforms.privacy.microaggregation.mdav import mdav
from transforms.privacy.risk.measure import measure
from transforms.privacy.risk.population_risk import population_risk
from transforms.privacy.suppression.suppress_cells import suppress_cells


def protect_by_method(frame: pl.LazyFrame, rules: Rules, method: MethodRule, out: Path) -> dict[str, Any]:
    """Write the protected table and return its report; all rows are released.

    What is told after is measured from the written file: k with '*' and missing values as wildcards where cells were
    taken out, cells gone, means and deviations. Errors: those of `suppress_cells` and `mdav`, and `model-not-kept`;
    then nothing is written.
    """
    quasi = list(rules.quasi_identifiers)
    named = [*quasi, *rules.sensitive, *rules.keep]
    temporary = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        received = frame.select(named)
        if isinstance(method, MdavRule):
            received = _numbers(received, quasi)
            found = mdav(received, quasi, k=rules.k, standardise=method.standardise, rest=method.rest)
            write_sorted(found.frame, temporary)
            told: dict[str, Any] = {
                "rest": method.rest,
                "group_sizes": list(found.sizes),
                "loss_percent": found.loss_percent,
                "fields": _spread(received, pl.scan_parquet(temporary, glob=False), quasi),
            }
            before, after = _measured(received, rules, method), _measured(_scan(temporary), rules, method)
            kept = {"k": min(int(one["k"]) for one in after)}
        else:
            cells = suppress_cells(
                received,
                quasi,
                k=rules.k,
                importance=method.importance or None,
                strata=method.strata,
                matching=method.matching,
            )
            write_sorted(cells.frame, temporary)
            before, after = _measured(received, rules, method), _measured(_scan(temporary), rules, method)
            told, kept = _cells_told(received, _scan(temporary), quasi, method, cells.rows_at_risk, cells.rows_changed)
            kept["k"] = min(int(one["k"]) for one in after)
        _refuse_broken(rules, method, kept, int(after[0]["rows"]), out)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return {
        "method": method.name,
        "rows": after[0]["rows"],
        **told,
        "dropped": [name for name in frame.collect_schema().names() if name not in named],
        "before": before,
        "after": after,
        "promises": [
            {"model": "k-anonymity", "field": None, "promised": f"k = {rules.k}", "counted": name, "measured": number}
            | {"is_kept": True}
            for name, number in kept.items()
        ],
    }


def _scan(path: Path) -> pl.LazyFrame:
    return pl.scan_parquet(path, glob=False)


def _measured(frame: pl.LazyFrame, rules: Rules, method: MethodRule) -> list[dict[str, Any]]:
    quasi = [*rules.quasi_identifiers, *(method.strata if isinstance(method, SuppressCellsRule) else ())]
    fields: list[str | None] = [*rules.sensitive] or [None]
    wildcards = "match" if isinstance(method, SuppressCellsRule) else "none"
    return [
        {"sensitive": field, **measure(frame, quasi, field, wildcards=wildcards).as_dict()}  # type: ignore[arg-type]
        for field in fields
    ]


def _cells_told(
    received: pl.LazyFrame,
    released: pl.LazyFrame,
    quasi: list[str],
    method: SuppressCellsRule,
    at_risk: int,
    changed: int,
) -> tuple[dict[str, Any], dict[str, int]]:
    """Cells are counted in both tables; `originals` are the fewest original rows that a released row fits."""
    gone = {name: after - before for (name, before), after in zip(*_wild(received, released, quasi), strict=True)}
    told = {
        "matching": method.matching,
        "rows_at_risk": at_risk,
        "rows_changed": changed,
        "cells": gone,
        "cells_suppressed": sum(gone.values()),
    }
    if method.matching == "released":
        return told, {}
    fits = population_risk(released, received, [*quasi, *method.strata], wildcards="match")
    return told, {"originals": round(1 / fits.journalist_max) if fits.journalist_max else 0}


def _wild(received: pl.LazyFrame, released: pl.LazyFrame, quasi: list[str]) -> tuple[Any, Any]:
    count = [(pl.col(name).is_null() | (pl.col(name).cast(pl.String) == TOP)).sum() for name in quasi]
    before, after = (frame.select(count).collect(engine="streaming").row(0) for frame in (received, released))
    return zip(quasi, before, strict=True), after


def _numbers(frame: pl.LazyFrame, quasi: list[str]) -> pl.LazyFrame:
    """Text of which every value reads as a number, as numbers; any other column stays, and is refused as it is."""
    schema = frame.collect_schema()
    texts = [name for name in quasi if schema[name] == pl.String]
    numbers = {name: pl.col(name).cast(pl.Float64, strict=False) for name in texts}
    if not numbers:
        return frame
    unread = frame.select((number.is_null() & pl.col(name).is_not_null()).sum() for name, number in numbers.items())
    counts = unread.collect(engine="streaming").row(0, named=True)
    return frame.with_columns(number for name, number in numbers.items() if counts[name] == 0)


def _spread(received: pl.LazyFrame, released: pl.LazyFrame, quasi: list[str]) -> dict[str, dict[str, float | None]]:
    """Mean and standard deviation of each field before and after; sums in the order of values, so that they repeat."""
    found: dict[str, dict[str, float | None]] = {name: {} for name in quasi}
    for when, frame in (("before", received), ("after", released)):
        for name in quasi:
            values = frame.select(pl.col(name).cast(pl.Float64).sort()).collect().to_series()
            found[name] |= {f"mean_{when}": values.mean(), f"deviation_{when}": values.std()}  # type: ignore[dict-item]
    return found


def _refuse_broken(rules: Rules, method: MethodRule, kept: dict[str, int], rows: int, out: Path) -> None:
    if rows and (broken := [name for name, number in kept.items() if number < rules.k]):
        models = ", ".join(f"k-anonymity ({name})" for name in broken)
        raise StadtlandError("model-not-kept", file=str(out), models=f"{models}, {method.name}", classes=1)
