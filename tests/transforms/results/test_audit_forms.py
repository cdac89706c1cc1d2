"""`stadtland audit --matrix/--actions/--series`: the forms that published files take, and what each rule says."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from flows import console
from flows.commands.audit import audit
from schemas.errors import StadtlandError
from schemas.registry import schema
from transforms.results.audit.actions_audit import actions_audit
from transforms.results.audit.audit_tables import audit_tables
from transforms.results.audit.finding import Finding
from transforms.results.audit.matrix_audit import matrix_audit
from transforms.results.audit.sayings import SAYINGS
from transforms.results.audit.series_audit import series_audit

APP = typer.Typer()
APP.command()(audit)

WIDE = """\
Sektor;Strom [MWh];Erdgas [MWh];Heizöl [MWh];Summe [MWh]
Haushalte;1.200,5;3.400,0;800,5;5.401,0
GHD;900,0;1.100,25;;2.210,25
Verkehr;50,0;12,5;0,0;62,5
Summe;2.150,5;4.512,75;1.010,5;7.673,75
"""
ACTIONS = """\
Handlungsfeld;Maßnahme;Nennungen;Mindestminderung_t
Energie;PV-Anlage;16;103,819
Energie;Wärmepumpe;5;450,5
Energie;Summe;;104.269,5
Verkehr;Jobrad;0;46,0
Verkehr;PV-Anlage;2;
Verkehr;Pendeln;1,5;-3
"""
SERIES = """\
year,category,type,co2,note
2010,Haushalte,real,100.5,
2011,Haushalte,real,98.5,
2013,Haushalte,real,97.5,
2014,Haushalte,real,96.5,Ziel laut Konzept
2010,Verkehr,real,50.5,
2011,Verkehr,real,51.5,
2013,Verkehr,real,52.5,
2014,Verkehr,real,53.5,
2010,Gesamt,real,151.0,
2011,Gesamt,real,150.0,
2013,Gesamt,real,151.0,
2014,Gesamt,real,150.0,
2014,Einwohner,Einwohner,587010,
"""


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, text in (("matrix", WIDE), ("actions", ACTIONS), ("series", SERIES)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return {name: tmp_path / f"{name}.csv" for name in ("matrix", "actions", "series")}


def _wrong(files: dict[str, Path], *names: str) -> dict[tuple[str, str], dict[str, object]]:
    arguments = [text for name in names for text in (f"--{name}", str(files[name]))]
    document = json.loads(_run(*arguments, "--json")[1])
    assert sum(document["counts"].values()) == len(document["findings"])
    return {(it["check"], it["subject"]): it for it in document["findings"] if it["verdict"] != "match"}


def test_a_german_matrix_with_decimal_commas_and_an_empty_cell(files: dict[str, Path]) -> None:
    wrong = _wrong(files, "matrix")
    cell = wrong["cell_meets_row_and_column", "(no city): GHD/Heizöl"]
    assert (cell["printed"], cell["recomputed"], cell["unit"], cell["verdict"]) == (None, 210, "MWh", "rule broken")
    assert "missing value" in str(cell["note"])
    assert "fehlender Wert" in str(cell["note_de"])


def test_a_german_action_list(files: dict[str, Path]) -> None:
    wrong = _wrong(files, "actions")
    # 103,819 beside a sum of 104.269,5: the thousands mark was read as the decimal one, somewhere on the way.
    assert ("unit_is_consistent", "(no city): Energie/PV-Anlage, min_co2e_reduction_t") in wrong
    assert wrong["action_stands_in_one_field", "(no city): PV-Anlage"]["printed"] == 2
    assert ("action_has_entries", "(no city): Verkehr/Jobrad") in wrong
    assert ("action_has_a_reduction", "(no city): Verkehr/PV-Anlage") in wrong
    assert ("entries_are_a_count", "(no city): Verkehr/Pendeln") in wrong
    assert ("reduction_is_not_negative", "(no city): Verkehr/Pendeln") in wrong


def test_a_series_with_a_year_left_out_and_a_target_in_it(files: dict[str, Path]) -> None:
    wrong = _wrong(files, "series")
    assert {subject for check, subject in wrong if check == "years_are_complete"} == {
        f"2012: {name}" for name in ("Gesamt", "Haushalte", "Verkehr")
    }
    assert ("targets_are_told_from_measured", "2014: Haushalte") in wrong
    assert not [check for check, _ in wrong if check == "sectors_sum_to_total"]


def test_a_column_per_year_is_a_series_too() -> None:
    frame = pl.LazyFrame(
        {"Sektor": ["Haushalte", "Verkehr", "Gesamt"], "2018": ["10", "20", "30"], "2019": ["11", "21", "39"]}
    )
    findings = audit_tables({"series": frame})
    wrong = [it for it in findings if it.check == "sectors_sum_to_total" and it.verdict == "mismatch"]
    assert [(it.place.base_year, it.difference) for it in wrong] == [("2019", -7)]


def test_a_change_beside_the_values_is_held_against_the_base_year_or_the_year_before() -> None:
    rows = {"year": ["1990", "2000", "2010"], "category": ["Gesamt"] * 3, "co2": ["200", "150", "120"]}
    since = pl.LazyFrame(rows | {"change_percent": ["0", "-25", "-40"]})
    before = pl.LazyFrame(rows | {"change_percent": ["", "-25", "-20"]})
    wrong = pl.LazyFrame(rows | {"change_percent": ["0", "-25", "-55"]})
    check = "change_follows_from_values"
    judged = [[it.verdict for it in audit_tables({"series": it}) if it.check == check] for it in (since, before, wrong)]
    assert judged == [["match", "match"], ["match", "match"], ["match", "mismatch"]]


def test_subtotals_and_sectors_among_the_carriers_are_not_added_up() -> None:
    cells = {
        ("households", "gas"): 10, ("households", "electricity"): 20, ("households", "of which municipal"): 5,
        ("households", "total"): 30, ("industry", "gas"): 1, ("industry", "total supply"): 1, ("industry", "total"): 1,
        ("total", "total"): 31,
    }  # fmt: skip
    frame = pl.LazyFrame([{"sector": s, "carrier": c, "value": str(value)} for (s, c), value in cells.items()])
    findings = audit_tables({"matrix": frame})
    assert {it.verdict for it in findings if it.check.startswith(("carriers_sum", "sectors_sum_to_total"))} == {"match"}
    assert any("of which municipal" in it.note.en for it in findings)


def test_exchanged_figures_and_a_negative_energy() -> None:
    rows = [["Households", "70", "10", "80"], ["Industry", "30", "-5", "25"], ["Total", "40", "65", "105"]]
    frame = pl.LazyFrame(rows, schema=["sector", "Electricity [MWh]", "Gas [MWh]", "Total [MWh]"], orient="row")
    found = {it.check: it for it in audit_tables({"matrix": frame}) if it.verdict == "rule broken"}
    assert found["energy_is_not_negative"].place.carrier == "Gas"
    rows = [["Households", "10", "70", "80"], ["Industry", "30", "5", "35"], ["Total", "100", "15", "115"]]
    frame = pl.LazyFrame(rows, schema=["sector", "Electricity", "Gas", "Total"], orient="row")
    found = {it.check: it for it in audit_tables({"matrix": frame}) if it.verdict == "rule broken"}
    assert "exchanged with Households/Gas" in found["cell_meets_row_and_column"].note.en


@pytest.mark.parametrize(("language", "words"), [("de", "Jede Zelle passt"), ("en", "Every cell meets")])
def test_the_tables_speak_both_languages(files: dict[str, Path], language: str, words: str) -> None:
    console.choose_language(language)
    try:
        shown = _run(*(text for name, path in files.items() for text in (f"--{name}", str(path))))[1]
    finally:
        console.choose_language(None)
    assert words in " ".join(shown.split())


@pytest.mark.parametrize(
    ("option", "content"),
    [("matrix", "sector,note\nA,words\n"), ("actions", "field,name\nA,1\n"), ("series", "category,value\nA,1\n")],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, option: str, content: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(StadtlandError) as error:
        _run(f"--{option}", str(path))
    assert (error.value.code, error.value.exit_code) == ("audit-columns-missing", 7)


def test_every_rule_has_its_words(files: dict[str, Path]) -> None:
    from sources.published.read_table import read_table

    findings: list[Finding] = audit_tables({name: read_table(path).frame.lazy() for name, path in files.items()})
    assert {it.check for it in findings} <= set(SAYINGS)


def test_results_leave_through_the_last_gate(files: dict[str, Path]) -> None:
    from schemas.check import check
    from sources.published.read_table import read_table

    matrix = pl.LazyFrame({"sector": ["a", "b", "total"], "carrier": ["total"] * 3, "value": [1.0, 2.0, 4.0]})
    for name, frame in (
        ("matrix_audit", matrix_audit(matrix, "2019")),
        ("actions_audit", actions_audit(read_table(files["actions"]).frame.lazy(), "2019")),
        ("series_audit", series_audit(read_table(files["series"]).frame.lazy(), "2019")),
    ):
        report = check(frame, schema("released", name))
        assert report.rows_accepted > 0
        assert report.rows_rejected == 0
