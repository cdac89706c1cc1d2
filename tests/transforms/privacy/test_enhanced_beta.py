"""Enhanced β-likeness: what the largest gain allowed is, for any β."""

from __future__ import annotations

import math

import pytest

from transforms.privacy.models.enhanced_beta import EnhancedBeta


@pytest.mark.parametrize("beta", [0.5, 745.0, 746.0, 1e308])
def test_a_value_that_does_not_occur_is_bounded_by_beta_alone_however_large(beta: float) -> None:
    # Warnings are errors here: exp(-746) is 0, and its logarithm none.
    allowed = EnhancedBeta(beta, "s", (0.25, 0.75, 0.0)).most().tolist()
    assert allowed == pytest.approx([min(beta, math.log(4)), min(beta, math.log(4 / 3)), beta])
