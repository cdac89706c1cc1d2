"""The balance by examples whose arithmetic one can follow, and everything it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from config.factors.load import reference
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from transforms.results.balance.ghg_balance import ghg_balance
from transforms.results.balance.ghg_per_capita import ghg_per_capita

REFERENCES: dict[str, Any] = {
    name: reference(name) for name in ("factors", "factor_sets", "carriers", "sector_synonyms")
}
OURS = Path(__file__).resolve().parents[4] / "config" / "reference"


def _inventory(*rows: tuple[object, ...], city: str = "Leipzig", year: int = 2019) -> pl.LazyFrame:
    columns = ("sector", "carrier", "energy_mwh", "factor_stated_g_per_kwh", "emissions_published_t_co2e")
    return pl.LazyFrame(
        [(city, year, *row, *[None] * (5 - len(row))) for row in rows],
        schema=dict(zip(("city", "year", *columns),
                        (pl.String, pl.Int64, pl.String, pl.String, pl.Float64, pl.Float64, pl.Float64), strict=True)),
        orient="row",
    )  # fmt: skip


def _balance(inventory: pl.LazyFrame, **parameters: Any) -> pl.DataFrame:
    chosen = {"factor_set": "bisko-2019", "period": "2019"} | parameters
    return ghg_balance(inventory, **REFERENCES, **chosen).collect()


def _code(inventory: pl.LazyFrame, **parameters: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as error:
        _balance(inventory, **parameters)
    return error.value


def test_leipzig_2019_from_its_own_published_energies() -> None:
    """Electricity of buildings: 896,858 MWh x 478 g/kWh / 1000 = 428,698.124 t, printed 428,698: a difference of 0.124.

    All 22 rows give 3,137,625.449 t where 3,101,454 t are printed, above all because district heat is taken at the
    ceiling of 260 g/kWh and the city computed with 235.5: 1,524,428 MWh x 260 / 1000 - 359,010 t = 37,341.28 t.
    """
    balance = _balance(pl.scan_csv(OURS / "leipzig_2019_inventory.csv", schema_overrides={
        "municipality_code": pl.String, "scope": pl.String, "energy_mwh": pl.Float64,
        "emissions_published_t_co2e": pl.Float64, "factor_stated_g_per_kwh": pl.Float64}))  # fmt: skip
    assert check(balance.lazy(), schema("released", "ghg_balance")).rows_accepted == balance.height == 22
    row = balance.row(by_predicate=(pl.col("sector") == "buildings") & (pl.col("carrier") == "electricity"), named=True)
    assert row["emissions_t_co2e"] == 428_698.124
    assert row["difference_t_co2e"] == 0.124
    assert (row["factor_g_per_kwh"], row["factor_basis"], row["factor_edition"]) == (478, "lca", "2019")
    heat = balance.filter(pl.col("carrier") == "district_heat", pl.col("sector") == "buildings")
    assert heat["difference_t_co2e"].item() == 37_341.28
    assert set(balance["status"]) == {"computed"}
    assert round(balance["emissions_t_co2e"].sum(), 3) == 3_137_625.449


def test_liquid_gas_has_one_factor_when_burnt_and_another_when_driven() -> None:
    balance = _balance(_inventory(("buildings", "Liquid gas", 1000.0), ("transport", "Flüssiggas", 1000.0)))
    assert dict(balance.select("sector", "emissions_t_co2e").iter_rows()) == {"buildings": 276.0, "transport": 290.0}


def test_missing_energy_is_missing_and_never_zero() -> None:
    balance = _balance(_inventory(("buildings", "Electricity", None), ("transport", "Diesel", 0.0)))
    missing, zero = balance.iter_rows(named=True)
    assert (missing["status"], missing["emissions_t_co2e"], missing["note"]) == ("missing", None, "no energy stated")
    assert (zero["status"], zero["emissions_t_co2e"]) == ("computed", 0.0)


def test_total_rows_are_left_out() -> None:
    balance = _balance(
        _inventory(("buildings", "Electricity", 10.0), ("Gesamt", "", 10.0), ("buildings", "Total", 10.0))
    )
    assert balance.height == 1


def test_names_that_mean_one_carrier_are_one_row() -> None:
    balance = _balance(_inventory(("Gebäude", "Heizöl", 10.0), ("Buildings", "Fuel oil", 20.0)))
    assert balance.select("row_count", "energy_mwh", "emissions_t_co2e").rows() == [(2, 30.0, 9.54)]


def test_a_carrier_without_a_factor_is_an_error_that_names_what_there_is() -> None:
    error = _code(_inventory(("transport", "Kerosene", 10.0)))
    assert error.code == "factor-missing"
    assert "kerosene 2019" in str(error)
    assert "diesel 2018-2019" in str(error)


def test_a_year_without_a_factor_is_an_error_and_no_neighbour_helps_out() -> None:
    error = _code(_inventory(("buildings", "Electricity", 10.0), year=2021))
    assert (error.code, "electricity 2021" in str(error)) == ("factor-missing", True)


def test_an_unknown_carrier_is_told_by_its_sector_and_year_and_not_by_its_text() -> None:
    error = _code(_inventory(("buildings", "Electricity", 1.0), ("buildings", "Zebrastrom 7781", 10.0)))
    assert error.code == "factor-missing"
    assert "unknown carrier of buildings 2019" in str(error)
    assert "7781" not in str(error)


def test_rows_without_a_factor_can_be_left_missing_by_agreement() -> None:
    balance = _balance(_inventory(("transport", "Kerosene", 10.0)), missing_factor="missing")
    assert balance.select("status", "note", "emissions_t_co2e").rows() == [("missing", "no factor", None)]


def test_stated_factors_are_used_on_request_and_the_set_fills_in_on_request() -> None:
    inventory = _inventory(("buildings", "Electricity", 1000.0, 544.0), ("buildings", "Fernwärme", 1000.0))
    assert _code(inventory, factor_from="stated").code == "factor-missing"
    left = _balance(inventory, factor_from="stated", missing_factor="missing")
    assert sorted(left["status"]) == ["computed", "missing"]
    filled = _balance(inventory, factor_from="stated", missing_factor="set")
    values = {carrier: (value, edition) for carrier, value, edition in filled.select(
        "carrier", "emissions_t_co2e", "factor_edition").iter_rows()}  # fmt: skip
    assert values == {"electricity": (544.0, "as stated"), "district_heat": (260.0, "BISKO Table 5")}


def test_own_plant_data_go_first_and_must_share_the_basis() -> None:
    own = {"district_heat": {"g_per_kwh": 235.5, "basis": "lca", "source": "Stadtwerke, 2019"}}
    inventory = _inventory(("buildings", "Fernwärme", 1000.0))
    balance = _balance(inventory, own_factors=own)
    assert balance.select("emissions_t_co2e", "factor_edition", "factor_source").rows() == [
        (235.5, "own", "Stadtwerke, 2019")
    ]
    own["district_heat"]["basis"] = "direct-co2"
    assert _code(inventory, own_factors=own).code == "factor-bases-mixed"


def test_a_key_that_stands_twice_is_refused() -> None:
    error = _code(_inventory(("buildings", "Strom", 1.0), ("Buildings", "strom", 2.0)))
    assert (error.code, error.facts) == (
        "inventory-key-twice",
        {"keys": 1, "rows": 2, "named": "buildings/electricity 2019"},
    )


def test_a_parameter_that_says_nothing_known_is_refused() -> None:
    assert _code(_inventory(("buildings", "Strom", 1.0)), missing_factor="zero").code == "result-parameter-wrong"


def test_rows_of_no_municipality_are_refused() -> None:
    nowhere = _inventory(("buildings", "Strom", 1.0)).with_columns(city=pl.lit(None, dtype=pl.String))
    assert _code(nowhere).code == "municipality-not-named"


POPULATION = pl.LazyFrame({"municipality_code": ["14713000"], "year": [2019], "population_count": [593_145]})
CODES = {"leipzig": "14713000"}


def test_tonnes_per_inhabitant_at_the_end_of_the_year() -> None:
    """1,000,000 MWh of electricity x 478 g/kWh = 478,000 t; over 593,145 inhabitants 0.806 t each."""
    balance = _balance(_inventory(("buildings", "Strom", 1e6)), municipality_codes=CODES)
    result = ghg_per_capita(balance.lazy(), POPULATION, "2019").collect()
    assert check(result.lazy(), schema("released", "ghg_per_capita")).rows_accepted == 1
    assert result.select("emissions_t_co2e", "emissions_t_co2e_per_person", "status").rows() == [
        (478_000.0, 0.806, "computed")
    ]


def test_a_balance_with_a_missing_row_has_no_figure_per_inhabitant() -> None:
    balance = _balance(_inventory(("buildings", "Strom", 1e6), ("transport", "Diesel", None)), municipality_codes=CODES)
    result = ghg_per_capita(balance.lazy(), POPULATION, "2019").collect()
    assert result.select(
        "emissions_known_t_co2e", "emissions_t_co2e", "emissions_t_co2e_per_person", "rows_missing", "status"
    ).rows() == [(478_000.0, None, None, 1, "missing")]


@pytest.mark.parametrize(
    ("population", "code"),
    [
        (POPULATION.with_columns(year=pl.lit(2021)), "population-of-another-year"),
        (POPULATION.with_columns(municipality_code=pl.lit("05913000")), "population-of-another-year"),
        (pl.concat([POPULATION, POPULATION]), "population-key-twice"),
    ],
)
def test_the_population_of_another_year_or_twice_is_refused(population: pl.LazyFrame, code: str) -> None:
    balance = _balance(_inventory(("buildings", "Strom", 1e6)), municipality_codes=CODES)
    with pytest.raises(StadtlandError) as error:
        ghg_per_capita(balance.lazy(), population, "2019")
    assert error.value.code == code


def test_without_a_code_nobody_is_counted() -> None:
    balance = _balance(_inventory(("buildings", "Strom", 1e6)))
    with pytest.raises(StadtlandError) as error:
        ghg_per_capita(balance.lazy(), POPULATION, "2019")
    assert error.value.code == "municipality-not-named"
