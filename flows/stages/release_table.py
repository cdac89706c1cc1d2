"""Releases one table: held to its released schema, written, measured again from its bytes, judged a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from delivery.control_totals import control_totals
from delivery.second_opinion import second_opinion
from delivery.table import TableFile, write_table
from flows.progress import announce
from flows.run import Run
from flows.stages.check_received import stop_if_broken
from flows.stages.compute_result import Computed
from flows.stages.measure_protected import Shown, measure_protected, searched_beside
from flows.stages.protect_dataset import NOTHING_BROKEN, Protected
from schemas import evidence as ev
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import column_metadata, schema
from schemas.report import CheckReport
from transforms.key_figures.of_table import figures_of, findings_of
from transforms.privacy.tables.exposed_cells import exposed_cells

if TYPE_CHECKING:
    import pandera.polars as pa


@dataclass(frozen=True)
class Released:
    """One released table: its final file, and everything that was found out about that file."""

    file: TableFile
    title: ev.Text
    columns: tuple[ev.Column, ...]
    report: CheckReport
    control_totals: tuple[ev.ControlTotal, ...]
    opinion: ev.SecondOpinion
    shows: Shown | None = None
    cells_suppressed: int = 0
    rests_on: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[ev.Figure, ...] = ()
    findings: tuple[ev.Finding, ...] = ()


def release_table(run: Run, name: str, made: Protected | Computed) -> Released:
    """One table in its final bytes. Raises `check-stopped`, `released-promise-broken`, `opinions-differ`."""
    announce("release", name)
    model = schema("released", name)
    frame = pl.scan_parquet(made.path).select(list(column_metadata(model)))
    report = check(frame, model, tolerances=NOTHING_BROKEN)
    stop_if_broken(report, name, "-")
    title = _title(run, name, model)
    file = write_table(
        frame,
        run.zone("outbox") / "tables" / f"{name}.parquet",
        model,
        table=name,
        agreement=run.terms.agreement,
        agreement_sha256=run.agreed.sha256,
        title_de=title.de,
        title_en=title.en,
    )
    shows = _keeps_promise(run, name, made, file.path) if isinstance(made, Protected) else None
    _keeps_cells(run, name, file.path)
    opinion = second_opinion(file.path, model, own_rows_failed=report.rows_rejected, rows=file.rows)
    if not opinion.agrees:
        raise StadtlandError("opinions-differ", table=name, failed=len(opinion.failed))
    announce("release", name, is_done=True, rows=file.rows, checks=len(report.rules) + opinion.evaluated)
    columns = tuple(_column(column, about) for column, about in column_metadata(model).items())
    final = pl.scan_parquet(file.path)
    return Released(
        file=file,
        title=title,
        columns=columns,
        report=report,
        control_totals=_control_totals(file.path, columns),
        opinion=opinion,
        shows=shows,
        cells_suppressed=_suppressed(final),
        rests_on=made.rests_on if isinstance(made, Computed) else (name,),
        parameters=made.parameters if isinstance(made, Computed) else {},
        figures=figures_of(name, final),
        findings=findings_of(final),
    )


def _keeps_promise(run: Run, name: str, made: Protected, path: Path) -> Shown | None:
    promise = run.dataset(name).protection
    if promise is None:
        return None
    shows = measure_protected(path, made.made, searched_beside(made.path))
    for measure, got, promised in (("k", shows.risk.k, promise.k), ("l", shows.risk.distinct_l, promise.l)):
        if shows.risk.rows and promised > 1 and (got or 0) < promised:
            raise StadtlandError(
                "released-promise-broken", table=name, measure=measure, measured=got or 0, promised=promised
            )
    for held in shows.promises:
        if not held.is_kept:
            raise StadtlandError(
                "released-model-broken", table=name, model=held.model, classes=held.classes, rows=held.rows
            )
    return shows


def _keeps_cells(run: Run, name: str, path: Path) -> None:
    rule = run.terms.small_cells.get(name)
    if rule is None:
        return
    exposed = exposed_cells(
        pl.scan_parquet(path), count=rule.count, minimum=rule.minimum, zeros_are_safe=rule.zeros_are_safe
    )
    if exposed:
        raise StadtlandError("small-cells-exposed", table=name, count=exposed, minimum=rule.minimum)


def _suppressed(final: pl.LazyFrame) -> int:
    if "is_suppressed" not in final.collect_schema().names():
        return 0
    return int(final.select(pl.col("is_suppressed").sum()).collect().item())


def _title(run: Run, name: str, model: type[pa.DataFrameModel]) -> ev.Text:
    """The schema's own title in both languages; a dataset's German one is the agreement's where it has one."""
    written = model.__config__.metadata or {}
    german = run.terms.datasets[name].title if name in run.terms.datasets else None
    plain = name.replace("_", " ")
    return ev.Text(de=german or written.get("title_de", plain), en=written.get("title_en", plain))


def _column(name: str, about: Mapping[str, Any]) -> ev.Column:
    title = ev.Text(de=about.get("title_de") or name, en=about.get("title_en") or name)
    return ev.Column(name=name, title=title, unit=about.get("unit"), privacy=about.get("privacy") or "public")


def _control_totals(path: Path, columns: tuple[ev.Column, ...]) -> tuple[ev.ControlTotal, ...]:
    units = {column.name: column.unit for column in columns}
    return tuple(
        ev.ControlTotal(column=name, value=found.get("sum"), cells=found["values"], unit=units[name])
        for name, found in control_totals(path)["columns"].items()
    )
