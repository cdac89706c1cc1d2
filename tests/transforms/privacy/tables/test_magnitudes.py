"""Dominance, p % and contributors who know themselves, with their arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.transforms.privacy.tables.conftest import rules, status
from transforms.privacy.tables.primary.dominance import dominance
from transforms.privacy.tables.primary.minimum_frequency import minimum_frequency
from transforms.privacy.tables.primary.p_percent import p_percent
from transforms.privacy.tables.suppress_table import suppress_table
from transforms.privacy.tables.suppressed_table import SuppressedTable

# Firms by place and sector: (place, sector, firm, MWh).
FIRMS = pl.DataFrame(
    [("p", "steel", "F1", 90.0), ("p", "steel", "F2", 8.0), ("p", "steel", "F3", 2.0)]  # one firm gives 90 of 100
    + [("p", "food", f"F{number}", 20.0) for number in range(4, 9)]  # five equal firms
    + [("q", "steel", f"F{number}", 25.0) for number in range(9, 13)]  # four equal firms
    + [("q", "food", f"F{number}", 30.0) for number in range(13, 17)],
    schema=["a", "b", "firm", "mwh"],
    orient="row",
)


def _suppress(frame: pl.DataFrame, primary: dict[str, Any], **changed: Any) -> SuppressedTable:
    values = {"mwh": {"kind": "magnitude", "contributor": "firm"}}
    return suppress_table(frame, rules(**{"values": values, "primary": primary, **changed}))


def test_p_percent_and_the_room_it_asks_for() -> None:
    # 100 - 90 - 8 = 2 is less than 10 % of 90 = 9: at risk, and safe once the total may be larger by 7.
    risky, needed = p_percent(np.array([100.0]), np.array([[90.0], [8.0]]), p=10)
    assert risky.all()
    assert needed == pytest.approx([7.0])
    # With p = 2 the rest of 2 exceeds 1.8: no risk.
    assert not p_percent(np.array([100.0]), np.array([[90.0], [8.0]]), p=2)[0].any()


def test_dominance_and_the_room_it_asks_for() -> None:
    # 98 of 100 exceed 80 %; 98 are 80 % of 122.5.
    risky, needed = dominance(np.array([100.0]), np.array([[90.0], [8.0]]), n=2, k_percent=80)
    assert risky.all()
    assert needed == pytest.approx([22.5])
    assert not dominance(np.array([100.0]), np.array([[90.0], [8.0]]), n=2, k_percent=98)[0].any()


def test_minimum_frequency_is_a_strict_less_than() -> None:
    assert minimum_frequency(np.array([0.0, 1, 2, 3]), n=3).tolist() == [False, True, True, False]
    assert minimum_frequency(np.array([0.0]), n=3, protect_zeros=True).all()


def test_a_dominated_cell_is_withheld_with_its_rectangle_and_keeps_its_distance() -> None:
    found = _suppress(FIRMS, {"p_percent": {"p": 10}})
    assert status(found)["p", "steel"] == "primary"
    assert found.by_rule == {"p_percent": 1}
    assert found.suppressed == 4
    one = next(one for one in found.intervals if one.status == "primary")
    assert one.high is not None
    assert one.high >= 107


def test_a_firm_in_two_cells_of_a_margin_counts_once_there() -> None:
    frame = FIRMS.with_columns(firm=pl.when(pl.col("firm").is_in(["F4", "F5"])).then(pl.lit("F1")).otherwise("firm"))
    found = _suppress(frame, {"dominance": {"n": 1, "k_percent": 60}})
    # Place p: F1 now gives 90 + 20 + 20 = 130 of 200, which is 65 %.
    assert status(found)["p", "Total"] == "primary"


def test_stated_contributions_do_as_well_as_microdata() -> None:
    stated = FIRMS.group_by("a", "b").agg(
        pl.col("mwh").sum(),
        number=pl.len(),
        first=pl.col("mwh").sort(descending=True).first(),
        second=pl.col("mwh").sort(descending=True).slice(1, 1).first(),
    )
    values = {"mwh": {"kind": "magnitude", "contributors": "number", "largest": ["first", "second"]}}
    found = _suppress(stated, {"p_percent": {"p": 10}}, values=values)
    assert found.frame.equals(_suppress(FIRMS, {"p_percent": {"p": 10}}).frame)


def test_few_contributors_are_a_risk_by_frequency_too() -> None:
    found = _suppress(FIRMS, {"minimum_frequency": {"n": 4, "of": "mwh"}})
    assert [cell for cell, word in status(found).items() if word == "primary"] == [("p", "steel")]


def test_a_sole_contributor_cannot_subtract_himself_to_find_his_neighbour() -> None:
    """Sector s has two firms, one in p and one in q; everything else is large.

    Withholding these two and two more of a rectangle would do for the public. But the firm in p knows its own cell,
    so it could compute the firm in q: a way round p is needed that does not lead through it.
    """
    frame = pl.DataFrame(
        [("p", "s", "P", 10.0), ("q", "s", "Q", 10.0)]
        + [(a, b, f"{a}{b}{k}", 40.0) for a in "pqr" for b in "tu" for k in range(5)]
        + [("r", "s", f"rs{k}", 40.0) for k in range(5)],
        schema=["a", "b", "firm", "mwh"],
        orient="row",
    )
    primary = {"minimum_frequency": {"n": 3, "of": "mwh"}}
    public = _suppress(frame, primary, singletons="ignore")
    guarded = _suppress(frame, primary)
    assert public.suppressed == 4
    assert guarded.suppressed > public.suppressed
    assert guarded.is_optimal
    # With p, s published, q, s must still be open: that is what the firm in p sees.
    hidden = [cell for cell in status(guarded) if cell != ("p", "s")]
    for axis, code in ((0, "q"), (1, "s")):
        assert len([cell for cell in hidden if cell[axis] == code]) >= 2


def test_a_rule_that_needs_contributors_says_so() -> None:
    with pytest.raises(StadtlandError, match="not known who contributes"):
        _suppress(FIRMS, {"p_percent": {"p": 10}}, values={"mwh": {"kind": "magnitude"}})
    with pytest.raises(StadtlandError, match="could be meant"):
        _suppress(FIRMS, {"minimum_frequency": {"n": 3}})
