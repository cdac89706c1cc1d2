"""Numbers as printed, rewritten plainly; what is no number stays for the check to refuse."""

from __future__ import annotations

import polars as pl

from sources.published.plain_numbers import plain_numbers


def test_a_percentage_of_a_share_is_a_share_and_of_anything_else_is_left_to_be_refused() -> None:
    frame = pl.DataFrame({"share": ["95,1 %", "0,5"], "percent": ["5,5 %", "6"], "energy": ["5 %", "7"]})
    plain = plain_numbers(frame, {"share": "1", "percent": "%", "energy": "MWh"}, "t")
    assert plain.frame.to_dict(as_series=False) == {
        "share": ["0.951", "0.5"], "percent": ["5.5", "6"], "energy": ["5 %", "7"],
    }  # fmt: skip
    assert plain.cells == {"percent": 2}


def test_silence_and_bounds_are_missing_and_counted_and_words_stay() -> None:
    frame = pl.DataFrame({"a": ["k. A.", "–", "<5", "viel", None, "", "1.234,5¹"]})
    plain = plain_numbers(frame, {"a": None}, "t")
    assert plain.frame["a"].to_list() == ["", "", "", "viel", None, "", "1234.5"]
    assert plain.cells == {"below_threshold": 1, "footnote": 1, "no_figure": 2}


def test_years_do_not_tell_marks_and_lose_their_footnotes() -> None:
    plain = plain_numbers(
        pl.DataFrame({"year": ["2019*"], "a": ["1,5"]}), {"year": None, "a": None}, "t", years=["year"]
    )
    assert plain.frame.row(0) == ("2019", "1.5")
