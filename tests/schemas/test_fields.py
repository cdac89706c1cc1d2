"""Fields: the same four keys everywhere, units that are known, limits that can be overridden."""

from __future__ import annotations

from typing import get_args

import pytest

from schemas import fields, units
from schemas.errors import StadtlandError

SHARED = [
    fields.municipality_code, fields.municipality_name, fields.postcode, fields.year, fields.period, fields.sector,
    fields.carrier, fields.energy_mwh, fields.emissions_t_co2e, fields.factor_g_per_kwh, fields.population_count,
    fields.area_ha, fields.cost_eur, fields.capacity_kw, fields.count, fields.share,
]  # fmt: skip


@pytest.mark.parametrize("make", SHARED, ids=lambda make: make.__name__)
def test_every_field_says_unit_privacy_and_titles(make) -> None:  # type: ignore[no-untyped-def]
    metadata = make().metadata
    assert {"unit", "privacy", "title_de", "title_en"} <= set(metadata)
    assert metadata["unit"] is None or metadata["unit"] in units.known_units()
    assert metadata["privacy"] in get_args(fields.Privacy)
    assert metadata["title_de"]
    assert metadata["title_en"]


def test_a_limit_can_be_taken_away_and_another_given() -> None:
    field = fields.energy_mwh(ge=None, le=10, nullable=True)
    assert [check.name for check in field.checks] == ["less_than_or_equal_to"]
    assert field.nullable


def test_a_category_allows_exactly_its_values() -> None:
    (check,) = fields.category("Art", "Kind", ["b", "a", "b"]).checks
    assert set(check.statistics["allowed_values"]) == {"a", "b"}


def test_words_for_a_pattern_go_with_the_pattern() -> None:
    assert fields.municipality_code().metadata["form_en"] == "8 or 5 digits"
    assert "form_en" not in fields.municipality_code(str_matches=None).metadata


def test_a_unit_that_nobody_knows_is_refused_when_the_schema_is_read() -> None:
    with pytest.raises(StadtlandError) as caught:
        fields.measure("Wärme", "Heat", unit="MWH")
    assert caught.value.code == "unit-unknown"
