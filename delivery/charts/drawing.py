"""One drawing: what vega-lite is to draw, what it shows in one sentence, and the released rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import polars as pl

Spec: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """A picture before it is rendered. `table` are rows and columns of the released table, every drawn number in it."""

    name: str
    """What is in it beside its table, as part of a file name; empty where a table has one picture."""
    title: str
    summary: str
    """One sentence for those who do not see the picture."""
    spec: Spec
    table: pl.DataFrame
