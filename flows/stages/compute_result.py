"""Computes one result from the protected datasets and earlier results, and blanks its small cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from config.factors.load import reference
from flows.plan import PlannedResult
from flows.progress import announce
from flows.run import Run


@dataclass(frozen=True)
class Computed:
    """One result's file in the results zone, with what it rests on."""

    name: str
    path: Path
    rows: int
    rests_on: tuple[str, ...]
    parameters: dict[str, Any]


def compute_result(run: Run, planned: PlannedResult, rests_on: dict[str, tuple[str, ...]]) -> Computed:
    """One result, written to the results zone. `rests_on` tells which datasets earlier results came from."""
    announce("compute", planned.name)
    inputs: dict[str, Any] = {name: pl.scan_parquet(_input(run, name)) for name in planned.frames}
    inputs |= {name: reference(name) for name in planned.references}
    if planned.takes_period:
        inputs["period"] = run.period.label
    frame: pl.LazyFrame = planned.compute(**inputs, **planned.parameters)
    path = run.zone("results") / f"{planned.name}.parquet"
    partial = path.with_suffix(".partial")
    frame.collect(engine="streaming").write_parquet(partial, compression="zstd")
    partial.replace(path)
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    sources = sorted({dataset for name in planned.frames for dataset in rests_on.get(name, (name,))})
    announce("compute", planned.name, is_done=True, rows=rows)
    return Computed(planned.name, path, rows, tuple(sources), dict(planned.parameters))


def _input(run: Run, name: str) -> Path:
    zone = "protected" if name in run.terms.datasets else "results"
    return run.zone(zone) / f"{name}.parquet"
