"""Laws of the balance: sectors, carriers and total agree; twice the energy is twice the emissions; order is nothing."""

from __future__ import annotations

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.factors.load import reference
from transforms.results.balance.ghg_balance import ghg_balance

REFERENCES = {name: reference(name) for name in ("factors", "factor_sets", "carriers", "sector_synonyms")}
KEYS = [
    (sector, carrier)
    for sector in ("buildings", "transport", "industry")
    for carrier in ("Electricity", "Natural gas", "Diesel", "Heating oil", "Biomass", "Heat/Cold (district heating)")
]
energies = st.dictionaries(
    st.sampled_from(KEYS),
    st.one_of(st.none(), st.floats(0, 5e6, allow_nan=False, allow_subnormal=False)),
    min_size=1,
)


def _balance(values: dict[tuple[str, str], float | None], order: random.Random | None = None) -> pl.DataFrame:
    rows = [("14713000", 2019, sector, carrier, energy) for (sector, carrier), energy in values.items()]
    if order is not None:
        order.shuffle(rows)
    inventory = pl.LazyFrame(
        rows,
        schema={
            "municipality_code": pl.String, "year": pl.Int64, "sector": pl.String, "carrier": pl.String,
            "energy_mwh": pl.Float64,
        },
        orient="row",
    )  # fmt: skip
    return ghg_balance(inventory, period="2019", factor_set="bisko-2019", **REFERENCES).collect()


def _kilograms(frame: pl.DataFrame, by: str | None = None) -> int:
    whole = (frame["emissions_t_co2e"] * 1000).round().cast(pl.Int64)
    if by is None:
        return int(whole.sum())
    return int(frame.select(by, kg=whole).group_by(by).agg(pl.col("kg").sum())["kg"].sum())


@settings(max_examples=60, deadline=None)
@given(energies)
def test_sectors_and_carriers_sum_to_the_same_total_in_any_order(values) -> None:  # type: ignore[no-untyped-def]
    balance = _balance(values)
    assert _kilograms(balance, "sector") == _kilograms(balance, "carrier") == _kilograms(balance)
    # The rows are whole kilograms, so even floats add up to the same total, whichever way they are grouped.
    assert abs(float(balance["emissions_t_co2e"].sum()) - _kilograms(balance) / 1000) < 1e-3


@settings(max_examples=60, deadline=None)
@given(energies)
def test_missing_energy_stays_missing_and_is_counted(values) -> None:  # type: ignore[no-untyped-def]
    balance = _balance(values)
    missing = balance.filter(pl.col("status") == "missing")
    assert missing.height == sum(energy is None for energy in values.values())
    assert missing["emissions_t_co2e"].null_count() == missing.height
    assert balance.height == len(values)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.integers(0, 10**6), min_size=1), st.integers(1, 50))
def test_scaling_energies_scales_emissions(values, times: int) -> None:  # type: ignore[no-untyped-def]
    # Whole MWh and whole g/kWh give whole kilograms: nothing is rounded, so the law holds exactly.
    once, more = _balance(values), _balance({key: energy * times for key, energy in values.items()})
    assert _kilograms(more) == times * _kilograms(once)


@settings(max_examples=30, deadline=None)
@given(energies, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(values, order: random.Random) -> None:  # type: ignore[no-untyped-def]
    assert _balance(values).equals(_balance(values, order))
