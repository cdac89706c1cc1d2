"""The rows of a Parquet file in one total order, in pieces that fit in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

SAMPLE_ROWS = 20_000


def sorted_rows(path: Path, columns: Sequence[str], *, rows_at_once: int) -> Iterator[pl.DataFrame]:
    """Pieces of the file, each sorted, that one after the other are the whole file sorted by `columns`.

    Nulls come first. A piece holds at most `rows_at_once` rows, and more only where that many are equal in every
    column. Where the cuts fall comes from an evenly spaced sample; the order of rows does not depend on it.
    """
    rows = pl.scan_parquet(path, glob=False)
    count: int = rows.select(pl.len()).collect(engine="streaming").item()
    return _pieces(rows, count, list(columns), 0, rows_at_once)


def _pieces(
    rows: pl.LazyFrame, count: int, columns: list[str], place: int, rows_at_once: int
) -> Iterator[pl.DataFrame]:
    if count == 0:
        return
    if count <= rows_at_once or place == len(columns):
        yield rows.sort(columns).collect(engine="streaming")
        return
    ranges = [*_ranges(rows, columns[place], count, rows_at_once)]
    counts = rows.select(c.sum().alias(str(i)) for i, (c, _) in enumerate(ranges)).collect(engine="streaming").row(0)
    for (condition, is_one_value), held in zip(ranges, counts, strict=True):
        yield from _pieces(rows.filter(condition), held, columns, place + is_one_value, rows_at_once)


def _ranges(rows: pl.LazyFrame, name: str, count: int, rows_at_once: int) -> Iterator[tuple[pl.Expr, bool]]:
    # Rising conditions that share the rows out between them, and whether only one value meets the condition. Values
    # that fill half a piece get one of their own, so that the next column can cut it further.
    column = pl.col(name)
    yield column.is_null(), True
    every = max(1, count // SAMPLE_ROWS)
    sample = rows.select(name).gather_every(every).collect(engine="streaming")[name].drop_nulls().sort()
    if sample.is_empty():
        yield column.is_not_null(), False
        return
    tally = sample.value_counts(name="_times")
    heavy = tally.filter(pl.col("_times") * every * 2 >= rows_at_once)[name]
    parts = -(-count // rows_at_once)
    quantiles = sample.gather([len(sample) * part // parts for part in range(1, parts)])
    cuts = pl.concat([heavy, quantiles]).unique().sort()
    is_alone = cuts.is_in(heavy.implode()).to_list()
    marks = [pl.lit(cut, dtype=cuts.dtype) for cut in cuts]
    yield column < marks[0], False
    for mark, alone, following in zip(marks, is_alone, [*marks[1:], None], strict=True):
        if alone:
            yield column == mark, True
        above = column > mark if alone else column >= mark
        yield above if following is None else above & (column < following), False
