"""With several sensitive fields, the poorest one is told: l must hold for every one of them."""

from __future__ import annotations

import polars as pl

from transforms.privacy.risk.measure import measure
from transforms.privacy.risk.measure_poorest import measure_poorest

# One class of three rows: `rich` has three values in it, `poor` one.
FRAME = pl.LazyFrame({"q": ["a", "a", "a"], "rich": ["x", "y", "z"], "poor": ["p", "p", "p"]})


def test_the_poorest_field_is_told_in_whatever_order() -> None:
    for order in (["rich", "poor"], ["poor", "rich"]):
        found = measure_poorest(FRAME, ["q"], order)
        assert (found.k, found.distinct_l) == (3, 1)
    assert measure_poorest(FRAME, ["q"], ["rich"]).distinct_l == 3


def test_without_a_sensitive_field_it_is_the_plain_measure() -> None:
    assert measure_poorest(FRAME, ["q"], []) == measure(FRAME, ["q"])
