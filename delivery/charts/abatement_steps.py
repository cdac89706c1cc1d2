"""One picture: measures by cost of a tonne (EUR/t CO2e), each as wide as its reduction (t CO2e a year)."""

from __future__ import annotations

import polars as pl

from delivery.charts.drawable import drawable
from delivery.charts.drawing import Drawing
from delivery.charts.style import COLOURS, INK, spec
from delivery.charts.words import number, worded

VALUES = ("cost_per_tonne_eur", "reduction_t_co2e", "cumulative_from_t_co2e", "cumulative_reduction_t_co2e")
NARROWEST_NAMED = 0.025
"""A measure narrower than this share of all has no number above it: it would lie on its neighbour's."""


def abatement_steps(frame: pl.DataFrame, language: str = "de") -> list[Drawing]:
    """The ranked measures from left to right; a measure without rank is named below the title, not drawn."""
    parts = drawable(
        frame.select("rank", "measure_id", "title", "field", "cost_per", *VALUES, "left_out_because", "status").sort(
            "rank", "measure_id", nulls_last=True
        ),
        VALUES,
    )
    if parts.drawn.is_empty():
        return []
    german = language == "de"
    title = "Vermeidungskosten der Maßnahmen" if german else "Abatement cost of the measures"
    total = parts.drawn["cumulative_reduction_t_co2e"].max()
    assert isinstance(total, float)
    per = parts.drawn["cost_per"][0]
    span = (
        {"year": "im Jahr", "lifetime": "über die Lebensdauer"} if german else {"year": "a year", "lifetime": "a life"}
    )
    note = parts.note(pl.col("measure_id"), language)
    how = (
        f"Breite: Minderung; Zahl: Rang; Kosten {span[per]}"
        if german
        else f"Width: reduction; number: rank; cost {span[per]}"
    )
    first, last = parts.drawn.row(0, named=True), parts.drawn.row(-1, named=True)
    count, sum_t = number(parts.drawn.height, language), number(total, language)
    cheap, dear = (number(it["cost_per_tonne_eur"], language) for it in (first, last))
    summary = (
        f"{count} Maßnahmen mindern zusammen {sum_t} t CO2e im Jahr, von {cheap} bis {dear} EUR/t CO2e."
        if german
        else f"{count} measures reduce {sum_t} t CO2e a year, from {cheap} to {dear} EUR/t CO2e."
    )
    none = "ohne Handlungsfeld" if german else "no field of action"
    rows = parts.drawn.with_columns(
        worded("field", language).fill_null(none).alias("field"),
        pl.when(pl.col("reduction_t_co2e") >= NARROWEST_NAMED * total).then("rank").alias("label"),
        ((pl.col("cumulative_from_t_co2e") + pl.col("cumulative_reduction_t_co2e")) / 2).alias("middle"),
        pl.max_horizontal("cost_per_tonne_eur", pl.lit(0.0)).alias("top"),
    )
    fields = rows["field"].unique().sort().to_list()
    return [
        Drawing(
            name="",
            title=title,
            summary=f"{summary} {note}".strip(),
            table=parts.table,
            spec=spec(
                title,
                [how, note],
                rows.drop("title", "left_out_because", "status", "cost_per").to_dicts(),
                width=620,
                height=340,
                layer=[
                    {
                        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 0.5},
                        "encoding": {
                            "x": {
                                "field": "cumulative_from_t_co2e",
                                "type": "quantitative",
                                "title": "Minderung, aufsummiert (t CO2e im Jahr)"
                                if german
                                else "Reduction, cumulative (t CO2e a year)",
                                "axis": {"format": ",~r", "grid": False},
                                "scale": {"nice": False, "domain": [0, total]},
                            },
                            "x2": {"field": "cumulative_reduction_t_co2e"},
                            "y": {
                                "field": "cost_per_tonne_eur",
                                "type": "quantitative",
                                "title": "Kosten je Tonne (EUR/t CO2e)" if german else "Cost of a tonne (EUR/t CO2e)",
                                "axis": {"format": ",~r"},
                            },
                            "y2": {"datum": 0},
                            "color": {
                                "field": "field",
                                "type": "nominal",
                                "title": "Handlungsfeld" if german else "Field of action",
                                "scale": {
                                    "domain": fields,
                                    "range": [COLOURS[at % len(COLOURS)] for at in range(len(fields))],
                                },
                                "legend": {"orient": "bottom", "columns": 3},
                            },
                        },
                    },
                    {
                        "transform": [{"filter": "isValid(datum.label)"}],
                        "mark": {"type": "text", "baseline": "bottom", "dy": -3, "color": INK, "fontSize": 11},
                        "encoding": {
                            "x": {"field": "middle", "type": "quantitative"},
                            "y": {"field": "top", "type": "quantitative"},
                            "text": {"field": "label", "type": "quantitative"},
                        },
                    },
                ],
            ),
        )
    ]
