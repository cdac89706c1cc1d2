"""Law: check() accepts and rejects the rows that pandera's own validation accepts and rejects, rule by rule.

pandera runs eagerly on the same rows. Where the house decided otherwise (see `schemas/check.py`), the frames here stay
off the border: NaN comes as null, no number is infinite, and a nullable unique column has no two nulls.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandera.errors
import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import fields
from schemas.check import check
from schemas.compile import compile_schema
from schemas.rule import rule


class Limits(pa.DataFrameModel):
    """Every limit that pandera knows, on numbers."""

    a: int = pa.Field(ge=-2, lt=5)
    b: int = pa.Field(gt=-3, le=4, nullable=True)
    c: float = pa.Field(in_range=(-1.0, 2.0, True, False), nullable=True)
    d: int = pa.Field(isin=[1, 2, 3], nullable=True)
    e: int = pa.Field(notin=[0, 4])
    f: float = pa.Field(ne=1.0, nullable=True)
    g: int = pa.Field(ge=0, ignore_na=False, nullable=True)


class Words(pa.DataFrameModel):
    """Every limit that pandera knows, on text."""

    a: str = pa.Field(str_matches="a+b?$", nullable=True)
    b: str = pa.Field(str_length=(1, 2))
    c: str = pa.Field(str_startswith="a", nullable=True)
    d: str = pa.Field(str_endswith="b", nullable=True)
    e: str = pa.Field(str_contains="a.b", nullable=True)
    f: str = pa.Field(eq="ab", nullable=True)


class Keys(pa.DataFrameModel):
    """Keys of one and of several columns, and rules of our own."""

    a: int = pa.Field(unique=True)
    b: str
    c: int = pa.Field(nullable=True)
    day: dt.date = fields.date("Tag", "Day", ge=dt.date(2020, 1, 3), nullable=True)

    class Config:
        """Key."""

        unique = ["b", "c"]

    @rule
    def a_is_not_above_c(cls) -> pl.Expr:
        """a is not above c."""
        return pl.col("a") <= pl.col("c")

    @pa.check("b")
    def is_short(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """It is short."""
        return data.lazyframe.select(pl.col(data.key).str.len_chars() < 2)


INTEGERS = st.integers(-4, 6)
NUMBERS = st.sampled_from([-1.5, -1.0, 0.0, 1.0, 1.5, 2.0, 3.0])
TEXTS = st.text("ab", max_size=3)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 5))
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    pl.Int64: INTEGERS, pl.Float64: NUMBERS, pl.String: TEXTS, pl.Date: DAYS,
}  # fmt: skip


@st.composite
def frames(draw: st.DrawFn, model: type[pa.DataFrameModel]) -> pl.DataFrame:
    dtypes = {name: column.dtype for name, column in compile_schema(model).columns.items()}
    row = st.tuples(*(st.none() | VALUES[dtype] for dtype in dtypes.values()))
    return pl.DataFrame(draw(st.lists(row, max_size=8)), schema=dtypes, orient="row")


def _rejected_by_pandera(model: type[pa.DataFrameModel], frame: pl.DataFrame) -> set[int]:
    try:
        model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return set(errors.failure_cases["index"].drop_nulls().to_list())
    return set()


@pytest.mark.parametrize("model", [Limits, Words, Keys], ids=lambda model: model.__name__)
@given(data=st.data())
def test_check_rejects_the_rows_that_pandera_rejects(model: type[pa.DataFrameModel], data: st.DataObject) -> None:
    frame = data.draw(frames(model))
    report = check(frame.lazy(), model)
    rejected = _rejected_by_pandera(model, frame)
    assert report.rows_rejected == len(rejected)
    assert report.rows_accepted + report.rows_rejected == report.rows_received == frame.height


@given(data=st.data())
def test_a_table_passes_check_exactly_when_it_passes_pandera(data: st.DataObject) -> None:
    frame = data.draw(frames(Keys))
    report = check(frame.lazy(), Keys)
    assert (not any(outcome.failed for outcome in report.rules)) == (not _rejected_by_pandera(Keys, frame))
