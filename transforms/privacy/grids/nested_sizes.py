"""Grid sizes that nest: each a multiple of the one before, so that no cell is cut by the border of a coarser one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from schemas.errors import StadtlandError


def nested_sizes(sizes_m: Sequence[int]) -> tuple[int, ...]:
    """`sizes_m`, finest first. 100 m cells nest in 1 km, 250 m cells nest in 1 km, but 100 m cells do not nest in
    250 m: every fifth is cut in two. So there are two ladders, 100 · 1,000 · 10,000 and 250 · 1,000 · 10,000.

    Errors: `grid-sizes-not-nested`.
    """
    sizes = tuple(sizes_m)
    if not sizes or sizes[0] < 1 or any(coarse <= fine or coarse % fine for fine, coarse in pairwise(sizes)):
        raise StadtlandError("grid-sizes-not-nested", sizes=", ".join(str(size) for size in sizes))
    return sizes
