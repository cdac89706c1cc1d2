"""Charts: the same bytes each time, readable by machines and people, nothing drawn that the table does not hold."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from delivery.charts.charts_of import Chart, charts_of, drawings_of
from delivery.charts.drawable import drawable
from schemas.chart_tables import CHART_TABLES
from schemas.errors import StadtlandError
from schemas.registry import column_metadata, has_schema, schema
from schemas.removals import WITHIN_EMISSIONS
from tests.delivery.chart_tables import (
    STEPS,
    TABLES,
    abatement,
    allocation,
    balance,
    deals,
    flows,
    gap,
    indicators,
    net,
    pathway,
)

SVG = "{http://www.w3.org/2000/svg}"


def the_chart(table: str, frame: pl.DataFrame, language: str = "de") -> Chart:
    (chart,) = charts_of({table: frame}, language)
    return chart


def texts(chart: Chart) -> list[str]:
    return [" ".join(node.itertext()) for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("table", CHART_TABLES)
def test_every_drawn_table_is_one_that_the_house_releases_and_is_tested_here(table: str) -> None:
    assert has_schema("released", table)
    assert set(TABLES[table].columns) <= set(column_metadata(schema("released", table)))


@pytest.mark.parametrize("table", CHART_TABLES)
def test_the_rows_behind_a_picture_are_the_released_rows(table: str) -> None:
    released = TABLES[table]
    behind = pl.concat([it.table for it in drawings_of(table, released)])
    assert behind.sort(behind.columns).equals(released.select(behind.columns).sort(behind.columns))


def test_what_nobody_would_look_at_is_an_error_that_says_what_to_do() -> None:
    many = pl.concat([gap(city=f"Stadt {at}") for at in range(101)])
    with pytest.raises(StadtlandError) as caught:
        drawings_of("emissions_gap", many)
    assert (caught.value.code, caught.value.facts) == (
        "charts-too-many",
        {"table": "emissions_gap", "pictures": 101, "rows": 1},
    )


@pytest.mark.parametrize("table", CHART_TABLES)
def test_the_order_of_the_rows_does_not_show(table: str) -> None:
    for one, other in zip(drawings_of(table, TABLES[table]), drawings_of(table, TABLES[table].reverse()), strict=True):
        assert one.spec == other.spec
        assert one.table.equals(other.table)


def test_a_picture_says_in_words_what_it_shows_and_where_it_is_from() -> None:
    chart = the_chart("emissions_gap", gap())
    root = ElementTree.fromstring(chart.svg)
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert (
        root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}" == f"{chart.name}-title {chart.name}-desc"
    )
    assert "A 2019" in (title.text or "")
    assert "Ausgangswert 1.000" in (told.text or "")  # German numbers
    assert "Zeitraum 2019 · Quelle: Tabelle emissions_gap (Emissionslücke (A-2.3))" in texts(chart)


def test_german_and_english_numbers() -> None:
    assert {"1.000", "200,5"} <= set(texts(the_chart("emissions_gap", gap())))
    assert {"1,000", "200.5"} <= set(texts(the_chart("emissions_gap", gap(), "en")))


def test_a_missing_figure_is_named_and_never_drawn_as_zero() -> None:
    chart = the_chart("emissions_gap", gap(uncovered_t_co2e=None))
    assert any("fehlt" in text for text in texts(chart))
    (row,) = pl.read_csv(chart.csv).to_dicts()
    assert row["uncovered_t_co2e"] is None


def test_two_places_of_one_name_are_two_pictures() -> None:
    two = pl.concat([gap(municipality_code="01001000"), gap(municipality_code="02002000")])
    assert len({chart.name for chart in charts_of({"emissions_gap": two})}) == 2


def test_two_partners_of_one_name_have_a_row_each() -> None:
    shown = texts(the_chart("partnership_flows", TABLES["partnership_flows"]))
    assert {"Neustadt (01001000) → eigene", "Neustadt (01001000) → Neustadt (02002000)"} <= set(shown)
    for table in ("partnership_allocation", "partnership_net"):
        assert {"Neustadt (01001000)", "Neustadt (02002000)"} <= set(texts(the_chart(table, TABLES[table])))


def test_more_sectors_than_colours_are_bars_with_names() -> None:
    many = balance(*((f"Sektor {at}", "electricity", float(at), "computed") for at in range(1, 13)))
    chart = the_chart("ghg_balance", many)
    assert {f"Strom – Sektor {at}" for at in range(1, 13)} <= set(texts(chart))


def test_a_long_name_is_shown_whole() -> None:
    name = "Verwaltungsgemeinschaft Oberes Mittelgebirgsvorland und Donaudampfschifffahrtsgesellschaftsumlandgemeinden"
    shown = texts(the_chart("partnership_net", net(("01001000", name, (1.0, 1.0, 1.0, -1.0), "computed"))))
    assert any(text.replace(" ", "") == name.replace(" ", "") for text in shown)


def test_removals_within_the_emissions_are_no_forest_that_binds_nothing() -> None:
    table = net(("01001000", "Neustadt", (1000.0, 200.0, 0.0, 800.0), "computed"))
    within = texts(the_chart("partnership_net", table.with_columns(removal_source=pl.lit(WITHIN_EMISSIONS))))
    assert "in den Emissionen" in within
    assert "in den Emissionen" not in texts(the_chart("partnership_net", table))


def test_nothing_known_draws_nothing() -> None:
    unknown = gap(**dict.fromkeys(STEPS))
    assert charts_of({"emissions_gap": unknown}) == []
    assert charts_of({"emissions_gap": gap().clear()}) == []
    assert charts_of({"a_table_without_a_picture": gap()}) == []
    assert charts_of({"partnership_net": net(("01", "A", (None,) * 4, "missing"))}) == []


OPEN, SECRET = "computed", "suppressed"
SECRETS: dict[str, tuple[pl.DataFrame, set[float]]] = {
    "ghg_balance": (balance(("households", "diesel", 1.0, OPEN), ("industry", "lpg", 8642.5, SECRET)), {8642.5}),
    "emissions_gap": (
        pl.concat([gap(), gap(sector="x", status=SECRET, **dict.fromkeys(STEPS, 8642.5))]),
        {8642.5},
    ),
    "abatement_curve": (
        abatement(("M-1", 5.0, 10.0, OPEN), ("M-2", 7.0, 8642.5, SECRET), ("M-3", 9.0, 20.0, OPEN)),
        {8642.5, 8652.5, 8672.5},
    ),
    "pathway_targets": (
        pathway((2020, 1.0, "given", None, "missing"), (2021, 8642.5, SECRET, 8642.5, SECRET)),
        {8642.5},
    ),
    "partnership_allocation": (
        allocation(
            *(("area", "01", "A", 0.2718, OPEN), ("area", "02", "B", 0.7282, SECRET)),
            *(("forest", "01", "A", 0.5, OPEN), ("forest", "02", "B", 0.5, OPEN)),
        ),
        {0.2718, 271.8, 0.7282, 728.2},
    ),
    "partnership_net": (
        net(
            ("01", "A", (1.0, 1.0, 1.0, -1.0), OPEN),
            ("02", "B", (8642.5,) * 4, SECRET),
            (None, None, (8643.5, 8643.5, 8643.5, 8641.5), OPEN),
        ),
        {8642.5, 8643.5, 8641.5},
    ),
    "partnership_flows": (
        flows(
            ("01", "A", "01", "A", 1, 5.5, OPEN),
            ("01", "A", "02", "B", 1, 8642.5, SECRET),
        ),
        {8642.5},
    ),
    "deal_status": (deals(("A", "idea", 3, OPEN), ("B", "running", 8642, SECRET)), {8642}),
    "indicator_status": (
        indicators(("a", 1.5, "on-track", None, "published"), ("b", 8642.5, "off", None, SECRET)),
        {8642.5},
    ),
}


@pytest.mark.parametrize("table", SECRETS)
def test_a_suppressed_value_is_nowhere_and_cannot_be_computed(table: str) -> None:
    """Neither the value, nor what is left of a sum of which the other parts are drawn, nor a hole as wide as it."""
    frame, secrets = SECRETS[table]
    for language in ("de", "en"):
        for drawing in drawings_of(table, frame, language):
            assert not secrets & set(numbers_of(drawing.spec))
            drawn = {value for column in drawing.table.iter_columns() if column.dtype.is_numeric() for value in column}
            assert not secrets & drawn
            assert "8.642" not in drawing.summary
            assert "8,642" not in drawing.summary
    if table != "emissions_gap":  # there a picture is not there
        assert any("geschützt" in text for it in charts_of({table: frame}) for text in texts(it))


@pytest.mark.parametrize("table", ["deal_status", "ghg_balance"])
def test_the_flag_of_small_cells_hides_as_the_status_does(table: str) -> None:
    frame = TABLES[table]
    values = {"deal_status": "deal_count", "ghg_balance": "emissions_t_co2e"}
    flagged = frame.with_columns((pl.col(values[table]) > 10).fill_null(False).alias("is_suppressed"))
    parts = drawable(flagged, [values[table]])
    assert parts.suppressed_count == frame.filter(pl.col(values[table]) > 10).height > 0
    assert (parts.table[values[table]].drop_nulls() <= 10).all()
    unsure = drawable(frame.with_columns(pl.lit(None, pl.Boolean).alias("is_suppressed")), [values[table]])
    assert unsure.drawn.is_empty()


def numbers_of(node: object) -> list[float]:
    """Every number in a specification, those within texts not counted."""
    if isinstance(node, dict):
        return [found for value in node.values() for found in numbers_of(value)]
    if isinstance(node, list):
        return [found for value in node for found in numbers_of(value)]
    return [float(node)] if isinstance(node, int | float) and not isinstance(node, bool) else []


def test_another_machine_draws_the_same_bytes(tmp_path: Path) -> None:
    """Another process, other fonts, another time zone and language: every kind of picture in both languages."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<?xml version='1.0'?><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>")
    code = (
        "import sys, hashlib\nfrom delivery.charts.charts_of import charts_of\n"
        "from tests.delivery.chart_tables import TABLES\n"
        "for it in charts_of(TABLES, sys.argv[1]):\n"
        "    print(it.name, hashlib.sha256(it.svg + it.csv).hexdigest())\n"
    )
    for language in ("de", "en"):
        done = subprocess.run(
            [sys.executable, "-c", code, language],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts), "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines() == [
            f"{it.name} {sha256(it.svg + it.csv)}" for it in charts_of(TABLES, language)
        ]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
