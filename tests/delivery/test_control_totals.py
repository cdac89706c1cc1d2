"""Control totals: exact where floating point would slip, null where there is nothing, the same in every order."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import polars as pl

from delivery.control_totals import control_totals


def totals(path: Path, **columns: pl.Series) -> dict[str, dict[str, object]]:
    pl.DataFrame(columns).write_parquet(path / "t.parquet")
    found: dict[str, dict[str, object]] = control_totals(path / "t.parquet")["columns"]
    return found


def test_sums_do_not_slip_nor_overflow(tmp_path: Path) -> None:
    found = totals(
        tmp_path,
        integer=pl.Series([2**63 - 1] * 4),  # past 64 bits
        unsigned=pl.Series([2**64 - 1, 1, None, None], dtype=pl.UInt64),
        decimal=pl.Series([Decimal("0.10"), Decimal("0.20"), None, Decimal("-0.30")], dtype=pl.Decimal(38, 2)),
        float=pl.Series([1e16, 1.0, -1e16, None]),  # naively 0.0
        flag=pl.Series([True, None, True, False]),
        text=pl.Series(["a", None, "", "b"]),
    )
    assert found == {
        "integer": {"values": 4, "sum": "36893488147419103228"},
        "unsigned": {"values": 2, "sum": "18446744073709551616"},
        "decimal": {"values": 3, "sum": "0.00"},
        "float": {"values": 3, "sum": "1.0"},
        "flag": {"values": 3, "sum": "2"},
        "text": {"values": 3},
    }


def test_missing_is_never_zero(tmp_path: Path) -> None:
    found = totals(tmp_path, a=pl.Series([None, None], dtype=pl.Int64), b=pl.Series([None, None], dtype=pl.Float64))
    assert found == {"a": {"values": 0, "sum": None}, "b": {"values": 0, "sum": None}}


def test_a_sum_that_is_no_number_is_null_and_everything_is_still_counted(tmp_path: Path) -> None:
    many = [1e308] * 10 + [1.0] * 100_000
    endless = [math.inf, -math.inf] + [1.0] * 100_008
    assert totals(tmp_path, a=pl.Series(many), b=pl.Series(endless)) == {
        "a": {"values": 100_010, "sum": None},
        "b": {"values": 100_010, "sum": None},
    }
