"""Charts: the same bytes each time, readable by machines and people, nothing drawn that the table does not hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest

from delivery.charts.charts_of import Chart, charts_of
from schemas.chart_tables import CHART_TABLES
from schemas.registry import has_schema

SVG = "{http://www.w3.org/2000/svg}"
GAP = {
    "period": "2019",
    "municipality_code": None,
    "city": "A",
    "year": 2019,
    "sector": "buildings",
    "row_kind": "sector",
    "baseline_t_co2e": 1000.0,
    "reduction_other_plans_t_co2e": 100.0,
    "reduction_actions_t_co2e": 500.0,
    "uncovered_t_co2e": 200.5,
    "residual_t_co2e": 200.0,
    "status": "computed",
}


def gap(**changed: Any) -> pl.DataFrame:
    return pl.DataFrame(
        [{**GAP, **changed}], schema_overrides={"municipality_code": pl.String}, infer_schema_length=None
    )


def the_chart(frame: pl.DataFrame, language: str = "de") -> Chart:
    (chart,) = charts_of("emissions_gap", frame, language)
    return chart


def texts(chart: Chart) -> list[str]:
    return [text for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}text") for text in node.itertext()]


@pytest.mark.parametrize("table", CHART_TABLES)
def test_every_drawn_table_is_one_that_the_house_releases(table: str) -> None:
    assert has_schema("released", table)


def test_a_picture_says_in_words_what_it_shows() -> None:
    root = ElementTree.fromstring(the_chart(gap()).svg)
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert "A 2019" in (title.text or "")
    assert "Ausgangswert 1.000" in (told.text or "")  # German numbers


def test_german_and_english_numbers() -> None:
    assert "1.000" in texts(the_chart(gap()))
    assert "1,000" in texts(the_chart(gap(), "en"))


def test_the_table_behind_holds_every_number() -> None:
    behind = pl.read_csv(the_chart(gap()).csv)
    assert {1000.0, 100.0, 500.0, 200.5, 200.0} <= {
        value for column in behind.iter_columns() if column.dtype.is_numeric() for value in column.to_list()
    }


def test_a_missing_figure_is_named_and_never_drawn_as_zero() -> None:
    chart = the_chart(gap(uncovered_t_co2e=None))
    assert any("fehlt" in text for text in texts(chart))
    assert "0,0" not in texts(chart)


def test_two_places_of_one_name_are_two_pictures() -> None:
    two = pl.concat([gap(municipality_code="01001000"), gap(municipality_code="02002000")])
    assert len({chart.name for chart in charts_of("emissions_gap", two)}) == 2


def test_nothing_known_draws_nothing() -> None:
    amounts = [name for name in GAP if name.endswith("_t_co2e")]
    assert (
        charts_of("emissions_gap", gap(**dict.fromkeys(amounts)).with_columns(pl.col(amounts).cast(pl.Float64))) == []
    )
    assert charts_of("emissions_gap", gap().clear()) == []
    assert charts_of("a_table_without_a_picture", gap()) == []


def test_another_process_draws_the_same_bytes(tmp_path: Path) -> None:
    gap().write_parquet(tmp_path / "gap.parquet")
    code = (
        "import sys, polars as pl\nfrom delivery.charts.charts_of import charts_of\n"
        "sys.stdout.buffer.write(charts_of('emissions_gap', pl.read_parquet(sys.argv[1]))[0].svg)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "gap.parquet")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    assert done.stdout == the_chart(gap()).svg
