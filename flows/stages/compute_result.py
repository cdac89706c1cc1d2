"""Computes one result from the protected datasets and earlier results, and blanks its small cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from config.factors.load import reference
from flows.plan_results import PlannedResult
from flows.progress import announce
from flows.run import Run
from flows.stages.cell_hierarchies import cell_hierarchies
from schemas.agreement.cells import CellRule
from sources.secret import resolve


@dataclass(frozen=True)
class Computed:
    """One result's file in the results zone, with what it rests on."""

    name: str
    path: Path
    rows: int
    rests_on: tuple[str, ...]
    parameters: dict[str, Any]
    cells: CellsMade | None = None


@dataclass(frozen=True)
class CellsMade:
    """What was done to the small cells of one result: the secret of which cell is which stays with the numbers here.

    `known_totals`: the file with totals taken to be known from elsewhere; public by that, so it may lie in the open.
    `sums`: the figures beside the count that add up as it does.
    """

    method: str
    primary: int = 0
    secondary: int = 0
    known_totals: Path | None = None
    sums: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)


def compute_result(run: Run, planned: PlannedResult, earlier: Mapping[str, Computed]) -> Computed:
    """One result, small cells blanked, written to the results zone. `earlier` are the results it may rest on."""
    announce("compute", planned.name)
    inputs: dict[str, Any] = {name: pl.scan_parquet(_input(run, name)) for name in planned.frames}
    inputs |= {name: reference(name) for name in planned.references}
    if planned.takes_period:
        inputs["period"] = run.period.label
    frame: pl.LazyFrame = planned.compute(**inputs, **planned.parameters)
    rule = run.terms.small_cells.get(planned.name)
    cells: CellsMade | None = None
    if rule is not None:
        # Before it is written: the results zone is not a restricted one.
        frame, cells = protected_cells(run, planned.name, frame, rule)
    path = run.zone("results") / f"{planned.name}.parquet"
    partial = path.with_suffix(".partial")
    frame.sink_parquet(partial, compression="zstd", compression_level=1, maintain_order=True)
    partial.replace(path)
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    sources = {it for name in planned.frames for it in (earlier[name].rests_on if name in earlier else (name,))}
    announce("compute", planned.name, is_done=True, rows=rows)
    return Computed(planned.name, path, rows, tuple(sorted(sources)), dict(planned.parameters), cells)


def protected_cells(run: Run, name: str, frame: pl.LazyFrame, rule: CellRule) -> tuple[pl.LazyFrame, CellsMade]:
    """A result as its rule for small cells wants it, and what was done; public totals are written beside the result."""
    # Each with what it needs: solvers are heavy, and a rule takes one way.
    if rule.perturb is not None:
        from transforms.privacy.tables.released.perturb_cells import perturb_cells

        counted = pl.scan_parquet(run.zone("protected") / f"{rule.perturb.dataset}.parquet")
        secret = resolve(rule.perturb.key, used_for=f"small_cells.{name}.perturb").encode()
        return perturb_cells(frame, counted, rule, table=name, key=secret), CellsMade("perturb")
    hierarchies = cell_hierarchies(rule)
    if rule.grid is not None:
        from transforms.privacy.tables.released.merge_cells import merge_cells

        merged = merge_cells(frame, rule, table=name)
        return merged.frame, CellsMade("grid", figures={"merged": merged.merged, "telling": merged.telling})
    if rule.round is not None:
        from transforms.privacy.tables.released.round_cells import round_cells

        rounded = round_cells(frame, rule, table=name, hierarchies=hierarchies)
        return rounded.frame, CellsMade("round", figures=rounded.figures)
    from transforms.privacy.tables.released.protect_cells import protect_cells

    found = protect_cells(
        frame, rule, table=name, hierarchies=hierarchies, progress=lambda done: announce("compute", name, cells=done)
    )
    known = None
    if found.known is not None:
        known = run.zone("results") / "known_totals" / f"{name}.parquet"
        known.parent.mkdir(exist_ok=True)
        partial = known.with_suffix(".partial")
        found.known.write_parquet(partial, compression="zstd", statistics=False)
        partial.replace(known)
    return found.frame, CellsMade("suppress", found.primary, found.secondary, known, tuple(found.rule.sums))


def _input(run: Run, name: str) -> Path:
    zone = "protected" if name in run.terms.datasets else "results"
    return run.zone(zone) / f"{name}.parquet"
