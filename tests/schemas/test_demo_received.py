"""What the demo city's providers hand over, read and checked: rejected are exactly the rows that were planted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from config.load import load_agreement
from schemas.agreement import Dataset, TextFormat
from schemas.check import check
from schemas.check_report import CheckReport
from schemas.registry import schema
from sources.read import read
from sources.synthetic.demo_database import demo_database
from sources.synthetic.generate import generate
from sources.synthetic.planted import Planted

TERMS = load_agreement("demo").terms
FILES = ["energy_certificates", "subsidy_applicants", "travel_survey"]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    folder = tmp_path_factory.mktemp("city")
    return folder, generate(folder, rows=3_000, seed=11)


def _gate(folder: Path, key: str, scratch: Path) -> tuple[CheckReport, Dataset]:
    terms = TERMS.datasets[key]
    snapshot = read(terms, name=key, base=folder, intake=scratch / "intake")
    report = check(
        pl.scan_parquet(snapshot.path),
        schema("received", key),
        columns=list(terms.fields),
        text=terms.source if isinstance(terms.source, TextFormat) else None,
        tolerances=terms.tolerances,
        accepted=scratch / "accepted.parquet",
        rejected=scratch / "rejected.parquet",
        units={name: rule.unit for name, rule in terms.fields.items() if rule.unit is not None},
    )
    return report, terms


def _assert_only_planted(report: CheckReport, planted: Planted, key: str, scratch: Path) -> None:
    broken = {outcome.rule: outcome.failed for outcome in report.rules if outcome.failed}
    assert broken == dict(planted.defects[key])
    assert (report.rows_received, report.rows_rejected) == (planted.rows[key], planted.rejected(key))
    assert report.rows_accepted + report.rows_rejected == report.rows_received
    assert not report.is_stopped
    quarantined = pl.read_parquet(scratch / "rejected.parquet")
    assert quarantined["broken_rules"].list.len().unique().to_list() == [1]


@pytest.mark.parametrize("key", FILES)
def test_rejected_are_the_planted_rows(city: tuple[Path, Planted], key: str, tmp_path: Path) -> None:
    folder, planted = city
    report, _ = _gate(folder, key, tmp_path)
    _assert_only_planted(report, planted, key, tmp_path)


@pytest.fixture
def database(city: tuple[Path, Planted], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("STADTLAND_DEMO_POSTGRES", raising=False)
    with demo_database(city[0]) as url:
        monkeypatch.setenv("STADTLAND_DEMO_POSTGRES", url)
        yield url


@pytest.mark.postgres
def test_rejected_are_the_planted_readings(city: tuple[Path, Planted], database: str, tmp_path: Path) -> None:
    folder, planted = city
    report, _ = _gate(folder, "heat_meters", tmp_path)
    _assert_only_planted(report, planted, "heat_meters", tmp_path)


def test_what_was_not_agreed_never_enters(city: tuple[Path, Planted], tmp_path: Path) -> None:
    dropped = {key: read(TERMS.datasets[key], name=key, base=city[0], intake=tmp_path).columns_dropped for key in FILES}
    assert dropped == {
        "energy_certificates": ("Telefon", "Wohneinheiten", "Bemerkung"),
        "subsidy_applicants": ("IBAN",),
        "travel_survey": ("Haushaltsgröße", "Stichtag", "Anmerkung"),
    }
    assert not any(b"0000 / " in file.read_bytes() for file in tmp_path.rglob("*.parquet"))


def test_energy_arrives_in_megawatt_hours(city: tuple[Path, Planted], tmp_path: Path) -> None:
    _gate(city[0], "energy_certificates", tmp_path)
    accepted = pl.read_parquet(tmp_path / "accepted.parquet")
    # Kilowatt-hours per square metre and year, as the stock of German houses has them.
    intensity = (accepted["energy_mwh"] * 1000 / accepted["floor_area_m2"]).median()
    assert isinstance(intensity, float)
    assert 80 < intensity < 220


@pytest.mark.parametrize(
    ("day", "lies_in_2024"),
    [
        (date(2024, 10, 31), False), (date(2024, 11, 1), True), (date(2024, 12, 31), True),
        (date(2025, 1, 1), True), (date(2025, 3, 31), True), (date(2025, 4, 1), False), (date(2023, 12, 1), False),
    ],
)  # fmt: skip
def test_a_reading_of_2024_is_taken_from_november_to_march(day: date, lies_in_2024: bool) -> None:
    row = pl.LazyFrame({"meter_number": ["A"], "year": [2024], "reading_date": [day]})
    report = check(row, schema("received", "heat_meters"), columns=["meter_number", "year", "reading_date"])
    [outcome] = [one for one in report.rules if one.rule == "reading_lies_in_its_year"]
    assert outcome.failed == (not lies_in_2024)
