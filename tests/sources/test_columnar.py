"""Parquet: types stay, categories do not, and a file that is cut short is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.sources.conftest import Read

FRAME = pl.DataFrame(
    {
        "id": ["1", "2", None],
        "kwh": [1.5, None, 2.5],
        "day": [date(2024, 1, 1)] * 3,
        "kind": pl.Series(["gas", "oil", "gas"], dtype=pl.Enum(["gas", "oil", "heat pump"])),
        "owner": ["A", "B", "C"],
    }
)


def test_types_stay_and_unused_categories_do_not_enter(read_source: Read, tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "in.parquet")
    snapshot = read_source(
        {"meter": "id", "kwh": "kwh", "day": "day", "kind": "kind"}, kind="parquet", path="in.parquet"
    )
    expected = FRAME.select(meter="id", kwh="kwh", day="day", kind=pl.col("kind").cast(pl.String))
    assert pl.read_parquet(snapshot.path).equals(expected)
    assert pl.read_parquet_schema(snapshot.path)["kind"] == pl.String
    assert b"heat pump" not in snapshot.path.read_bytes()
    assert (snapshot.columns_dropped, snapshot.is_text, snapshot.rows) == (("owner",), False, 3)


def test_a_glob_of_files(read_source: Read, tmp_path: Path) -> None:
    FRAME.select("kwh", "id").write_parquet(tmp_path / "2.parquet")
    FRAME.select("id", "kwh", "day").write_parquet(tmp_path / "1.parquet")
    snapshot = read_source(["id", "kwh"], kind="parquet", path="[0-9].parquet")
    assert snapshot.rows == 6
    assert snapshot.columns_dropped == ("day",)
    FRAME.select("id", pl.col("kwh").cast(pl.Float32)).write_parquet(tmp_path / "3.parquet")
    with pytest.raises(StadtlandError) as refused:
        read_source(["id", "kwh"], kind="parquet", path="[0-9].parquet")
    assert (refused.value.code, refused.value.facts["columns"]) == ("source-types-differ", "kwh")


def test_population_as_published(shared_data: Path, read_source: Read) -> None:
    names = list(pl.read_parquet_schema(shared_data / "austria" / "population.parquet"))
    fields = {f"f{n}": name for n, name in enumerate(names)}
    snapshot = read_source(fields, base=shared_data, kind="parquet", path="austria/population.parquet")
    expected = pl.read_parquet(shared_data / "austria" / "population.parquet")
    assert pl.read_parquet(snapshot.path).rows() == expected.rows()


@pytest.mark.parametrize("kept", [0, 3, 0.5, 0.99])
def test_a_truncated_file(read_source: Read, tmp_path: Path, kept: float) -> None:
    file = tmp_path / "in.parquet"
    FRAME.write_parquet(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    with pytest.raises(StadtlandError) as refused:
        read_source(["id"], kind="parquet", path="in.parquet")
    assert refused.value.code == "source-damaged"


def test_damage_inside_a_file_with_a_sound_footer(read_source: Read, tmp_path: Path) -> None:
    file = tmp_path / "in.parquet"
    pl.DataFrame({"id": [f"{n * 7919}" for n in range(100_000)]}).write_parquet(file)
    content = bytearray(file.read_bytes())
    content[1000:50_000] = b"\xff" * 49_000
    file.write_bytes(content)
    with pytest.raises(StadtlandError) as refused:
        read_source(["id"], kind="parquet", path="in.parquet")
    assert refused.value.code == "source-damaged"


def test_missing_columns(read_source: Read, tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "in.parquet")
    with pytest.raises(StadtlandError) as refused:
        read_source(["id", "year"], kind="parquet", path="in.parquet")
    assert (refused.value.code, refused.value.facts["missing"]) == ("source-column-missing", "year")
