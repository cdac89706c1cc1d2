"""The design of noise for counts: one table of transition probabilities from (D, V, js, pstay) by maximum entropy."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TypeVar

import numpy as np

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.maximum_entropy import Floats, MaximumEntropy, maximum_entropy
from transforms.privacy.cell_key.noise_table import NoiseTable
from transforms.privacy.cell_key.variance_range import variance_range

T = TypeVar("T")

LEAST = 1e-8
"""The least probability of an allowed noise value: the width of one key. ptable's lower bound is the same. Where V is
so near the end of what is possible that this cannot be had, it is 0."""


def perturbation_table(
    d: int,
    v: float,
    js: int = 0,
    pstay: float | Sequence[float] | None = None,
    *,
    monotone: bool | Sequence[bool] | None = None,
    exact: bool = True,
    least: float = LEAST,
) -> NoiseTable:
    """One row per original count i = 0, 1, … up to the stationary one (`d`, or `d` + `js` + 1 where `js` > 0).

    For each i ≥ 1 the noise has expectation 0, variance `v` and |noise| ≤ `d`; nothing is published in 1 … `js` or
    below 0; `pstay`, where given, is the probability that a count stays (one number, or one per i ≥ 1; without effect
    where i itself may not be published). Among all such tables it is the one of largest entropy. Zero stays zero.

    `monotone`: noise below 0 becomes likelier towards 0 (one answer, or one per i). None asks for it row by row and
    drops it where the variance could then be met only by lifting the tails (a noise of 2 likelier than one of 1).
    `exact` False lets a row's variance be smaller than `v` where the largest entropy is reached below it; this, with
    `monotone` True, is what the R package ptable does by default (optim = 1) and what its manual calls a violation
    of the fixed variance.

    Guarantees: expectation, variance and `pstay` to 1e-10, optimality by the dual. Does not guarantee that a table
    perturbed with it is safe against every attacker: who knows the noise's bounds and adds up many cells narrows a
    count (Asghar & Kaafar 2020); `d`, `v` and the keys are to be kept inside the house.

    Cost: some milliseconds. Errors: `ptable-parameter-refused`; `ptable-infeasible` with the variances that the other
    parameters allow.
    Source: Fraser & Wooton (2005); Marley & Leaver (2011); Giessing (2016); Enderle, Giessing & Tent (2020). Restated
    from these and from ptable's manual; results agree with ptable 1.0 to 1e-8.
    """
    _refuse_odd(d=d, v=v, js=js)
    last = d if js == 0 else d + js + 1
    stays = _per_row("pstay", pstay, last)
    orders = _per_row("monotone", monotone, last)
    for stay in stays:
        if stay is not None and not 0 < stay < 1:
            raise _refused("pstay", "zwischen 0 und 1", "between 0 and 1", stay)
    noises = [_allowed(i, d, js) for i in range(1, last + 1)]
    solved = []
    for i, (noise, stay, order) in enumerate(zip(noises, stays, orders, strict=True), start=1):
        found = solve_row(noise, v, stay=stay, monotone=order, exact=exact, least=least)
        if found is None:
            raise _infeasible(v, i, noises, stays, orders)
        solved.append((float(i), noise, found.p))
    return NoiseTable.designed(solved)


def solve_row(
    noise: Floats, v: float, *, stay: float | None, monotone: bool | None, exact: bool, least: float
) -> MaximumEntropy | None:
    """The probabilities of one row, or None where no distribution has this variance."""
    found = None
    if monotone is not False:
        found = _within(noise, v, stay, True, exact, least)
        if monotone is None and (found is None or found.curvature > 0):
            found = None
    if found is None and monotone is not True:
        found = _within(noise, v, stay, False, exact, least)
    return found


def _within(
    noise: Floats, v: float, stay: float | None, is_monotone: bool, exact: bool, least: float
) -> MaximumEntropy | None:
    found = None
    if _may_be(noise, v, stay):
        found = (
            maximum_entropy(noise, v, stay=stay, is_monotone=is_monotone, least=least)
            # So near the end of what is possible that not every allowed noise can have `least`.
            or maximum_entropy(noise, v, stay=stay, is_monotone=is_monotone, least=0.0)
            or _at_the_end(noise, v, stay, is_monotone)
        )
    if exact or (found is not None and found.curvature <= 0):
        return found
    loose = maximum_entropy(noise, None, stay=stay, is_monotone=is_monotone, least=least)
    return loose if loose is not None and loose.p @ noise**2 <= v else found


def _may_be(noise: Floats, v: float, stay: float | None) -> bool:
    """Whether any distribution, in order or not, has this variance: spares a search that cannot end."""
    possible = variance_range(noise, stay=stay, is_monotone=False)
    return possible is not None and possible.lowest - 1e-9 <= v <= possible.highest + 1e-9


def _at_the_end(noise: Floats, v: float, stay: float | None, is_monotone: bool) -> MaximumEntropy | None:
    """At the lowest or highest possible variance only some noise values can occur; entropy chooses among those."""
    possible = variance_range(noise, stay=stay, is_monotone=is_monotone)
    support = possible.support_at(v) if possible is not None else None
    if possible is None or support is None:
        return None
    among = maximum_entropy(noise[support], v, stay=stay, is_monotone=is_monotone, least=0.0)
    if among is None:
        return None
    p = np.zeros(len(noise))
    p[support] = among.p
    is_top = abs(v - possible.highest) <= abs(v - possible.lowest) and possible.highest > possible.lowest
    return MaximumEntropy(p, np.inf if is_top else -np.inf)


def _allowed(i: int, d: int, js: int) -> Floats:
    published = np.arange(max(i - d, 0), i + d + 1)
    noise: Floats = (published[(published == 0) | (published > js)] - i).astype(float)
    return noise


def _per_row(name: str, given: T | Sequence[T] | None, rows: int) -> list[T | None]:
    if not isinstance(given, Sequence):
        return [given] * rows
    if len(given) != rows:
        raise _refused(name, f"eine Angabe oder {rows}", f"one entry or {rows}", len(given))
    return list(given)


def _refuse_odd(*, d: int, v: float, js: int) -> None:
    if not 1 <= d <= 100:
        raise _refused("D", "1 bis 100", "from 1 to 100", d)
    if not 0 <= js <= 100:
        raise _refused("js", "0 bis 100", "from 0 to 100", js)
    if not (isfinite(v) and v > 0):
        raise _refused("V", "über 0", "above 0", v)


def _refused(name: str, allowed_de: str, allowed_en: str, given: float) -> StadtlandError:
    return StadtlandError(
        "ptable-parameter-refused", parameter=name, given=given, allowed_de=allowed_de, allowed_en=allowed_en
    )


def _infeasible(
    v: float, row: int, noises: list[Floats], stays: list[float | None], orders: list[bool | None]
) -> StadtlandError:
    ranges = [
        variance_range(noise, stay=stay, is_monotone=bool(order))
        for noise, stay, order in zip(noises, stays, orders, strict=True)
    ]
    possible = [allowed for allowed in ranges if allowed is not None]
    lowest = max((allowed.lowest for allowed in possible), default=0.0)
    highest = min((allowed.highest for allowed in possible), default=0.0)
    if len(possible) < len(ranges) or lowest > highest + 1e-9:
        return StadtlandError("ptable-no-variance", row=row)
    return StadtlandError(
        "ptable-infeasible", v=v, row=row, lowest=float(f"{lowest:.12g}"), highest=float(f"{highest:.12g}")
    )
