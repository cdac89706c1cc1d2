"""The invented city repeats byte for byte, and its files look like those of German offices."""

from __future__ import annotations

import hashlib
import time
import zipfile
from pathlib import Path

import polars as pl
import pytest

from sources.synthetic.generate import FEWEST_ROWS, generate


def _digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = generate(tmp_path / "first", rows=2_000, seed=7)
    second = generate(tmp_path / "second", rows=2_000, seed=7)
    assert _digests(tmp_path / "first") == _digests(tmp_path / "second")
    assert (first.rows, first.defects) == (second.rows, second.defects)


def test_another_seed_gives_another_city(tmp_path: Path) -> None:
    generate(tmp_path / "first", rows=2_000, seed=7)
    generate(tmp_path / "second", rows=2_000, seed=8)
    first, second = _digests(tmp_path / "first"), _digests(tmp_path / "second")
    assert first.keys() == second.keys()
    assert all(first[name] != second[name] for name in first)


@pytest.mark.parametrize("seed", range(5))
def test_the_smallest_city_has_every_defect(tmp_path: Path, seed: int) -> None:
    planted = generate(tmp_path, rows=FEWEST_ROWS, seed=seed)
    assert all(count >= 2 for rules in planted.defects.values() for count in rules.values())
    assert all(0 < planted.rejected(dataset) < planted.rows[dataset] for dataset in planted.rows)


def test_too_small_a_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too small"):
        generate(tmp_path, rows=FEWEST_ROWS - 1, seed=1)


def test_certificates_are_a_german_register(tmp_path: Path) -> None:
    planted = generate(tmp_path, rows=2_000, seed=1)
    text = planted.files["energy_certificates"].read_bytes()
    with pytest.raises(UnicodeDecodeError):
        text.decode("utf-8")
    lines = text.decode("latin-1").split("\r\n")
    assert lines[0].split(";")[2:6] == ["Eigentümer", "Telefon", "Straße", "Hausnummer"]
    assert len(lines) - 2 == planted.rows["energy_certificates"]  # the header, and nothing after the last line end
    assert sum(";k. A.;" in line for line in lines) == 4


def test_the_survey_has_one_byte_order_mark(tmp_path: Path) -> None:
    text = generate(tmp_path, rows=2_000, seed=1).files["travel_survey"].read_bytes()
    assert text.startswith("\ufeffHaushalt;Person;".encode())
    assert text.count("\ufeff".encode()) == 1


def test_the_workbook_carries_no_clock(tmp_path: Path) -> None:
    with zipfile.ZipFile(generate(tmp_path, rows=2_000, seed=1).files["subsidy_applicants"]) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        assert b"2026-01-05T08:00:00Z" in book.read("docProps/core.xml")


def test_old_houses_need_more_energy_than_new_ones(tmp_path: Path) -> None:
    planted = generate(tmp_path, rows=5_000, seed=1)
    text = planted.files["energy_certificates"].read_bytes().decode("latin-1").encode()
    read = pl.read_csv(text, separator=";", infer_schema=False)
    intensity = pl.col("Endenergie kWh/a").str.replace(",", ".").cast(pl.Float64, strict=False) / pl.col(
        "Wohnfläche m²"
    ).cast(pl.Float64)
    built = pl.col("Baujahr").cast(pl.Int64)
    gas = read.filter(pl.col("Heizungsart") == "Erdgas")
    old, new = (
        gas.filter(when).select(intensity.median()).item() for when in (built < 1970, built.is_between(1995, 2030))
    )
    assert old > 1.5 * new
    # Away from the pipes, heat pumps are what new houses have and old ones have not.
    share = (pl.col("Heizungsart") == "Wärmepumpe").mean()
    own_boiler = read.filter(pl.col("Heizungsart") != "Fernwärme")
    assert own_boiler.filter(built.is_between(2016, 2030)).select(share).item() > 0.6
    assert own_boiler.filter(built < 1970).select(share).item() < 0.1


def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    started = time.perf_counter()
    generate(tmp_path, rows=100_000, seed=1)
    assert time.perf_counter() - started < 30  # 2 s on two idle cores; a loop over rows would take minutes
