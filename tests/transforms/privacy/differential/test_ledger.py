"""The ledger: sums to the last digit, refuses to the last digit, and knows a question again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemas.agreement.differential import DifferentialPrivacy, PrivacyUnit, Question
from schemas.errors import StadtlandError
from transforms.privacy.differential.answer import Answer, NoisyCell
from transforms.privacy.differential.ledger import Asked, Budget, Entry, Ledger, exact_sum
from transforms.privacy.differential.question_sha256 import question_sha256

amounts = st.decimals(0, 5, places=12)


def entry(number: int, epsilon: Decimal, delta: Decimal = Decimal(0), agreement: str = "demo") -> Entry:
    cell = NoisyCell((), Decimal(number), Decimal(3))
    answer = Answer("count", (), (cell,), "laplace", Decimal(1), None, epsilon, delta, Decimal(3))
    return Entry(Asked(agreement, "2025", f"q{number}", f"{number:064}"), answer)


def test_ten_tenths_are_one() -> None:
    ledger, budget = Ledger(), Budget(Decimal(1))
    for number in range(10):
        ledger = ledger.spend(entry(number, Decimal("0.1")), budget)
    assert ledger.left("demo", budget) == Budget(Decimal(0), Decimal(0))
    with pytest.raises(StadtlandError) as raised:
        ledger.spend(entry(10, Decimal("0.000000000001")), budget)
    assert raised.value.code == "privacy-budget-exceeded"
    facts = raised.value.facts
    assert (facts["asked_epsilon"], facts["left_epsilon"], facts["entries"]) == ("1E-12", "0.0", 10)


def test_delta_is_a_budget_of_its_own() -> None:
    ledger = Ledger().spend(entry(1, Decimal(1), Decimal("1e-6")), Budget(Decimal(9), Decimal("1e-6")))
    with pytest.raises(StadtlandError):
        ledger.spend(entry(2, Decimal(1), Decimal("1e-30")), Budget(Decimal(9), Decimal("1e-6")))


def test_agreements_have_budgets_of_their_own() -> None:
    budget = Budget(Decimal(1))
    ledger = Ledger().spend(entry(1, Decimal(1)), budget).spend(entry(1, Decimal(1), agreement="other"), budget)
    assert ledger.spent("demo").epsilon == ledger.spent("other").epsilon == 1


def test_the_same_question_is_found_not_spent_again() -> None:
    first = entry(1, Decimal("0.5"))
    ledger = Ledger().spend(first, Budget(Decimal(9)))
    again = Asked("demo", "2025", "another name", first.asked.question_sha256)
    assert ledger.find(again) == first
    assert ledger.find(Asked("demo", "2026", "q1", first.asked.question_sha256)) is None
    with pytest.raises(StadtlandError) as raised:
        ledger.spend(first, Budget(Decimal(9)))
    assert raised.value.code == "question-already-answered"


@given(st.lists(amounts, max_size=20), amounts)
def test_never_more_than_the_budget_and_never_refused_within_it(asked: list[Decimal], most: Decimal) -> None:
    ledger, spent = Ledger(), 0
    for number, epsilon in enumerate(asked):
        fits = spent + int(epsilon * 10**12) <= int(most * 10**12)
        try:
            ledger = ledger.spend(entry(number, epsilon), Budget(most))
        except StadtlandError:
            assert not fits
        else:
            assert fits
            spent += int(epsilon * 10**12)
    assert int(ledger.spent("demo").epsilon * 10**12) == spent


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30), max_size=8))
def test_sums_have_no_rounding(numbers: list[Decimal]) -> None:
    from fractions import Fraction

    assert Fraction(exact_sum(numbers)) == sum(map(Fraction, numbers))


QUESTION = {"kind": "sum", "dataset": "d", "column": "x", "bounds": {"lower": 0, "upper": 10}, "epsilon": "0.5"}


def question(**changed: object) -> Question:
    return TypeAdapter(Question).validate_python({**QUESTION, **changed})


def test_a_question_is_known_by_what_it_asks() -> None:
    unit = PrivacyUnit(person="p", rows_per_person=2)
    groups = {"g": ["a", "b"], "h": ["c"]}
    known = question_sha256(question(by=groups), unit)
    assert known == question_sha256(question(epsilon=0.50, by={"h": ["c"], "g": ["b", "a"]}), unit)
    others = [
        question_sha256(question(by=groups, **changed), unit)
        for changed in (
            {"epsilon": "0.51"},
            {"edition": 2},
            {"bounds": {"lower": 0, "upper": 11}},
            {"where": {"g": ["a"]}},
            {"dataset": "e"},
            {"column": "y"},
            {"mechanism": "gaussian", "delta": "1e-6"},
        )
    ]
    others.append(question_sha256(question(by=groups), PrivacyUnit(person="p")))
    assert len({known, *others}) == 9


def test_what_an_agreement_may_say() -> None:
    terms = {
        "epsilon": 1.5,
        "units": {"d": {"person": "p", "rows_per_person": 2}},
        "questions": {"all": QUESTION, "some": {"kind": "count", "dataset": "d", "epsilon": 1}},
        "reason": "agreed",
    }
    assert DifferentialPrivacy.model_validate(terms).questions["all"].epsilon == Decimal("0.5")


@pytest.mark.parametrize(
    "wrong",
    [
        {"epsilon": 1.4},  # less than one period's questions
        {"units": {"e": {}}},
        {"units": {"d": {"rows_per_person": 2}}},
        {"questions": {"a": {**QUESTION, "epsilon": 0}}},
        {"questions": {"a": {**QUESTION, "delta": "1e-6"}}},
        {"questions": {"a": {**QUESTION, "mechanism": "gaussian"}}},
        {"questions": {"a": {**QUESTION, "mechanism": "geometric"}}},
        {"questions": {"a": {**QUESTION, "bounds": {"lower": 3, "upper": 3}}}},
        {"questions": {"a": {**QUESTION, "bounds": {"lower": 0, "upper": 1, "step": 0.3}}}},
        {"questions": {"a": {**QUESTION, "bounds": {"lower": 0, "upper": 1e20}}}},
        {"questions": {"a": {**QUESTION, "by": {"g": ["a", "a"]}}}},
        {"questions": {"a": {**QUESTION, "kind": "histogram", "by": {}}}},
        {"questions": {"a": {**QUESTION, "kind": "median"}}},
        {"reason": None},
    ],
)
def test_what_an_agreement_may_not_say(wrong: dict[str, object]) -> None:
    terms = {
        "epsilon": 1.5,
        "units": {"d": {"person": "p", "rows_per_person": 2}},
        "questions": {"all": QUESTION, "more": {**QUESTION, "epsilon": 1}},
        "reason": "agreed",
    }
    DifferentialPrivacy.model_validate(terms)
    with pytest.raises(ValidationError):
        DifferentialPrivacy.model_validate({**terms, **wrong})


def of_population(number: int, epsilon: Decimal, agreement: str, population: str | None) -> Entry:
    found = entry(number, epsilon, agreement=agreement)
    return Entry(Asked(agreement, "2025", f"q{number}", f"{number:064}", population), found.answer)


def test_agreements_that_name_one_population_share_its_budget() -> None:
    budget = Budget(Decimal(1))
    ledger = Ledger().spend(of_population(1, Decimal("0.6"), "one", "residents"), budget)
    with pytest.raises(StadtlandError) as raised:
        ledger.spend(of_population(2, Decimal("0.5"), "two", "residents"), budget)
    assert (raised.value.facts["left_epsilon"], raised.value.facts["entries"]) == ("0.4", 1)
    ledger = ledger.spend(of_population(2, Decimal("0.4"), "two", "residents"), budget)
    ledger = ledger.spend(of_population(3, Decimal(1), "two", None), budget)
    assert (ledger.spent("residents").epsilon, ledger.spent("two").epsilon) == (1, 1)


@given(
    st.lists(st.tuples(amounts, st.sampled_from(["a", "b"]), st.sampled_from(["p", "q", None])), max_size=15), amounts
)
def test_all_questions_of_a_run_fit_together_or_none_is_asked(
    asked: list[tuple[Decimal, str, str | None]], most: Decimal
) -> None:
    """Said before anything is drawn: exactly where spending them one by one would go through; what is there is free."""
    budget = Budget(most)
    entries = [of_population(number, *one) for number, one in enumerate(asked)]
    for whose in {it.asked.whose for it in entries}:
        about = [it for it in entries if it.asked.whose == whose]
        wanted = [(it.asked, Budget(it.answer.epsilon)) for it in about]
        fits = sum(int(it.answer.epsilon * 10**12) for it in about) <= int(most * 10**12)
        if not fits:
            with pytest.raises(StadtlandError) as raised:
                Ledger().refuse_all_beyond(wanted, budget)
            assert raised.value.code == "privacy-budget-exceeded"
            continue
        ledger = Ledger()
        ledger.refuse_all_beyond(wanted, budget)
        for it in about:
            ledger = ledger.spend(it, budget)
        ledger.refuse_all_beyond(wanted, Budget(Decimal(0)))
        assert ledger.until(about[0].asked).entries == (about[0],)
