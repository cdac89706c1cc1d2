"""The real agreements are accepted as they stand, and hold what people rely on when they read them."""

from __future__ import annotations

import pytest

from config.load import LoadedAgreement, load_agreement
from flows.plan_results import plan_results
from schemas.errors import StadtlandError

PERIODS = {"leipzig": "2019", "muenster": "2022", "austria": "2022"}


@pytest.fixture(params=list(PERIODS))
def loaded(request: pytest.FixtureRequest) -> LoadedAgreement:
    return load_agreement(request.param)


def test_it_is_accepted_and_its_results_can_be_computed(loaded: LoadedAgreement) -> None:
    planned = {result.name for result in plan_results(loaded)}
    assert planned | set(loaded.terms.datasets) >= set(loaded.terms.handover.tables)
    assert loaded.period(PERIODS[loaded.terms.agreement]).label == PERIODS[loaded.terms.agreement]


def test_a_period_before_it_began_is_refused(loaded: LoadedAgreement) -> None:
    with pytest.raises(StadtlandError) as refused:
        loaded.period("2018")
    assert refused.value.code == "period-outside-agreement"


def test_every_exception_has_a_reason_that_a_lawyer_can_read(loaded: LoadedAgreement) -> None:
    terms = loaded.terms
    for dataset in terms.datasets.values():
        assert all(tolerance.reason for tolerance in dataset.tolerances.values())
        assert all(rule.reason for rule in dataset.fields.values() if rule.release == "never" or rule.sensitive)
    assert all(purpose.reference for purpose in terms.purposes.values())


def test_a_table_of_personal_data_leaves_only_protected_or_as_sums() -> None:
    terms = load_agreement("muenster").terms
    assert {key for key, dataset in terms.datasets.items() if dataset.protection} == {
        "generation_units",
        "unit_capacities",
    }
    assert terms.datasets["generation_units"].protection is not None
    assert terms.datasets["generation_units"].protection.k == 5
    assert terms.datasets["generation_units"].protection.suppress_at_most <= 0.05
    assert "unit_capacities" not in terms.handover.tables
    assert terms.small_cells["generation_capacity"].values == ["gross_capacity_kw"]


def test_every_municipality_of_the_partnership_is_a_party() -> None:
    codes = {party.municipality_code for party in load_agreement("leipzig").terms.parties.values()}
    assert codes >= {"14713000", "14729380", "14729030", "14729245", "14729410"}


def test_no_figure_per_head_is_asked_for_without_a_population_of_the_year() -> None:
    assert "ghg_per_capita" not in {result.name for result in load_agreement("leipzig").terms.results}
