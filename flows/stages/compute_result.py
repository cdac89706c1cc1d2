"""Computes one result from the protected datasets and earlier results, and blanks its small cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from config.factors.load import reference
from flows.plan import PlannedResult
from flows.progress import announce
from flows.run import Run
from transforms.privacy.tables.small_cells import small_cells


@dataclass(frozen=True)
class Computed:
    """One result's file in the results zone, with what it rests on."""

    name: str
    path: Path
    rows: int
    rests_on: tuple[str, ...]
    parameters: dict[str, Any]


def compute_result(run: Run, planned: PlannedResult, earlier: Mapping[str, Computed]) -> Computed:
    """One result, small cells blanked, written to the results zone. `earlier` are the results it may rest on."""
    announce("compute", planned.name)
    inputs: dict[str, Any] = {name: pl.scan_parquet(_input(run, name)) for name in planned.frames}
    inputs |= {name: reference(name) for name in planned.references}
    if planned.takes_period:
        inputs["period"] = run.period.label
    frame: pl.LazyFrame = planned.compute(**inputs, **planned.parameters)
    rule = run.terms.small_cells.get(planned.name)
    if rule is not None:
        # Before it is written: the results zone is not a restricted one.
        frame = small_cells(
            frame, count=rule.count, minimum=rule.minimum, values=rule.values, zeros_are_safe=rule.zeros_are_safe
        )
    path = run.zone("results") / f"{planned.name}.parquet"
    partial = path.with_suffix(".partial")
    frame.sink_parquet(partial, compression="zstd", compression_level=1, maintain_order=True)
    partial.replace(path)
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    sources = {it for name in planned.frames for it in (earlier[name].rests_on if name in earlier else (name,))}
    announce("compute", planned.name, is_done=True, rows=rows)
    return Computed(planned.name, path, rows, tuple(sorted(sources)), dict(planned.parameters))


def _input(run: Run, name: str) -> Path:
    zone = "protected" if name in run.terms.datasets else "results"
    return run.zone(zone) / f"{name}.parquet"
