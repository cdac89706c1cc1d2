"""An agenda in an order that can be done, its circles and its dates."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from schemas.errors import StadtlandError
from schemas.released.agenda import Agenda
from schemas.released.agenda_findings import AgendaFindings
from transforms.results.pathway.agenda import agenda
from transforms.results.pathway.agenda_findings import agenda_findings

Row = tuple[str, int | None, str | None]


def measures(rows: list[Row]) -> pl.LazyFrame:
    """Name, month of 2026, what it depends on."""
    full = [
        (name, "role", None if month is None else dt.date(2026, month, 1), needs, None) for name, month, needs in rows
    ]
    columns = {"measure": pl.String, "owner_role": pl.String, "date": pl.Date, "depends_on": pl.String}
    return pl.LazyFrame(full, schema={**columns, "open_question": pl.String}, orient="row")


def found(rows: list[Row]) -> list[tuple[str, str, str]]:
    table = agenda_findings("2026", measures(rows)).collect()
    AgendaFindings.validate(table)
    return list(table.select("check", "subject", "note_en").iter_rows())


def ordered(rows: list[Row]) -> list[tuple[object, ...]]:
    table = agenda("2026", measures(rows)).collect()
    Agenda.validate(table)
    return list(table.select("position", "measure", "slack_days", "order_status").iter_rows())


def test_every_measure_stands_after_what_it_waits_for() -> None:
    rows: list[Row] = [("a", 3, "b; c"), ("b", 1, None), ("c", 2, "b")]
    # From 1 January to 1 February 31 days, from there to 1 March 28.
    assert ordered(rows) == [(1, "b", None, "free"), (2, "c", 31, "in order"), (3, "a", 28, "in order")]
    assert found(rows) == []


def test_a_date_before_its_prerequisite_is_named_with_both_dates() -> None:
    rows: list[Row] = [("a", 1, "b"), ("b", 2, None)]
    assert found(rows) == [("date_is_not_before_its_prerequisite", "a", "2026-01-01 is before 'b' on 2026-02-01")]
    assert ordered(rows)[1] == (2, "a", -31, "too early")
    assert found([("a", 2, "b"), ("b", 2, None)]) == []  # the same day is in order


def test_circles_are_named_in_order_and_what_is_behind_them_has_no_position() -> None:
    rows: list[Row] = [("a", 1, "b"), ("b", 1, "c"), ("c", 1, "a"), ("d", 1, "a"), ("e", 1, "e"), ("f", 1, None)]
    circles = [(subject, note) for check, subject, note in found(rows) if check == "agenda_has_no_cycle"]
    assert circles == [
        ("a", "Wait for each other in a circle: a → b → c → a"),
        ("e", "Wait for each other in a circle: e → e"),
    ]
    positions = {row[1]: row[0] for row in ordered(rows)}
    assert positions == {"f": 1, "a": None, "b": None, "c": None, "d": None, "e": None}


def test_unknown_prerequisites_and_missing_dates_are_told_and_not_guessed() -> None:
    rows: list[Row] = [("a", 1, "x"), ("b", 1, "c"), ("c", None, None)]
    assert [(check, subject) for check, subject, _ in found(rows)] == [
        ("prerequisite_is_in_the_agenda", "a"),
        ("date_is_not_before_its_prerequisite", "b"),
        ("measure_has_a_date", "c"),
    ]
    assert {row[1]: row[3] for row in ordered(rows)} == {"a": "unknown", "b": "unknown", "c": "free"}


def test_a_measure_without_a_date_hides_no_later_one_behind_it() -> None:
    rows: list[Row] = [("a", 1, "b"), ("b", None, "c"), ("c", 2, None)]
    broken = [note for check, subject, note in found(rows) if subject == "a" and " is before " in note]
    assert broken == ["2026-01-01 is before 'c' on 2026-02-01, which it needs indirectly"]


def test_a_comma_divides_only_what_is_no_name() -> None:
    rows: list[Row] = [("plan, long", 1, None), ("b", 1, None), ("c", 2, "plan, long|b"), ("d", 2, "b, c")]
    assert found(rows) == []


def test_two_measures_of_one_name_are_refused() -> None:
    with pytest.raises(StadtlandError) as refused:
        agenda("2026", measures([("a", 1, None), ("a", 2, None)]))
    assert refused.value.code == "agenda-measure-twice"
