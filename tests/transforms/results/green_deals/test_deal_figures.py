"""Register, status, progress, savings, prototypes and comparison of four small deals, with their arithmetic."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from tests.transforms.results.green_deals.small_register import (
    COUNTRY_FACTORS,
    deals,
    history,
    house,
    parties,
    progress,
)
from transforms.results.green_deals.deal_comparison import deal_comparison
from transforms.results.green_deals.deal_findings import deal_findings
from transforms.results.green_deals.deal_progress_kpi import deal_progress_kpi
from transforms.results.green_deals.deal_prototypes import deal_prototypes
from transforms.results.green_deals.deal_register import deal_register
from transforms.results.green_deals.deal_savings import deal_savings
from transforms.results.green_deals.deal_status import deal_status


def _savings(**more: object) -> pl.DataFrame:
    chosen = {"country_factors": COUNTRY_FACTORS, "missing_factor": "missing"} | more
    return deal_savings("2025", deals(), **house(), **chosen).collect()  # type: ignore[arg-type]


def test_the_register_names_organisations_and_what_it_lacks() -> None:
    rows = deal_register("2025", deals(), parties(), history()).collect()
    assert rows["party_count"].to_list() == [2, 2, 0]
    assert rows["parties"][0] == "City of Mannheim (lead, city); Works (partner, utility)"
    assert rows.select("lacks", "status").rows() == [(None, "published"), (None, "published"), ("baseline", "missing")]


def test_the_rate_is_fulfilled_over_ever_signed() -> None:
    rows = deal_status("2025", deals(), history()).collect()
    whole = rows.filter(pl.col("level") == "all", pl.col("deal_count") > 0)
    assert dict(whole.select("deal_status", "deal_count").iter_rows()) == {"idea": 1, "running": 1, "fulfilled": 1}
    assert whole["fulfilment_rate"].unique().to_list() == [0.5]  # B of A and B; C was never signed
    espoo = rows.filter(pl.col("level") == "city", pl.col("city") == "Espoo")
    assert espoo["fulfilment_rate"].null_count() == 7  # nothing signed: no rate, not 0
    assert rows.filter(pl.col("level") == "city")["deal_count"].sum() == 3


def test_a_share_of_the_way_counts_up_and_down_and_a_missing_value_is_no_zero() -> None:
    rows = deal_progress_kpi("2025", deals(), progress()).collect()
    assert rows.select("deal_id", "progress_period", "share_of_way", "is_latest", "lacks").rows() == [
        ("A", "2024", 0.5, True, None),  # (100 - 0) / (200 - 0)
        ("A", "2025", None, False, "kpi_value"),
        ("B", "2024", 1.0, True, None),  # (300 - 400) / (300 - 400)
        ("C", None, None, False, "baseline, kpi_value"),
    ]
    # 2023-01-01 to 2024-12-31 are 730 of the 1 460 days to 2026-12-31.
    assert rows["share_of_time"][0] == 0.5


def test_a_target_that_is_the_baseline_has_no_way() -> None:
    rows = deal_progress_kpi("2025", deals(target=0.0), progress()).collect()
    assert rows.select("share_of_way", "lacks", "status").row(0) == (
        None,
        "a target that differs from the baseline",
        "missing",
    )


def test_every_country_saves_with_its_own_factor_and_finland_stays_missing() -> None:
    rows = _savings().select(
        "deal_id", "saved_energy_kwh", "factor_set", "factor_year", "factor_basis", "reduction_t_co2e", "lacks"
    )
    assert rows.rows() == [
        ("A", 100_000.0, "bisko-2019", 2019, "lca", 47.8, None),  # 100 MWh x 478 g/kWh / 1000
        ("B", 110_000.0, "umea-2021", 2021, "unstated", 5.511, None),  # 110 MWh x 50.1 g/kWh / 1000
        ("C", 7_000.0, None, None, None, None, "factor of FI"),
    ]
    assert _savings()["difference_t_co2e"][0] == -2.2  # 47.8 - 50


def test_a_missing_factor_names_what_is_there() -> None:
    with pytest.raises(StadtlandError) as caught:
        _savings(missing_factor="error")
    assert caught.value.code == "deal-factor-missing"
    assert caught.value.facts["missing"] == "FI electricity (deal C)"
    assert "SE: umea-2021 2021 (district_heat, electricity)" in str(caught.value.facts["available"])


def test_no_factor_is_borrowed_from_a_neighbour_or_another_year() -> None:
    with pytest.raises(StadtlandError) as caught:
        _savings(country_factors={"FI": COUNTRY_FACTORS["SE"]})
    assert caught.value.code == "deal-factor-borrowed"
    later = _savings(country_factors={"SE": {"factor_set": "umea-2021", "year": 2022}})
    assert later["reduction_t_co2e"].to_list() == [None, None, None]


def test_prototypes_hold_no_name_and_no_contact() -> None:
    rows = deal_prototypes(
        "2025", deals(commitment="Ask Dr. Sommer, sommer@example.org"), parties(), progress()
    ).collect()
    assert rows["deal_id"].to_list() == ["A", "B"]  # C is an idea
    assert rows.select("commitment", "withheld", "party_roles", "share_of_way").row(0) == (
        None,
        "commitment",
        "lead: city; partner: utility",
        0.5,
    )
    assert "Works" not in str(rows.rows())


@pytest.mark.parametrize("column", ["title", "commitment", "kpi", "evidence"])
@pytest.mark.parametrize(
    "text",
    [
        "siehe https://example.org/anna", "www.example.org", "sommer (at) example.org", "sommer＠example.org",
        "Tel. 12345", "0049 621 293000", "gezeichnet Anna Sommer", "SABINE SOMMER", "A. Sommer", "Hr. Sommer",
        "zugesagt von Peter van der Berg", "Fru Andersson", "Ing. Sommer", "so\u00admmer@example.org",
    ],
)  # fmt: skip
def test_no_planted_person_contact_or_link_reaches_a_prototype(column: str, text: str) -> None:
    made = deal_prototypes("2025", deals(**{column: text}), parties(), progress())
    rows = made.collect()
    assert rows.row(0, named=True)[column] is None
    assert rows["withheld"][0] == column
    assert text not in str(rows.to_dicts())
    assert check(made, schema("released", "deal_prototypes")).rows_rejected == 0


@pytest.mark.parametrize(
    "text",
    [
        "z. B. Wärme aus Abwasser",
        "Per Kopf 5 t",
        "Heinrich-Böll-Stiftung hilft",
        "max. Leistung 5 kW",
        "Heide und Moor",
    ],
)
def test_an_ordinary_sentence_stays_in_the_prototype(text: str) -> None:
    assert deal_prototypes("2025", deals(commitment=text)).collect()["commitment"][0] == text


@pytest.mark.parametrize(
    "changes",
    [
        {"is_replicable": False},
        {"is_replicable": None},
        {"status": "changed"},
        {"status": "fulfilled"},  # without evidence
        {"end_date": date(2022, 12, 31)},
    ],
)
def test_a_deal_that_does_not_convince_is_no_prototype(changes: dict[str, object]) -> None:
    assert deal_prototypes("2025", deals(**changes)).collect()["deal_id"].to_list() == ["B"]


def test_cities_stand_side_by_side_and_tonnes_of_differing_bases_say_so() -> None:
    shares = deal_progress_kpi("2025", deals(), progress())
    rows = deal_comparison("2025", deals(), shares, _savings().lazy(), history()).collect()
    computed = rows.filter(pl.col("indicator") == "reduction_computed")
    assert computed.select("city", "value", "missing_count", "factor_bases", "is_comparable", "status").rows() == [
        ("Espoo", None, 1, None, False, "missing"),
        ("Mannheim", 47.8, 0, "lca", False, "computed"),
        ("Umeå", 5.511, 0, "unstated", False, "computed"),
    ]
    energy = rows.filter(pl.col("indicator") == "saved_energy")
    assert energy.select("value", "is_comparable").rows() == [(7000.0, True), (100_000.0, True), (110_000.0, True)]


def test_a_deal_that_stands_twice_is_refused() -> None:
    with pytest.raises(StadtlandError) as twice:
        deal_register("2025", deals(deal_id="B"))
    assert (twice.value.code, twice.value.facts) == ("deal-twice", {"deal": "B"})


def test_no_planted_contact_is_in_any_table_of_the_deals() -> None:
    text = "Ask Sabine Sommer, sommer@example.org"
    register = deals(kpi=text, title=text, commitment=text, evidence=text)
    tables = [
        deal_register("2025", register, parties(), history()),
        deal_status("2025", register, history()),
        deal_progress_kpi("2025", register, progress()),
        deal_prototypes("2025", register, parties(), progress()),
        deal_findings("2025", register, parties(), history(), progress()),
        deal_savings("2025", register, **house(), country_factors=COUNTRY_FACTORS, missing_factor="missing"),
    ]
    for table in tables:
        assert "Sommer" not in str(table.collect().to_dicts())
        assert table.collect().height > 0
