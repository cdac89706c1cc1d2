"""One row per contribution that somebody outside the city administration hands in for a Climate City Contract.

Organisations stand by their name; a citizen never does: such a row is refused at the door.
"""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import contact, fields
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

    @rule(de="Im Namen der Organisation steht weder ein Mensch noch ein Kontakt.")
    def organisation_is_no_contact(cls) -> pl.Expr:
        "The organisation's name holds no person and no contact."
        return ~contact.holds_contact("organisation")

    @rule(de="Die Maßnahme nennt weder Mensch noch Kontakt.")
    def action_names_no_person(cls) -> pl.Expr:
        "The action names neither a person nor a contact."
        return ~contact.holds_person("action")

    @rule(de="Das Handlungsfeld nennt weder Mensch noch Kontakt.")
    def field_names_no_person(cls) -> pl.Expr:
        "The field of action names neither a person nor a contact."
        return ~contact.holds_person("field_of_action")
