"""Planting: every defect on rows of its own, in the number it says, and nothing else changes. Numbers read back."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.synthetic.defects import Defect, plant
from sources.synthetic.german_csv import german_number

SEEDS = st.integers(0, 2**32)


@settings(deadline=None)
@given(st.integers(40, 400), SEEDS)
def test_planted_rows_are_counted_and_others_untouched(rows: int, seed: int) -> None:
    clean = pl.DataFrame({"key": range(rows), "value": ["good"] * rows})
    defects = (
        Defect("value_is_good", 0.05, {"value": pl.lit("bad")}),
        Defect("value_is_good", 0.02, {"value": pl.lit("worse")}),
        Defect("key_is_unique", 0.04, {}, copies=("key",)),
    )
    frame, counts = plant(clean, defects, np.random.Generator(np.random.PCG64(seed)))
    wrong = frame.filter(pl.col("value") != "good")
    twice = frame.filter(pl.col("key").is_duplicated())
    assert counts == {"value_is_good": wrong.height, "key_is_unique": twice.height}
    assert wrong.join(twice, on="key", how="inner").is_empty()
    assert twice["key"].value_counts()["count"].unique().to_list() == [2]
    untouched = frame.filter((pl.col("value") == "good") & ~pl.col("key").is_duplicated())
    assert untouched.join(clean, on=["key", "value"]).height == rows - sum(counts.values())


@settings(deadline=None)
@given(st.lists(st.integers(-99_999_999, 99_999_999), min_size=1), st.sampled_from(["", "."]))
def test_a_german_number_reads_back(cents: list[int], thousands: str) -> None:
    texts = pl.DataFrame({"n": [cent / 100 for cent in cents]}).select(german_number("n", 2, thousands=thousands))
    read = [round(100 * float(text.replace(".", "").replace(",", "."))) for text in texts.to_series()]
    assert read == cents
