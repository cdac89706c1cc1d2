"""Organisations and their links as an undirected graph, and which sectors each organisation covers."""

from __future__ import annotations

import re

import networkx as nx  # type: ignore[import-untyped]  # it ships no types
import polars as pl

from schemas.errors import StadtlandError
from transforms.results.given.given_rows import given_rows


def read_network(network_actors: pl.LazyFrame, network_links: pl.LazyFrame | None) -> nx.Graph:
    """Nodes with `role` and `sectors`, nodes and edges in order of names; an edge to oneself is left out.

    Raises `network-actor-unknown` for a link that names an organisation which is not among the actors, and
    `network-actor-twice` (numbers alone are told: no name that nobody has checked).
    """
    graph = nx.Graph()
    rows = sorted(given_rows(network_actors, ("organisation", "role", "sectors")), key=lambda it: it["organisation"])
    for row in rows:
        parts = (part.strip() for part in re.split(r"[;|]", row["sectors"] or ""))
        graph.add_node(row["organisation"], role=row["role"], sectors=tuple(dict.fromkeys(it for it in parts if it)))
    if len(graph) < len(rows):
        raise StadtlandError("network-actor-twice", count=len(rows) - len(graph))
    links = given_rows(network_links, ("organisation", "linked_organisation"))
    pairs = sorted(
        {(min(ends), max(ends)) for ends in ((it["organisation"], it["linked_organisation"]) for it in links)}
    )
    unknown = [pair for pair in pairs if not all(name in graph for name in pair)]
    if unknown:
        raise StadtlandError("network-actor-unknown", count=len(unknown), links=len(pairs))
    graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    return graph
