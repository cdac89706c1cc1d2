"""One picture per pathway: its value year by year, which years are interpolated, and what was measured."""

from __future__ import annotations

import polars as pl

from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.style import BLUE, VERMILLION, spec
from delivery.charts.words import number

COLUMNS = ("pathway", "indicator", "unit", "year", "value", "pathway_status", "actual", "status")


def pathway_lines(frame: pl.DataFrame, language: str = "de") -> list[Drawing]:
    """A year without a value breaks the line; given points are filled, interpolated hollow, measured ones diamonds."""
    ordered = frame.select(COLUMNS).sort("pathway", "year")
    return [
        drawing
        for one in ordered.partition_by("pathway", maintain_order=True)
        if (drawing := _drawing(one, language)) is not None
    ]


def _drawing(one: pl.DataFrame, language: str) -> Drawing | None:
    german = language == "de"
    table = one.with_columns(
        pl.when(pl.col(stand) != "suppressed", pl.col(it).is_finite()).then(it).alias(it)
        for it, stand in (("value", "pathway_status"), ("actual", "status"))
    )
    known = table.filter(pl.col("value").is_not_null())
    measured = table.filter(pl.col("actual").is_not_null())
    if known.is_empty() and measured.is_empty():
        return None
    pathway, indicator, unit = table.row(0)[:3]
    path, given, between, actual = (
        ("Pfad", "gesetzter Wert", "interpoliert", "Istwert")
        if german
        else ("pathway", "given value", "interpolated", "actual value")
    )
    missing = table.filter(pl.col("value").is_null())["year"].to_list()
    without = "ohne Pfadwert, als Lücke" if german else "without a value, left as a gap"
    note = f"{without}: {', '.join(map(str, missing))}" if missing else ""
    title = f"{pathway}: {indicator}" if indicator and indicator != pathway else pathway
    parts = []
    if known.height:
        first, last = known.row(0, named=True), known.row(-1, named=True)
        ends = [f"{number(it['value'], language)} ({it['year']})" for it in (first, last)]
        parts.append(f"{path}: {ends[0]} {'bis' if german else 'to'} {ends[1]} {unit}")
    parts.append(f"{number(measured.height, language)} {'Istwerte' if german else 'actual values'}")
    rows = [
        {
            "year": it["year"],
            "value": it["value"],
            "actual": it["actual"],
            "kind": between if it["pathway_status"] == "interpolated" else given,
        }
        for it in table.to_dicts()
    ]
    x = {
        "field": "year",
        "type": "quantitative",
        "title": "Jahr" if german else "Year",
        "scale": {"zero": False, "nice": False, "padding": 12},
        "axis": {"format": "d", "grid": False, "tickMinStep": 1},
    }
    y = {"type": "quantitative", "title": f"{indicator or pathway} ({unit})", "axis": {"format": ",~r"}}
    shapes = {
        "domain": [given, between, actual],
        "range": ["circle", "circle", "diamond"],
    }
    fills = {"domain": [given, between, actual], "range": [BLUE, "white", VERMILLION]}
    strokes = {"domain": [given, between, actual], "range": [BLUE, BLUE, VERMILLION]}
    legend = {"orient": "bottom", "title": None}

    def points(field: str, kind: dict[str, str], size: int) -> dict[str, object]:
        return {
            "transform": [{"filter": f"isValid(datum.{field})"}],
            "mark": {"type": "point", "opacity": 1, "size": size, "strokeWidth": 1.5},
            "encoding": {
                "x": x,
                "y": {**y, "field": field},
                "shape": {**kind, "type": "nominal", "scale": shapes, "legend": legend},
                "fill": {**kind, "type": "nominal", "scale": fills, "legend": legend},
                "stroke": {**kind, "type": "nominal", "scale": strokes, "legend": legend},
            },
        }

    return Drawing(
        name=file_name(pathway),
        title=title,
        summary=f"{'; '.join(parts)}. {note}".strip(),
        table=table,
        spec=spec(
            title,
            [note],
            rows,
            width=620,
            height=320,
            layer=[
                {
                    "mark": {"type": "line", "color": BLUE, "invalid": "break-paths-filter-domains"},
                    "encoding": {"x": x, "y": {**y, "field": "value"}},
                },
                points("value", {"field": "kind"}, 40),
                {
                    **points("actual", {"field": "actual_kind"}, 90),
                    "transform": [
                        {"filter": "isValid(datum.actual)"},
                        {"calculate": f"'{actual}'", "as": "actual_kind"},
                    ],
                },
            ],
        ),
    )
