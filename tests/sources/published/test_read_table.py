"""Published tables in every dress: encodings, delimiters, titles above, notes below, units in a line of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from schemas.errors import StadtlandError
from sources.published.read_table import PublishedTable, read_table

KNOWN = ("city", "base_year", "sector", "carrier", "energy_MWh", "stadt", "jahr", "sektor")
PLAIN = "city,base_year,sector,energy_MWh\nKöln,2019,Transport,5\nKöln,2019,Waste,7\n"


def _read(tmp_path: Path, content: str, encoding: str = "utf-8", name: str = "table.csv") -> PublishedTable:
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return read_table(path, KNOWN)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8 with BOM"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_same_table_comes_out_of_every_encoding_and_delimiter(
    tmp_path: Path, encoding: str, told: str, mark: str
) -> None:
    table = _read(tmp_path, PLAIN.replace(",", mark), encoding)
    assert table.frame.rows() == [("Köln", "2019", "Transport", "5"), ("Köln", "2019", "Waste", "7")]
    assert (table.read_as.encoding, table.read_as.delimiter, table.lines) == (told, mark, (2, 3))


def test_a_semicolon_file_with_decimal_commas_is_not_split_at_them(tmp_path: Path) -> None:
    table = _read(tmp_path, "stadt;jahr;sektor;energy_MWh\nA;2019;Verkehr;1,5\nA;2019;Abfall;2,5\n")
    assert table.frame["energy_MWh"].to_list() == ["1,5", "2,5"]


def test_titles_blank_lines_and_notes_are_no_rows_and_are_named(tmp_path: Path) -> None:
    content = (
        "Treibhausgasbilanz der Stadt A;;;\nStand: 01.03.2021\n\nstadt;jahr;sektor;energy_MWh\n\nA;2019;Verkehr¹;5\n"
        "A;2019;Abfall;\n;;;\n¹ ohne Flugverkehr; geschätzt\nQuelle: Stadt A, Amt für Umwelt, 2021\n"
    )
    table = _read(tmp_path, content)
    assert table.frame.rows() == [("A", "2019", "Verkehr", "5"), ("A", "2019", "Abfall", "")]
    told = table.read_as
    assert (told.header_line, told.lines_before, told.note_lines) == (4, (1, 2), (9, 10))
    assert (told.empty_lines, told.marked_cells, table.lines) == (2, 1, (6, 7))


def test_a_last_row_with_few_figures_is_a_row(tmp_path: Path) -> None:
    content = "sector;Gas;Strom\nHaushalte;1;2\nNote collection;3;\nAbfall;;\n"
    assert _read(tmp_path, content).frame.rows()[-2:] == [("Note collection", "3", ""), ("Abfall", "", "")]


def test_a_source_that_holds_commas_is_a_note_in_a_comma_file(tmp_path: Path) -> None:
    table = _read(tmp_path, PLAIN + "Source: City of A, Office of Statistics, own calculation, 2021, page 4\n")
    assert (table.frame.height, table.read_as.note_lines) == (2, (4,))


def test_a_header_that_is_repeated_on_every_page_is_no_row(tmp_path: Path) -> None:
    table = _read(tmp_path, PLAIN + PLAIN)
    assert (table.frame.height, table.read_as.repeated_header_lines) == (4, (4,))


def test_units_below_the_header_move_into_it(tmp_path: Path) -> None:
    table = _read(tmp_path, "city;base_year;sector;Energie;Emissionen\n;;;GWh;kt CO2e\nA;2019;Verkehr;5;6\n")
    assert table.frame.columns[-2:] == ["Energie [GWh]", "Emissionen [kt CO2e]"]
    assert (table.frame.height, table.read_as.unit_line) == (1, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "audit-header-missing"),
        ("nothing but words\n", "audit-header-missing"),
        ("city,base_year,sector,energy_MWh\nA,2019,Transport,801,371\n", "audit-row-too-long"),
        ('city,base_year,sector,energy_MWh\nA,2019,"Transport,5\nA,2019,Waste,7\n', "audit-quote-open"),
        ("city,city,sector\nA,2019,b\n", "audit-header-missing"),
    ],
)
def test_what_leaves_cells_open_is_refused(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(StadtlandError) as error:
        _read(tmp_path, content)
    assert error.value.code == code
    assert "801" not in str(error.value)


def test_a_quoted_cell_may_run_over_lines(tmp_path: Path) -> None:
    table = _read(tmp_path, 'city,base_year,sector,energy_MWh\nA,2019,"Trade,\nservices",5\nA,2019,Waste,7\n')
    assert (table.frame["sector"].to_list(), table.lines) == (["Trade,\nservices", "Waste"], (2, 4))


def test_a_square_metre_is_no_footnote(tmp_path: Path) -> None:
    assert _read(tmp_path, "city,sector,unit\nA,Heat,m²\nB,Land,km²\n").frame["unit"].to_list() == ["m²", "km²"]


def test_a_workbook_gives_the_same_rows_and_numbers_that_tell_their_mark(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "table.xlsx"))
    book.add_worksheet("Deckblatt").write_string(0, 0, "Bilanz der Stadt A")
    sheet = book.add_worksheet("Daten")
    for at, row in enumerate((
        ["Bilanz der Stadt A"], [], ["city", "base_year", "sector", "energy_MWh"], ["A", 2019, "Transport", 1.234],
        ["A", 2019, "Waste", "k. A."], ["A", 2019, "Buildings", 896858], ["Quelle: Stadt A"],
    )):  # fmt: skip
        sheet.write_row(at, 0, row)
    book.close()
    table = read_table(tmp_path / "table.xlsx", KNOWN)
    assert table.frame["energy_MWh"].to_list() == ["1.234e0", "k. A.", "896858"]
    assert (table.read_as.sheet, table.read_as.sheets_not_read) == ("Daten", ("Deckblatt",))
    assert (table.read_as.lines_before, table.read_as.note_lines, table.lines) == ((1,), (7,), (4, 5, 6))
