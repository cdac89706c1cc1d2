"""Seeded draws, vectorised: categories by weight, and texts by index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

Indices = NDArray[np.int64]


def categories(rng: np.random.Generator, weights: Sequence[float], size: int) -> Indices:
    """`size` indices into `weights`, each as likely as its weight."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn: Indices = np.searchsorted(edges, rng.random(size) * edges[-1], side="right").astype(np.int64)
    return drawn


def frequent_first(rng: np.random.Generator, choices: int, size: int) -> Indices:
    """`size` indices below `choices`, the n-th as likely as 1/(n + 6): how names are spread in a population."""
    return categories(rng, [1 / (rank + 6) for rank in range(choices)], size)


def pick(texts: Sequence[str], indices: Indices) -> pl.Series:
    """The text at each index."""
    return pl.Series(list(texts), dtype=pl.String).gather(pl.Series(indices, dtype=pl.UInt32))
