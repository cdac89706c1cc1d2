"""Privacy models computed the slow and obvious way, row by row and in fractions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any

import polars as pl

from tests.properties.privacy_tables import Row
from transforms.privacy.hierarchies.hierarchy import Hierarchy

Value = str | None

MEANING = Hierarchy.from_table(
    pl.DataFrame({"value": ["x", "y", "z", "w"], "kind": ["a", "a", "b", "b"]}), name="meaning"
)
"""What the sensitive values mean, for the distance between them."""


def kept_by(
    models: list[dict[str, Any]], population: list[Row], drawn: list[int], values: list[Value]
) -> list[bool] | None:
    """Per drawn row whether it is released; None when a class that cannot be suppressed breaks δ-presence, or rows
    to suppress would have to be withheld although it has a lower bound.

    `population` are generalised rows, `drawn` the places of those in the subset, `values` their sensitive values.
    """
    crowd = Counter(population)
    members: dict[Row, list[Value]] = defaultdict(list)
    for place, value in zip(drawn, values, strict=True):
        members[population[place]].append(value)
    whole = Counter(values)
    for model in models:
        if model["model"] == "d-presence" and model["min"] > 0 and any(row not in members for row in crowd):
            return None
    good = {row: all(_holds(model, own, crowd[row], whole) for model in models) for row, own in members.items()}
    for model in models:
        if model["model"] == "average-reidentification-risk":
            _suppress_smallest(members, good, Fraction(str(model["risk"])))
    if any(model["model"] == "d-presence" and model["min"] > 0 for model in models) and not all(good.values()):
        hidden = [value for row, own in members.items() if not good[row] for value in own]
        crowd_of_hidden = sum(number for row, number in crowd.items() if not good.get(row, False))
        if not all(_holds(model, hidden, crowd_of_hidden, whole) for model in models):
            return None  # withheld, they would tell who is not in the release
    return [good[population[place]] for place in drawn]


def _suppress_smallest(members: dict[Row, list[Value]], good: dict[Row, bool], risk: Fraction) -> None:
    """Classes of one size go in the order that the search itself gives them: tests avoid such ties."""
    stay = sorted((len(own), row) for row, own in members.items() if good[row])
    while stay and sum(size for size, _ in stay) * risk < len(stay):
        good[stay.pop(0)[1]] = False


def _holds(model: dict[str, Any], own: list[Value], crowd: int, whole: Counter[Value]) -> bool:
    counts, n, rows = Counter(own), len(own), whole.total()
    known = sorted((count for value, count in counts.items() if value is not None), reverse=True)
    match model["model"]:
        case "k-anonymity":
            return n >= model["k"]
        case "k-map":
            return crowd >= model["k"]
        case "distinct-l-diversity":
            return len(known) >= model["l"]
        case "entropy-l-diversity":
            return len(known) >= int(model["l"]) and _entropy(counts, model) >= math.log(model["l"]) - 1e-12
        case "recursive-(c,l)-diversity":
            rest = sum(known[model["l"] - 1 :])
            return len(known) >= model["l"] and known[0] < Fraction(str(model["c"])) * rest
        case "t-closeness-equal":
            far = sum(abs(Fraction(counts[value], n) - Fraction(whole[value], rows)) for value in whole)
            return far / 2 <= Fraction(str(model["t"]))
        case "t-closeness-hierarchical":
            return _earth(MEANING, counts, whole) <= Fraction(str(model["t"]))
        case "d-presence":
            return Fraction(str(model["min"])) <= Fraction(n, crowd) <= Fraction(str(model["max"]))
        case "basic-beta-likeness" | "enhanced-beta-likeness":
            return all(_gain(counts, n, whole, value) <= _most(model, whole, value) + 1e-12 for value in counts)
        case _:
            return True


def _entropy(counts: Counter[Value], model: dict[str, Any]) -> float:
    """Shannon's, or Grassberger's with G(1) = -γ - ln 2, G(2) = 2 - γ - ln 2, G(2n+1) = G(2n) = G(2n-2) + 2/(2n-1)."""
    n = counts.total()
    if model["estimator"] == "SHANNON":
        return -sum(count / n * math.log(count / n) for count in counts.values())
    least = -0.5772156649015329 - math.log(2)
    corrected = {count: least + sum(2 / (2 * i - 1) for i in range(1, count // 2 + 1)) for count in counts.values()}
    return math.log(n) - sum(count * corrected[count] for count in counts.values()) / n


def _gain(counts: Counter[Value], n: int, whole: Counter[Value], value: Value) -> float:
    p = Fraction(whole[value], whole.total())
    return float((Fraction(counts[value], n) - p) / p)


def _most(model: dict[str, Any], whole: Counter[Value], value: Value) -> float:
    if model["model"] == "basic-beta-likeness":
        return float(model["beta"])
    return min(float(model["beta"]), -math.log(whole[value] / whole.total()))


def _earth(hierarchy: Hierarchy, counts: Counter[Value], whole: Counter[Value]) -> Fraction:
    """Earth is moved greedily between nearest values, level by level: in a tree that is the least work."""
    n, rows = counts.total(), whole.total()
    left = {value: Fraction(counts[value], n) - Fraction(whole[value], rows) for value in whole}
    work = Fraction(0)
    known = {row[0]: row for row in hierarchy.levels.iter_rows()}
    for level in range(1, hierarchy.height + 1):
        for giver in left:
            for taker in left:
                apart = level < hierarchy.height and (giver is None or taker is None)
                if apart or (level < hierarchy.height and known[giver][level] != known[taker][level]):
                    continue
                moved = min(max(left[giver], Fraction(0)), max(-left[taker], Fraction(0)))
                left[giver] -= moved
                left[taker] += moved
                work += moved * Fraction(level, hierarchy.height)
    return work
