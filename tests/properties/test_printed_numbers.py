"""Laws of printed numbers: written in any notation and read back they are the same; what nothing tells is refused."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from schemas.number_marks import number_marks
from schemas.printed_number import printed_number
from sources.published.plain_numbers import plain_numbers
from transforms.results.audit.notation import Notation

numbers = st.decimals(-(10**9), 10**9, places=3).map(lambda value: value.normalize())
columns = st.integers(0, 4).flatmap(
    lambda places: st.lists(st.decimals(-(10**7), 10**7, places=places), min_size=1, max_size=8)
)
"""The figures of one column, all printed to the same place."""
NOTATIONS = [
    (decimal, thousands)
    for decimal in ".,"
    for thousands in ("", ".", ",", " ", "\u00a0", "\u2009", "\u202f", "'", "’")
    if decimal != thousands
]
notations = st.sampled_from(NOTATIONS)
signs = st.sampled_from(["-", "−", "–"])
ornaments = st.sampled_from(["", "*", " *", "¹", "²)", " 1)", "[3]"])


def _written(value: Decimal, notation: tuple[str, str], minus: str = "-", ornament: str = "") -> str:
    decimal, thousands = notation
    text = f"{value:,f}" if thousands else f"{value:f}"
    marked = text.replace(",", "T").replace(".", "D").replace("T", thousands).replace("D", decimal)
    return marked.replace("-", minus) + ornament


@given(numbers, notations, signs, ornaments)
def test_a_number_comes_back_from_every_notation(
    value: Decimal, notation: tuple[str, str], minus: str, ornament: str
) -> None:
    number = printed_number(_written(value, notation, minus, ornament))
    assert number is not None
    assert number.value(notation[0]) == value


@given(columns, notations)
def test_a_table_is_read_right_or_refused(values: list[Decimal], notation: tuple[str, str]) -> None:
    """Whatever a table prints in one notation, no number of it is ever read as another one."""
    cells = [_written(value, notation) for value in values]
    marked = [cell for cell in cells if "." in cell or "," in cell]
    try:
        found = Notation.of({"a": cells}, "t")
    except StadtlandError:
        # Refused only where every mark stands alone before three digits.
        assert marked
        assert all(len(cell) - max(cell.rfind("."), cell.rfind(",")) == 4 for cell in marked)
        return
    assert [found.read(cell).value for cell in cells] == values


@given(columns, notations, st.sampled_from(["0{}25", "12{}5"]))
def test_one_telling_number_is_enough(values: list[Decimal], notation: tuple[str, str], telling: str) -> None:
    cells = [_written(value, notation) for value in values]
    found = Notation.of({"a": cells, "b": [telling.format(notation[0])]}, "t")
    assert [found.read(cell).value for cell in cells] == values


@given(columns, notations)
def test_a_table_with_telling_numbers_of_both_marks_is_refused(
    values: list[Decimal], notation: tuple[str, str]
) -> None:
    cells = [_written(value, notation) for value in values]
    with pytest.raises(StadtlandError) as error:
        number_marks({"a": [*cells, "0.5", "0,5"]}, "t")
    assert error.value.code == "audit-marks-mixed"


@given(columns, notations)
def test_plain_numbers_are_the_same_numbers(values: list[Decimal], notation: tuple[str, str]) -> None:
    frame = pl.DataFrame({"a": [_written(value, notation) for value in values]})
    plain = plain_numbers(frame, {"a": "t CO2e"}, "t", decimal=notation[0])
    assume(plain.marks.decimal == notation[0] or not any("." in cell or "," in cell for cell in frame["a"]))
    assert [Decimal(cell) for cell in plain.frame["a"]] == values
