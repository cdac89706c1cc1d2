"""The cells of one release in layers in which no two cells overlap: its finest rows, its margins by sex, its total."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from transforms.privacy.releases.count_program import Numbers
from transforms.privacy.releases.groups import Groups


def layers(of: Groups, release: int) -> Iterator[Numbers]:
    """Per layer and group: the published cell that holds it, -1 where the layer has none. Large cells come first.

    Cells that show no count are in no layer: nothing can be taken off with them.
    """
    cells = np.flatnonzero((of.release_of == release) & of.is_exact)
    made: list[Numbers] = []
    last: dict[tuple[bool, ...], int] = {}
    for cell in cells[np.argsort(-of.sizes[cells], kind="stable")].tolist():
        inside = of.inside(cell)
        categories = of.releases[release].cells[int(of.cell_of[cell])].categories
        pattern = tuple(category is None for category in categories)
        order = [last[pattern]] if pattern in last else []
        order += [place for place in range(len(made)) if place not in order]
        free = next((place for place in order if (made[place][inside] < 0).all()), len(made))
        if free == len(made):
            made.append(np.full(of.count, -1, dtype=np.int64))
        made[free][inside] = cell
        last[pattern] = free
    yield from made
