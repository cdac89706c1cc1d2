"""Computes the results of one kind of cooperation from a folder of published files, without an agreement."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from hashlib import sha256
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import polars as pl

from config.factors.load import reference
from flows.plan_results import PlannedResult, resolve, result_function
from flows.published_dataset import PublishedDataset, published_dataset, rejected_lines
from flows.stages.check_received import stop_if_broken
from flows.stages.protect_dataset import NOTHING_BROKEN
from schemas.agreement import TextFormat
from schemas.check import check
from schemas.check_report import CheckReport
from schemas.errors import StadtlandError
from schemas.kind import Kind, KindDataset
from schemas.registry import schema
from sources.published.sheet_rows import SUFFIXES

_TEXT = (".csv", ".tsv", ".tab", ".txt")
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}(?!\d)")
_YEAR_IN_NAME = re.compile(r"_((?:19|20)\d{2})$")
OTHER_TABLE = ("columns-not-found", "audit-header-missing")
"""Errors of a file that has a dataset's name and is some other table."""
LACKS_INPUT = ("balance-not-given", "land-not-given")
"""Errors of a result that takes one of several inputs and got none: it is left out like any other without its files."""


@dataclass
class FolderResults:
    """What came of one folder: files read, tables computed, and why others were not."""

    files: dict[str, str] = field(default_factory=dict)
    """Dataset by dataset the file it was read from."""
    read_as: dict[str, PublishedDataset] = field(default_factory=dict)
    """Dataset by dataset what was found about the form of its file."""
    checks: dict[str, CheckReport] = field(default_factory=dict)
    rejected_lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """Dataset by dataset and rule by rule the lines of the file that were rejected."""
    not_read: list[str] = field(default_factory=list)
    """Tables of the folder that no dataset took."""
    tables: dict[str, Path] = field(default_factory=dict)
    """Result by result its Parquet file below the given folder."""
    sha256: dict[str, str] = field(default_factory=dict)
    """Dataset by dataset that of its file's bytes."""
    rests_on: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Result by result the datasets, the tables of published parameters and the chosen parameters behind it."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Result by result what it lacks."""
    failed: dict[str, StadtlandError] = field(default_factory=dict)


def folder_results(
    kind: Kind,
    folder: Path,
    work: Path,
    *,
    period: str | None,
    chosen: Mapping[str, Mapping[str, Any]],
    decimal: str | None = None,
) -> FolderResults:
    """Read, check, harmonise and compute; Parquet files below `work`. `chosen` are parameters by result.
    `decimal` is the decimal mark of files whose numbers do not tell it.

    A dataset whose rows are all rejected is none. A result without its datasets is left out with the reason; one
    that refuses its input is noted with its error, and the others go on.
    Raises `folder-holds-nothing`, `columns-not-found`, `period-not-clear`, `all-rows-rejected`.
    """
    done = FolderResults()
    frames: dict[str, Path] = {}
    for name, dataset in kind.datasets.items():
        file = _find(folder, name, dataset, done.files.values())
        if file is not None:
            done.files[name] = file.name
    mark = decimal or _decimal_of_all(kind, folder, done.files)
    for name, file_name in done.files.items():
        done.sha256[name] = sha256((folder / file_name).read_bytes()).hexdigest()
        harmonised = _accept(name, kind.datasets[name], folder / file_name, work, done, mark)
        report = done.checks[name]
        if report.rows_received and not report.rows_accepted:
            done.failed[name] = _all_rejected(file_name, done.rejected_lines[name])
        else:
            frames[name] = harmonised
    done.not_read = sorted({file.name for file in _tables(folder)} - set(done.files.values()))
    if done.failed and not frames:
        raise next(iter(done.failed.values()))
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
        done.rests_on[result.name] = _rests_on(planned, done)
    return done


def _rests_on(planned: PlannedResult, done: FolderResults) -> dict[str, Any]:
    """Down to the files: an earlier result stands for what it rests on itself."""
    datasets, tables = set[str](), set(planned.references)
    for name in planned.frames:
        earlier = done.rests_on.get(name)
        datasets |= {name} if earlier is None else set(earlier["datasets"])
        tables |= set() if earlier is None else set(earlier["parameter_tables"])
    # What nobody chose decides as much as what somebody did.
    usual = {
        it.name: it.default
        for it in signature(planned.compute).parameters.values()
        if isinstance(it.default, (bool, int, float, str))
    }
    parameters = {**usual, **planned.parameters}
    return {"datasets": sorted(datasets), "parameter_tables": sorted(tables), "parameters": parameters}


def _tables(folder: Path) -> list[Path]:
    """The files that may hold a table; text before workbooks, so that a CSV is read where both are there."""
    files = [file for file in folder.iterdir() if file.is_file() and file.suffix.lower() in (*_TEXT, *SUFFIXES)]
    return sorted(files, key=lambda file: (file.suffix.lower() in SUFFIXES, file.name))


def _find(folder: Path, name: str, dataset: KindDataset, taken: Collection[str]) -> Path | None:
    """The dataset's file. One found by a pattern only has to have the columns too, else it is some other table."""
    for pattern in dataset.files:
        for file in _tables(folder):
            # The names of a kind end in .csv; a workbook or another kind of text may have them, too.
            as_csv = file.with_suffix(".csv").name.lower()
            if file.name in taken or not fnmatch(as_csv, pattern.lower()):
                continue
            if "*" not in pattern or _has_columns(name, dataset, file):
                return file
    return None


def _decimal_of_all(kind: Kind, folder: Path, files: Mapping[str, str]) -> str | None:
    """The decimal mark that the files tell, where those that tell one agree: a file that does not is read likewise."""
    read = [published_dataset(name, kind.datasets[name], folder / file, ".") for name, file in files.items()]
    told = {one.marks.decimal for one in read if one.marks.is_told}
    return told.pop() if len(told) == 1 else None


def _has_columns(name: str, dataset: KindDataset, file: Path) -> bool:
    try:
        published_dataset(name, dataset, file, ".")
    except StadtlandError as error:
        if error.code in OTHER_TABLE:
            return False
        raise
    return True


def _accept(name: str, dataset: KindDataset, file: Path, work: Path, done: FolderResults, decimal: str | None) -> Path:
    published = published_dataset(name, dataset, file, decimal)
    accepted, rejected = work / "accepted" / f"{name}.parquet", work / "rejected" / f"{name}.parquet"
    for path in (accepted, rejected):
        path.parent.mkdir(parents=True, exist_ok=True)
    report = check(
        published.frame.lazy(),
        schema("received", name),
        columns=published.frame.columns,
        text=TextFormat(missing=dataset.missing),
        units=published.units,
        accepted=accepted,
        rejected=rejected,
    )
    stop_if_broken(report, file.name, str(rejected.relative_to(work)))
    done.checks[name], done.read_as[name] = report, published
    done.rejected_lines[name] = rejected_lines(published, pl.read_parquet(rejected, glob=False))
    harmonise = getattr(import_module(f"transforms.harmonise.{name}"), name)
    path = work / "harmonised" / f"{name}.parquet"
    path.parent.mkdir(exist_ok=True)
    harmonise(pl.scan_parquet(accepted)).sink_parquet(path)
    return path


def _all_rejected(file: str, lines: Mapping[str, list[int]]) -> StadtlandError:
    rules = "; ".join(f"{rule} ({len(broken)} rows, from line {broken[0]})" for rule, broken in lines.items())
    return StadtlandError("all-rows-rejected", file=file, rules=rules)


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
    """The latest year that the data state: in `year`, else in `period`, else in a name as `population_2021`."""
    for column in ("year", "period"):
        stated: set[str] = set()
        for path in frames.values():
            scanned = pl.scan_parquet(path)
            if column in scanned.collect_schema():
                found = scanned.select(pl.col(column).cast(pl.String).drop_nulls().unique()).collect().to_series()
                stated |= set(found.to_list())
        years = {match.group() for text in stated if (match := _YEAR.search(text))}
        if years:
            return max(years)
    names = [name for path in frames.values() for name in pl.scan_parquet(path).collect_schema().names()]
    named = {match.group(1) for name in names if (match := _YEAR_IN_NAME.search(name))}
    if named:
        return max(named)
    raise StadtlandError("period-not-clear", found="-")
