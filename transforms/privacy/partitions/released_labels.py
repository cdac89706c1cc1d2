"""What a released quasi-identifier can say: every label of its hierarchy, for counting released partitions."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.privacy.hierarchies.hierarchy import TOP, Hierarchy


def released_labels(hierarchies: Mapping[str, Hierarchy]) -> dict[str, Hierarchy]:
    """Per field a hierarchy of two levels: each label of any level once, and '*' above.

    Known before anything is released, so partitions that were recoded, fully or locally, count by the same codes
    without another look at their values. A label that stands in no hierarchy is refused when it is counted.
    """
    found = {}
    for name, hierarchy in hierarchies.items():
        levels = [hierarchy.levels[f"level_{level}"] for level in range(hierarchy.height + 1)]
        labels = pl.concat([one.alias("level_0") for one in levels]).drop_nulls().unique().sort()
        found[name] = Hierarchy(
            pl.DataFrame({"level_0": labels, "level_1": pl.repeat(TOP, labels.len(), eager=True)}), name
        )
    return found
