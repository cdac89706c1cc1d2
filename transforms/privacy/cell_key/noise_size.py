"""How large a unit of noise is, as a share of the value it is put on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.privacy.cell_key.maximum_entropy import Floats


@dataclass(frozen=True)
class NoiseSize:
    """`small` of a value up to `flex_point`, falling towards `large` above it; the same `small` everywhere without one.

    m(x) = large · (1 + (small·x - large·fp) / (large·fp) · (2·fp / (fp + x))^q) for x ≥ fp = `flex_point`: it is
    `small` at fp and tends to `large`. `epsilon` weighs the largest contribution (1), the second, the third, ….
    Source: Giessing & Tent (2019), the flex function; manual of the R package cellKey, ck_flexparams, ck_simpleparams.
    """

    small: float
    large: float | None = None
    flex_point: float | None = None
    q: float = 3.0
    epsilon: tuple[float, ...] = (1.0,)

    def share(self, values: Floats) -> Floats:
        """m(|x|) per value; no number where there is none."""
        size = np.abs(values)
        if self.flex_point is None or self.large is None:
            return np.full(size.shape, self.small)
        point, large = self.flex_point, self.large
        beyond = np.maximum(size, point)
        rise = (self.small * beyond - large * point) / (large * point)
        shares: Floats = large * (1 + rise * (2 * point / (point + beyond)) ** self.q)
        return np.where(size < point, self.small, shares)
