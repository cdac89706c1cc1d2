"""Keys at a territorial status: mergers, chains, splits, unknown and outdated keys; and the size of a town."""

from __future__ import annotations

from datetime import date

import polars as pl

from config.factors.load import reference
from schemas.check import check
from schemas.registry import schema
from transforms.results.pionierstadt.municipality_keys import municipality_keys
from transforms.results.pionierstadt.pionierstadt_eligibility import pionierstadt_eligibility
from transforms.results.pionierstadt.pionierstadt_findings import pionierstadt_findings

REGISTER = pl.LazyFrame(
    {"municipality_code": ["10001", "10002"], "municipality_name": ["A", "B"], "area_code": ["10001", "10002"]}
)
CHANGES = pl.LazyFrame(
    {
        "old_code": ["10011", "10012", "10013", "10013"],
        "new_code": ["10012", "10001", "10001", "10002"],
        "date": [date(2015, 1, 1), date(2020, 1, 1), date(2020, 7, 1), date(2020, 7, 1)],
        "share": [1.0, 1.0, 0.25, 0.75],
    }
)


def used(*rows: tuple[str, int]) -> pl.LazyFrame:
    codes, years = [it[0] for it in rows], [it[1] for it in rows]
    return pl.LazyFrame({"indicator": "pv", "municipality_code": codes, "year": years, "value": 1.0, "unit": "1"})


def keys(*rows: tuple[str, int]) -> pl.LazyFrame:
    return municipality_keys("2022", used(*rows), municipality_list=REGISTER, territorial_changes=CHANGES)


def test_a_chain_of_mergers_leads_to_the_key_of_today() -> None:
    row = keys(("10011", 2014)).collect().row(0, named=True)
    assert (row["municipality_code"], row["share"], row["status"]) == ("10001", 1.0, "mapped")


def test_a_split_keeps_the_whole() -> None:
    found = keys(("10013", 2019)).collect()
    assert found.select("municipality_code", "share").rows() == [("10001", 0.25), ("10002", 0.75)]
    assert found["status"].unique().to_list() == ["split"]


def test_key_of_another_status_and_unknown_key_are_findings_that_name_row_and_rule() -> None:
    given = keys(("10001", 2021), ("10012", 2019), ("10012", 2020), ("99999", 2021))
    by_code = dict(given.collect().select("code_given", "status").iter_rows())
    assert by_code == {"10001": "current", "10012": "outdated", "99999": "unknown"}
    found = pionierstadt_findings("2022", municipality_keys=given, territorial_changes=CHANGES).collect()
    assert found.select("check", "subject", "verdict", "printed").rows() == [
        ("key_is_known", "indicator_values: 99999", "rule broken", 1.0),
        ("key_is_of_its_territorial_status", "indicator_values: 10012", "rule broken", 1.0),  # 2020; 2019 was right
    ]


def test_a_change_within_the_year_leaves_the_year_to_the_old_key() -> None:
    assert set(keys(("10013", 2020)).collect()["status"]) == {"split"}
    assert set(keys(("10013", 2021)).collect()["status"]) == {"outdated"}


def test_shares_that_make_no_whole_are_found() -> None:
    broken = CHANGES.filter(pl.col("new_code") != "10002")
    found = pionierstadt_findings("2022", territorial_changes=broken).collect()
    assert found.select("check", "subject", "printed").rows() == [("shares_sum_to_one", "10013", 0.25)]


def test_limits_belong_to_the_size_and_a_later_count_does_not_count() -> None:
    counts = pl.LazyFrame(
        {
            "municipality_code": ["10001", "10001", "10002", "10003", "10004"],
            "year": [2021, 2023, 2022, 2022, 2023],
            "population_count": [10_000, 60_000, 50_001, 50_000, 20_000],
        }
    )
    found = pionierstadt_eligibility("2022", municipality_population=counts).collect()
    assert found.select("municipality_code", "population_year", "is_eligible", "status").rows() == [
        ("10001", 2021, True, "computed"),
        ("10002", 2022, False, "computed"),
        ("10003", 2022, True, "computed"),
        ("10004", None, None, "missing"),
    ]


def test_without_a_list_the_last_population_is_the_register() -> None:
    counts = pl.LazyFrame({"municipality_code": ["10012", "10001"], "year": [2014, 2021], "population_count": [1, 1]})
    found = municipality_keys("2022", used(("10001", 2021), ("10012", 2014)), municipality_population=counts).collect()
    of_values = found.filter(dataset="indicator_values")
    assert dict(of_values.select("code_given", "status").iter_rows()) == {"10001": "current", "10012": "unknown"}


AGAIN = pl.LazyFrame(
    {
        # 62277 ceases, its land goes to two neighbours; on the same day 62248 goes into a new 62277.
        "old_code": ["62277", "62277", "62248", "62274"],
        "new_code": ["62274", "62264", "62277", "62299"],
        "date": [date(2015, 1, 1), date(2015, 1, 1), date(2015, 1, 1), date(2020, 1, 1)],
        "share": [0.75, 0.25, 1.0, 1.0],
    }
)
AFTERWARDS = pl.LazyFrame({"municipality_code": ["62264", "62277", "62299"], "municipality_name": ["A", "B", "C"]})


def test_a_key_that_was_given_again_on_the_same_day_means_what_it_meant_in_the_year_of_the_row() -> None:
    values = used(("62277", 2014), ("62277", 2015), ("62248", 2014))
    given = municipality_keys("2022", values, municipality_list=AFTERWARDS, territorial_changes=AGAIN)
    found = given.collect().select("code_given", "first_year", "municipality_code", "share", "row_count", "status")
    assert found.rows() == [
        ("62248", 2014, "62277", 1.0, 1, "mapped"),  # and not on to 62274: that happened to the key before
        ("62277", 2014, "62264", 0.25, 1, "split"),
        ("62277", 2014, "62299", 0.75, 1, "split"),  # 62274 itself ceased in 2020
        ("62277", 2015, "62277", 1.0, 1, "current"),
    ]
    assert check(given, schema("released", "municipality_keys")).rows_rejected == 0


def test_published_changes_are_known_and_the_users_own_rows_go_before() -> None:
    published = reference("published_territorial_changes")
    values = used(("16056000", 2020), ("03152012", 2010), ("06437002", 2015))
    found = municipality_keys("2022", values, published_territorial_changes=published).collect()
    assert dict(found.select("code_given", "municipality_code").iter_rows()) == {
        "16056000": "16063105", "03152012": "03159016", "06437002": "06437016",
    }  # fmt: skip
    own = pl.LazyFrame({"old_code": ["16056000"], "new_code": ["1"], "date": [date(2021, 7, 1)], "share": [1.0]})
    mine = municipality_keys("2022", values, territorial_changes=own, published_territorial_changes=published)
    assert mine.collect().filter(code_given="16056000")["municipality_code"].item() == "1"
    # Before the change there was nothing to map.
    found = municipality_keys("2020", values, published_territorial_changes=published).collect()
    assert found.filter(code_given="16056000")["status"].item() == "unchecked"


def test_published_changes_keep_the_form_that_users_tables_have() -> None:
    columns = ("old_code", "new_code", "date", "share")
    report = check(
        reference("published_territorial_changes").select(columns), schema("received", "territorial_changes")
    )
    assert (report.rows_rejected, report.rows_accepted) == (0, 30)
    sums = reference("published_territorial_changes").group_by("old_code").agg(pl.col("share").sum()).collect()
    assert set(sums["share"]) == {1.0}


def test_a_group_without_a_count_leaves_the_town_without_one() -> None:
    groups = {"area_code": ["10001", "10001"], "year": [2022, 2022], "population_count": [9_000, None]}
    towns = pl.LazyFrame({"municipality_code": ["10001"], "municipality_name": ["A"], "area_code": ["10001"]})
    found = pionierstadt_eligibility("2022", population=pl.LazyFrame(groups), municipality_list=towns).collect()
    assert found.select("population_count", "is_eligible", "status").rows() == [(None, None, "missing")]
