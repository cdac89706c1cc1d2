"""`stadtland tables grid IN`: points or cells counted by European grid cells, merged until each holds enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import polars as pl

    from transforms.privacy.grids.cell_code import Form


def grid(
    table: Annotated[Path, typer.Argument(metavar="IN", help="Points or cells. CSV (UTF-8, header) or Parquet.")],
    out: Annotated[Path, typer.Option("--out", help="The counted cells, .csv or .parquet.")],
    minimum: Annotated[int, typer.Option("--minimum", help="Units that a published cell holds at least.", min=1)],
    x: Annotated[str | None, typer.Option("--x", help="Column of the longitude, or of the east value.")] = None,
    y: Annotated[str | None, typer.Option("--y", help="Column of the latitude, or of the north value.")] = None,
    cell: Annotated[str | None, typer.Option("--cell", help="Instead of x and y: a column of cell codes.")] = None,
    epsg: Annotated[int, typer.Option("--epsg", help="System of the coordinates; 4326 is longitude, latitude.")] = 4326,
    sizes: Annotated[str, typer.Option("--sizes", help="Cell sizes in metres, finest first, each in the next.")] = (
        "100,1000,10000"
    ),
    count: Annotated[
        str | None, typer.Option("--count", help="Column of whole numbers: units per row. Without it, a row is one.")
    ] = None,
    way: Annotated[
        str, typer.Option("--way", help="strict: cells never overlap. remainder: finer, coarse cells with holes.")
    ] = "strict",
    form: Annotated[str, typer.Option("--form", help="short: 1kmN3139E4486. long: CRS3035RES1000mN…E….")] = "short",
    report: Annotated[Path | None, typer.Option("--report", help="Write the report there, JSON.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Count points in INSPIRE grid cells (EPSG:3035) and merge cells until each holds MINIMUM units or none.

    OUT has one row per published cell: cell, size_m, count, is_remainder (the cell without the finer cells published
    inside it), is_suppressed (count empty: even the coarsest cell holds fewer than MINIMUM). Rows without coordinates
    are counted in the report, never placed. 100 m cells nest in 1 km, 250 m cells in 1 km; 100 m not in 250 m.

    \b
    Example:
      stadtland tables grid buildings.csv --x lon --y lat --minimum 10 --out cells.csv
      stadtland tables grid cells.csv --cell cell --count persons --sizes 250,1000 --minimum 5 --out table.csv
    """
    from flows import console
    from flows.commands.table_file import read_table
    from flows.commands.table_out import write_report, write_table
    from transforms.privacy.grids.quadtree import quadtree

    ladder = _sizes(sizes)
    _choices(x, y, cell, way, form)
    placed, without = _placed(read_table(table, delimiter), (x, y, cell), ladder[0], epsg, _form(form), count)
    # Under the names of the input, which errors then name.
    where, units = placed.columns
    found = quadtree(
        placed, ladder, n=minimum, cell=where, count=units, way="strict" if way == "strict" else "remainder"
    )
    shown = found.published.filter(~found.published["is_suppressed"])
    blank = found.published.height - shown.height
    by_size = {size: shown.filter(shown["size_m"] == size) for size in ladder}
    told = {
        "method": "grid",
        "sizes_m": list(ladder),
        "minimum": minimum,
        "way": way,
        "rows": placed.height + without,
        "rows_without_cell": without,
        "cells": found.published.height,
        "cells_suppressed": blank,
        "units_published": int(shown["count"].sum()),
        "cells_by_size_m": {str(size): them.height for size, them in by_size.items()},
        "total_is_safe": found.is_total_safe,
    }
    write_table(found.published, out)
    write_report(told, report)
    if as_json:
        console.emit(told)
        return
    german = console.language() == "de"
    console.table(
        str(out),
        ("Größe in m", "Zellen", "Einheiten") if german else ("size in m", "cells", "units"),
        [(size, them.height, int(them["count"].sum())) for size, them in by_size.items()],
    )
    console.say(
        f"{blank} größte Zellen mit weniger als {minimum} Einheiten sind leer; {without} Zeilen ohne Ort.",
        f"{blank} coarsest cells with fewer than {minimum} units are blank; {without} rows without a place.",
    )
    if not found.is_total_safe:
        console.say(
            f"Achtung: Eine Gesamtzahl daneben verriete, dass in allen leeren zusammen weniger als {minimum} sind.",
            f"Note: a total beside this table would tell that all blank ones together hold fewer than {minimum}.",
        )


def _sizes(written: str) -> tuple[int, ...]:
    from transforms.privacy.grids.nested_sizes import nested_sizes

    parts = [part.strip() for part in written.split(",")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise typer.BadParameter("whole metres with commas between, finest first: 100,1000,10000", param_hint="--sizes")
    return nested_sizes([int(part) for part in parts])


def _choices(x: str | None, y: str | None, cell: str | None, way: str, form: str) -> None:
    if (cell is None) == (x is None and y is None) or (x is None) != (y is None):
        raise typer.BadParameter("give either --x and --y, or --cell")
    if way not in ("strict", "remainder"):
        raise typer.BadParameter("strict or remainder", param_hint="--way")
    if form not in ("short", "long"):
        raise typer.BadParameter("short or long", param_hint="--form")


def _form(written: str) -> Form:
    return "long" if written == "long" else "short"


def _placed(
    frame: pl.LazyFrame,
    columns: tuple[str | None, str | None, str | None],
    size_m: int,
    epsg: int,
    form: Form,
    count: str | None,
) -> tuple[pl.DataFrame, int]:
    """One row per placed row of the input: its cell and its units; and how many rows have no place."""
    import polars as pl

    from transforms.privacy.grids.to_grid import to_grid
    from transforms.privacy.values.require import require_column

    x, y, cell = columns
    for name in (it for it in (x, y, cell, count) if it is not None):
        require_column(frame, name, method="grid")
    units = (pl.lit(1) if count is None else pl.col(count)).alias("(units)")
    if cell is None:
        assert x is not None  # the choices see to both
        assert y is not None
        points = frame.select(x, y, units)
        placed = to_grid(points, x=x, y=y, size_m=size_m, epsg=epsg, form=form, into="(cell)").collect()
        placed = placed.select("(cell)", pl.col("(units)").alias(count or "(rows)"))
    else:
        placed = frame.select(cell, units).collect().rename({"(units)": count or "(rows)"})
    there = placed.filter(placed.to_series(0).is_not_null())
    return there, placed.height - there.height
