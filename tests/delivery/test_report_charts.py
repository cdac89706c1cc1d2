"""Pictures in the report: the bytes of the package, told in words, with their rows, and nothing loaded."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from delivery.charts.charts_of import Chart, charts_of
from delivery.report import render_html, render_json
from schemas.errors import StadtlandError
from schemas.evidence import Evidence, Text
from schemas.evidence.chart import Chart as ChartEvidence
from schemas.evidence.chart import ChartColumn
from tests.delivery.chart_tables import TABLES
from tests.delivery.evidence_example import example
from tests.delivery.page import at, read_page

DRAWN = ("emissions_gap", "partnership_net", "deal_status")
CHARTS = [chart for table in DRAWN for chart in charts_of({table: TABLES[table]})]
PICTURES = {chart.name: chart.svg for chart in CHARTS}


def told(chart: Chart) -> ChartEvidence:
    return ChartEvidence(
        name=chart.name,
        table=chart.table,
        title=Text(de=chart.title, en="a title"),
        summary=Text(de=chart.summary, en="a summary"),
        svg_path=f"data/charts/{chart.name}.svg",
        svg_sha256=hashlib.sha256(chart.svg).hexdigest(),
        csv_path=f"data/charts/{chart.name}.csv",
        csv_sha256=hashlib.sha256(chart.csv).hexdigest(),
        columns=tuple(ChartColumn(name=name, title=Text(de=name, en=name)) for name in chart.rows.columns),
        rows_behind=chart.rows.height,
        rows=tuple(chart.rows.iter_rows()),
    )


@pytest.fixture
def evidence() -> Evidence:
    return example(charts=tuple(told(chart) for chart in CHARTS))


def test_each_picture_stands_in_the_page_as_it_lies_in_the_package(evidence: Evidence) -> None:
    html = render_html(evidence, PICTURES)
    figures = read_page(html).all("figure")
    assert len(figures) == len(CHARTS)
    for figure, chart in zip(figures, CHARTS, strict=True):
        (svg,) = figure.all("svg")
        namespace = ' xmlns="http://www.w3.org/2000/svg"'
        assert chart.svg.decode().strip().replace(namespace, "") in html
        title, desc = svg.all("title")[0], svg.all("desc")[0]
        assert svg.attributes["aria-labelledby"] == f"{title.attributes['id']} {desc.attributes['id']}"
        caption = figure.all("figcaption")[0].text
        assert chart.title in caption
        assert hashlib.sha256(chart.svg).hexdigest() in caption
        assert f"data/charts/{chart.name}.csv" in caption


def test_the_rows_behind_a_picture_are_one_step_away(evidence: Evidence) -> None:
    document = json.loads(render_json(evidence))
    for figure, chart in zip(read_page(render_html(evidence, PICTURES)).all("figure"), CHARTS, strict=True):
        (table,) = figure.all("details")[0].all("table")
        assert len(table.all("tbody")[0].all("tr")) == chart.rows.height
        shown = [(node.attributes["data-at"], float(node.attributes["data-value"])) for node in table.all("data")]
        numbers = [it for row in chart.rows.iter_rows() for it in row if isinstance(it, int | float)]
        assert [value for _, value in shown] == numbers
        assert all(float(at(document, place)) == value for place, value in shown)
        blanks = sum(it is None for row in chart.rows.iter_rows() for it in row)
        assert table.text.count("kein Wert") == blanks  # missing is said, and is no zero


def test_pictures_load_nothing_and_no_id_stands_twice(evidence: Evidence) -> None:
    html = render_html(evidence, PICTURES)
    for refused in ("http://", "https://", "url(", "<script", "style=", "xlink", "data:image"):
        assert refused not in html.replace("data-", "")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_digits_of_the_page_are_in_the_json_or_in_a_picture(evidence: Evidence) -> None:
    document = render_json(evidence)
    checksum = hashlib.sha256(document.encode()).hexdigest()
    digits = set(re.findall(r"\d+", f"{document} {checksum} SHA-256"))
    for element in read_page(render_html(evidence, PICTURES)).all():
        is_number = element.tag in {"data", "style"} or element.attributes.get("class") == "no"
        assert is_number or "svg" in element.ancestors or set(re.findall(r"\d+", element.own_text)) <= digits


@pytest.mark.parametrize("pictures", [{}, {**PICTURES, "deal_status": PICTURES["deal_status"].replace(b"12", b"13")}])
def test_a_picture_that_is_missing_or_another_one_is_refused(evidence: Evidence, pictures: dict[str, bytes]) -> None:
    with pytest.raises(StadtlandError) as caught:
        render_html(evidence, pictures)
    assert caught.value.code == "report-picture-differs"


def test_a_report_without_pictures_has_no_part_for_them() -> None:
    assert "<figure" not in render_html(example())
