"""`stadtland demo`: one whole exchange on a generated city."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    rows: Annotated[int, typer.Option("--rows", min=1_000, max=5_000_000, help="Rows of the largest dataset.")] = 5_000,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another city.")] = 2025,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder of all zones. [default: ./stadtland-data]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the handover for a program.")] = False,
) -> None:
    """Generate a city that does not exist, with realistic defects, and run one exchange on it from end to end.

    Reads Latin-1 and UTF-8 text, an Excel workbook and a PostgreSQL table (a server is started for the purpose, unless
    STADTLAND_DEMO_POSTGRES names one). The same seed gives the same package, byte for byte.

    \b
    Examples:
      stadtland demo
      stadtland demo --rows 1000000 --out /tmp/big-city
    """
    from flows.demo_city import demo_city

    demo_city(rows=rows, seed=seed, out=out, as_json=as_json)
