"""One table, one file: the same rows give the same bytes, and only what the schema describes is in them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pyarrow.parquet
import pytest

from delivery.table import write_table
from schemas.errors import StadtlandError
from tests.delivery.sample_package import AGREEMENT_SHA256, Balance, balance, described, write


def test_the_order_of_arrival_does_not_show(tmp_path: Path) -> None:
    frame = balance(200)
    one = write(frame, tmp_path / "one.parquet")
    other = write(frame.sample(fraction=1.0, shuffle=True, seed=3).lazy(), tmp_path / "other.parquet")
    assert one.sha256 == other.sha256
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()


@pytest.mark.parametrize("rows_at_once", [1, 7, 50, 199])
def test_sorting_in_pieces_gives_the_same_bytes(tmp_path: Path, rows_at_once: int) -> None:
    frame = pl.concat([balance(200)] * 3)  # equal rows too
    whole = write(frame, tmp_path / "whole.parquet")
    assert write(frame.reverse(), tmp_path / "pieces.parquet", rows_at_once=rows_at_once).sha256 == whole.sha256


def test_another_process_with_one_thread_gives_the_same_bytes(tmp_path: Path) -> None:
    here = write(balance(5000), tmp_path / "here.parquet")
    script = (
        "from pathlib import Path; from tests.delivery.sample_package import balance, write\n"
        f"print(write(balance(5000).reverse(), Path({str(tmp_path / 'there.parquet')!r}), rows_at_once=999).sha256)"
    )
    house = Path(__file__).resolve().parents[2]
    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=house,
        env={**os.environ, "POLARS_MAX_THREADS": "1", "PYTHONPATH": str(house), "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert there.stdout.strip() == here.sha256


def test_rows_come_sorted_by_the_key_and_nothing_is_lost(tmp_path: Path) -> None:
    file = write(balance(40), tmp_path / "t.parquet")
    back = pl.read_parquet(file.path)
    assert back.select("year", "sector").rows() == sorted(back.select("year", "sector").rows())
    expected = balance(40).with_columns(energy_mwh=pl.col("energy_mwh") + 0.0)
    assert back.equals(expected.sort("year", "sector"))
    assert (file.rows, file.columns) == (40, tuple(Balance.to_schema().columns))
    assert file.size_bytes == file.path.stat().st_size


def test_units_titles_and_agreement_stand_in_the_file(tmp_path: Path) -> None:
    read = pyarrow.parquet.read_schema(write(balance(), tmp_path / "t.parquet").path)
    assert read.field("energy_mwh").metadata[b"unit"] == b"MWh"
    assert read.field("energy_mwh").metadata[b"title_de"].decode() == "Energy (größer)"
    assert b"unit" not in read.field("sector").metadata
    assert {key: read.metadata[key] for key in sorted(read.metadata) if key != b"ARROW:schema"} == {
        b"stadtland:agreement": b"waldstadt",
        b"stadtland:agreement_sha256": AGREEMENT_SHA256.encode(),
        b"stadtland:table": b"balance",
        b"stadtland:title_de": b"Bilanz",
        b"stadtland:title_en": b"Balance",
    }


def test_a_category_that_no_row_has_is_not_in_the_file(tmp_path: Path) -> None:
    kinds = pl.Enum(["Haushalte", "Gewerbe", "Verkehr ü", "Canary Person"])
    frame = balance().with_columns(pl.col("sector").cast(kinds))
    path = write(frame, tmp_path / "t.parquet").path
    assert b"Canary" not in path.read_bytes()
    assert pyarrow.parquet.read_schema(path).field("sector").type == "large_string"


def test_minus_zero_and_nan_do_not_make_two_files_of_one_table(tmp_path: Path) -> None:
    plus = balance(3).with_columns(energy_mwh=pl.Series([0.0, None, 1.0]))
    minus = balance(3).with_columns(energy_mwh=pl.Series([-0.0, float("nan"), 1.0]))
    assert write(plus, tmp_path / "p.parquet").sha256 == write(minus, tmp_path / "m.parquet").sha256


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    assert write(balance().clear(), tmp_path / "t.parquet").rows == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda frame: frame.with_columns(owner_name=pl.lit("x")), "table-columns-differ"),
        (lambda frame: frame.with_columns(year=pl.col("year") * 1.5), "table-type-refused"),
        (lambda frame: frame.with_columns(sector=pl.struct(owner="sector")), "table-type-refused"),
        (lambda frame: frame.with_columns(energy_mwh=pl.lit(1.0) / pl.lit(0.0)), "table-has-infinite"),
        (lambda frame: frame.with_columns(building_count=pl.lit(2**64 - 1, dtype=pl.UInt64)), "table-not-written"),
        (lambda frame: frame.lazy().with_columns(year=pl.col("nowhere")), "table-not-written"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path, change: Any, code: str) -> None:
    with pytest.raises(StadtlandError) as caught:
        write(change(balance()), tmp_path / "t.parquet")
    assert caught.value.code == code
    assert caught.value.__cause__ is None
    assert str(2**64 - 1) not in str(caught.value)
    assert [*tmp_path.iterdir()] == []


def test_an_undescribed_column_is_refused(tmp_path: Path) -> None:
    class Bare(pa.DataFrameModel):
        year: int = described("Year")
        share: float

    with pytest.raises(StadtlandError) as caught:
        write_table(
            pl.LazyFrame({"year": [1], "share": [0.5]}),
            tmp_path / "t.parquet",
            Bare,
            table="bare",
            agreement="a",
            agreement_sha256="0" * 64,
        )
    assert caught.value.code == "table-field-undescribed"
    assert caught.value.facts["missing"] == "privacy, title_de, title_en"


def test_a_refusal_keeps_the_file_that_was_there(tmp_path: Path) -> None:
    before = write(balance(), tmp_path / "t.parquet")
    with pytest.raises(StadtlandError):
        write(balance().with_columns(owner=pl.lit("x")), tmp_path / "t.parquet")
    assert before.path.stat().st_size == before.size_bytes


def test_row_groups_have_one_size(tmp_path: Path) -> None:
    rows = 262_144 + 10
    frame = pl.LazyFrame({"year": range(rows)}).with_columns(sector=pl.lit("a"))
    metadata = pyarrow.parquet.read_metadata(write(frame, tmp_path / "t.parquet", rows_at_once=100_000).path)
    assert [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)] == [262_144, 10]
