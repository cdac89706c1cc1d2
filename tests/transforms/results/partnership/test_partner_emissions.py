"""Emissions of partners from the country's, by hand: two partners, a country of round figures."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from config.factors.load import reference
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.land_classes import LAND_CLASSES
from schemas.registry import schema
from transforms.results.partnership.partner_emissions import partner_emissions
from transforms.results.partnership.partnership_status_quo import partnership_status_quo

CITY, VILLAGE, NATION = "14713000", "14729030", "DG000000"
BALANCE = [
    (2018, NATION, "priv_residences", "total", 1000.0, 0.0), (2018, NATION, "business", "total", 600.0, 0.0),
    (2018, NATION, "transport", "total", 2000.0, 0.0), (2018, NATION, "agri", "total", None, 500.0),
    (2018, NATION, "priv_residences", "gas", 400.0, 0.0), (2018, CITY, "transport", "total", 7.0, 0.0),
]  # fmt: skip


def figures(**by_region: float | None) -> pl.LazyFrame:
    return pl.LazyFrame({"region_code": [name.removeprefix("_") for name in by_region],
                         "value": pl.Series(list(by_region.values()), dtype=pl.Float64)})  # fmt: skip


def estimated(**changed: Any) -> pl.LazyFrame:
    columns = ("year", "municipality_code", "sector", "carrier", "emissions_t_co2e", "emissions_process_t_co2e")
    land = {f"{name}_ha": [0.0, 0.0, 0.0] for name in LAND_CLASSES} | {"settlement_ha": [100.0, 0.0, 9.0]}
    given: dict[str, Any] = {
        "municipality_base": pl.LazyFrame({"municipality_code": [VILLAGE, CITY], "municipality_name": ["V", "C"]}),
        "localzero_balance": pl.LazyFrame(BALANCE, schema=columns, orient="row"),
        "regional_dwelling_area": figures(_14713000=20.0, _14729030=5.0, DG000000=100.0),
        "regional_population": figures(_14713000=30.0, _14729030=None, DG000000=300.0),
        "regional_farmland": figures(_14713000=0.0, _14729030=10.0, DG000000=50.0),
        "land_cover": pl.LazyFrame({"municipality_code": [CITY, VILLAGE, "14729410"], "land_ha": [100.0, 0.0, 9.0],
                                    **land}),
        "land_factors": reference("land_factors"),
    }  # fmt: skip
    return partner_emissions(**{**given, **changed}, period="2019")


def test_every_sector_is_the_share_of_its_driver() -> None:
    rows = estimated().collect()
    found = {(row["municipality_code"], row["sector"]): row["emissions_t_co2e"] for row in rows.to_dicts()}
    assert found == {
        (CITY, "households"): 200.0,  # 1000 x 20/100
        (CITY, "services"): 60.0,  # 600 x 30/300
        (CITY, "transport"): 200.0,  # 2000 x 30/300, whatever the city's own row says
        (CITY, "agriculture"): 0.0,  # no farmland is none, and no figure would be missing
        (CITY, "land use"): round(100 * 5_740_400 / 5_103_238, 2),  # settlement, national average
        (VILLAGE, "households"): 50.0,
        (VILLAGE, "services"): None,  # its inhabitants are not stated
        (VILLAGE, "transport"): None,
        (VILLAGE, "agriculture"): 100.0,  # 500 t of processes alone x 10/50
        (VILLAGE, "land use"): 0.0,
    }
    assert set(rows.filter(pl.col("emissions_t_co2e").is_null())["status"]) == {"missing"}
    assert rows["year"].unique().to_list() == [2018]
    checked = check(estimated(), schema("released", "partner_emissions"))
    assert checked.rows_accepted == checked.rows_received == 10


def test_the_country_itself_is_met_exactly() -> None:
    base = pl.LazyFrame({"municipality_code": [NATION], "municipality_name": ["N"]})
    sums = dict(estimated(municipality_base=base).select("sector", "emissions_t_co2e").collect().iter_rows())
    assert sums == {
        "households": 1000.0,
        "services": 600.0,
        "transport": 2000.0,
        "agriculture": 500.0,
        "land use": None,
    }


def test_the_status_quo_calls_an_estimate_computed_and_lacks_what_it_lacks() -> None:
    base = pl.LazyFrame({"municipality_code": [VILLAGE, CITY], "municipality_name": ["V", "C"]})
    rows = partnership_status_quo(base, estimated(), "2019").collect()
    totals = rows.filter(pl.col("sector") == "total").select("municipality_name", "sectors_missing", "status").rows()
    assert totals == [("C", 0, "computed"), ("V", 2, "missing")]
    assert "published" not in rows["status"]


@pytest.mark.parametrize(
    ("changed", "figure", "found"),
    [
        ({"regional_farmland": figures(_14713000=1.0)}, "farmland", 0),
        ({"regional_farmland": figures(DG000000=0.0)}, "farmland", 0),
        ({"nation": "00000000"}, "dwelling area", 0),
    ],
)
def test_without_the_countrys_figure_there_is_no_share(changed: dict[str, Any], figure: str, found: int) -> None:
    with pytest.raises(StadtlandError) as refused:
        estimated(**changed)
    assert (refused.value.code, refused.value.facts["figure"]) == ("national-figure-missing", figure)
    assert refused.value.facts["found"] == found


def test_two_totals_of_one_sector_are_no_figure() -> None:
    columns = ("year", "municipality_code", "sector", "carrier", "emissions_t_co2e", "emissions_process_t_co2e")
    twice = pl.LazyFrame([*BALANCE, (2018, NATION, "agri", "total", 1.0, 0.0)], schema=columns, orient="row")
    with pytest.raises(StadtlandError) as refused:
        estimated(localzero_balance=twice)
    assert refused.value.facts == {"figure": "agri", "nation": NATION, "found": 2}
