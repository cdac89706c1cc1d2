"""`stadtland run AGREEMENT --period P`: one whole exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    agreement: Annotated[str, typer.Argument(help="Name of a built-in agreement, or the path of a YAML file.")],
    period: Annotated[str, typer.Option("--period", "-p", help="2025, 2025-Q1, 2025-01 or 2025-01-31.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder of all zones. [default: ./stadtland-data]")
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            help="Where relative source paths start. [default: the agreement file's folder if given by path, else .]",
        ),
    ] = None,
    correction: Annotated[
        str | None,
        typer.Option("--correction", help="Reason, when this replaces a package delivered for the same period."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the handover for a program.")] = False,
) -> None:
    """Read, check, protect, compute, package, deliver, verify, report: under one agreement, for one period.

    Safe to repeat: the same sources and agreement give the same package, byte for byte, and delivering it twice is
    one delivery. A run that was killed is simply run again.

    \b
    Examples:
      stadtland run leipzig --period 2019
      stadtland run my-city.yaml --period 2025-Q1 --out /srv/exchange
    """
    from flows.handover import hand_over

    hand_over(agreement, period, out=out, sources=sources, correction=correction, as_json=as_json)
