"""Measures that wait for each other in a circle: one shortest circle per tangle, named in order."""

from __future__ import annotations

from collections import deque

import networkx as nx  # type: ignore[import-untyped]  # it ships no types

from transforms.results.pathway.depends_on import Measure


def waits_for(measures: list[Measure]) -> dict[str, tuple[str, ...]]:
    """What each measure waits for, of what is in the agenda."""
    known = {it.name for it in measures}
    return {it.name: tuple(sorted(set(it.needs) & known)) for it in measures}


def cycles(measures: list[Measure]) -> list[tuple[list[str], list[str]]]:
    """Per tangle: a shortest circle through its first name (first name again at the end), and all names in it."""
    needs = waits_for(measures)
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(needs))
    graph.add_edges_from((name, other) for name in sorted(needs) for other in needs[name])
    tangles = [sorted(part) for part in nx.strongly_connected_components(graph)]
    circular = sorted(part for part in tangles if len(part) > 1 or part[0] in needs[part[0]])
    return [(_circle(part, needs), part) for part in circular]


def _circle(part: list[str], needs: dict[str, tuple[str, ...]]) -> list[str]:
    """Breadth first from the first name back to itself, neighbours in order of names."""
    start, inside = part[0], set(part)
    waiting = deque([[start]])
    seen: set[str] = set()
    while waiting:
        way = waiting.popleft()
        for name in needs[way[-1]]:
            if name == start:
                return [*way, start]
            if name in inside and name not in seen:
                seen.add(name)
                waiting.append([*way, name])
    raise LookupError(f"no circle through {start}")  # a strongly connected part always has one
