"""One row per contribution that somebody outside the city administration hands in for a Climate City Contract.

Organisations stand by their name; a citizen never does: such a row is refused at the door.
"""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.names_nobody import names_nobody
from schemas.rule import rule

KINDS = ("company", "association", "school", "university", "public body", "citizen")


class ThirdPartyContributions(pa.DataFrameModel):
    """One contribution; a reduction (t CO2e a year) that is not stated is missing, not zero."""

    contribution_id: str = fields.field("Kennung des Beitrags", "Contribution id", unique=True)
    contributor_kind: str = fields.category("Art des Beitragenden", "Kind of contributor", KINDS, privacy="public")
    organisation: str = fields.field("Organisation", "Organisation", nullable=True)
    field_of_action: str = fields.category("Handlungsfeld", "Field of action", privacy="public")
    action: str = fields.category("Maßnahme", "Action", privacy="public", nullable=True)
    measure_id: str = fields.field("gehört zur Maßnahme der Stadt", "Part of the city's measure", nullable=True)
    reduction_t_co2e: float = fields.measure(
        "Minderung im Jahr", "Reduction a year", unit="t CO2e", ge=0, nullable=True
    )
    start_year: int = fields.year(nullable=True, metadata={"title_de": "Beginn", "title_en": "Start"})

    @rule(de="Wer als Bürgerin oder Bürger beiträgt, steht nicht mit Namen da.")
    def citizen_is_not_named(cls) -> pl.Expr:
        "Who contributes as a citizen does not stand there by name."
        return (pl.col("contributor_kind") != "citizen") | pl.col("organisation").is_null()

    @rule(de="Eine Organisation steht mit ihrem Namen da.")
    def organisation_has_a_name(cls) -> pl.Expr:
        "An organisation stands there by its name."
        return (pl.col("contributor_kind") == "citizen") | pl.col("organisation").is_not_null()

    organisation_names_nobody = names_nobody("organisation", "Die Organisation", "The organisation")
    action_names_nobody = names_nobody("action", "Die Maßnahme", "The action", is_sentence=True)
    field_of_action_names_nobody = names_nobody(
        "field_of_action", "Das Handlungsfeld", "The field of action", is_sentence=True
    )
