"""One picture per municipality: how far (%) each indicator is from its required value, and its traffic light."""

from __future__ import annotations

from typing import Any

import polars as pl

from delivery.charts.drawable import drawable, hidden
from delivery.charts.drawing import Drawing
from delivery.charts.file_name import file_name
from delivery.charts.labelled_bars import labelled_bars
from delivery.charts.palette import BLUE, GREY, INK, OCHRE, RED, SOFT
from delivery.charts.speech import Speech
from delivery.charts.style import finished, wrapped

COLUMNS = (
    "period", "municipality_code", "indicator", "dimension", "unit", "direction", "deviation_percent", "light",
    "light_reason", "status", "value_source",
)  # fmt: skip
COLOUR_OF = {"on-track": BLUE, "slightly-off": OCHRE, "off": RED}


def indicator_lights(frame: pl.DataFrame, speech: Speech) -> list[Drawing]:
    """The light is written beside its bar, so no colour need be seen; a grey one has no bar but its reason."""
    ordered = frame.select(COLUMNS).sort("municipality_code", "dimension", "indicator", nulls_last=True)
    return [_drawing(place, speech) for place in ordered.partition_by("municipality_code", maintain_order=True)]


def _drawing(place: pl.DataFrame, speech: Speech) -> Drawing:
    table = drawable(place, ["deviation_percent"]).table
    is_hidden = place.select(hidden(place).alias("hidden"))["hidden"].to_list()
    rows = [_row(it, secret, speech) for it, secret in zip(table.to_dicts(), is_hidden, strict=True)]
    code = place["municipality_code"][0]
    title = speech.say("lights", where=code) if code else speech.say("lights plain")
    lights = [light for light, secret in zip(place["light"], is_hidden, strict=True) if not secret]
    found = [it for it in (*COLOUR_OF, "grey") if it in lights]
    told = ", ".join(f"{speech.word(it)} {speech.count(lights.count(it))}" for it in found)
    return Drawing(
        name=file_name(code),
        title=title,
        summary=speech.say("lights told", count=speech.count(table.height), told=told or speech.say("not told")),
        table=table.with_columns(
            pl.when(~pl.Series(is_hidden, dtype=pl.Boolean)).then(it).alias(it) for it in ("light", "light_reason")
        ),
        spec=finished(
            labelled_bars(
                rows, name="indicator", value="percent", title=speech.say("lights axis"), band=0.65, room=0.7, ticks=6
            ),
            title,
            [],
            speech.source(place, "value_source"),
        ),
    )


def _row(row: dict[str, Any], secret: bool, speech: Speech) -> dict[str, Any]:
    unit = (row["unit"] or "1").replace(" ", "\N{NO-BREAK SPACE}")
    name = row["indicator"] if unit == "1" else f"{row['indicator']} ({unit})"
    percent = row["deviation_percent"]
    if secret:
        told = [speech.say("not told")]
    else:
        told = [] if percent is None else [f"{speech.amount(percent)} %"]
        told += [speech.word(row["light"]), *([speech.word(row["light_reason"])] if row["light_reason"] else [])]
    return {
        "indicator": wrapped(name),
        "percent": None if secret else percent,
        "at": 0.0 if secret or percent is None else max(percent, 0.0),
        "label": " · ".join(told),
        "ink": SOFT if secret or row["light"] == "grey" else INK,
        "colour": COLOUR_OF.get(row["light"], GREY),
    }
