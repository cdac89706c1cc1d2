"""Primary suppression of small cells."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.tables.small_cells import small_cells

#                           structural zero · too few · too few · enough · unknown · unknown and empty
TABLE = pl.LazyFrame({"n": [0, 1, 2, 3, None, None], "mwh": [0.0, 1.0, 2.0, 3.0, 4.0, None], "key": list("abcdef")})


def test_small_cells_are_blanked_and_flagged() -> None:
    found = small_cells(TABLE, count="n", minimum=3, values=["mwh"]).collect()
    assert found["is_suppressed"].to_list() == [False, True, True, False, True, False]
    assert found["n"].to_list() == [0, None, None, 3, None, None]
    assert found["mwh"].to_list() == [0.0, None, None, 3.0, None, None]
    assert found["key"].to_list() == list("abcdef")


def test_zeros_may_be_unsafe() -> None:
    found = small_cells(TABLE, count="n", minimum=3, values=["mwh"], zeros_are_safe=False).collect()
    assert found["is_suppressed"].to_list() == [True, True, True, False, True, False]


def test_the_count_alone() -> None:
    assert small_cells(TABLE, count="n", minimum=2).collect()["is_suppressed"].sum() == 1


@pytest.mark.parametrize(
    ("frame", "given", "code"),
    [
        ({"n": [-1, 5]}, {}, "count-negative"),
        ({"n": [1.5]}, {}, "count-not-whole"),
        ({"n": ["1"]}, {}, "column-not-numeric"),
        ({"m": [1]}, {}, "column-not-in-frame"),
        ({"n": [1]}, {"values": ["mwh"]}, "column-not-in-frame"),
        ({"n": [1]}, {"minimum": 1}, "parameter-out-of-range"),
    ],
)
def test_what_cannot_be_judged(frame: dict[str, list[Any]], given: dict[str, Any], code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        small_cells(pl.LazyFrame(frame), **{"count": "n", "minimum": 3, **given})
    assert raised.value.code == code
