"""Münster 2022 from the published files, recounted beside our own road with plain polars."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.integration.real_road import Walked, walk
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.metrics.field_loss import total_loss


@pytest.fixture(scope="module")
def muenster(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk("muenster", "2022", tmp_path_factory.mktemp("muenster"))


@pytest.fixture(scope="module")
def register(shared_data: Path) -> pl.DataFrame:
    """The register's file as text, read by nothing of ours."""
    return pl.read_csv(shared_data / "muenster/units/alle-anlagen-muenster.csv", infer_schema=False)


def test_rows_received_accepted_and_rejected(muenster: Walked) -> None:
    assert {key: muenster.rows(key) for key in muenster.accepted} == {
        "generation_units": (12_240, 12_237, 3),
        "unit_capacities": (12_240, 12_237, 3),
        "climate_series": (1_176, 1_102, 74),  # 74 = 10 + 13 + 20 + 31: no row breaks two of the four rules
        "bicycle_counts_1": (35_036, 35_036, 0),  # 365 x 96 quarter hours, less the 4 that summer time skips
        "bicycle_counts_2": (32_136, 32_136, 0),
    }
    assert muenster.tables() == {"generation_units", "generation_capacity", "climate_series", "bicycle_traffic"}


def test_defects_are_found_by_rule(muenster: Walked) -> None:
    assert muenster.broken("generation_units") == {
        "start_month_is_readable": 3,  # /Date(-1429660800000)/ in the place of a day
        "started_unit_has_a_start": 3,  # the same three
        "planned_unit_has_no_start": 6,  # warned only
        "capacity_fits_the_modules": 37,  # warned only: kW for W, modules for kW
    }
    assert muenster.broken("unit_capacities") == {"start_month_is_readable": 3, "started_unit_has_a_start": 3}
    assert muenster.broken("climate_series") == {
        "percentage_has_the_unit_percent": 10,  # Anteil EE an Gesamtemissionen (%) in t, ten years
        "unit_says_what_the_whole_is": 13,  # 2021: six carriers and their sum; 2022: the same without district heat
        "percentage_is_not_a_share_of_one": 20,  # two series Anteil EE, ten years each
        "gross_domestic_product_is_in_euro": 31,  # 1991 to 2021 in thousands
        "later_value_is_marked_as_target": 7,  # warned: vehicles planned for 2025
        "text_has_no_control_characters": 24,  # warned: U+0080 for the euro sign
    }


def test_protection_of_the_units(muenster: Walked) -> None:
    made, shows = muenster.protected["generation_units"].made, muenster.protected["generation_units"].shows
    assert made.before is not None
    assert shows is not None
    assert made.solution is not None
    assert (made.before.k, shows.risk.k) == (1, 5)
    assert isinstance(made.solution, LocalSolution)
    assert made.solution.strict
    assert made.solution.suppressed_rows == 0
    lost = total_loss(shows.losses)
    assert lost == pytest.approx(0.0395, abs=5e-5)  # the best of one level per field loses 0.0869 and 429 rows
    assert isinstance(made.solution.loss, float)
    assert lost == pytest.approx(made.solution.loss)


def test_the_delivered_units_keep_k_when_counted_by_hand(muenster: Walked) -> None:
    delivered = muenster.table("generation_units")
    assert delivered.height == 12_237
    classes = delivered.group_by("postcode", "kind", "start_month", "capacity_class").len()
    assert classes["len"].min() == 5
    assert classes.height == 1_100


def test_no_number_name_or_exact_figure_of_a_unit_leaves(muenster: Walked, register: pl.DataFrame) -> None:
    delivered = muenster.table("generation_units")
    assert delivered.columns == ["postcode", "kind", "operating_status", "start_month", "capacity_class"]
    values = {value for column in delivered.iter_columns() for value in column.unique().to_list()}
    for column in ("MaStRNummer", "AnlagenbetreiberName", "InbetriebnahmeDatum", "Bruttoleistung", "EinheitName"):
        assert values.isdisjoint(register[column].drop_nulls().to_list()), column


def test_what_singles_out_people_before(register: pl.DataFrame) -> None:
    """Why protection is needed: 518 is a natural person, whose name is always masked and whose unit mostly unique."""
    people = register.filter(pl.col("PersonenArtId") == "518")
    assert people["AnlagenbetreiberName"].null_count() == people.height == 11_192
    dated = people.filter(~pl.col("InbetriebnahmeDatum").str.starts_with("/").fill_null(False))
    alone = dated.group_by("Plz", "InbetriebnahmeDatum", "Bruttoleistung").len().filter(pl.col("len") == 1).height
    assert round(alone / dated.height, 2) == 0.96


def test_capacity_by_postcode_recounted_from_the_file(muenster: Walked, register: pl.DataFrame) -> None:
    found = muenster.table("generation_capacity")
    started = register.filter(
        pl.col("InbetriebnahmeDatum").str.contains(r"^\d{4}-") & (pl.col("InbetriebnahmeDatum") <= "2022-12-31"),
        pl.col("BetriebsStatusName") != "In Planung",
    )
    assert found["unit_count"].sum() == started.height == 5_096
    watts = (started["Bruttoleistung"].cast(pl.Decimal(12, 3)) * 1000).cast(pl.Int64).sum()
    assert round(found["gross_capacity_kw"].sum() * 1000) == watts
    # 48157 wind 1, 48167 wind 2, 48268 solar 1, 48341 solar 3 and wind 2: nine units too rare to show where.
    assert found.filter(pl.col("postcode") == "*").select("unit_count", "gross_capacity_kw").rows() == [(9, 10_850.16)]
    assert found.height == 19
    assert found["is_suppressed"].sum() == 0


def test_the_climate_series_is_delivered_with_its_periods_and_units(muenster: Walked) -> None:
    series = muenster.table("climate_series")
    assert series.height == 1_102
    total = series.filter(pl.col("indicator") == "CO2-Emissionen - Gesamt", pl.col("period") == "2022")
    assert total.select("value", "unit").rows() == [(1_788_091.78, "t")]
    spans = series.filter(pl.col("period") == "2012/2014").select("period_start", "period_end").unique()
    assert [str(day) for day in spans.row(0)] == ["2012-01-01", "2014-12-31"]
    assert series.filter(pl.col("unit").str.contains("EUR"))["indicator"].n_unique() == 2
    # Fifteen plants of the city share the indicator and four of them the year: only the region tells them apart.
    plants = series.filter(pl.col("indicator") == "Leistung ab Jahr")
    assert (plants.height, plants["period"].n_unique()) == (14, 6)


def test_bicycle_traffic_recounted_from_the_files(muenster: Walked, shared_data: Path) -> None:
    found = muenster.table("bicycle_traffic")
    assert found.height == 2 * 12
    for station in ("100020113", "100031297"):
        for file in sorted((shared_data / "muenster/bicycle_counts" / station).glob("*.csv")):
            rows = pl.read_csv(file, infer_schema=False)
            valid = rows.filter(pl.col(f"{station}-status") == "0")
            ours = found.row(
                by_predicate=(pl.col("station_code") == station) & (pl.col("period") == file.stem), named=True
            )
            assert ours["bicycle_count"] == valid.to_series(1).cast(pl.Int64).sum()
            assert ours["interval_received_count"] == rows.height
            assert ours["interval_valid_count"] == valid.height


def test_gaps_of_the_counters_are_shown(muenster: Walked) -> None:
    found = muenster.table("bicycle_traffic")
    covered = {
        (row["station_code"], row["period"]): row["interval_expected_count"] - row["interval_valid_count"]
        for row in found.iter_rows(named=True)
    }
    wolbecker = {period: gap for (station, period), gap in covered.items() if station == "100020113" and gap}
    assert wolbecker == {"2023-07": 94}  # 31 July: 94 of 96 quarter hours have status 4
    promenade = {period: gap for (station, period), gap in covered.items() if station == "100031297"}
    # The last day of every month is missing (two in February), and August from the evening of the 13th:
    # from 19:00 that day 20 quarter hours, and the 18 days that follow: 20 + 18 x 96 = 1748.
    assert promenade == {f"2023-{month:02}": {2: 192, 8: 1748}.get(month, 96) for month in range(1, 13)}
