"""Several sensitive fields as one: for each figure the worst of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from transforms.privacy.risk.measures import Measures


def poorest_figures(found: Sequence[Measures]) -> Measures:
    """What is kept for every field: the least l, the largest α, β, δ and t, each of whichever field is poorest in it.

    `found` are measures of one release, at least one; k and the risks of re-identification are the same in all of
    them. recursive_c is the largest among the fields of the least distinct_l, for whose l it is. enhanced_beta is
    None where it is for any field; t_ordered passes over fields without an order.
    """
    least = min((one.distinct_l for one in found if one.distinct_l is not None), default=None)
    enhanced = [one.enhanced_beta for one in found]
    return replace(
        found[0],
        distinct_l=least,
        entropy_l=min((one.entropy_l for one in found if one.entropy_l is not None), default=None),
        recursive_c=_largest(one.recursive_c for one in found if one.distinct_l == least),
        alpha=_largest(one.alpha for one in found),
        basic_beta=_largest(one.basic_beta for one in found),
        enhanced_beta=None if None in enhanced else _largest(enhanced),
        delta=_largest(one.delta for one in found),
        t_equal=_largest(one.t_equal for one in found),
        t_ordered=_largest(one.t_ordered for one in found),
    )


def _largest(figures: Iterable[float | None]) -> float | None:
    return max((figure for figure in figures if figure is not None), default=None)
