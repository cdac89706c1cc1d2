"""Planting defects, and German numbers: examples. The laws stand in tests/properties."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sources.synthetic.defects import Defect, plant
from sources.synthetic.german_csv import german_number


def test_a_defect_lands_only_among_its_rows() -> None:
    frame = pl.DataFrame({"trips": [0, 1] * 50})
    defect = Defect("trips_are_known", 0.1, {"trips": pl.lit(-1)}, among=pl.col("trips") > 0)
    planted, counts = plant(frame, (defect,), np.random.Generator(np.random.PCG64(1)))
    assert counts == {"trips_are_known": 10}
    assert planted.filter(pl.col("trips") == 0).height == 50


def test_too_few_rows_are_said() -> None:
    frame = pl.DataFrame({"value": ["good"]})
    with pytest.raises(ValueError, match="too few"):
        plant(frame, (Defect("value_is_good", 0.5, {"value": pl.lit("bad")}),), np.random.Generator(np.random.PCG64(1)))


def test_thousands_are_marked_as_germans_write_them() -> None:
    texts = pl.DataFrame({"n": [0.0, 999.5, 1000.0, 12_500.25, -1_234.0]}).select(german_number("n", 2, thousands="."))
    assert texts.to_series().to_list() == ["0,00", "999,50", "1.000,00", "12.500,25", "-1.234,00"]
