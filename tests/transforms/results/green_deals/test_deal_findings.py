"""Every check of the register: the deal that breaks it, the one that just does not, and the table nobody gave."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.transforms.results.green_deals.small_register import deals, history, parties, progress
from transforms.results.green_deals.deal_findings import deal_findings


def _found(period: str = "2025", **changes: object) -> pl.DataFrame:
    return _broken(deals(**changes), period=period)


def _broken(register: pl.LazyFrame, steps: pl.LazyFrame | None = None, period: str = "2025") -> pl.DataFrame:
    steps = history() if steps is None else steps
    rows = deal_findings(period, register, parties(), steps, progress()).collect()
    return rows.filter(pl.col("verdict") == "rule broken")


def _checks(rows: pl.DataFrame) -> list[tuple[str, str]]:
    return list(rows.select("check", "subject").iter_rows())


def _steps(*steps: tuple[str, date | None]) -> pl.LazyFrame:
    others = history().filter(pl.col("deal_id") != "A").collect()
    of_a = pl.DataFrame([("A", *step) for step in steps], schema=others.schema, orient="row")
    return pl.concat([of_a, others]).lazy()


def test_a_sound_register_has_no_finding_and_says_what_was_checked() -> None:
    assert _checks(_found()) == []
    rows = deal_findings("2025", deals(), parties(), history(), progress()).collect()
    assert rows["verdict"].unique().to_list() == ["match"]
    assert rows.height == 13
    assert rows["subject"].unique().to_list() == ["3 deals"]


def test_without_a_history_or_parties_what_they_would_show_is_not_checked() -> None:
    rows = deal_findings("2025", deals()).collect()
    assert set(rows.filter(pl.col("verdict") == "not checked")["check"]) == {
        "status_not_skipped",
        "status_not_backwards",
        "status_final",
        "status_dated",
        "status_is_the_last",
        "signed_by_two_parties",
    }


def test_a_deal_whose_history_nobody_gave_is_not_called_right() -> None:
    rows = deal_findings("2025", deals(), parties(), history().filter(pl.col("deal_id") != "C"), progress()).collect()
    assert rows.filter(pl.col("verdict") != "match").select("check", "subject", "verdict").rows() == [
        ("status_not_skipped", "1 deals", "not checked")
    ]


def test_what_names_a_deal_that_the_register_lacks_is_told_and_spoils_nothing_else() -> None:
    register = deals().filter(pl.col("deal_id") != "A")
    rows = _broken(register)
    assert rows.select("check", "subject", "note_en").rows() == [
        ("deal_is_registered", "deal A", f"Every deal that is named is in the register: {count} rows in {table}")
        for table, count in (("deal_parties", 2), ("deal_status_history", 4), ("deal_progress", 3))
    ]


def test_a_skipped_status_is_named() -> None:
    steps = _steps(("idea", date(2022, 1, 1)), ("running", date(2025, 3, 1)))
    rows = _broken(deals(), steps)
    assert _checks(rows) == [("status_not_skipped", "deal A"), ("signed_on_a_day", "deal A")]
    assert rows["note_en"][0] == "No status is skipped: idea -> running; skipped: letter of intent, signed"
    assert rows["note_de"][0].endswith("Idee → laufend; übersprungen: Absichtserklärung, unterzeichnet")


def test_a_status_without_a_date_counts_as_taken_and_is_told() -> None:
    steps = _steps(
        ("idea", date(2022, 1, 1)),
        ("letter of intent", None),
        ("signed", date(2022, 12, 1)),
        ("running", date(2025, 3, 1)),
    )
    assert _checks(_broken(deals(), steps)) == [("status_dated", "deal A")]


def test_nothing_follows_the_end_and_the_register_must_agree_with_its_history() -> None:
    steps = pl.concat(
        [history().collect(), pl.DataFrame({"deal_id": "B", "status": "running", "date": date(2025, 6, 1)})]
    )
    rows = _broken(deals(), steps.lazy())
    assert _checks(rows) == [("status_final", "deal B"), ("status_is_the_last", "deal B")]


def test_two_roles_of_one_organisation_are_one_party() -> None:
    alone = parties().with_columns(
        organisation=pl.when(pl.col("deal_id") == "A").then(pl.lit("City")).otherwise("organisation")
    )
    rows = deal_findings("2025", deals(), alone, history(), progress()).collect()
    broken = rows.filter(pl.col("verdict") == "rule broken")
    assert broken.select("check", "subject", "printed", "recomputed", "difference").rows() == [
        ("signed_by_two_parties", "deal A", 1.0, 2.0, 1.0)
    ]


def test_fulfilled_needs_evidence_that_is_more_than_blanks() -> None:
    steps = _steps(*[(it, date(2022, month, 1)) for month, it in enumerate(("idea", "letter of intent", "signed"), 1)])
    closed = pl.concat(
        [
            steps.collect(),
            pl.DataFrame(
                {"deal_id": "A", "status": ["running", "fulfilled"], "date": [date(2023, 1, 1), date(2025, 3, 1)]}
            ),
        ]
    ).lazy()
    for evidence, found in ((None, 1), ("  ", 1), ("report", 0)):
        rows = _broken(deals(status="fulfilled", evidence=evidence), closed)
        assert _checks(rows) == [("fulfilled_with_evidence", "deal A")] * found


@pytest.mark.parametrize(("end", "days"), [(date(2022, 12, 31), -1.0), (date(2023, 1, 1), None)])
def test_an_end_before_the_start_is_told_in_days(end: date, days: float | None) -> None:
    rows = _found(end_date=end)
    assert rows.select("check", "printed", "unit").rows() == ([("end_after_start", days, "d")] if days else [])


def test_an_open_deal_is_stale_from_the_day_after_the_declared_number() -> None:
    # A's last sign before 2026-03-01 is its status of 2025-03-01: 365 days earlier. (Its value of 2025 is missing.)
    assert _checks(_found(period="2026-03-01")) == []
    rows = _found(period="2026-03-02")
    assert rows.select("check", "subject", "printed", "recomputed").rows() == [("not_stale", "deal A", 366.0, 365.0)]
    # The value of 2026 is a sign of the year 2026; C has been silent since 2025-10-01: 456 days.
    assert _found(period="2026").select("subject", "printed").rows() == [("deal C", 456.0)]


def test_a_deal_without_any_date_is_stale() -> None:
    rows = _broken(deals(status_date=None), _steps(), period="2022")
    assert ("not_stale", "deal A") in _checks(rows)
    assert ("signed_on_a_day", "deal A") in _checks(rows)


_TWIN = {"city": "Umeå", "country": "SE", "kpi": "Energy  saved", "kpi_unit": "mwh"}


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({}, True),
        ({"end_date": None}, True),  # open ends reach as far as they can
        ({"start_date": date(2024, 12, 31)}, True),  # one common day
        ({"start_date": date(2025, 1, 1)}, False),
        ({"reduction_t_co2e": 50.001}, False),
        ({"reduction_t_co2e": None}, False),
        ({"kpi": "heat saved"}, False),
        ({"kpi_unit": "kWh"}, False),
        ({"city": "Mannheim", "country": "DE"}, False),
        ({"city": "Mannheim", "country": "DE", "claim_id": "x"}, True),
    ],
)
def test_one_reduction_in_two_deals_is_found(changes: dict[str, object], is_found: bool) -> None:
    register = deals(**(_TWIN | changes)).with_columns(
        reduction_t_co2e=pl.when(pl.col("deal_id") == "B").then(50.0).otherwise("reduction_t_co2e"),
        claim_id=pl.when(pl.col("deal_id") == "B").then(pl.lit("x")).otherwise("claim_id"),
    )
    rows = _broken(register)
    assert _checks(rows) == [("reduction_claimed_once", "deals A and B")] * is_found
    if is_found:
        assert rows.select("printed", "unit").rows() == [(50.0, "t CO2e")]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("write to deals@example.org", True),
        ("call +49 621 293-0000", True),
        ("ask Frau Sommer", True),
        ("Dr. Ada leads", True),
        ("call 0621 / 293 1234", True),
        ("06212931234", True),
        ("Prof. Dr.-Ing. Ada leads", True),
        ("2023-01-01 to 2026-12-31, 12 000 000 kWh", False),
        ("Bericht vom 01.03.2025, Laufzeit 01/2023 - 12/2026", False),
        ("AGS 08222000 and 05913000", False),
        ("Mannheim saves 0.5 GWh", False),
    ],
)
def test_a_contact_in_a_text_is_found_and_not_repeated(text: str, is_found: bool) -> None:
    rows = _found(commitment=text)
    assert _checks(rows) == [("text_without_contact", "deal A")] * is_found
    assert text not in str(rows.rows())


def test_a_number_of_days_below_one_is_refused() -> None:
    with pytest.raises(StadtlandError) as caught:
        deal_findings("2025", deals(), stale_after_days=0)
    assert caught.value.code == "result-parameter-wrong"
