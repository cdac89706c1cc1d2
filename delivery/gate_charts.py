"""What the pictures of a package hold beyond their tables: drawn again from the packaged bytes, each text read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import polars as pl

from delivery.chart_files import CHARTS, chart_files
from delivery.chart_text import ChartText
from delivery.charts.charts_of import charts_of, title_of
from delivery.gate_chart import problems_of_chart
from delivery.gate_footer import Problem

CHECK = (
    "Jedes Bild ist Byte für Byte aus seiner freigegebenen Tabelle gezeichnet und nennt nur, was in ihr steht.",
    "Each picture is drawn byte for byte from its released table and tells only what stands in it.",
)


def problems_of_charts(
    bag: Path, tables: Sequence[str], pictures: Collection[str]
) -> Iterator[tuple[str, list[Problem]]]:
    """File by file what is not allowed; `tables` by name, `pictures` by their path inside `data/`.

    The tables themselves have passed the gate. Two looks, because the first would trust a drawing that tells too much.
    """
    expected: dict[str, bytes] = {}
    frames = {table: pl.read_parquet(bag / f"data/tables/{table}.parquet", glob=False) for table in tables}
    charts = charts_of(frames)
    for table, frame in frames.items():
        text = ChartText(frame, title=title_of(table, "de"), table=table, language="de")
        drawn = chart_files([chart for chart in charts if chart.table == table])
        expected |= drawn
        for path in drawn:
            if path.endswith(".svg") and path in pictures:
                problems = problems_of_chart((bag / "data" / path).read_bytes(), text)
                if problems:
                    yield f"data/{path}", problems
    for path in sorted({*expected, *pictures}):
        if path not in pictures:
            yield f"data/{path}", [Problem("Das Bild fehlt.", "the picture is missing.")]
        elif path not in expected:
            yield f"data/{path}", [Problem(f"{CHARTS}: aus keiner Tabelle.", f"{CHARTS}: of no table.")]
        elif (bag / "data" / path).read_bytes() != expected[path]:
            yield (
                f"data/{path}",
                [
                    Problem(
                        "enthält Bytes, die seine Tabelle nicht ergibt.", "holds bytes that its table does not make."
                    )
                ],
            )
