"""A whole amount divided by weights into whole parts that sum to it exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def exact_shares(whole: int, weights: Mapping[str, Fraction]) -> dict[str, int] | None:
    """Whole parts by name, in proportion to `weights`; their sum is `whole`. None where the weights divide nothing.

    Method of the largest remainder (Hamilton): every name gets its quota rounded down, and what is left goes one by one
    to the largest remainders; equal remainders in the order of names. Weights that are negative or all zero divide
    nothing.
    """
    total = sum(weights.values(), Fraction(0))
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        return None
    quotas = {name: whole * weight / total for name, weight in weights.items()}
    parts = {name: quota.numerator // quota.denominator for name, quota in quotas.items()}
    left = whole - sum(parts.values())
    for name in sorted(quotas, key=lambda name: (parts[name] - quotas[name], name))[:left]:
        parts[name] += 1
    return parts
