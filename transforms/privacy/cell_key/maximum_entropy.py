"""The distribution of largest entropy with given mean and variance; one result is one probability per noise value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.cell_key.interior_point import interior_point

Floats = NDArray[np.float64]

_STEPS = 200
_CLOSE_ENOUGH = 1e-15
_REACHED = 1e-12


@dataclass(frozen=True)
class MaximumEntropy:
    """`p` beside its noise values, and `curvature`, the multiplier of v²: above 0 the tails are lifted to reach V."""

    p: Floats
    curvature: float


def maximum_entropy(
    values: Floats, variance: float | None, *, stay: float | None, is_monotone: bool, least: float
) -> MaximumEntropy | None:
    """p that maximises -Σ p log p with Σp = 1, Σpv = 0, Σpv² = `variance`, p ≥ `least`; None where Newton finds none.

    `values` rise. `variance` None leaves it free. `stay` fixes p(0). `is_monotone`: p rises over the values below 0 up
    to v = 0 (no condition where 0 is not among them).

    The dual is solved: p_j = exp(l0 + l1 v + l2 v²), pooled where the order would be broken and cut at `least`, so
    only the multipliers are sought. The dual is convex and smooth but for finitely many kinks; damped Newton ends in
    about ten steps of O(values). Pooling by the mean exponent is exact: blocks of an isotonic problem under any Bregman
    divergence are those of least squares (Barlow & Brunk 1972, theorem 3.1).
    Source: Giessing (2016), the design of transition probabilities; Jaynes (1957) for the form of the solution.
    """
    problem = _Problem(values, variance, stay, is_monotone, least)
    multipliers = problem.start()
    for _ in range(_STEPS):
        p, blocks = problem.primal(multipliers)
        gap = problem.gap(p)
        if np.abs(gap).max() <= _CLOSE_ENOUGH:
            break
        step = problem.newton(p, blocks, gap)
        ahead = problem.damped(multipliers, step, gap)
        if ahead is None or np.allclose(ahead, multipliers, rtol=1e-15, atol=0):
            break
        multipliers = ahead
    p, _ = problem.primal(multipliers)
    if not np.abs(problem.gap(p)).max() <= _REACHED:
        # Newton stands at a kink of the dual, where conditions begin to bind.
        found = interior_point(problem.features.T, problem.wanted, *problem.conditions())
        if found is None:
            return None
        p, multipliers = found[0], -found[1]
    curvature = multipliers[2] / problem.scale**2 if variance is not None else 0.0
    return MaximumEntropy(problem.whole(p), float(curvature))


class _Problem:
    """The free values: all but v = 0 where `stay` fixes it. Powers of v are scaled to at most 1."""

    def __init__(
        self, values: Floats, variance: float | None, stay: float | None, is_monotone: bool, least: float
    ) -> None:
        is_fixed = (values == 0) & (stay is not None)
        self.is_free = ~is_fixed
        self.fixed = float(stay or 0.0) if is_fixed.any() else 0.0
        free = values[self.is_free]
        self.scale = float(np.abs(values).max())
        powers = 3 if variance is not None else 2
        self.features = np.stack([(free / self.scale) ** power for power in range(powers)], axis=1)
        wanted = [1.0 - self.fixed, 0.0, (variance or 0.0) / self.scale**2]
        self.wanted = np.array(wanted[:powers])
        self.least = least
        has_zero = bool((values == 0).any())
        # Only the side below 0 is held in order, as ptable does: there the values that are left can be few.
        self.chain = int((free <= 0).sum()) if is_monotone and has_zero else 0
        self.cap = self.fixed if is_fixed.any() and self.chain else np.inf

    def conditions(self) -> tuple[Floats, Floats]:
        """All bounds and orders as rows of `rows @ p <= most`."""
        count = len(self.features)
        rows, most = [-np.eye(count)], [np.full(count, -self.least)]
        if self.chain:
            rises = np.zeros((self.chain - 1, count))
            rises[np.arange(self.chain - 1), np.arange(self.chain - 1)] = 1.0
            rises[np.arange(self.chain - 1), np.arange(1, self.chain)] = -1.0
            rows, most = [*rows, rises], [*most, np.zeros(self.chain - 1)]
            if np.isfinite(self.cap):
                rows, most = [*rows, np.eye(count)[self.chain - 1 : self.chain]], [*most, np.array([self.cap])]
        return np.vstack(rows), np.concatenate(most)

    def start(self) -> Floats:
        multipliers = np.zeros(len(self.wanted))
        multipliers[0] = np.log(self.wanted[0] / len(self.features))
        return multipliers

    def primal(self, multipliers: Floats) -> tuple[Floats, NDArray[np.int64]]:
        """The probabilities, and per value the block it is pooled in (-1: held at a bound)."""
        exponents = np.clip(self.features @ multipliers, -700.0, 50.0)
        blocks = np.arange(len(exponents))
        if self.chain:
            blocks[: self.chain] = _pooled(exponents[: self.chain])
            sums = np.bincount(blocks, weights=exponents, minlength=len(exponents))
            sizes = np.maximum(np.bincount(blocks, minlength=len(exponents)), 1)
            exponents = (sums / sizes)[blocks]
        raw = np.exp(exponents)
        upper = np.full(len(raw), np.inf)
        upper[: self.chain] = self.cap
        p = np.minimum(np.maximum(raw, self.least), upper)
        return p, np.where(p == raw, blocks, -1)

    def gap(self, p: Floats) -> Floats:
        missed: Floats = self.features.T @ p - self.wanted
        return missed

    def dual(self, multipliers: Floats) -> float:
        p, _ = self.primal(multipliers)
        exponents = self.features @ multipliers
        inner = np.where(p > 0, p * (exponents - np.log(np.maximum(p, 1e-300)) + 1.0), 0.0)
        return float(inner.sum() - multipliers @ self.wanted)

    def newton(self, p: Floats, blocks: NDArray[np.int64], gap: Floats) -> Floats:
        free = blocks >= 0
        count = len(blocks)
        sizes = np.bincount(blocks[free], minlength=count)
        means = np.stack(
            [np.bincount(blocks[free], weights=column[free], minlength=count) for column in self.features.T], axis=1
        )
        held = sizes > 0
        means = means[held] / sizes[held].astype(float)[:, None]
        weight = np.bincount(blocks[free], weights=p[free], minlength=count)[held]
        hessian = (means * weight[:, None]).T @ means
        step: Floats = -np.linalg.lstsq(hessian, gap, rcond=1e-14)[0]
        return step

    def damped(self, multipliers: Floats, step: Floats, gap: Floats) -> Floats | None:
        """The longest of the halved steps that lessens the dual or, where that is flat to rounding, the gap."""
        here, slope, distance = self.dual(multipliers), float(gap @ step), float(np.abs(gap).max())
        length = 1.0
        for _ in range(60):
            ahead = multipliers + length * step
            nearer = float(np.abs(self.gap(self.primal(ahead)[0])).max()) < distance
            if self.dual(ahead) <= here + 1e-4 * length * slope and (nearer or distance > 1e-6):
                return ahead
            if nearer and distance <= 1e-6:
                return ahead
            length /= 2
        return None

    def whole(self, p: Floats) -> Floats:
        found = np.full(len(self.is_free), self.fixed)
        found[self.is_free] = p
        return found


def _pooled(exponents: Floats) -> NDArray[np.int64]:
    """Per value the first place of its block: pool adjacent violators until block means rise."""
    blocks: list[tuple[float, int, int]] = []  # sum, size, first place
    for place, exponent in enumerate(exponents):
        block = (float(exponent), 1, place)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1], before[2])
        blocks.append(block)
    return np.repeat([first for _, _, first in blocks], [size for _, size, _ in blocks]).astype(np.int64)
