"""A finished table and the proof that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True)
class CellInterval:
    """What an attacker can work out about one suppressed cell; high is None where nothing limits it.

    Computed from published cells alone, so it tells nobody more than the table does. `asked` is false for secondary
    cells, of which nothing is asked.
    """

    cell: tuple[str, ...]
    value: str
    status: str
    low: float
    high: float | None
    asked: bool


@dataclass(frozen=True)
class SuppressedTable:
    """`frame`: one row per published cell with its dimensions, values and status, totals first."""

    frame: pl.DataFrame
    cells: int
    primary: int
    secondary: int
    by_rule: dict[str, int]
    bound: int | None
    is_optimal: bool
    intervals: tuple[CellInterval, ...]

    @property
    def suppressed(self) -> int:
        """All withheld cells."""
        return self.primary + self.secondary

    def as_dict(self) -> dict[str, Any]:
        """For a report. `bound`: no pattern withholds fewer cells (null where value is minimised)."""
        narrowest = [one.high - one.low for one in self.intervals if one.asked and one.high is not None]
        return {
            "cells": self.cells,
            "primary": self.primary,
            "secondary": self.secondary,
            "suppressed": self.suppressed,
            "published": self.cells - self.suppressed,
            "by_rule": self.by_rule,
            "optimal": self.is_optimal,
            "bound": self.bound,
            "audited": len(self.intervals),
            "narrowest_interval": min(narrowest, default=None),
            "intervals": [
                {
                    "cell": list(one.cell),
                    "value": one.value,
                    "status": one.status,
                    "low": one.low,
                    "high": one.high,
                }
                for one in self.intervals
            ],
        }
