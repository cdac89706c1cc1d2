"""Laws of the estimate: parts of a country add up to it; neither order nor other regions change anything."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.factors.load import reference
from schemas.land_classes import LAND_CLASSES
from transforms.results.partnership.partner_emissions import partner_emissions

CODES = ("14713000", "14729030", "14729245", "14729380", "14729410")
NATION = "DG000000"
FACTORS = reference("land_factors").collect()
SECTORS = {"priv_residences": "households", "business": "services", "transport": "transport", "agri": "agriculture"}
figures = st.lists(st.integers(0, 10**7), min_size=5, max_size=5).filter(sum)
emitted = st.tuples(*[st.integers(0, 10**12).map(lambda kilograms: kilograms / 1000)] * 4)


def _estimate(
    parts: list[int], tonnes: tuple[float, ...], order: random.Random | None = None
) -> dict[str, list[float]]:
    rows = [(2018, NATION, sector, "total", value, 0.0) for sector, value in zip(SECTORS, tonnes, strict=True)]
    drivers = [*zip(CODES, map(float, parts), strict=True), (NATION, float(sum(parts)))]
    if order is not None:
        order.shuffle(rows)
        order.shuffle(drivers)
        drivers.append(("99999999", 12345.0))  # somebody else
    columns = ("year", "municipality_code", "sector", "carrier", "emissions_t_co2e", "emissions_process_t_co2e")
    driver = pl.LazyFrame(drivers, schema=["region_code", "value"], orient="row")
    land = {f"{name}_ha": [1.0] * 5 for name in LAND_CLASSES}
    found = partner_emissions(
        pl.LazyFrame({"municipality_code": CODES, "municipality_name": CODES}),
        pl.LazyFrame(rows, schema=columns, orient="row"),
        driver, driver, driver,
        pl.LazyFrame({"municipality_code": CODES, **land}),
        FACTORS.lazy(), "2019",
    ).collect()  # fmt: skip
    return {
        name: found.filter(pl.col("sector") == name).sort("municipality_code")["emissions_t_co2e"].to_list()
        for name in (*SECTORS.values(), "land use")
    }


@settings(max_examples=60, deadline=None)
@given(figures, emitted)
def test_parts_of_a_country_add_up_to_it(parts: list[int], tonnes: tuple[float, ...]) -> None:
    found = _estimate(parts, tonnes)
    for sector, value in zip(SECTORS.values(), tonnes, strict=True):
        # Each of five estimates is rounded to the kilogram.
        assert sum(found[sector]) == pytest.approx(value, abs=5 * 0.0005 + 1e-4)
        assert all(it == 0 for it, part in zip(found[sector], parts, strict=True) if part == 0)


@settings(max_examples=30, deadline=None)
@given(figures, emitted, st.randoms(use_true_random=False))
def test_neither_order_nor_others_change_an_estimate(
    parts: list[int], tonnes: tuple[float, ...], order: random.Random
) -> None:
    assert _estimate(parts, tonnes, order) == _estimate(parts, tonnes)
