"""`stadtland measure IN`: k, l, t and risk of a table as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import polars as pl


def measure(
    table: Annotated[Path, typer.Argument(metavar="IN", help="CSV (UTF-8, header) or Parquet.")],
    quasi: Annotated[str, typer.Option("--quasi", help="Quasi-identifiers, separated by commas.")],
    sensitive: Annotated[
        str | None, typer.Option("--sensitive", help="Fields that must not be learnt, separated by commas.")
    ] = None,
    weight: Annotated[
        str | None, typer.Option("--weight", help="Sampling weights: persons that each row stands for.")
    ] = None,
    household: Annotated[str | None, typer.Option("--household", help="The number of a row's household.")] = None,
    population: Annotated[
        Path | None, typer.Option("--population", help="A table of everybody, with the same quasi-identifiers.")
    ] = None,
    suda: Annotated[bool, typer.Option("--suda", help="Special uniques: SUDA2 and DIS-SUDA scores.")] = False,
    suda_largest: Annotated[
        int | None, typer.Option("--suda-largest", help="Most fields of a minimal unique; all, or 6 beyond 12 fields.")
    ] = None,
    sampling_fraction: Annotated[
        float | None,
        typer.Option("--sampling-fraction", help="For DIS-SUDA; from the weights where there are some, else 0.01."),
    ] = None,
    wildcards: Annotated[
        bool, typer.Option("--wildcards", help="Missing values and '*' match every value (local suppression).")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Individual risk by its integral, not by the usual approximation.")
    ] = False,
    missing: Annotated[
        str | None, typer.Option("--missing", help="The text that stands for a missing value, beside an empty field.")
    ] = None,
    per_row: Annotated[
        Path | None,
        typer.Option("--per-row", help="Write risk and scores of every row there, CSV or Parquet; not for release."),
    ] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Measure a table: smallest class, diversity of sensitive fields, risk of re-identification. Changes nothing.

    A sensitive CSV column whose values all read as numbers is measured as numbers (ordered distance). With several
    sensitive fields each figure is that of the field which is poorest in it; JSON gives every field, too.

    With weights, expected re-identifications are the sum of individual risks (Benedetti and Franconi 1998), and the
    journalist's risk is estimated; a population table gives it exactly.

    \b
    Examples:
      stadtland measure released.parquet --quasi postcode,built_year
      stadtland measure released.csv --quasi age,sex --sensitive illness --wildcards --json
      stadtland measure sample.csv --quasi age,sex,place --weight w --household h --suda --per-row risk.csv
    """
    import polars as pl

    from flows import console
    from flows.commands.measure_words import words
    from flows.commands.table_file import read_table
    from transforms.privacy.risk.assess import SudaQuestion, assess

    def read(path: Path) -> pl.LazyFrame:
        frame = read_table(path, delimiter)
        text = pl.col(pl.String)
        return frame if missing is None else frame.with_columns(pl.when(text != missing).then(text))

    fields = _names(sensitive)
    wants_suda = suda or suda_largest is not None or sampling_fraction is not None
    found = assess(
        _with_numbers(read(table), fields),
        _names(quasi),
        sensitive=fields,
        weight=weight,
        household=household,
        population=None if population is None else read(population),
        suda=SudaQuestion(suda_largest, sampling_fraction) if wants_suda else None,
        by_row=per_row is not None,
        wildcards="match" if wildcards else "none",
        method="exact" if exact else "approximate",
    )
    if per_row is not None:
        rows = found.rows()
        per_row.parent.mkdir(parents=True, exist_ok=True)
        rows.write_parquet(per_row) if per_row.suffix.lower() == ".parquet" else rows.write_csv(per_row)
    if as_json:
        console.emit(found.as_dict())
        return
    german = console.language() == "de"
    console.table(
        str(table),
        ("Maß", "Bedeutung", "Wert") if german else ("measure", "meaning", "value"),
        words(found.as_dict(), console.language()),
    )


def _names(written: str | None) -> list[str]:
    return [name.strip() for name in (written or "").split(",") if name.strip()]


def _with_numbers(frame: pl.LazyFrame, fields: list[str]) -> pl.LazyFrame:
    """Text columns of which every value reads as a number, as numbers."""
    import polars as pl

    schema = frame.collect_schema()
    texts = [name for name in dict.fromkeys(fields) if schema.get(name) == pl.String]
    numbers = {name: pl.col(name).cast(pl.Float64, strict=False) for name in texts}
    if not numbers:
        return frame
    unread = frame.select((number.is_null() & pl.col(name).is_not_null()).sum() for name, number in numbers.items())
    counts = unread.collect(engine="streaming").row(0, named=True)
    return frame.with_columns(number for name, number in numbers.items() if counts[name] == 0)
