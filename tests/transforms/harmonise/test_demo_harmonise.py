"""The demo city's datasets in our words: every word of the provider has one, and a meter counts once."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.received import energy_certificates as certificates_received
from schemas.received import subsidy_applicants as applicants_received
from schemas.received import travel_survey as survey_received
from schemas.released import energy_certificates as certificates_released
from schemas.released import subsidy_uptake as uptake_released
from schemas.released import travel_survey as survey_released
from transforms.harmonise import energy_certificates as certificates
from transforms.harmonise import subsidy_applicants as applicants
from transforms.harmonise import travel_survey as survey
from transforms.harmonise.heat_meters import heat_meters

WORDS = [
    (certificates.BUILDING_TYPES, certificates_received.BUILDING_TYPES, certificates_released.BUILDING_TYPES),
    (certificates.HEATING_TYPES, certificates_received.HEATING_TYPES, certificates_released.HEATING_TYPES),
    (applicants.MEASURE_TYPES, applicants_received.MEASURE_TYPES, uptake_released.MEASURE_TYPES),
    (applicants.INCOME_CLASSES, applicants_received.INCOME_CLASSES, uptake_released.INCOME_CLASSES),
    (survey.MAIN_MODES, survey_received.MAIN_MODES, survey_released.MAIN_MODES),
    (survey.SEXES, survey_received.SEXES, ("female", "male", "diverse")),
]


@pytest.mark.parametrize(("words", "received", "released"), WORDS)
def test_every_received_word_has_a_released_one(
    words: dict[str, str], received: tuple[str, ...], released: tuple[str, ...]
) -> None:
    assert set(words) == set(received)
    assert set(words.values()) == set(released) - {"*"}
    assert len(set(words.values())) == len(words)


def test_only_the_words_change() -> None:
    received = pl.LazyFrame({"heating_type": ["Erdgas", "Kohle"], "energy_mwh": [12.5, None]})
    harmonised = certificates.energy_certificates(received).collect()
    assert harmonised.to_dict(as_series=False) == {"heating_type": ["natural gas", "coal"], "energy_mwh": [12.5, None]}


def test_an_unknown_word_stops() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        certificates.energy_certificates(pl.LazyFrame({"heating_type": ["Therme (alt)"]})).collect()


def _readings(rows: list[tuple[str, str, int, float | None]]) -> pl.LazyFrame:
    return pl.LazyFrame(
        rows, schema={"meter_number": pl.String, "district": pl.String, "year": pl.Int64, "energy_mwh": pl.Float64},
        orient="row",
    ).with_columns(reading_date=pl.date("year", 12, 1))  # fmt: skip


def test_a_meter_is_one_row_with_the_mean_of_its_years() -> None:
    # (12.0 + 9.0 + 10.5) / 3 = 10.5; the year that B lacks is left out of its mean: (4.0 + 5.0) / 2 = 4.5, not / 3
    rows = [("A", "Hafen", 2023, 12.0), ("B", "Hafen", 2023, 4.0), ("A", "Hafen", 2024, 9.0)]
    rows += [("A", "Hafen", 2025, 10.5), ("B", "Hafen", 2025, 5.0)]
    meters = heat_meters(_readings(rows)).collect()
    assert meters.columns == ["meter_number", "district", "energy_mwh"]
    assert meters.rows() == [("A", "Hafen", 10.5), ("B", "Hafen", 4.5)]


def test_a_meter_without_any_figure_has_none() -> None:
    meters = heat_meters(_readings([("A", "Hafen", 2023, None), ("A", "Hafen", 2024, None)])).collect()
    assert meters.rows() == [("A", "Hafen", None)]


def test_the_latest_district_holds() -> None:
    meters = heat_meters(_readings([("A", "Oststadt", 2025, 1.0), ("A", "Hafen", 2023, 1.0)])).collect()
    assert meters["district"].to_list() == ["Oststadt"]


def test_two_rows_of_the_latest_year_give_the_same_district_in_any_order() -> None:
    rows: list[tuple[str, str, int, float | None]] = [
        ("A", "Oststadt", 2025, 1.0), ("A", "Hafen", 2025, 1.0), ("A", "Altstadt", 2024, 1.0)
    ]  # fmt: skip
    found = {heat_meters(_readings(order)).collect()["district"].item() for order in (rows, rows[::-1])}
    assert len(found) == 1
    assert found < {"Oststadt", "Hafen"}
