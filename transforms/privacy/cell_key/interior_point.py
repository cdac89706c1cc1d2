"""The distribution of largest entropy under linear conditions, where many of them bind; one result is p."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDS = 100
_POLISHING = 30
_CENTRED = 1e-13
_REACHED = 1e-12


def interior_point(equal: Floats, to: Floats, below: Floats, most: Floats) -> tuple[Floats, Floats] | None:
    """p that maximises -Σ p log p with `equal` @ p = `to` and `below` @ p <= `most`, and the multipliers of `equal`.

    Primal-dual path following from an infeasible start, then Newton on the conditions that turned out to bind, so the
    answer is exact to rounding also where only one p is possible. None where it is not: nothing fulfils the conditions.
    Cost: some thirty dense solves in the number of values, of which there are a few dozen at most.
    Source: Boyd and Vandenberghe (2004), Convex Optimization, section 11.7 (primal-dual interior-point method).
    """
    size, conditions = equal.shape[1], len(below)
    p = np.full(size, to[0] / size)
    slack = np.maximum(most - below @ p, 0.1 / size)
    z, y = np.ones(conditions) / conditions, np.zeros(len(equal))
    for _ in range(_ROUNDS):
        middle = float(slack @ z) / conditions
        dual = np.log(p) + 1.0 + equal.T @ y + below.T @ z
        primal, inner = equal @ p - to, below @ p + slack - most
        if max(np.abs(dual).max(), np.abs(primal).max(), np.abs(inner).max(), middle) < _CENTRED:
            break
        centring = slack * z - 0.1 * middle
        hessian = np.diag(1.0 / p) + below.T @ ((z / slack)[:, None] * below)
        right = -dual - below.T @ ((z * inner - centring) / slack)
        step, turn = _newton(hessian, equal, right, -primal)
        slide = -inner - below @ step
        push = (-centring - z * slide) / slack
        length = min(1.0, 0.99 * _room(p, step), 0.99 * _room(slack, slide), 0.99 * _room(z, push))
        p, y, z, slack = p + length * step, y + length * turn, z + length * push, slack + length * slide
    return _polished(p, y, equal, to, below, most, binds=slack < z)


def _polished(
    p: Floats, y: Floats, equal: Floats, to: Floats, below: Floats, most: Floats, *, binds: NDArray[np.bool_]
) -> tuple[Floats, Floats] | None:
    rows, wanted = np.vstack([equal, below[binds]]), np.concatenate([to, most[binds]])
    multipliers = np.concatenate([y, np.zeros(int(binds.sum()))])
    for _ in range(_POLISHING):
        step, turn = _newton(np.diag(1.0 / p), rows, -(np.log(p) + 1.0 + rows.T @ multipliers), wanted - rows @ p)
        length = min(1.0, 0.99 * _room(p, step))
        p, multipliers = p + length * step, multipliers + length * turn
        if np.abs(length * step).max() < 1e-16:
            break
    is_met = np.abs(equal @ p - to).max() <= _REACHED and bool((below @ p <= most + _REACHED).all())
    return (p, multipliers[: len(equal)]) if is_met else None


def _newton(hessian: Floats, rows: Floats, right: Floats, gap: Floats) -> tuple[Floats, Floats]:
    """One step of p and of the multipliers; least squares, because conditions may say the same twice."""
    zero = np.zeros((len(rows), len(rows)))
    system = np.block([[hessian, rows.T], [rows, zero]])
    found: Floats = np.linalg.lstsq(system, np.concatenate([right, gap]), rcond=1e-15)[0]
    return found[: len(hessian)], found[len(hessian) :]


def _room(at: Floats, step: Floats) -> float:
    """How many steps fit before one of these reaches zero."""
    falls = step < 0
    return float((at[falls] / -step[falls]).min()) if falls.any() else np.inf
