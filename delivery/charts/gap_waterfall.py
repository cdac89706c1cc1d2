"""One picture per municipality and year: from the baseline (t CO2e) over each reduction to the residual emissions."""

from __future__ import annotations

from typing import Any

import polars as pl

from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.style import BLUE, GREEN, GREY, INK, ORANGE, SKY, spec
from delivery.charts.words import number

# Template: (6) = (1) - (2), (4) = (2) - (3): so baseline - (3) - (5) - uncovered = residual.
STEPS = (
    ("baseline_t_co2e", "Ausgangswert", "Baseline", BLUE, 0),
    ("reduction_other_plans_t_co2e", "andere Pläne", "Other plans", GREEN, -1),
    ("reduction_actions_t_co2e", "Maßnahmen", "Actions", SKY, -1),
    ("uncovered_t_co2e", "ungedeckt", "Uncovered", ORANGE, -1),
    ("residual_t_co2e", "Restemissionen", "Residual", GREY, 0),
)
TOTALS = ("column sum", "total as printed")
"""Our sum of the sectors where there is one, else the printed total."""


def gap_waterfall(frame: pl.DataFrame, language: str = "de") -> list[Drawing]:
    """The total, and each sector; a step whose figure is missing is a gap, and what would stand on it is left out."""
    drawings = []
    for place in frame.sort("city", "year", nulls_last=True).partition_by(
        "municipality_code", "city", "year", maintain_order=True
    ):
        kinds = set(place["row_kind"])
        total = next((kind for kind in TOTALS if kind in kinds), "column sum")
        for row in place.filter(pl.col("row_kind").is_in(["sector", total])).to_dicts():
            drawing = _drawing(row, language)
            if drawing is not None:
                drawings.append(drawing)
    return drawings


def _drawing(row: dict[str, Any], language: str) -> Drawing | None:
    german = language == "de"
    steps: list[dict[str, Any]] = []
    level = 0.0
    is_known = True
    for column, de, en, colour, sign in STEPS:
        value = None if row["status"] == "suppressed" else row[column]
        start, end = None, None
        if value is not None and (sign == 0 or is_known):
            start, end = (0.0, value) if sign == 0 else (level, level - value)
            level = end
        is_known = is_known and value is not None
        steps.append({"step": de if german else en, "colour": colour, "value": value, "from": start, "to": end})
    drawn = [step for step in steps if step["to"] is not None]
    if not drawn:
        return None
    left_out = [step["step"] for step in steps if step["to"] is None]
    note = ""
    if left_out:
        note = (
            f"{'fehlt oder steht auf Fehlendem' if german else 'missing, or stands on what is'}: {', '.join(left_out)}"
        )
    is_total = row["row_kind"] != "sector"
    part = ("Summe der Sektoren" if german else "sum of sectors") if row["row_kind"] == "column sum" else row["sector"]
    title = f"{row['city'] or row['municipality_code'] or ''} {row['year']}: ".lstrip() + (
        f"Emissionslücke, {part}" if german else f"emissions gap, {part}"
    )
    told = ", ".join(f"{step['step']} {number(step['value'], language)}" for step in drawn)
    rows = [{**step, "label": max(step["from"], step["to"])} for step in drawn]
    axis = "Emissionen (t CO2e im Jahr)" if german else "Emissions (t CO2e a year)"
    order = [step["step"] for step in steps]
    x = {
        "field": "step",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": order},
        "title": None,
        "axis": {"labelAngle": 0, "ticks": False},
    }
    return Drawing(
        name=file_name(row["city"] or row["municipality_code"], row["year"], "total" if is_total else row["sector"]),
        title=title,
        summary=f"{'Wasserfall in t CO2e' if german else 'Waterfall in t CO2e'}: {told}. {note}".strip(),
        table=pl.DataFrame(
            [{"step": it["step"], "value_t_co2e": it["value"], "from": it["from"], "to": it["to"]} for it in steps],
            schema={"step": pl.String, "value_t_co2e": pl.Float64, "from": pl.Float64, "to": pl.Float64},
        ),
        spec=spec(
            title,
            [note],
            rows,
            width=560,
            height=320,
            layer=[
                {
                    "mark": {"type": "bar", "width": {"band": 0.7}},
                    "encoding": {
                        "x": x,
                        "y": {"field": "from", "type": "quantitative", "title": axis, "axis": {"format": ",~r"}},
                        "y2": {"field": "to"},
                        "color": {"field": "colour", "type": "nominal", "scale": None},
                    },
                },
                {
                    "mark": {"type": "text", "baseline": "bottom", "dy": -4, "color": INK, "fontSize": 11},
                    "encoding": {
                        "x": x,
                        "y": {"field": "label", "type": "quantitative"},
                        "text": {"field": "value", "type": "quantitative", "format": ",.0f"},
                    },
                },
            ],
        ),
    )
