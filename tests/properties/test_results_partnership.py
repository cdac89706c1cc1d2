"""Laws of the partnership: shares sum to 1 exactly, partners' net is the partnership's, a reduction counts once."""

from __future__ import annotations

import random
from fractions import Fraction

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.factors.load import reference
from transforms.results.partnership.exact_shares import exact_shares
from transforms.results.partnership.partnership_net import partnership_net

CODES = ("14713000", "14729030", "14729245", "14729380", "14729410")
FACTORS = reference("land_factors").collect()
weights = st.dictionaries(st.sampled_from(CODES), st.integers(0, 10**7), min_size=1)
tonnes = st.integers(-(10**9), 10**9).map(lambda kilograms: kilograms / 1000)
claims = st.lists(
    st.tuples(st.sampled_from(("M1", "M2", "M3")), st.sampled_from(CODES), st.sampled_from((*CODES, "99999999", None)),
              st.integers(0, 10**6).map(lambda kilograms: kilograms / 1000)), max_size=8,
)  # fmt: skip


@given(st.integers(0, 10**15), weights)
def test_parts_sum_to_the_whole_and_are_off_by_less_than_one(whole: int, given_weights: dict[str, int]) -> None:
    total = sum(given_weights.values())
    parts = exact_shares(whole, {code: Fraction(weight) for code, weight in given_weights.items()})
    if total == 0:
        assert parts is None
        return
    assert parts is not None
    assert sum(parts.values()) == whole
    assert all(abs(parts[code] - Fraction(whole * weight, total)) < 1 for code, weight in given_weights.items())


def _net(emitted: list[float], claimed: list[tuple[str, str, str | None, float]]) -> pl.DataFrame:
    base = pl.LazyFrame(
        {"municipality_code": CODES, "municipality_name": CODES, "forest_ha": [1.0, 2.5, 3.0, 0.0, 7.0]}
    )
    emissions = pl.LazyFrame({"municipality_code": CODES, "year": [2021] * 5, "sector": ["all"] * 5,
                              "emissions_t_co2e": emitted})  # fmt: skip
    names = {"measure_id": pl.String, "municipality_code": pl.String, "credited_to": pl.String,
             "reduction_t_co2e": pl.Float64}  # fmt: skip
    reductions = pl.LazyFrame(claimed, schema=names, orient="row")
    return partnership_net(base, FACTORS.lazy(), "2021", emissions, reductions).collect()


def _kilograms(frame: pl.DataFrame, column: str) -> list[int]:
    return [round(value * 1000) for value in frame[column]]


@settings(max_examples=60, deadline=None)
@given(st.lists(tonnes, min_size=5, max_size=5), claims, st.randoms(use_true_random=False))
def test_net_adds_up_and_each_reduction_counts_once(
    emitted: list[float], claimed: list[tuple[str, str, str | None, float]], order: random.Random
) -> None:
    found = _net(emitted, claimed)
    for column in ("emissions_t_co2e", "reductions_t_co2e", "removals_t_co2e", "net_t_co2e"):
        *partners, partnership = _kilograms(found, column)
        assert sum(partners) == partnership
    amounts = zip(*(_kilograms(found, f"{name}_t_co2e") for name in ("emissions", "reductions", "removals", "net")),
                  strict=True)  # fmt: skip
    assert all(emission - reduction - removal == net for emission, reduction, removal, net in amounts)
    creditable = {measure for measure, _, credited, _ in claimed if credited in CODES}
    assert found["measures_counted"][-1] == len(creditable)
    most = {measure: max(it[3] for it in claimed if it[0] == measure) for measure in creditable}
    assert _kilograms(found, "reductions_t_co2e")[-1] <= round(sum(most.values()) * 1000)
    shuffled = list(claimed)
    order.shuffle(shuffled)
    assert _net(emitted, shuffled).equals(found)
