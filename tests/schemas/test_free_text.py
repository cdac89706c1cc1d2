"""Every text column that comes in is either prose or a name, and somebody has decided which."""

from __future__ import annotations

import polars as pl

from schemas.free_text import FREE_TEXT, TITLES
from schemas.registry import column_metadata, known_stems, schema

NAMES = {
    # Keys and names of things, words of few, units and sources: they say what a figure is about.
    "carrier", "category", "city", "claim_id", "contribution_id", "data_source", "deal_id", "decision", "depends_on",
    "factor_basis", "factor_set", "factor_source", "field", "field_of_action", "file", "formula", "formula_inputs",
    "fuel", "indicator_id", "kind", "kpi_unit",
    "lever", "linked_organisation", "measure_id", "method", "municipality_name", "option_id",
    "organisation", "other_postcodes", "owner_role", "pathway", "period_end", "period_start", "plant",
    "published_table", "region", "relation", "role", "same_as_measure_id", "scope", "sector", "sectors", "source",
    "source_dataset", "source_name", "source_of_funds", "status", "step", "step_status", "technology", "unit",
    "update_frequency",
}  # fmt: skip


def test_every_open_text_that_may_be_public_is_prose_a_title_or_a_name() -> None:
    undecided = {
        f"{stem}.{name}"
        for stem in known_stems("received")
        for name in _open_texts(stem)
        if name not in FREE_TEXT | TITLES | NAMES
    }
    assert undecided == set()


def test_no_word_stands_in_two_lists() -> None:
    assert not FREE_TEXT & TITLES
    assert not (FREE_TEXT | TITLES) & NAMES


def _open_texts(stem: str) -> list[str]:
    """Text columns that are public and limited neither to a list of words nor to a pattern."""
    model = schema("received", stem)
    about = column_metadata(model)
    return [
        name
        for name, column in model.to_schema().columns.items()
        if column.dtype.type == pl.String
        and about[name]["privacy"] == "public"
        and not any(check.name in ("isin", "str_matches") for check in column.checks)
    ]
