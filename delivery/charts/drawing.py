"""One drawing: what vega-lite is to draw, what it shows in one sentence, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import polars as pl

Spec: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """A picture before it is rendered. `table` holds every number that is drawn, and the rows that could not be."""

    name: str
    title: str
    summary: str
    """One sentence for those who do not see the picture."""
    spec: Spec
    table: pl.DataFrame
