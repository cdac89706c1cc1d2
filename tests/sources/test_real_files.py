"""Published files, row for row against Python's own CSV reader."""

from __future__ import annotations

import bz2
import csv
import io
from pathlib import Path

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.sources.conftest import Read


def _expected(text: str, columns: list[str], *, delimiter: str = ",") -> list[tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [tuple(row[column] for column in columns) for row in rows]


def test_climate_series_with_controls_in_quoted_fields(shared_data: Path, read_source: Read) -> None:
    file = "muenster/05515000_csv_klimarelevante_daten.csv"
    columns = ["MERKMAL", "ZEIT", "WERT", "WERTEEINHEIT"]
    text = (shared_data / file).read_bytes().decode("utf-8")
    assert "\u0080" in text, "the file's oddity is what this test is about"

    snapshot = read_source(
        {"item": "MERKMAL", "period": "ZEIT", "value": "WERT", "unit": "WERTEEINHEIT"},
        base=shared_data, kind="csv", path=file, delimiter=";", decimal=",",
    )  # fmt: skip

    assert pl.read_parquet(snapshot.path).rows() == _expected(text, columns, delimiter=";")
    assert snapshot.columns_dropped == ("RAUM", "DATENQUELLE", "THEMENBEREICH")
    assert snapshot.source_size_bytes == (shared_data / file).stat().st_size


def test_a_year_of_counts_from_two_stations_with_other_headers(shared_data: Path, read_source: Read) -> None:
    folder = shared_data / "muenster" / "bicycle_counts"
    expected: list[tuple[str, ...]] = []
    for file in sorted(folder.glob("*/2023-*.csv")):
        rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))[1:]
        expected += [(row[0], row[1], file.relative_to(folder).as_posix()) for row in rows]

    snapshot = read_source(
        {"counted_at": "Datetime", "bicycles": "100020113 (Wolbecker Straße)", "file": "file"},
        base=shared_data, kind="csv", path="muenster/bicycle_counts/*/2023-*.csv",
        columns_by="position", file_name_column="file",
    )  # fmt: skip

    assert pl.read_parquet(snapshot.path).rows() == expected
    assert len({row[2].split("/")[0] for row in expected}) == 2
    assert snapshot.rows == len(expected)


def test_headers_that_differ_are_refused_by_name(shared_data: Path, read_source: Read) -> None:
    with pytest.raises(StadtlandError) as refused:
        read_source(
            {"counted_at": "Datetime", "bicycles": "100020113 (Wolbecker Straße)"},
            base=shared_data, kind="csv", path="muenster/bicycle_counts/*/2023-*.csv",
        )  # fmt: skip
    assert refused.value.code == "source-column-missing"
    assert refused.value.facts["file"] == "muenster/bicycle_counts/100031297/2023-01.csv"


def test_municipalities_between_preamble_and_footer(shared_data: Path, read_source: Read) -> None:
    lines = (shared_data / "austria" / "gemliste_knz.csv").read_text(encoding="utf-8").splitlines()[2:-1]
    snapshot = read_source(
        {"municipality_code": "Gemeindekennziffer", "municipality_name": "Gemeindename", "status": "Status"},
        base=shared_data, kind="csv", path="austria/gemliste_knz.csv", delimiter=";", preamble_rows=2, footer_rows=1,
    )  # fmt: skip
    rows = pl.read_parquet(snapshot.path).rows()
    columns = ["Gemeindekennziffer", "Gemeindename", "Status"]
    assert rows == _expected("\n".join(lines), columns, delimiter=";")
    assert sum(code == "90001" for code, _, _ in rows) == 23, "Vienna's districts share one code"


def test_population_inside_bz2(shared_data: Path, read_source: Read) -> None:
    file = "austria/OGD_bevstandjbab2002_BevStand_2022.csv.bz2"
    snapshot = read_source(
        {"municipality": "C-GRGEMAKT-0", "persons": "F-ISIS-1"},
        base=shared_data, kind="csv", path=file, delimiter=";", compression="bz2",
    )  # fmt: skip
    text = bz2.decompress((shared_data / file).read_bytes()).decode("utf-8")
    assert pl.read_parquet(snapshot.path).rows() == _expected(text, ["C-GRGEMAKT-0", "F-ISIS-1"], delimiter=";")
    assert snapshot.rows == 392_746


def test_units_of_the_federal_register(shared_data: Path, read_source: Read) -> None:
    file = "muenster/units/alle-anlagen-muenster.csv"
    columns = ["MaStRNummer", "Plz", "InbetriebnahmeDatum", "Bruttoleistung", "EnergietraegerName"]
    snapshot = read_source(
        {f"f{n}": column for n, column in enumerate(columns)}, base=shared_data, kind="csv", path=file
    )
    text = (shared_data / file).read_text(encoding="utf-8")
    assert pl.read_parquet(snapshot.path).rows() == _expected(text, columns)
    assert snapshot.rows == 12_240
    assert "AnlagenbetreiberName" in snapshot.columns_dropped


def test_every_file_of_the_localzero_set_is_read_or_refused_for_a_reason(shared_data: Path, read_source: Read) -> None:
    refused = {}
    for file in sorted((shared_data / "localzero").glob("*/*.csv")):
        text = file.read_text(encoding="utf-8-sig")
        columns = next(csv.reader(io.StringIO(text)))
        fields = {f"f{n}": column for n, column in enumerate(columns)}
        label = file.relative_to(shared_data).as_posix()
        try:
            snapshot = read_source(fields, base=shared_data, kind="csv", path=label)
        except StadtlandError as error:
            refused[label] = (error.code, error.facts.get("cells"))
            continue
        assert pl.read_parquet(snapshot.path).rows() == _expected(text, columns), label
    assert refused == {
        "localzero/facts/2018.csv": ("source-double-encoded", 7),
        "localzero/facts/2021.csv": ("source-double-encoded", 567),
    }


def test_double_encoding_is_repaired_when_agreed(shared_data: Path, read_source: Read) -> None:
    fields = ["label", "description", "rationale"]
    snapshot = read_source(
        fields, base=shared_data, kind="csv", path="localzero/facts/2021.csv", encoding="utf-8-twice"
    )
    text = "\n".join(cell for row in pl.read_parquet(snapshot.path).rows() for cell in row)
    assert "Ã¼" not in text
    assert text.count("für") > 100
