"""One row per field of action and organisation, and one per field for all citizens together."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.received.third_party_contributions import KINDS
from schemas.rule import rule


class ContributionsByContributor(pa.DataFrameModel):
    """Reductions in t CO2e a year; few citizens in a field are told with neither count nor sum."""

    period: str = fields.period()
    field_of_action: str = fields.category("Handlungsfeld", "Field of action", privacy="public")
    contributor_kind: str = fields.category("Art des Beitragenden", "Kind of contributor", KINDS, privacy="public")
    organisation: str = fields.field("Organisation", "Organisation", nullable=True)
    contribution_count: int = fields.count("Beiträge", "Contributions", nullable=True)
    contributions_without_figure: int = fields.count("Beiträge ohne Angabe", "Without a figure", nullable=True)
    reduction_t_co2e: float = fields.measure("Minderung im Jahr", "Reduction a year", unit="t CO2e", nullable=True)
    linked_count: int = fields.count("Teil einer Maßnahme der Stadt", "Part of a measure of the city", nullable=True)
    unit: str = fields.field("Einheit", "Unit")
    status: str = fields.status("computed", "missing", "suppressed")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Beiträge Dritter nach Beitragenden", "title_en": "Contributions by contributor"}
        unique = ["field_of_action", "contributor_kind", "organisation"]

    @rule(de="Bürgerinnen und Bürger stehen nur zusammen da.")
    def citizens_are_not_named(cls) -> pl.Expr:
        "Citizens stand there together only."
        return (pl.col("contributor_kind") != "citizen") | pl.col("organisation").is_null()
