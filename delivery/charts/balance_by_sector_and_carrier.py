"""One picture per municipality and year: emissions (t CO2e) as one bar per energy carrier, parted by sector."""

from __future__ import annotations

import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.style import COLOURS, spec
from delivery.charts.words import number, word, worded

COLUMNS = ("municipality_code", "city", "year", "sector", "carrier", "scope", "emissions_t_co2e", "status")
PLACE = ["municipality_code", "city", "year"]


def balance_by_sector_and_carrier(frame: pl.DataFrame, language: str = "de") -> list[Drawing]:
    """The carriers stand on the axis, so colour tells a few sectors apart only; a missing cell is named, not drawn."""
    ordered = frame.select(COLUMNS).sort(*PLACE, "sector", "carrier", "scope", nulls_last=True)
    return [
        drawing
        for place in ordered.partition_by(PLACE, maintain_order=True)
        if (drawing := _drawing(place, language)) is not None
    ]


def _drawing(place: pl.DataFrame, language: str) -> Drawing | None:
    parts = drawable(place, ["emissions_t_co2e"])
    if parts.drawn.is_empty():
        return None
    german = language == "de"
    code, city, year = place.row(0)[:3]
    sums = (
        parts.drawn.group_by("carrier")
        .agg(pl.col("emissions_t_co2e").sum())
        .sort(["emissions_t_co2e", "carrier"], descending=[True, False])
    )
    carriers = [*sums["carrier"], *sorted(set(place["carrier"]) - set(sums["carrier"]))]
    sectors = sorted(set(place["sector"]))
    largest = word(carriers[0], language)
    where = f"{city or code or ''} {year}".strip()
    title = (
        f"{where}: Treibhausgase nach Energieträger und Sektor"
        if german
        else (f"{where}: greenhouse gases by energy carrier and sector")
    )
    named = pl.concat_str(worded("sector", language), worded("carrier", language), separator=" – ")
    note = parts.note(named, language)
    count = f"{number(parts.drawn.height, language)}"
    summary = (
        f"Balken je Energieträger, geteilt nach Sektor, {count} Werte in t CO2e; am meisten: {largest}."
        if german
        else f"One bar per energy carrier, parted by sector, {count} values in t CO2e; the most: {largest}."
    )
    rows = parts.drawn.select(worded("sector", language), worded("carrier", language), "emissions_t_co2e").to_dicts()
    return Drawing(
        name=file_name(city or code, year),
        title=title,
        summary=f"{summary} {note}".strip(),
        table=parts.table,
        spec=spec(
            title,
            [note],
            rows,
            mark={"type": "bar", "height": {"band": 0.75}},
            width=560,
            height={"step": 24},
            encoding={
                "y": {
                    "field": "carrier",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [word(it, language) for it in carriers]},
                    "axis": {"domain": False, "ticks": False},
                },
                "x": {
                    "field": "emissions_t_co2e",
                    "type": "quantitative",
                    "title": "Emissionen (t CO2e im Jahr)" if german else "Emissions (t CO2e a year)",
                    "axis": {"format": ",~r"},
                },
                "color": {
                    "field": "sector",
                    "type": "nominal",
                    "title": "Sektor" if german else "Sector",
                    "scale": {
                        "domain": [word(it, language) for it in sectors],
                        "range": [COLOURS[at % len(COLOURS)] for at in range(len(sectors))],
                    },
                    "legend": {"orient": "bottom", "columns": 4},
                },
                "order": {"field": "sector", "type": "nominal"},
            },
        ),
    )
