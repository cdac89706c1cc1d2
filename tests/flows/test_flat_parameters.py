"""No parameter of a result is lost on its way into the evidence."""

from __future__ import annotations

from flows.evidence.flat_parameters import flat_parameters


def test_nested_parameters_keep_their_place() -> None:
    chosen = {
        "country_factors": {"DE": {"factor_set": "bisko-2019", "year": 2019}, "SE": {"factor_set": "umea-2021"}},
        "heat_levers": ["District heat", "Building renovation"],
        "amount": 1.5,
        "is_kept": True,
        "base_year": None,
    }
    assert flat_parameters(chosen) == {
        "country_factors.DE.factor_set": "bisko-2019",
        "country_factors.DE.year": 2019,
        "country_factors.SE.factor_set": "umea-2021",
        "heat_levers": "District heat, Building renovation",
        "amount": 1.5,
        "is_kept": True,
        "base_year": "none",
    }


def test_nothing_chosen_is_nothing() -> None:
    assert flat_parameters({}) == {}
