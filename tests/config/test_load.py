"""An agreement is accepted whole or refused whole, and a refusal names file, line, field and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from config.load import available_agreements, load_agreement
from schemas.agreement import CsvSource
from schemas.errors import StadtlandError

GOOD = """\
agreement: testland
version: 1
title: Testland und Teststadt
valid: {from: 2025-01-01, until: 2026-12-31}
parties:
  land: {role: state, name: Testland}
  city: {role: city, name: Teststadt}
purposes:
  heat: {text: Wärmewende planen, legal_basis: [eu-gdpr:A6-1-e]}
datasets:
  energy_certificates:
    provider: city
    purpose: heat
    source: {kind: csv, path: certificates.csv, delimiter: ";", decimal: ","}
    fields:
      postcode: {release: generalise, hierarchy: {digits: [3, 1]}}
      heating_type: {release: as-is, sensitive: true}
    protection: {k: 5, l: 2, reason: test}
handover: {to: ["folder:handover"], recipients: [land], tables: [energy_certificates]}
"""

Refusal = Callable[[str, str], str]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    def write_one(text: str) -> str:
        file = tmp_path / "testland.yaml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write_one


@pytest.fixture
def refusal(write: Callable[[str], str]) -> Refusal:
    def of(old: str, new: str) -> str:
        assert old in GOOD
        with pytest.raises(StadtlandError) as caught:
            load_agreement(write(GOOD.replace(old, new)))
        assert caught.value.code == "agreement-refused"
        assert caught.value.exit_code == 3
        return caught.value.message("en")

    return of


def test_a_good_agreement_is_accepted_and_hashed(write: Callable[[str], str]) -> None:
    loaded = load_agreement(write(GOOD))
    assert loaded.terms.agreement == "testland"
    assert len(loaded.sha256) == 64
    assert load_agreement(write(GOOD + "\n")).sha256 != loaded.sha256


@pytest.mark.parametrize("name", available_agreements())
def test_the_built_in_agreements_are_accepted(name: str) -> None:
    assert load_agreement(name).terms.agreement == name


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("version: 1", "version: 1\nversoin: 2", "line 3: versoin", "unknown key"),
        ("release: as-is, sensitive: true", "relaese: as-is", "heating_type.relaese", "unknown key"),
        ("provider: city", "provider: town", "line 12: datasets.energy_certificates.provider", "no party town"),
        ("legal_basis: [eu-gdpr:A6-1-e]", "legal_basis: []", "line 9: purposes.heat.legal_basis", "at least 1"),
        ("postcode:", "postcod:", "line 16: datasets.energy_certificates.fields.postcod", "did you mean postcode"),
        ("hierarchy: {digits: [3, 1]}", "hierarchy: postcodes-of-mars", "fields.postcode.hierarchy", "no hierarchy"),
        ("hierarchy: {digits: [3, 1]}", "hierarchy: {intervals: [5, 10]}", "fields.postcode.hierarchy", "numbers"),
        ("release: as-is, sensitive: true", "release: top-code, at: p99", "heating_type.release", "works on numbers"),
        ("release: generalise, hierarchy: {digits: [3, 1]}", "release: as-is", "fields.postcode", "quasi-identifier"),
        ("k: 5, l: 2,", "k: 1,", "protection.k", "greater than or equal to 2"),
        (
            "tables: [energy_certificates]",
            "tables: [everything]",
            "line 19: handover.tables",
            "nothing here produces everything",
        ),
        ("folder:handover", "ftp://old", "line 19: handover.to", "s3://bucket/prefix"),
        ("energy_certificates:", "energy_certifcates:", "line 11", "did you mean energy_certificates"),
        ("until: 2026-12-31", "until: 2024-12-31", "line 4: valid", "lies before"),
    ],
)
def test_a_refusal_names_line_field_and_what_would_be_right(
    refusal: Refusal, old: str, new: str, line: str, said: str
) -> None:
    message = refusal(old, new)
    assert "testland.yaml" in message
    assert line in message
    assert said in message


def test_all_faults_are_told_at_once(refusal: Refusal) -> None:
    message = refusal("version: 1\ntitle: Testland und Teststadt", "version: 0\ntitel: x")
    assert "3 errors" in message


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "agreement: [", 'agreement: "Ämter\x00"'])
def test_what_is_no_agreement_is_refused(write: Callable[[str], str], text: str) -> None:
    with pytest.raises(StadtlandError) as caught:
        load_agreement(write(text))
    assert caught.value.code == "agreement-refused"


def test_an_agreement_that_is_nowhere() -> None:
    with pytest.raises(StadtlandError) as caught:
        load_agreement("atlantis")
    assert caught.value.code == "agreement-not-found"


@pytest.mark.parametrize("period", ["2024", "2027-Q1", "2026-12-31"])
def test_a_period_lies_inside_the_agreement(write: Callable[[str], str], period: str) -> None:
    loaded = load_agreement(write(GOOD))
    if period == "2026-12-31":
        assert loaded.period(period).end == date(2026, 12, 31)
        return
    with pytest.raises(StadtlandError) as caught:
        loaded.period(period)
    assert caught.value.code == "period-outside-agreement"


def test_a_schedule_says_the_previous_quarter(write: Callable[[str], str]) -> None:
    assert load_agreement(write(GOOD)).period("previous-quarter", date(2026, 1, 2)).label == "2025-Q4"


def test_a_tab_may_delimit_and_a_blank_may_mean_missing(write: Callable[[str], str]) -> None:
    source = load_agreement(write(GOOD.replace('delimiter: ";"', 'delimiter: "\\t", missing: ["", " "]'))).terms
    found = source.datasets["energy_certificates"].source
    assert isinstance(found, CsvSource)
    assert (found.delimiter, found.missing) == ("\t", ["", " "])
