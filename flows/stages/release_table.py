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
from flows.stages.cell_hierarchies import cell_hierarchies
from flows.stages.check_received import stop_if_broken
from flows.stages.compute_result import CellsMade, Computed
from flows.stages.measure_protected import Shown, measure_protected, searched_beside
from flows.stages.protect_dataset import NOTHING_BROKEN, Protected
from schemas import evidence as ev
from schemas.check import check
from schemas.check_report import CheckReport
from schemas.errors import StadtlandError
from schemas.registry import column_metadata, schema
from transforms.key_figures.of_table import figures_of, findings_of
from transforms.privacy.tables.exposed_cells import exposed_cells

if TYPE_CHECKING:
    import pandera.polars as pa

    from transforms.privacy.tables.released.measure_cells import MeasuredCells


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
    cells: CellsMade | None = None
    measured: MeasuredCells | None = None
    rests_on: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[ev.Figure, ...] = ()
    findings: tuple[ev.Finding, ...] = ()


def release_table(run: Run, name: str, made: Protected | Computed) -> Released:
    """One table in its final bytes: the columns that its schema releases and, of a dataset, its agreement names.

    Raises `released-columns-missing`, `check-stopped`, `released-promise-broken`, `small-cells-exposed`,
    `cells-computable`, `opinions-differ`.
    """
    announce("release", name)
    model = schema("released", name)
    leaving = _leaving(name, made, model)
    frame = pl.scan_parquet(made.path).select(leaving)
    report = check(frame, model, columns=leaving, tolerances=NOTHING_BROKEN)
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
    cells = made.cells if isinstance(made, Computed) else None
    measured = _keeps_cells(run, name, file.path, cells)
    opinion = second_opinion(file.path, model, own_rows_failed=report.rows_rejected, columns=leaving, rows=file.rows)
    if not opinion.agrees:
        raise StadtlandError("opinions-differ", table=name, failed=len(opinion.failed))
    announce("release", name, is_done=True, rows=file.rows, checks=len(report.rules) + opinion.evaluated)
    about = column_metadata(model)
    columns = tuple(_column(column, about[column]) for column in leaving)
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
        cells=cells,
        measured=measured,
        rests_on=made.rests_on if isinstance(made, Computed) else (name,),
        parameters=made.parameters if isinstance(made, Computed) else {},
        figures=figures_of(name, final),
        findings=findings_of(final),
    )


def _leaving(name: str, made: Protected | Computed, model: type[pa.DataFrameModel]) -> list[str]:
    """A protected dataset has the fields that the agreement names and does not keep back, so fewer may leave than the
    schema could release; a result has all columns of its schema, or something went wrong.
    """
    present = pl.scan_parquet(made.path).collect_schema().names()
    described = list(column_metadata(model))
    missing = [column for column in described if column not in present]
    if missing and (isinstance(made, Computed) or len(missing) == len(described)):
        raise StadtlandError("released-columns-missing", table=name, columns=", ".join(missing))
    return [column for column in described if column in present]


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


def _keeps_cells(run: Run, name: str, path: Path, cells: CellsMade | None) -> MeasuredCells | None:
    """What the final bytes tell of small cells; nothing is told of a table without a rule."""
    from transforms.privacy.tables.released.measure_cells import measure_cells
    from transforms.privacy.tables.released.merge_cells import overlapping_cells

    rule = run.terms.small_cells.get(name)
    if rule is None:
        return None
    exposed = exposed_cells(
        pl.scan_parquet(path), count=rule.count, minimum=rule.minimum, zeros_are_safe=rule.zeros_are_safe
    )
    if exposed:
        raise StadtlandError("small-cells-exposed", table=name, count=exposed, minimum=rule.minimum)
    if rule.grid is not None and (inside := overlapping_cells(pl.scan_parquet(path), rule)):
        raise StadtlandError("cells-overlap", table=name, cells=inside)
    if cells is None or cells.method != "suppress":
        return None
    known = None if cells.known_totals is None else pl.read_parquet(cells.known_totals)
    rule = rule.model_copy(update={"sums": list(cells.sums)})
    measured = measure_cells(pl.scan_parquet(path), rule, table=name, known=known, hierarchies=cell_hierarchies(rule))
    if measured.computable:
        raise StadtlandError("cells-computable", table=name, cells=measured.computable, width=rule.promised_width)
    return measured


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
