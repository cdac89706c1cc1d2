"""Folders as publishers hand them over: German and English numbers, titles, notes, units, workbooks; all of it told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import StadtlandError

GERMAN = (
    "Treibhausgasbilanz der Stadt A;;;;;;\nStand: 2022\n\n"
    "Stadt;Basisjahr;Sektor;Energieträger;Endenergie [MWh];Emissionen [t CO2e];energy_uncertainty_percent;Amt\n"
    "A;2019;Verkehr¹;Diesel;1.465.488,5;477.749;5,5 %;x\n"
    "A;2019;Abfall;Sonstige;k. A.;<5;;x\n"
    "A;2019;Gebäude;Erdgas;abc;426.584*;;x\n"
    ";;;;;;;\nQuelle: Stadt A, 2022\n"
)


def _results(folder: Path, out: Path, *more: str, kind: str = "partnership") -> dict[str, Any]:
    done = CliRunner().invoke(app, ["results", kind, str(folder), "--out", str(out), "--json", *more])
    if isinstance(done.exception, StadtlandError):
        raise done.exception
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _folder(tmp_path: Path, **files: bytes) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def test_a_german_file_is_read_exactly_and_everything_about_it_is_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path, ccc_inventory_by_carrier__csv=GERMAN.encode("cp1252"), notes__txt=b"nothing;here\n")
    document = _results(folder, tmp_path / "out", kind="climate-contract")
    told = document["datasets"]["ghg_inventory"]
    assert (told["received"], told["accepted"], told["rejected"]) == (3, 2, 1)
    assert told["rejected_lines"] == {"energy_mwh_is_readable": [7]}
    read_as = told["read_as"]
    assert (read_as["encoding"], read_as["delimiter"], read_as["decimal"]) == ("cp1252", "semicolon", ",")
    assert (read_as["lines_before"], read_as["header_line"], read_as["note_lines"]) == ([1, 2], 4, [9])
    assert read_as["cells"] == {"below_threshold": 1, "footnote": 1, "no_figure": 1, "percent": 1}
    assert (read_as["marked_cells"], read_as["columns_not_used"]) == (1, ["Amt"])
    assert document["files_not_read"] == ["notes.txt"]
    rows = pl.read_parquet(tmp_path / "out" / "harmonised" / "ghg_inventory.parquet").sort("sector")
    assert rows["sector"].to_list() == ["Abfall", "Verkehr"]
    assert rows["energy_mwh"].to_list() == [None, 1465488.5]
    assert rows["emissions_published_t_co2e"].to_list() == [None, 477749.0]
    assert rows["energy_uncertainty_percent"].to_list() == [None, 5.5]


def test_what_nothing_tells_is_refused_until_the_mark_is_stated(tmp_path: Path) -> None:
    gap = b"city;baseline_year;sector;baseline;residual\nA;2019;Transport;1.440;1.200\n"
    folder = _folder(tmp_path, ccc_emissions_gap_A23__csv=gap)
    with pytest.raises(StadtlandError) as error:
        _results(folder, tmp_path / "out", kind="climate-contract")
    assert error.value.code == "audit-marks-ambiguous"
    for mark, value in ((",", 1440.0), (".", 1.44)):
        _results(folder, tmp_path / f"out{mark}", "--decimal", mark, kind="climate-contract")
        rows = pl.read_parquet(tmp_path / f"out{mark}" / "harmonised" / "ccc_emissions_gap.parquet")
        assert rows["baseline_t_co2e"].to_list() == [value]


def test_a_file_that_leaves_its_marks_open_is_read_like_its_neighbours(tmp_path: Path) -> None:
    gap = b"city;baseline_year;sector;baseline;residual\nA;2019;Transport;1.440;1.200\n"
    totals = b"city;base_year;table;kind;sector;scope;value_as_printed\nA;2019;A;total;all;total;1.234.567\n"
    folder = _folder(tmp_path, ccc_emissions_gap_A23__csv=gap, ccc_published_totals__csv=totals)
    document = _results(folder, tmp_path / "out", kind="climate-contract")
    assert document["datasets"]["ccc_emissions_gap"]["read_as"]["decimal_told_by"] == "stated"
    rows = pl.read_parquet(tmp_path / "out" / "harmonised" / "ccc_emissions_gap.parquet")
    assert rows["baseline_t_co2e"].to_list() == [1440.0]


def test_a_workbook_in_gigawatt_hours_gives_the_rows_of_the_csv(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    book = xlsxwriter.Workbook(str(folder / "ccc_inventory_by_carrier.xlsx"))
    sheet = book.add_worksheet("A-1")
    for at, row in enumerate((
        ["Inventory of A"], [], ["city", "base_year", "sector", "carrier", "Energy (GWh)", "Emissions [kt CO2e]"],
        ["A", 2019, "transport", "Diesel", 1.234, 0.402], ["A", 2019, "buildings", "Natural gas", 1727.059, 426.584],
    )):  # fmt: skip
        sheet.write_row(at, 0, row)
    book.close()
    document = _results(folder, tmp_path / "out", kind="climate-contract")
    read_as = document["datasets"]["ghg_inventory"]["read_as"]
    assert (read_as["sheet"], read_as["header_line"]) == ("A-1", 3)
    assert read_as["units_converted"] == {"energy_mwh": "GWh", "emissions_published_t_co2e": "kt CO2e"}
    rows = pl.read_parquet(tmp_path / "out" / "harmonised" / "ghg_inventory.parquet")
    assert sorted(rows["energy_mwh"]) == [1234.0, 1727059.0]
    assert sorted(rows["emissions_published_t_co2e"]) == [402.0, 426584.0]


def test_the_period_comes_from_periods_where_no_table_has_years(tmp_path: Path) -> None:
    progress = b"deal_id,period,kpi_value\nD1,2022,5\nD1,2023-Q2,6\n"
    deals = b"deal_id,city,country,title,field,commitment,kpi,kpi_unit,status\nD1,A,DE,T,Energy,C,solar,kWp,idea\n"
    folder = _folder(tmp_path, deal_progress__csv=progress, green_deals__csv=deals)
    document = _results(folder, tmp_path / "out", kind="green-deals")
    periods = {
        str(period)
        for name in document["tables"]
        for period in pl.read_parquet(tmp_path / "out" / "tables" / f"{name}.parquet")["period"].to_list()
    }
    assert periods == {"2023"}


def test_a_file_of_which_no_row_is_accepted_is_told_with_its_rule_and_line(tmp_path: Path) -> None:
    inventory = b"ags,base_year,sector,carrier,energy_MWh\n5913000,2018,transport,Diesel,1\n"
    folder = _folder(tmp_path, ghg_inventory__csv=inventory)
    with pytest.raises(StadtlandError) as error:
        _results(folder, tmp_path / "out", kind="balance")
    assert error.value.code == "all-rows-rejected"
    assert "municipality_code_is_well_formed (1 rows, from line 2)" in str(error.value)


def test_waste_and_land_use_have_emissions_and_no_carrier(tmp_path: Path) -> None:
    """They belong to the audit's sums and to no balance of energy; energy without a carrier is refused, by its line."""
    inventory = (
        b"city,base_year,sector,carrier,scope_as_printed,energy_MWh,emissions_tCO2e_as_printed,ef_stated_g_per_kWh\n"
        b"A,2019,transport,Diesel,1,1000,326,326\n"
        b"A,2019,waste,,1,,50,\n"
        b"A,2019,AFOLU,,1,,-20,\n"
        b"A,2019,industry,,1,7,,\n"
    )
    totals = (
        b"city,base_year,table,kind,sector,scope,value_as_printed\n"
        b"A,2019,A-1.3,total,all,scope1,356\nA,2019,A-2.1,total,all,baseline,356\n"
    )
    folder = _folder(tmp_path, ccc_inventory_by_carrier__csv=inventory, ccc_published_totals__csv=totals)
    document = _results(folder, tmp_path / "out", kind="climate-contract")
    assert document["datasets"]["ghg_inventory"]["rejected_lines"] == {"energy_has_a_carrier": [5]}
    sums = [it for it in document["findings"] if it["check"] in ("rows_sum_to_scope", "rows_sum_to_total")]
    assert len(sums) == 2
    assert all(it["holds"] for it in sums)
    balance = pl.read_parquet(tmp_path / "out" / "tables" / "ghg_balance.parquet")
    assert balance.select("sector", "emissions_t_co2e").rows() == [("transport", 326.0)]


def test_an_inventory_without_any_carrier_is_no_balance_of_energy(tmp_path: Path) -> None:
    inventory = b"city,base_year,sector,emissions_tCO2e_as_printed\nA,2019,transport,326\n"
    document = _results(_folder(tmp_path, ghg_inventory__csv=inventory), tmp_path / "out", kind="climate-contract")
    assert document["refused"]["ghg_balance"]["code"] == "inventory-names-no-carrier"
    assert "inventory_audit" in document["tables"]
