"""check(): counts, quarantine, effects and refusals, on tables small enough to see."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandera.polars as pa
import polars as pl
import pytest

from schemas import fields
from schemas.agreement import TextFormat, Tolerance
from schemas.check import check
from schemas.check_report import CheckReport
from schemas.errors import StadtlandError
from schemas.rule import rule


class Heating(pa.DataFrameModel):
    """One row per meter."""

    meter_id: str = fields.identifier("Zähler", "Meter", unique=True)
    year: int = fields.year()
    energy_mwh: float = fields.energy_mwh(nullable=True)
    read_date: dt.date = fields.date("Ablesung", "Reading")

    @rule(de="Abgelesen wird nicht vor dem Jahr.")
    def reading_is_not_before_year(cls) -> pl.Expr:
        """The reading is not before the year."""
        return pl.col("read_date").dt.year() >= pl.col("year")


GERMAN = TextFormat(decimal=",", thousands=".", date_format="%d.%m.%Y", missing=["", "k.A."])
TEXT = pl.LazyFrame(
    {
        "meter_id": ["A", "B", "B", "C", "D", "E", ""],
        "year": ["2020", "2020", "2020", "2020", "20x", "2020", "2020"],
        "energy_mwh": ["1.234,5", "1", "2", "1.5", "k.A.", "-1", "3"],
        "read_date": ["01.02.2021", "1.2.2021", "1.2.2021", "1.2.2021", "1.2.2021", "1.2.2019", "1.2.2021"],
    }
)
FAILED = {
    "meter_id_is_present": 1,
    "meter_id_is_unique": 2,
    "year_is_readable": 1,
    "energy_mwh_is_readable": 1,
    "energy_mwh_is_at_least": 1,
    "reading_is_not_before_year": 1,
}


def _failed(report: CheckReport) -> dict[str, int]:
    return {outcome.rule: outcome.failed for outcome in report.rules if outcome.failed}


def test_a_table_of_text_is_read_judged_and_parted(tmp_path: Path) -> None:
    accepted, rejected = tmp_path / "new" / "accepted.parquet", tmp_path / "rejected.parquet"
    report = check(TEXT, Heating, text=GERMAN, accepted=accepted, rejected=rejected)

    assert (report.schema, report.rows_received, report.rows_accepted, report.rows_rejected) == ("Heating", 7, 1, 6)
    assert _failed(report) == FAILED
    assert all(outcome.units_checked == 7 for outcome in report.rules)
    assert not report.is_stopped

    kept = pl.read_parquet(accepted)
    assert kept.rows() == [("A", 2020, 1234.5, dt.date(2021, 2, 1))]
    assert kept.dtypes == [pl.String, pl.Int64, pl.Float64, pl.Date]

    refused = pl.read_parquet(rejected)
    assert refused.drop("broken_rules").rows() == TEXT.collect().rows()[1:]
    assert refused["broken_rules"].to_list() == [
        ["meter_id_is_unique"],
        ["meter_id_is_unique"],
        ["energy_mwh_is_readable"],
        ["year_is_readable"],
        ["energy_mwh_is_at_least", "reading_is_not_before_year"],
        ["meter_id_is_present"],
    ]
    assert sorted(path.name for path in tmp_path.rglob("*.parquet")) == ["accepted.parquet", "rejected.parquet"]


def test_counting_alone_finds_the_same() -> None:
    report = check(TEXT, Heating, text=GERMAN)
    assert (_failed(report), report.rows_rejected) == (FAILED, 6)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        check(TEXT, Heating, text=GERMAN, accepted=tmp_path / name, rejected=tmp_path / f"{name}r")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "ar").read_bytes() == (tmp_path / "br").read_bytes()


def test_nothing_rejected_is_written_too(tmp_path: Path) -> None:
    report = check(TEXT.head(1), Heating, text=GERMAN, rejected=tmp_path / "rejected")
    written = pl.read_parquet(tmp_path / "rejected")
    assert (report.rows_rejected, written.height, written.columns[-1]) == (0, 0, "broken_rules")
    assert written.schema["broken_rules"] == pl.List(pl.String)


def test_an_empty_table_is_flagged_and_stops_nothing(tmp_path: Path) -> None:
    report = check(TEXT.head(0), Heating, text=GERMAN, accepted=tmp_path / "accepted")
    assert report.is_empty
    assert not report.is_stopped
    assert pl.read_parquet(tmp_path / "accepted").schema["energy_mwh"] == pl.Float64


def test_quarantine_is_for_its_owner_alone(tmp_path: Path) -> None:
    check(TEXT, Heating, text=GERMAN, rejected=tmp_path / "rejected")
    assert (tmp_path / "rejected").stat().st_mode & 0o077 == 0


# Effects --------------------------------------------------------------------------------------------------------------


def test_a_warning_keeps_the_row_and_counts_it(tmp_path: Path) -> None:
    report = check(
        TEXT, Heating, text=GERMAN, tolerances={"*": Tolerance(effect="warn")}, accepted=tmp_path / "accepted"
    )
    assert (report.rows_accepted, _failed(report), report.is_stopped) == (7, FAILED, False)
    assert pl.read_parquet(tmp_path / "accepted")["year"].to_list() == [2020, 2020, 2020, 2020, None, 2020, 2020]


def test_a_stopped_table_leaves_its_quarantine_and_nothing_to_go_on_from(tmp_path: Path) -> None:
    accepted = tmp_path / "accepted"
    accepted.write_bytes(b"of an earlier run")
    report = check(
        TEXT,
        Heating,
        text=GERMAN,
        tolerances={"year_is_readable": Tolerance(effect="stop")},
        accepted=accepted,
        rejected=tmp_path / "rejected",
    )
    assert report.is_stopped
    assert [outcome.rule for outcome in report.rules if outcome.is_stopping] == ["year_is_readable"]
    assert not accepted.exists()
    assert pl.read_parquet(tmp_path / "rejected").height == 6


@pytest.mark.parametrize(
    ("tolerance", "is_stopped"),
    [
        (Tolerance(effect="stop"), True),
        (Tolerance(effect="stop", at_most=0.2), False),
        (Tolerance(effect="quarantine", at_most=0.1), True),
        (Tolerance(effect="quarantine", at_most=1 / 7), False),
        (Tolerance(effect="warn", at_most=0.1), True),
        (Tolerance(effect="warn"), False),
    ],
)
def test_a_run_stops_when_more_rows_break_a_rule_than_tolerated(tolerance: Tolerance, is_stopped: bool) -> None:
    report = check(TEXT, Heating, text=GERMAN, tolerances={"year_is_readable": tolerance})
    assert report.is_stopped is is_stopped


def test_the_reason_of_a_tolerance_stands_in_the_outcome() -> None:
    given = Tolerance(effect="warn", reason="§ 3")
    report = check(TEXT, Heating, text=GERMAN, tolerances={"year_is_readable": given})
    (outcome,) = [outcome for outcome in report.rules if outcome.rule == "year_is_readable"]
    assert (outcome.reason, outcome.effect, outcome.share) == ("§ 3", "warn", 1 / 7)


def test_a_rule_that_warns_by_its_schema_does_not_fall_under_the_star() -> None:
    class Warned(pa.DataFrameModel):
        a: int

        @rule(warns=True)
        def a_is_small(cls) -> pl.Expr:
            """a is small."""
            return pl.col("a") < 2

    frame = pl.LazyFrame({"a": [1, 2]})
    assert check(frame, Warned, tolerances={"*": Tolerance(effect="stop")}).rows_accepted == 2
    assert check(frame, Warned, tolerances={"a_is_small": Tolerance(effect="quarantine")}).rows_accepted == 1


# Columns and units ----------------------------------------------------------------------------------------------------


def test_only_agreed_columns_are_checked_and_half_agreed_rules_are_named() -> None:
    report = check(TEXT.select("year", "meter_id"), Heating, columns=["year", "meter_id"], text=GERMAN)
    assert _failed(report) == {"meter_id_is_present": 1, "meter_id_is_unique": 2, "year_is_readable": 1}
    assert [text.rule for text in report.rules_not_run] == ["reading_is_not_before_year"]


@pytest.mark.parametrize(
    ("frame", "columns", "code", "said"),
    [
        (TEXT.drop("year"), None, "column-missing", "year"),
        (TEXT.drop("year"), ["meter_id", "year"], "column-missing", "year"),
        (TEXT.with_columns(owner=pl.lit("x")), None, "column-unknown", "owner"),
        (TEXT, ["meter_id", "year", "energy_mwh"], "column-unknown", "read_date"),
        (TEXT, ["meter_id", "owner"], "column-not-in-schema", "owner"),
        (TEXT.with_columns(read_date=pl.lit(20210201)), None, "column-type", "read_date"),
    ],
)
def test_columns_that_do_not_fit_are_named(
    frame: pl.LazyFrame, columns: list[str] | None, code: str, said: str
) -> None:
    with pytest.raises(StadtlandError, match=said) as caught:
        check(frame, Heating, columns=columns, text=GERMAN)
    assert caught.value.code == code


def test_an_optional_column_may_be_absent() -> None:
    class Loose(pa.DataFrameModel):
        a: int
        b: int | None = pa.Field(ge=0)

    assert check(pl.LazyFrame({"a": [1]}), Loose).rows_accepted == 1
    assert check(pl.LazyFrame({"a": [1], "b": [-1]}), Loose).rows_accepted == 0
    with pytest.raises(StadtlandError) as caught:
        check(pl.LazyFrame({"a": [1]}), Loose, columns=["a", "b"])
    assert caught.value.code == "column-missing"


def test_a_unit_is_converted_before_the_rules_are_asked(tmp_path: Path) -> None:
    class Energy(pa.DataFrameModel):
        energy_mwh: float = fields.energy_mwh(le=2)

    frame = pl.LazyFrame({"energy_mwh": ["1500", "2500"]})
    report = check(
        frame, Energy, text=TextFormat(), units={"energy_mwh": "kWh"}, accepted=tmp_path / "a", rejected=tmp_path / "r"
    )
    assert _failed(report) == {"energy_mwh_is_at_most": 1}
    assert pl.read_parquet(tmp_path / "a")["energy_mwh"].to_list() == [1.5]
    assert pl.read_parquet(tmp_path / "r")["energy_mwh"].to_list() == ["2500"]


@pytest.mark.parametrize(
    ("column", "unit", "code"),
    [
        ("energy_mwh", "kWhh", "unit-unknown"),
        ("energy_mwh", "t CO2e", "unit-mismatch"),
        ("year", "kWh", "unit-not-expected"),
        ("piece_count", "%", "unit-needs-fractions"),
    ],
)
def test_a_unit_that_cannot_be_converted_is_refused(column: str, unit: str, code: str) -> None:
    class Mixed(pa.DataFrameModel):
        energy_mwh: float = fields.energy_mwh()
        year: int = fields.year()
        piece_count: int = fields.count()

    frame = pl.LazyFrame({"energy_mwh": [1.0], "year": [2020], "piece_count": [1]})
    with pytest.raises(StadtlandError) as caught:
        check(frame, Mixed, units={column: unit})
    assert caught.value.code == code


# Missing values and keys ----------------------------------------------------------------------------------------------


def test_nan_is_missing_and_an_infinite_number_is_unreadable(tmp_path: Path) -> None:
    class Numbers(pa.DataFrameModel):
        must: float = pa.Field(le=10)
        may: float = pa.Field(le=10, nullable=True)

    nan, inf = float("nan"), float("inf")
    frame = pl.LazyFrame({"must": [1.0, nan, None, inf, 1.0], "may": [nan, 1.0, 1.0, 1.0, None]})
    report = check(frame, Numbers, accepted=tmp_path / "a", rejected=tmp_path / "r")
    assert _failed(report) == {"must_is_present": 2, "must_is_readable": 1}
    assert pl.read_parquet(tmp_path / "a").rows() == [(1.0, None), (1.0, None)]
    assert pl.read_parquet(tmp_path / "r")["must"].is_nan().to_list() == [True, None, False]


def test_a_missing_part_of_a_key_is_compared_and_a_missing_key_is_not() -> None:
    class Keyed(pa.DataFrameModel):
        a: str = pa.Field(nullable=True)
        b: int = pa.Field(nullable=True)

        class Config:
            """Key."""

            unique = ["a", "b"]

    rows = [("x", 1), ("x", None), ("x", None), ("x", 2), (None, None), (None, None), (None, 1), (None, 1)]
    frame = pl.LazyFrame(rows, schema={"a": pl.String, "b": pl.Int64}, orient="row")
    assert _failed(check(frame, Keyed)) == {"a_b_is_unique": 4}


def test_an_unreadable_key_is_no_copy_of_a_missing_one() -> None:
    class Keyed(pa.DataFrameModel):
        a: str
        b: int = pa.Field(nullable=True)

        class Config:
            """Key."""

            unique = ["a", "b"]

    frame = pl.LazyFrame({"a": ["x", "x", "x"], "b": ["", "?", "?"]})
    assert _failed(check(frame, Keyed, text=TextFormat())) == {"b_is_readable": 2}


def test_keys_are_compared_as_they_are_read() -> None:
    class Keyed(pa.DataFrameModel):
        number: int = pa.Field(unique=True)

    frame = pl.LazyFrame({"number": ["1", " 01", "2"]})
    assert _failed(check(frame, Keyed, text=TextFormat())) == {"number_is_unique": 2}


def test_several_keys_are_told_apart() -> None:
    class Keyed(pa.DataFrameModel):
        a: int = pa.Field(unique=True)
        b: int
        c: int

        class Config:
            """Keys."""

            unique = [["b", "c"], ["a", "b"]]

    frame = pl.LazyFrame({"a": [1, 2, 2], "b": [1, 1, 3], "c": [5, 5, 5]})
    assert _failed(check(frame, Keyed)) == {"a_is_unique": 2, "b_c_is_unique": 2}


def test_ignore_na_false_lets_no_missing_value_pass() -> None:
    class Strict(pa.DataFrameModel):
        a: int = pa.Field(ge=0, ignore_na=False, nullable=True)

    assert _failed(check(pl.LazyFrame({"a": [1, None, -1]}), Strict)) == {"a_is_at_least": 2}


def test_a_schema_without_any_rule_accepts_everything(tmp_path: Path) -> None:
    class Anything(pa.DataFrameModel):
        a: str = pa.Field(nullable=True)

    report = check(pl.LazyFrame({"a": ["x", None]}), Anything, accepted=tmp_path / "a", rejected=tmp_path / "r")
    assert (report.rows_accepted, report.rules) == (2, ())


# What must not happen -------------------------------------------------------------------------------------------------


def test_a_misspelt_tolerance_is_refused_with_near_names() -> None:
    with pytest.raises(StadtlandError, match="energy_mwh_is_at_least") as caught:
        check(TEXT, Heating, text=GERMAN, tolerances={"energy_is_at_least": Tolerance()})
    assert caught.value.code == "rule-unknown"
    check(TEXT, Heating, text=GERMAN, tolerances={"elsewhere": Tolerance()}, rules_elsewhere=["elsewhere"])


def test_no_value_leaves_with_an_error_and_no_half_file_stays(tmp_path: Path) -> None:
    secret = "Erika-Mustermann-4711"
    source = tmp_path / "source.parquet"
    TEXT.with_columns(meter_id=pl.lit(secret)).sink_parquet(source)
    broken = pl.scan_parquet(source).with_columns(year=pl.col("meter_id").str.to_integer().cast(pl.String))
    with pytest.raises(StadtlandError) as caught:
        check(broken, Heating, text=GERMAN, accepted=tmp_path / "a", rejected=tmp_path / "r")
    assert caught.value.code == "check-broke-off"
    assert secret not in str(caught.value) + caught.value.message("de") + repr(caught.value.facts)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert [path.name for path in tmp_path.iterdir()] == ["source.parquet"]


def test_a_lost_row_is_said_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import schemas.check as room

    honest = room._sink
    monkeypatch.setattr(room, "_sink", lambda rows, path: honest(rows.slice(1), path))
    with pytest.raises(StadtlandError) as caught:
        check(TEXT, Heating, text=GERMAN, accepted=tmp_path / "a", rejected=tmp_path / "r")
    assert caught.value.code == "check-lost-rows"
    assert list(tmp_path.iterdir()) == []
