"""`stadtland measure IN`: k, l, t and risk of a table as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def measure(
    table: Annotated[Path, typer.Argument(metavar="IN", help="CSV (UTF-8, header) or Parquet.")],
    quasi: Annotated[str, typer.Option("--quasi", help="Quasi-identifiers, separated by commas.")],
    sensitive: Annotated[str | None, typer.Option("--sensitive", help="The field that must not be learnt.")] = None,
    wildcards: Annotated[
        bool, typer.Option("--wildcards", help="Missing values and '*' match every value (local suppression).")
    ] = False,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Measure a table: smallest class, diversity of a sensitive field, risk. Changes nothing.

    A sensitive CSV column whose values all read as numbers is measured as numbers (ordered distance).

    \b
    Examples:
      stadtland measure released.parquet --quasi postcode,built_year
      stadtland measure released.csv --quasi age,sex --sensitive illness --json
    """
    import polars as pl

    from flows import console
    from flows.commands.table_file import read_table
    from transforms.privacy.risk.measure import measure as measured

    frame = read_table(table, delimiter)
    if sensitive is not None and frame.collect_schema().get(sensitive) == pl.String:
        number = pl.col(sensitive).cast(pl.Float64, strict=False)
        unread = frame.select((number.is_null() & pl.col(sensitive).is_not_null()).sum()).collect().item()
        frame = frame.with_columns(number) if unread == 0 else frame
    names = [name.strip() for name in quasi.split(",") if name.strip()]
    figures = measured(frame, names, sensitive, wildcards="match" if wildcards else "none").as_dict()
    if as_json:
        console.emit(figures)
        return
    violations = figures.pop("violations")
    rows = [(name, value) for name, value in figures.items() if value is not None]
    rows += [(f"violations k={size}", count) for size, count in violations.items()]
    german = console.language() == "de"
    console.table(str(table), ("Maß", "Wert") if german else ("measure", "value"), rows)
