"""A line of a table of findings shows what its verdict rests on: no coarser than the tolerance, and never more than it.

Figures have three decimals. A share printed with eight decimals may be off by half of its last place, 0.000000005: the
finding must show the ninth and tenth decimal too, or stated and recomputed would read alike.
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.finding_columns import FINDING_COLUMNS
from transforms.key_figures.of_table import findings_of
from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import line

NOTE = ("Bemerkung", "note")
figures = st.decimals(min_value=-(10**9), max_value=10**9, places=9)
tolerances = st.decimals(min_value=0, max_value=100, places=8)


@given(figures, tolerances.filter(bool), st.sampled_from((1, -1)))
def test_a_difference_above_the_tolerance_never_reads_as_one_within(stated: Decimal, slack: Decimal, way: int) -> None:
    above = stated + way * slack * Decimal("1.1")
    found = line("rule", "subject", "mismatch", NOTE, printed=stated, recomputed=above, tolerance=slack)
    assert abs(found["difference"]) > found["tolerance"]
    assert found["tolerance"] == float(slack)


def test_shares_that_differ_in_the_eighth_decimal_are_shown_apart() -> None:
    found = line("share_is_recomputed", "area: X", "mismatch", NOTE, printed=Decimal("0.95123456"),
                 recomputed=Decimal("0.95123459"), unit="1", tolerance=Decimal("0.000000005"))  # fmt: skip
    assert (found["printed"], found["recomputed"], found["difference"]) == (0.95123456, 0.95123459, 3e-8)


def test_a_missing_figure_stays_missing() -> None:
    found = line("rule", "subject", "not checked", NOTE, printed=Decimal("1.5"), unit="ha", tolerance=None)
    assert (found["printed"], found["recomputed"], found["difference"], found["tolerance"]) == (1.5, None, None, None)


def test_the_frame_holds_the_shared_columns_and_then_its_own() -> None:
    lines = [
        line("a", "s", "match", NOTE, printed=1, recomputed=1, tolerance=0, year=2018),
        line("b", "s", "noted", NOTE),
    ]
    frame = findings_frame(lines, "2018", {"year": int, "city": str}).collect()
    assert frame.columns == [*FINDING_COLUMNS, "year", "city"]
    assert frame.schema["printed"] == pl.Float64
    assert frame.select("year", "city", "tolerance").rows() == [(2018, None, 0.0), (None, None, None)]
    assert findings_frame([], "2018", {"year": int}).collect().height == 0


def test_the_report_is_told_the_tolerance() -> None:
    (found,) = findings_of(
        findings_frame([line("a", "s", "match", NOTE, printed=1, recomputed=2, tolerance=3)], "2018")
    )
    assert (found.difference, found.tolerance) == (1.0, 3.0)
