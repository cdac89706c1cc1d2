"""An answer from whole numbers: noise on every one, how far it may be off, and what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from transforms.privacy.differential.answer import Answer, NoisyCell
from transforms.privacy.differential.noise import ALPHA, Noise

_LARGEST = 2**63 - 1


def noised(
    truth: Sequence[int],
    noise: Noise,
    *,
    kind: str,
    epsilon: Decimal,
    delta: Decimal,
    step: Decimal = Decimal(1),
    by: Sequence[str] = (),
    groups: Sequence[tuple[str, ...]] = ((),),
) -> Answer:
    """`truth` in steps, one number per group; the answer in units. Cutting a sum to 64 bits widens no difference."""
    drawn = noise.draw([max(-_LARGEST, min(_LARGEST, number)) for number in truth])
    accuracy = noise.accuracy() * step
    cells = tuple(NoisyCell(group, number * step, accuracy) for group, number in zip(groups, drawn, strict=True))
    return Answer(
        kind=kind,
        by=tuple(by),
        cells=cells,
        mechanism=noise.mechanism,
        scale=Decimal(repr(noise.scale)) * step,
        count_scale=None,
        epsilon=epsilon,
        delta=delta,
        accuracy_95_all=noise.accuracy(ALPHA / len(cells)) * step,
    )
