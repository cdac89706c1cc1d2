"""What comes first on the page: failures before passes, figures by group, people's words for a key or a duration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from delivery.report.traced import Traced

_RANK = {"failed": 0, "warned": 1, "not-run": 2, "passed": 3}
_DURATIONS = {
    "Y": ("Jahr", "Jahre", "year", "years"),
    "M": ("Monat", "Monate", "month", "months"),
    "D": ("Tag", "Tage", "day", "days"),
}


def failures_first(checks: Traced) -> list[Traced]:
    """Checks by verdict, the worst first; among equals the ones that stop the run, then the order of the schema."""
    return sorted(checks, key=lambda check: (_RANK[str(check["verdict"])], not check["is_stopping"]))


def grouped(figures: Traced) -> Iterator[tuple[Traced, list[Traced], list[Traced]]]:
    """Neighbouring figures of one table and group: the first of them, the parts, the totals."""
    for _, members in groupby(figures, key=lambda figure: (str(figure["table"]), str(figure["group"]["de"]))):
        group = list(members)
        yield group[0], [one for one in group if not one["is_total"]], [one for one in group if one["is_total"]]


def by_key(nodes: Traced, key: Traced, field: str = "key") -> Traced | None:
    """The entry of a list that a key names, or None."""
    return next((node for node in nodes if node[field] == key), None)


def called(dataset: Traced) -> Traced:
    """A dataset's title, or its key where it has none."""
    return dataset["title"] or dataset["key"]


def with_small_cells(tables: Traced) -> list[Traced]:
    """The tables whose small cells the agreement protects."""
    return [table for table in tables if table["small_cells"]]


def anchor(node: Traced) -> str:
    """An element's id from its place in the JSON: unique because the place is."""
    return re.sub(r"[^A-Za-z0-9]+", "-", node._at).strip("-")


def duration(node: Traced, language: str) -> str:
    """An ISO 8601 duration in words: P90D is 90 Tage."""
    first = 0 if language == "de" else 2
    parts = re.findall(r"(\d+)([YMD])", str(node))
    return ", ".join(f"{int(count)} {_DURATIONS[unit][first + (int(count) != 1)]}" for count, unit in parts)
