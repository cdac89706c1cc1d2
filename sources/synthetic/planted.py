"""The ground truth of one generated city: which files, how many rows, and how many rows break which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Planted:
    """By dataset: its file, its rows, and by rule the rows that were made to break exactly this rule.

    Every planted row breaks one rule and no other, so a check that is right rejects `rejected(dataset)` rows.
    """

    files: Mapping[str, Path]
    rows: Mapping[str, int]
    defects: Mapping[str, Mapping[str, int]]

    def rejected(self, dataset: str) -> int:
        """Rows of a dataset that a check must reject."""
        return sum(self.defects[dataset].values())
