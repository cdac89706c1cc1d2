"""Individual risk: the chance that a sampled row is matched to the right person of the population."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Method = Literal["approximate", "exact"]

_TERMS = 64
_FEW = 40


def individual_risk(
    f: NDArray[np.int64],
    population: NDArray[np.float64],
    *,
    method: Method = "approximate",
) -> NDArray[np.float64]:
    """E(1/F | f) per class, from its rows f in the sample and F in the population (estimated: a sum of weights).

    F given f is negative binomial with success probability p = f/F (Benedetti and Franconi 1998). With q = 1 - p

        f = 1   p/q * ln(1/p)
        f = 2   p/q - (p/q)^2 * ln(1/p)
        f > 2   approximate: p / (f - q), exact: p * integral over u from 0 to 1 of u^(f-1) / (p + q u)

    (Franconi and Polettini 2004, section 3; the approximation is what sdcMicro 5.8 and mu-Argus use by default, and
    is never below the exact value). Where F = f, a census, it is 1/f. An F below f is no population and counts as f:
    sdcMicro returns "risks" above 1 there.

    Guarantees: with weights that are right, the mean chance of a correct match under the model. Does not guarantee:
    anything about a single person whose weight is not typical, nor about an attacker who knows who is in the sample
    (that is the prosecutor, 1/f). Right to about 1e-12, for any f. Cost: a fixed number of passes over the classes.
    """
    rows = f.astype(np.float64)
    p = rows / np.maximum(population, rows)
    risk = p / (rows - (1.0 - p))
    is_exact = np.ones(len(f), dtype=np.bool_) if method == "exact" else f <= 2
    risk[is_exact] = _exact(f[is_exact], p[is_exact])
    return risk


def _exact(f: NDArray[np.int64], p: NDArray[np.float64]) -> NDArray[np.float64]:
    """The integral, by the one of two ways that loses no digits."""
    risk = np.empty(len(f))
    by_steps = (f <= _FEW) & (p <= 0.5)
    risk[by_steps] = _by_steps(f[by_steps], p[by_steps])
    risk[~by_steps] = _by_series(f[~by_steps], p[~by_steps])
    return risk


def _by_steps(f: NDArray[np.int64], p: NDArray[np.float64]) -> NDArray[np.float64]:
    """I(1) = ln(1/p) / q and q I(f) + p I(f-1) = 1 / (f-1); errors shrink by p/q at each step."""
    q = 1.0 - p
    integral = -np.log(p) / q
    for rows in range(2, int(f.max(initial=1)) + 1):
        integral = np.where(f >= rows, (1.0 / (rows - 1) - p * integral) / q, integral)
    found: NDArray[np.float64] = p * integral
    return found


def _by_series(f: NDArray[np.int64], p: NDArray[np.float64]) -> NDArray[np.float64]:
    """p/f * sum of q^j j! / ((f+1) ... (f+j)), all terms positive; for small q or large f a few are enough."""
    rows, q = f.astype(np.float64), 1.0 - p
    term, total = np.ones(len(f)), np.ones(len(f))
    for j in range(1, _TERMS):
        term = term * (q * j / (rows + j))
        total += term
    return p / rows * total
