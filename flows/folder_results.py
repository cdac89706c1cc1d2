"""Computes the results of one kind of cooperation from a folder of published files, without an agreement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from config.factors.load import reference
from flows.commands.published import read_published
from flows.plan import resolve, result_function
from flows.stages.check_received import stop_if_broken
from flows.stages.protect_dataset import NOTHING_BROKEN
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.kind import Kind, KindDataset
from schemas.registry import schema
from schemas.report import CheckReport

LACKS_INPUT = ("balance-not-given", "land-not-given")
"""Errors of a result that takes one of several inputs and got none: it is left out like any other without its files."""


@dataclass
class FolderResults:
    """What came of one folder: files read, tables computed, and why others were not."""

    files: dict[str, str] = field(default_factory=dict)
    """Dataset by dataset the file it was read from."""
    checks: dict[str, CheckReport] = field(default_factory=dict)
    tables: dict[str, Path] = field(default_factory=dict)
    """Result by result its Parquet file below the given folder."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Result by result what it lacks."""
    failed: dict[str, StadtlandError] = field(default_factory=dict)


def folder_results(
    kind: Kind, folder: Path, work: Path, *, period: str | None, chosen: Mapping[str, Mapping[str, Any]]
) -> FolderResults:
    """Read, check, harmonise and compute; Parquet files below `work`. `chosen` are parameters by result.

    A result whose datasets are not in the folder is left out with the reason; one that refuses its input is noted with
    its error, and the others go on. Raises `folder-holds-nothing`, `columns-not-found`, `period-not-clear`.
    """
    done = FolderResults()
    frames: dict[str, Path] = {}
    for name, dataset in kind.datasets.items():
        file = _find(folder, name, dataset, done.files.values())
        if file is not None:
            done.files[name] = file.name
            frames[name] = _accept(name, dataset, file, work, done)
    if not frames:
        wanted = ", ".join(dataset.files[0] for dataset in kind.datasets.values())
        raise StadtlandError("folder-holds-nothing", folder=str(folder), wanted=wanted)
    when = period or _latest_year(frames)
    for result in kind.results:
        compute = result_function(result.name)
        if compute is None:
            raise LookupError(f"transforms/results: no {result.name}")
        parameters = {**result.parameters, **chosen.get(result.name, {})}
        planned, faults = resolve(result.name, compute, parameters, set(frames))
        if faults:
            done.left_out[result.name] = "; ".join(faults)
            continue
        inputs: dict[str, Any] = {name: pl.scan_parquet(frames[name]) for name in planned.frames}
        inputs |= {name: reference(name) for name in planned.references}
        if planned.takes_period:
            inputs["period"] = when
        try:
            frame = compute(**inputs, **planned.parameters)
            path = _release(result.name, frame, work)
        except StadtlandError as error:
            if error.code in LACKS_INPUT:
                done.left_out[result.name] = error.message("en")
            else:
                done.failed[result.name] = error
            continue
        frames[result.name] = done.tables[result.name] = path
    return done


def _find(folder: Path, name: str, dataset: KindDataset, taken: Collection[str]) -> Path | None:
    """The dataset's file. One found by a pattern only has to have the columns too, else it is some other table."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name not in taken)
    for pattern in dataset.files:
        for file in files:
            if fnmatch(file.name.lower(), pattern.lower()) and (
                "*" not in pattern or _has_columns(name, dataset, file)
            ):
                return file
    return None


def _has_columns(name: str, dataset: KindDataset, file: Path) -> bool:
    try:
        _named(name, dataset, file)
    except StadtlandError:
        return False
    return True


def _named(name: str, dataset: KindDataset, file: Path) -> pl.LazyFrame:
    """The file as printed, its columns by our names. Raises `columns-not-found` and what reading raises."""
    columns = schema("received", name).to_schema().columns
    printed = read_published(file)
    present = {header.strip().lower(): header for header in printed.collect_schema().names()}
    found = {
        column: present[header.lower()]
        for column in columns
        for header in reversed(dataset.headers(column))
        if header.lower() in present
    }
    missing = [column for column, about in columns.items() if not about.nullable and column not in found]
    if missing:
        wanted = ", ".join(" | ".join(dataset.headers(column)) for column in missing)
        raise StadtlandError("columns-not-found", file=file.name, wanted=wanted, available=", ".join(present.values()))
    return printed.select(pl.col(header).alias(column) for column, header in found.items())


def _accept(name: str, dataset: KindDataset, file: Path, work: Path, done: FolderResults) -> Path:
    named = _named(name, dataset, file)
    accepted, rejected = work / "accepted" / f"{name}.parquet", work / "rejected" / f"{name}.parquet"
    for path in (accepted, rejected):
        path.parent.mkdir(parents=True, exist_ok=True)
    report = check(
        named,
        schema("received", name),
        columns=named.collect_schema().names(),
        text=dataset.text,
        accepted=accepted,
        rejected=rejected,
    )
    stop_if_broken(report, file.name, str(rejected.relative_to(work)))
    done.checks[name] = report
    harmonise = getattr(import_module(f"transforms.harmonise.{name}"), name)
    path = work / "harmonised" / f"{name}.parquet"
    path.parent.mkdir(exist_ok=True)
    harmonise(pl.scan_parquet(accepted)).sink_parquet(path)
    return path


def _release(name: str, frame: pl.LazyFrame, work: Path) -> Path:
    path = work / "tables" / f"{name}.parquet"
    path.parent.mkdir(exist_ok=True)
    frame.sink_parquet(path, compression="zstd", maintain_order=True)
    report = check(pl.scan_parquet(path), schema("released", name), tolerances=NOTHING_BROKEN)
    try:
        stop_if_broken(report, name, "-")
    except StadtlandError:
        path.unlink()
        raise
    return path


def _latest_year(frames: Mapping[str, Path]) -> str:
    """The year that the data themselves state; several mean that somebody has to say which."""
    years: set[int] = set()
    for path in frames.values():
        scanned = pl.scan_parquet(path)
        if "year" in scanned.collect_schema():
            years |= set(scanned.select(pl.col("year").drop_nulls().unique()).collect().to_series().to_list())
    if not years:
        raise StadtlandError("period-not-clear", found="-")
    return str(max(years))
