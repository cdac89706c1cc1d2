"""Two programs judge the same final bytes: what one refuses the other refuses, and neither tells a value."""

from __future__ import annotations

import datetime
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest

from delivery.second_opinion import second_opinion
from schemas import fields
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import known_stems, schema
from schemas.rule import rule


class Heating(pa.DataFrameModel):
    """One row per district and day."""

    district: str = fields.category("Stadtteil", "District", ["north", "south"], privacy="public")
    day: datetime.date = fields.date("Tag", "Day", privacy="public")
    code: str = fields.municipality_code()
    building_count: int = fields.count(nullable=True)
    energy_mwh: float = fields.energy_mwh(nullable=True)

    class Config:
        unique = ["district", "day"]


GOOD = pl.DataFrame(
    {
        "district": ["north", "south", "south"],
        "day": [datetime.date(2025, 1, 1), datetime.date(2025, 1, 1), datetime.date(2025, 1, 2)],
        "code": ["14713000", "14713000", "61410"],
        "building_count": [12, None, 3],
        "energy_mwh": [1.5, None, 0.0],
    }
)


def write(folder: Path, frame: pl.DataFrame) -> Path:
    path = folder / "heating.parquet"
    frame.write_parquet(path)
    return path


def test_both_accept_a_good_file(tmp_path: Path) -> None:
    opinion = second_opinion(write(tmp_path, GOOD), Heating, own_rows_failed=0, rows=3)
    # Order, rows; three columns present; district in set, code matches, two not negative; one key; five types.
    assert (opinion.evaluated, opinion.successful, opinion.failed) == (2 + 3 + 4 + 1 + 5, 15, ())
    assert opinion.accepts
    assert opinion.agrees


DEFECTS: dict[str, tuple[pl.DataFrame, str]] = {
    "a value that is not of the set": (
        GOOD.with_columns(district=pl.Series(["north", "west", "south"])),
        "ExpectColumnValuesToBeInSet:district",
    ),
    "a negative number": (
        GOOD.with_columns(energy_mwh=pl.Series([1.5, None, -0.1])),
        "ExpectColumnValuesToBeBetween:energy_mwh",
    ),
    "a missing value": (
        GOOD.with_columns(code=pl.Series(["14713000", None, "61410"])),
        "ExpectColumnValuesToNotBeNull:code",
    ),
    "a code of the wrong form": (
        GOOD.with_columns(code=pl.Series(["14713000", "147130000", "61410"])),
        "ExpectColumnValuesToMatchRegex:code",
    ),
    "a key that occurs twice": (
        GOOD.with_columns(day=pl.lit(datetime.date(2025, 1, 1))),
        "ExpectCompoundColumnsToBeUnique:district+day",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_refused_by_both(defect: str, tmp_path: Path) -> None:
    frame, expectation = DEFECTS[defect]
    path = write(tmp_path, frame)
    own = check(pl.scan_parquet(path), Heating)
    assert own.rows_rejected > 0
    opinion = second_opinion(path, Heating, own_rows_failed=own.rows_rejected)
    assert opinion.failed == (expectation,)
    assert not opinion.accepts
    assert opinion.agrees


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_that_our_own_check_missed_shows_as_disagreement(defect: str, tmp_path: Path) -> None:
    opinion = second_opinion(write(tmp_path, DEFECTS[defect][0]), Heating, own_rows_failed=0)
    assert not opinion.agrees


@pytest.mark.parametrize(
    ("frame", "failed"),
    [
        (GOOD.with_columns(pl.col("building_count").cast(pl.Int32)), "ExpectColumnValuesToBeInSet:building_count:type"),
        (GOOD.with_columns(owner=pl.lit("x")), "ExpectTableColumnsToMatchOrderedList:columns"),
        (GOOD.select(sorted(GOOD.columns)), "ExpectTableColumnsToMatchOrderedList:columns"),
        (GOOD.drop("code"), "ExpectColumnValuesToMatchRegex:code"),
        (GOOD.with_columns(energy_mwh=pl.Series([float("nan"), 1.0, 1.0])), "ExpectColumnValuesToBeBetween:energy_mwh"),
        (GOOD.head(2), "ExpectTableRowCountToEqual:rows"),
    ],
    ids=["narrower type", "column too many", "other order", "column missing", "not a number", "row missing"],
)
def test_a_wrong_shape_is_refused(frame: pl.DataFrame, failed: str, tmp_path: Path) -> None:
    opinion = second_opinion(write(tmp_path, frame), Heating, own_rows_failed=0, rows=3)
    assert failed in opinion.failed
    assert not opinion.agrees


def test_only_the_agreed_columns_are_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.select("district", "energy_mwh"))
    opinion = second_opinion(path, Heating, own_rows_failed=0, columns=["energy_mwh", "district"])
    assert opinion.accepts
    assert opinion.not_expressible == ("unique:district+day",)


def test_an_opinion_that_refuses_what_we_accept_disagrees_and_the_other_way_round(tmp_path: Path) -> None:
    assert not second_opinion(write(tmp_path, GOOD), Heating, own_rows_failed=1).agrees


def test_a_rule_that_cannot_be_said_is_named(tmp_path: Path) -> None:
    class Method(pa.DataFrameModel):
        """One row per meter."""

        low: float = fields.field("tief", "low", unit="MWh", privacy="measure")
        high: float = fields.energy_mwh(raise_warning=True)

        @rule(de="Tief ist nicht über hoch.")
        def low_is_not_above_high(cls) -> pl.Expr:
            """Low is not above high."""
            return pl.col("low") <= pl.col("high")

    path = write(tmp_path, pl.DataFrame({"low": [2.0], "high": [1.0]}))
    opinion = second_opinion(path, Method, own_rows_failed=1)
    assert set(opinion.not_expressible) == {"low_is_not_above_high", "high:greater_than_or_equal_to"}
    assert not opinion.agrees, "a rule that only we can state shows as a difference, not as agreement"


@pytest.mark.parametrize(
    ("limits", "good", "bad"),
    [
        ({"gt": 1}, 2, 1),
        ({"lt": 1}, 0, 1),
        ({"le": 1}, 1, 2),
        ({"in_range": (1, 3)}, 3, 4),
        ({"in_range": {"min_value": 1, "max_value": 3, "include_max": False}}, 1, 3),
        ({"eq": 1}, 1, 2),
        ({"ne": 1}, 2, 1),
        ({"notin": [1]}, 2, 1),
        ({"str_length": {"min_value": 2, "max_value": 3}}, "ab", "abcd"),
        ({"str_contains": "b+c"}, "abbc", "ac"),
        ({"str_startswith": "a."}, "a.b", "ab"),
        ({"str_endswith": ".b"}, "a.b", "ab"),
        ({"str_matches": "b"}, "ba", "ab"),
        ({"ge": datetime.date(2025, 1, 1)}, datetime.date(2025, 1, 1), datetime.date(2024, 12, 31)),
    ],
    ids=str,
)
def test_every_built_in_limit_means_the_same_to_both(limits: Any, good: Any, bad: Any, tmp_path: Path) -> None:
    namespace = {"__annotations__": {"it": type(good)}, "it": fields.field("es", "it", **limits), "__doc__": "One row."}
    model = type("Limit", (pa.DataFrameModel,), namespace)
    for value, broken in ((good, 0), (bad, 1)):
        path = write(tmp_path, pl.DataFrame({"it": [value]}))
        assert check(pl.scan_parquet(path), model).rows_rejected == broken
        opinion = second_opinion(path, model, own_rows_failed=broken)
        assert opinion.not_expressible == ()
        assert opinion.accepts == (broken == 0)


@pytest.mark.parametrize("stem", known_stems("released"))
def test_every_released_schema_can_be_asked(stem: str, tmp_path: Path) -> None:
    model = schema("released", stem)
    empty = pl.DataFrame(schema={name: column.dtype.type for name, column in model.to_schema().columns.items()})
    opinion = second_opinion(write(tmp_path, empty), model, own_rows_failed=0)
    assert opinion.failed == ()
    assert opinion.evaluated > len(empty.columns)


def test_no_value_leaves(tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    canary = "Kanarienvogel-4711"
    frame = GOOD.with_columns(code=pl.lit(canary), district=pl.lit(canary))
    with caplog.at_level(logging.DEBUG):
        opinion = second_opinion(write(tmp_path, frame), Heating, own_rows_failed=3)
        # A text where a number is expected makes the other program fail inside, with the value in its message.
        odd = second_opinion(write(tmp_path, GOOD.with_columns(energy_mwh=pl.lit(canary))), Heating, own_rows_failed=3)
    assert not opinion.accepts
    assert "ExpectColumnValuesToBeBetween:energy_mwh" in odd.failed
    captured = capfd.readouterr()
    for told in (opinion.model_dump_json(), odd.model_dump_json(), captured.out, captured.err, caplog.text):
        assert canary not in told


def test_a_damaged_file_is_an_error_without_its_content(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(StadtlandError) as error:
        second_opinion(path, Heating, own_rows_failed=0)
    assert error.value.code == "second-opinion-unreadable"
    assert error.value.__cause__ is None
    assert error.value.exit_code == 8


def test_it_is_lazy_quiet_and_leaves_no_trace(tmp_path: Path) -> None:
    """In a process of its own: nothing imported early, no connection, no file in home or working folder, no output."""
    path = write(tmp_path, GOOD)
    home = tmp_path / "home"
    home.mkdir()
    program = f"""
import socket, sys
def refused(*_, **__): raise AssertionError("a connection was opened")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
from pathlib import Path
from delivery.second_opinion import second_opinion
assert not {{"great_expectations", "pandas", "pandera", "pyarrow"}} & set(sys.modules), "imported too early"
from tests.delivery.test_second_opinion import Heating
opinion = second_opinion(Path({str(path)!r}), Heating, own_rows_failed=0)
assert opinion.accepts and "posthog" not in opinion.tool
"""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [entry for entry in home.rglob("*") if entry.is_file()] == []
