"""What is asked of the suppressed cells of one stratum: how wide the interval of each figure must stay."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from schemas.agreement.cells import CellRule
from transforms.privacy.tables.secondary.layer import Layer

LARGEST_FIGURE = 1e6
"""Sums are scaled to this, where solvers compute well."""


def layers_of(
    figures: Mapping[str, NDArray[np.float64]],
    asked: NDArray[np.bool_],
    has_row: NDArray[np.bool_],
    rule: CellRule,
    more: NDArray[np.float64] | float = 0.0,
) -> list[Layer]:
    """One layer per figure that adds up. Counts in units; sums scaled, with nothing below zero known of them.

    A sum's interval [low, high] is to span `sums_percent` of its high end, whatever the true figure in it is: that is
    what can be measured without knowing the truth. up + down >= p / (1 - p) of the figure is enough for it. `more` is
    asked on top, in units and in tenths of a sum's share, where what was asked did not do.
    """
    layers = []
    for name, cells in figures.items():
        if name == rule.count:
            floor = np.where(has_row & (cells >= 1), 1.0, 0.0) if rule.zeros_are_safe else np.zeros(len(cells))
            width, step = np.where(asked, rule.promised_width + more, 0.0), np.where(asked, 1.0, 0.0)
            layers.append(Layer.asking(name, cells, width=width, step=step, floor=floor))
            continue
        scaled = cells * scale_of(cells)
        share = rule.sums_percent / (100.0 - rule.sums_percent) * (1.0 + 0.1 * np.asarray(more))
        positive = scaled[scaled > 0]
        # That a sum is nothing must not be computed either.
        least = float(positive.min()) if len(positive) else 0.0
        layers.append(Layer.asking(name, scaled, width=np.where(asked, share * np.maximum(scaled, least), 0.0)))
    return layers


def scale_of(cells: NDArray[np.float64]) -> float:
    """What the figures of one layer are multiplied by."""
    most = float(cells.max(initial=0.0))
    return LARGEST_FIGURE / most if most > LARGEST_FIGURE or 0 < most < 1.0 else 1.0
