"""The network of organisations in a transformation: how many each works with, and who stands between the others."""

from __future__ import annotations

import networkx as nx  # type: ignore[import-untyped]  # it ships no types
import polars as pl

from transforms.results.pathway.read_network import read_network

_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("period", "organisation", "role", "sectors"), pl.String),
    **dict.fromkeys(("degree_count", "component"), pl.Int64),
    **dict.fromkeys(("degree_centrality", "betweenness_centrality"), pl.Float64),
    "is_isolated": pl.Boolean,
    "status": pl.String,
}
_PLACES = 6


def actor_network(period: str, network_actors: pl.LazyFrame, network_links: pl.LazyFrame | None = None) -> pl.LazyFrame:
    """One row per organisation, the one most in between first.

    Degree centrality = organisations it is linked with / all others. Betweenness centrality = share of the shortest
    ways between two others that lead through it (Freeman 1977, A set of measures of centrality based on betweenness;
    Brandes 2001). Both 0 to 1; missing in a network of one (betweenness: of two). `component` numbers the parts that
    no link joins, the largest first.
    """
    graph = read_network(network_actors, network_links)
    between = nx.betweenness_centrality(graph, normalized=True)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    component = {name: number for number, part in enumerate(parts, start=1) for name in part}
    size = len(graph)
    rows: list[dict[str, object]] = [
        {
            "period": period,
            "organisation": name,
            "role": graph.nodes[name]["role"],
            "sectors": "; ".join(graph.nodes[name]["sectors"]) or None,
            "degree_count": graph.degree(name),
            "component": component[name],
            "degree_centrality": round(graph.degree(name) / (size - 1), _PLACES) if size > 1 else None,
            "betweenness_centrality": round(between[name], _PLACES) if size > 2 else None,
            "is_isolated": graph.degree(name) == 0,
            "status": "computed" if size > 2 else "missing",
        }
        for name in graph
    ]
    frame = pl.DataFrame(rows, schema=_TYPES, orient="row")
    order = ["betweenness_centrality", "degree_count", "organisation"]
    return frame.sort(order, descending=[True, True, False], nulls_last=True).lazy()
