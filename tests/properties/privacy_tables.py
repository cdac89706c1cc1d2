"""Random small tables with random hierarchies, and protection computed the slow and obvious way."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl
from hypothesis import strategies as st

from transforms.privacy.hierarchies.hierarchy import Hierarchy

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Table:
    """Rows of quasi-identifiers q0, q1, … and one sensitive value s, with a hierarchy per quasi-identifier."""

    rows: list[Row]
    sensitive: list[str | None]
    hierarchies: dict[str, Hierarchy]

    @property
    def frame(self) -> pl.LazyFrame:
        """The table as microdata."""
        columns: dict[str, Any] = {
            name: pl.Series([row[place] for row in self.rows], dtype=pl.String)
            for place, name in enumerate(self.hierarchies)
        }
        return pl.LazyFrame({**columns, "s": pl.Series(self.sensitive, dtype=pl.String)})


@st.composite
def hierarchies(draw: st.DrawFn, name: str) -> Hierarchy:
    """Up to five leaves, joined at random on the way up."""
    leaves = draw(st.integers(1, 5))
    labels = [[f"{name}{leaf}" for leaf in range(leaves)]]
    for level in range(1, draw(st.integers(1, 3))):
        groups = sorted(set(labels[-1]))
        joined = {group: f"{name}-{level}-{draw(st.integers(0, len(groups) - 1))}" for group in groups}
        labels.append([joined[label] for label in labels[-1]])
    return Hierarchy.from_table(pl.DataFrame({f"l{n}": column for n, column in enumerate(labels)}), name=name)


@st.composite
def tables(draw: st.DrawFn, *, least_rows: int = 1) -> Table:
    """One to three quasi-identifiers, missing values among them."""
    found = {f"q{n}": draw(hierarchies(f"q{n}")) for n in range(draw(st.integers(1, 3)))}
    values = [st.sampled_from([*hierarchy.leaves.to_list(), None]) for hierarchy in found.values()]
    rows = draw(st.lists(st.tuples(*values), min_size=least_rows, max_size=25))
    sensitive = draw(st.lists(st.sampled_from(["x", "y", "z", None]), min_size=len(rows), max_size=len(rows)))
    return Table(rows, sensitive, found)


def generalised(table: Table, node: tuple[int, ...]) -> list[Row]:
    """Every row at `node`."""
    maps = []
    for hierarchy, level in zip(table.hierarchies.values(), node, strict=True):
        known = dict(zip(hierarchy.levels["level_0"], hierarchy.levels[f"level_{level}"], strict=True))
        maps.append({**known, None: "*" if level == hierarchy.height else None})
    return [tuple(known[value] for known, value in zip(maps, row, strict=True)) for row in table.rows]


def kept(table: Table, labels: list[Row], k: int, l: int) -> list[bool]:  # noqa: E741 - the model's own name
    """Per row whether its class keeps the promise."""
    sizes: Counter[Row] = Counter(labels)
    values: dict[Row, set[str]] = defaultdict(set)
    for row, value in zip(labels, table.sensitive, strict=True):
        if value is not None:
            values[row].add(value)
    return [sizes[row] >= k and (l == 1 or len(values[row]) >= l) for row in labels]


def brute_loss(table: Table, node: tuple[int, ...], stays: list[bool], factor: float) -> list[float]:
    """Iyengar's loss per column, row by row."""
    keeping, suppressing = min(1, Fraction(2) - 2 * Fraction(str(factor))), min(1, 2 * Fraction(str(factor)))
    rows, losses = len(table.rows), []
    for place, (hierarchy, level) in enumerate(zip(table.hierarchies.values(), node, strict=True)):
        leaves = hierarchy.leaf_count
        under = Counter(hierarchy.levels[f"level_{level}"])
        names = dict(zip(hierarchy.levels["level_0"], hierarchy.levels[f"level_{level}"], strict=True))
        total = Fraction(0)
        for row, stay in zip(table.rows, stays, strict=True):
            own = names.get(row[place])
            share = Fraction(under[own], leaves) if own is not None else Fraction(1, leaves)
            if level == hierarchy.height:
                share = Fraction(1)
            if stay:
                total += share * keeping
            else:
                total += 1 if suppressing == 1 else share + suppressing * (1 - share)
        least = keeping * Fraction(rows, leaves)
        lost = max(Fraction(0), (total - least) / (rows - least)) if rows > least else Fraction(0)
        losses.append(math.floor(lost * 10**10) / 10**10)
    return losses


def brute_entropy(table: Table, node: tuple[int, ...], stays: list[bool], *, counts_suppressed: bool) -> float:
    """Non-uniform entropy, row by row."""
    labels, total = generalised(table, node), 0.0
    for place in range(len(table.hierarchies)):
        raw = Counter(row[place] for row in table.rows)
        coarse = Counter(row[place] for row in labels)
        total += -sum(
            math.log2(raw[row[place]] / coarse[wide[place]]) for row, wide in zip(table.rows, labels, strict=True)
        )
        if counts_suppressed:
            lost = Counter(wide[place] for wide, stay in zip(labels, stays, strict=True) if not stay)
            total += -sum(n * math.log2(n / lost.total()) for n in lost.values())
    return total


def brute_score(table: Table, node: tuple[int, ...], stays: list[bool], metric: dict[str, Any]) -> list[float]:
    """The loss of `node` by `metric`, straight from its definition."""
    rows, suppressed = len(table.rows), stays.count(False)
    classes = Counter(generalised(table, node))
    kept_classes = Counter(row for row, stay in zip(generalised(table, node), stays, strict=True) if stay)
    match metric["name"]:
        case "loss":
            losses = brute_loss(table, node, stays, metric.get("suppression_factor", 0.5))
            if metric.get("aggregate") == "rank":
                return sorted(losses, reverse=True)
            return [math.prod(1 + lost for lost in losses) ** (1 / len(losses)) - 1]
        case "non-uniform-entropy":
            return [brute_entropy(table, node, stays, counts_suppressed=metric.get("counts_suppressed", False))]
        case "discernibility" if metric.get("counts_suppressed", True):
            return [float(sum(n * n for n in kept_classes.values()) + rows * suppressed)]
        case "discernibility":
            return [float(sum(n * n for n in classes.values()))]
        case "precision":
            heights = [hierarchy.height for hierarchy in table.hierarchies.values()]
            lost = [Fraction(level, height) for level, height in zip(node, heights, strict=True)]
            return [float(sum((rows - suppressed) * part + suppressed for part in lost) / rows / len(heights))]
        case "ambiguity":
            return [
                float(sum(brute_meanings(table, node, row, stay) for row, stay in zip(table.rows, stays, strict=True)))
            ]
        case _:
            return [rows / (len(kept_classes) + bool(suppressed))]


def brute_meanings(table: Table, node: tuple[int, ...], row: Row, stay: bool) -> int:
    """How many combinations of leaves a row's labels stand for."""
    product = 1
    for value, (hierarchy, level) in zip(row, zip(table.hierarchies.values(), node, strict=True), strict=True):
        labels = hierarchy.levels[f"level_{level}"].to_list()
        names = dict(zip(hierarchy.levels["level_0"], labels, strict=True))
        if level == hierarchy.height or not stay:
            product *= hierarchy.leaf_count
        elif value is not None:
            product *= labels.count(names[value])
    return product


def nodes(table: Table) -> list[tuple[int, ...]]:
    """The whole lattice."""
    return list(itertools.product(*(range(h.height + 1) for h in table.hierarchies.values())))
