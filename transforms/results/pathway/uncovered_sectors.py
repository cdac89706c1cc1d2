"""Which sectors the organisations of a transformation cover, and which nobody does."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.results.pathway.read_network import read_network

SECTORS = ("households", "trade and services", "industry", "municipal facilities", "transport")
"""The sectors of the German municipal balance (BISKO), where the agreement names no others."""


def uncovered_sectors(period: str, network_actors: pl.LazyFrame, sectors: Sequence[str] = SECTORS) -> pl.LazyFrame:
    """One row per sector: how many organisations cover it, and which; uncovered ones first.

    `sectors` are those that must be covered; one that only an organisation names is shown as `is_required` false.
    Names are compared without regard to case, `_` and `-`.
    """
    graph = read_network(network_actors, None)
    wanted = {_plain(name): name for name in sectors}
    covering: dict[str, list[str]] = {name: [] for name in wanted}
    named: dict[str, str] = {}
    for organisation in graph:
        for sector in graph.nodes[organisation]["sectors"]:
            named.setdefault(_plain(sector), sector)
            here = covering.setdefault(_plain(sector), [])
            if organisation not in here:
                here.append(organisation)
    rows = [
        {
            "period": period,
            "sector": wanted.get(key, named.get(key, key)),
            "is_required": key in wanted,
            "is_covered": bool(organisations),
            "organisation_count": len(organisations),
            "organisations": "; ".join(organisations) or None,
            "status": "computed",
        }
        for key, organisations in covering.items()
    ]
    types: dict[str, type[pl.DataType]] = {
        "period": pl.String,
        "sector": pl.String,
        "is_required": pl.Boolean,
        "is_covered": pl.Boolean,
        "organisation_count": pl.Int64,
        "organisations": pl.String,
        "status": pl.String,
    }
    return pl.DataFrame(rows, schema=types, orient="row").sort("organisation_count", "sector").lazy()


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
