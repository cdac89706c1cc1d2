"""Excel: cells of every kind become the text that the agreement says values are written in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from schemas.errors import StadtlandError
from tests.sources.conftest import Read

Fill = Callable[[Any, dict[str, Any]], None]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Fill], None]:
    """workbook(fill): in.xlsx with a sheet "Daten", filled by the test, and another sheet."""

    def write(fill: Fill) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "in.xlsx"))
        book.add_worksheet("Deckblatt").write_string(0, 0, "x")
        formats = {name: book.add_format({"num_format": name}) for name in ("dd.mm.yyyy", "dd.mm.yyyy hh:mm", "hh:mm")}
        fill(book.add_worksheet("Daten"), formats)
        book.close()

    return write


def _column(read_source: Read, **source: Any) -> list[str | None]:
    snapshot = read_source(["value"], kind="excel", path="in.xlsx", sheet="Daten", **source)
    assert snapshot.is_text
    values: list[str | None] = pl.read_parquet(snapshot.path)["value"].to_list()
    return values


def _fill_numbers(sheet: Any, _: dict[str, Any]) -> None:
    sheet.write_string(0, 0, "value")
    sheet.write_string(1, 0, "01067")
    for row, number in enumerate((2019, 1.5, -1.234, 0.1, 1e-7, 1e21, 0), start=2):
        sheet.write_number(row, 0, number)
    sheet.write_string(9, 0, "1.234,5")
    sheet.write_string(10, 0, "1.234")
    sheet.write_boolean(11, 0, True)
    sheet.write_string(12, 0, " ja ")


def test_numbers_get_the_agreed_decimal_mark_and_text_stays(workbook: Any, read_source: Read) -> None:
    workbook(_fill_numbers)
    whole = "1000000000000000000000"
    assert _column(read_source, decimal=",", thousands=".") == [
        "01067", "2019", "1,5", "-1,234", "0,1", "0,0000001", whole, "0", "1.234,5", "1.234", "true", " ja ",
    ]  # fmt: skip
    assert _column(read_source)[1:8] == ["2019", "1.5", "-1.234", "0.1", "0.0000001", whole, "0"]


def test_dates_get_the_agreed_format(workbook: Any, read_source: Read) -> None:
    def fill(sheet: Any, formats: dict[str, Any]) -> None:
        sheet.write_row(0, 0, ["value", "moment", "clock"])
        sheet.write_datetime(1, 0, date(2024, 2, 29), formats["dd.mm.yyyy"])
        sheet.write_string(2, 0, "1.3.2024")
        sheet.write_datetime(1, 1, datetime(2024, 2, 29, 13, 5), formats["dd.mm.yyyy hh:mm"])
        sheet.write_datetime(2, 1, datetime(2024, 3, 1), formats["dd.mm.yyyy hh:mm"])
        sheet.write_datetime(1, 2, time(7, 30), formats["hh:mm"])

    workbook(fill)
    snapshot = read_source(
        ["value", "moment", "clock"],
        kind="excel", path="in.xlsx", sheet=1, date_format="%d.%m.%Y", datetime_format="%d.%m.%Y %H:%M",
    )  # fmt: skip
    assert pl.read_parquet(snapshot.path).rows() == [
        ("29.02.2024", "29.02.2024 13:05", "07:30:00"),
        ("1.3.2024", "01.03.2024 00:00", None),
    ]


def test_errors_are_not_empty_cells(workbook: Any, read_source: Read) -> None:
    def fill(sheet: Any, _: dict[str, Any]) -> None:
        sheet.write_row(0, 0, ["x", "value"])
        sheet.write_row(1, 0, [1, 2])
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_row(3, 0, [1])

    workbook(fill)
    assert _column(read_source) == ["2", "#DIV/0!", None]


def test_blank_rows_preamble_and_footer(workbook: Any, read_source: Read) -> None:
    def fill(sheet: Any, _: dict[str, Any]) -> None:
        sheet.write_string(2, 0, "Meter list")
        sheet.write_row(4, 0, ["value", "owner", "", ""])
        sheet.write_row(5, 0, ["1", "x"])
        sheet.write_row(6, 0, ["", " "])
        sheet.write_row(7, 0, ["", "y"])
        sheet.write_row(9, 0, ["Source: us"])
        sheet.write_row(11, 0, [" "])

    workbook(fill)
    snapshot = read_source(["value"], kind="excel", path="in.xlsx", sheet="Daten", preamble_rows=4, footer_rows=1)
    assert pl.read_parquet(snapshot.path)["value"].to_list() == ["1", None]
    assert snapshot.columns_dropped == ("owner",)


def _refusal(read_source: Read, **source: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as refused:
        read_source(["value"], kind="excel", path="in.xlsx", **source)
    assert refused.value.message("de")
    return refused.value


def test_a_sheet_that_is_not_there(workbook: Any, read_source: Read) -> None:
    workbook(_fill_numbers)
    missing = _refusal(read_source, sheet="Data")
    assert (missing.code, missing.facts["sheets"]) == ("sheet-missing", "Deckblatt, Daten")
    assert _refusal(read_source, sheet=7).code == "sheet-missing"


def test_other_faults(workbook: Any, read_source: Read, tmp_path: Path) -> None:
    workbook(lambda sheet, _: sheet.write_row(0, 0, ["value", "value"]))
    assert _refusal(read_source, sheet="Daten").code == "column-duplicate"
    assert _refusal(read_source, sheet="Deckblatt").code == "header-not-recognised"
    workbook(lambda sheet, _: sheet.write_row(0, 0, ["value"]))
    assert _refusal(read_source, sheet="Daten").code == "source-empty"
    workbook(lambda *_: None)
    assert _refusal(read_source, sheet="Daten").code == "source-empty"
    twice = "für".encode().decode("cp1252")
    workbook(lambda sheet, _: sheet.write_column(0, 0, ["value", twice]))
    assert _refusal(read_source, sheet="Daten").code == "source-double-encoded"
    whole = (tmp_path / "in.xlsx").read_bytes()
    for damaged in (whole[: len(whole) // 2], b"value\n1\n", b""):
        (tmp_path / "in.xlsx").write_bytes(damaged)
        assert _refusal(read_source).code == "source-damaged"
