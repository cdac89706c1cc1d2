"""How one magnitude (income, energy) is perturbed: what its noise is proportional to, how large, by which table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.privacy.cell_key.noise_size import NoiseSize
from transforms.privacy.cell_key.noise_table import NoiseTable


@dataclass(frozen=True)
class Magnitude:
    """`by`: noise in proportion to the `largest` contributions, or to the cell's mean or sum.

    `has_zero_keys`: persons who contribute nothing add to the cell key too.
    """

    table: NoiseTable
    size: NoiseSize
    by: Literal["largest", "mean", "sum"] = "largest"
    largest: int = 1
    has_same_key: bool = True
    has_zero_keys: bool = False
