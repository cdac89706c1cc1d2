"""The tuples that a node leaves to suppress, as the metrics look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.column import Codes


@dataclass(frozen=True)
class Suppressed:
    """One entry per suppressed tuple: its value numbers per column, and its rows."""

    codes: Sequence[Codes]
    rows: NDArray[np.int64]
    total: int
    """Rows in all."""
