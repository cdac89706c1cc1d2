"""Laws of coding, rounding, small cells and pseudonyms."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.tables.small_cells import small_cells
from transforms.privacy.values.bottom_code import bottom_code
from transforms.privacy.values.percentile import percentile
from transforms.privacy.values.pseudonym import pseudonym
from transforms.privacy.values.round_to import round_to
from transforms.privacy.values.top_code import top_code

counts = st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=20)


@given(counts, st.integers(2, 10), st.booleans())
@settings(deadline=None)
def test_no_small_cell_survives(given_counts: list[int | None], minimum: int, zeros_are_safe: bool) -> None:
    frame = pl.LazyFrame({"n": pl.Series(given_counts, dtype=pl.Int64), "v": [1.0] * len(given_counts)})
    table = small_cells(frame, count="n", minimum=minimum, values=["v"], zeros_are_safe=zeros_are_safe).collect()
    assert table.height == len(given_counts)
    for n, v, is_suppressed in table.rows():
        assert is_suppressed == (v is None)
        assert n is None or n >= minimum or (n == 0 and zeros_are_safe)


@given(
    st.lists(st.decimals(-10000, 10000, places=4).map(float), min_size=1, max_size=20),
    st.sampled_from([0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 50]),
)
@settings(max_examples=200, deadline=None)
def test_rounding_equals_decimal_arithmetic(values: list[float], to: float) -> None:
    base = Decimal(str(to))
    right = [
        float((Decimal(repr(value)) / base).to_integral_value(rounding=ROUND_HALF_EVEN) * base) for value in values
    ]
    assert round_to(pl.LazyFrame({"x": values}), "x", to).collect()["x"].to_list() == right


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20), st.integers(1, 1000))
@settings(max_examples=100, deadline=None)
def test_whole_numbers_round_exactly(values: list[int], to: int) -> None:
    right = [int((Decimal(v) / to).to_integral_value(rounding=ROUND_HALF_EVEN) * to) for v in values]
    assert round_to(pl.LazyFrame({"x": values}), "x", to).collect()["x"].to_list() == right


@given(st.lists(st.one_of(st.none(), st.integers(-50, 50)), max_size=20), st.integers(-60, 60))
@settings(deadline=None)
def test_coding_is_the_smaller_or_the_larger(values: list[int | None], at: int) -> None:
    frame = pl.LazyFrame({"x": pl.Series(values, dtype=pl.Int64)})
    top = top_code(frame, "x", at).collect()["x"].to_list()
    bottom = bottom_code(frame, "x", at).collect()["x"].to_list()
    assert top == [None if value is None else min(value, at) for value in values]
    assert bottom == [None if value is None else max(value, at) for value in values]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=50), st.integers(1, 999))
@settings(deadline=None)
def test_a_percentile_is_not_exceeded_by_its_share(values: list[int], per_mille: int) -> None:
    found = percentile(pl.LazyFrame({"x": values}), "x", f"p{per_mille / 10}")
    assert found in values
    assert sum(value <= found for value in values) * 1000 >= per_mille * len(values)
    assert sum(value < found for value in values) * 1000 < per_mille * len(values)


@given(st.lists(st.one_of(st.none(), st.text(max_size=8)), max_size=20))
@settings(deadline=None)
def test_pseudonyms_keep_equality_and_nothing_else(values: list[str | None]) -> None:
    frame = pl.LazyFrame({"x": pl.Series(values, dtype=pl.String)})
    tokens = pseudonym(frame, "x", key=b"k" * 32, agreement="a", purpose="p").collect()["x"].to_list()
    for value, token in zip(values, tokens, strict=True):
        assert (value is None) == (token is None)
        assert token is None or (len(token) == 32 and set(token) <= set("0123456789abcdef"))
    known = {value: token for value, token in zip(values, tokens, strict=True) if value is not None}
    assert len(set(known.values())) == len(known)
