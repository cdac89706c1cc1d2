"""One row per Local Green Deal: what it saves in a year, with its own country's factor."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import deal_words, fields
from schemas.rule import rule


class DealSavings(pa.DataFrameModel):
    """One deal; energy and reduction are those of one year. A factor that the country's set lacks stays missing."""

    period: str = fields.period()
    deal_id: str = fields.field("Kennung des Deals", "Deal id", unique=True)
    city: str = fields.municipality_name(metadata={"title_de": "Stadt", "title_en": "City"})
    country: str = fields.field("Land (ISO 3166-1)", "Country (ISO 3166-1)")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    deal_status: str = fields.category("Stand", "Status of the deal", deal_words.STATUSES, privacy="public")
    carrier: str = fields.carrier(nullable=True)
    saved_energy_mwh: float = fields.energy_mwh(
        nullable=True, metadata={"title_de": "Eingesparte Energie (MWh)", "title_en": "Energy saved (MWh)"}
    )
    saved_energy_kwh: float = fields.measure(
        "Eingesparte Energie (kWh)", "Energy saved (kWh)", unit="kWh", ge=0, nullable=True
    )
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
    factor_year: int = fields.year(nullable=True, metadata={"title_de": "Jahr des Faktors", "title_en": "Factor year"})
    factor_edition: str = fields.field("Ausgabe des Faktors", "Edition of the factor", nullable=True)
    factor_g_per_kwh: float = fields.factor_g_per_kwh(nullable=True)
    factor_basis: str = fields.field("Grundlage des Faktors", "Basis of the factor", nullable=True)
    factor_source: str = fields.field("Quelle des Faktors", "Source of the factor", nullable=True)
    reduction_t_co2e: float = fields.tonnes("Minderung, gerechnet", "Reduction, computed")
    reduction_stated_t_co2e: float = fields.tonnes("Minderung, angegeben", "Reduction, as stated")
    difference_t_co2e: float = fields.tonnes("gerechnet minus angegeben", "Computed minus stated")
    lacks: str = fields.field("Für die Minderung fehlt", "Lacking for the reduction", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Einsparungen der Local Green Deals", "title_en": "Savings of Local Green Deals"}

    @rule(de="Zu jeder gerechneten Minderung stehen Satz, Jahr und Grundlage des Faktors da.")
    def computed_names_its_factor(cls) -> pl.Expr:
        "Every computed reduction names its factor's set, year and basis."
        named = pl.all_horizontal(pl.col(it).is_not_null() for it in ("factor_set", "factor_year", "factor_basis"))
        return pl.col("reduction_t_co2e").is_null() | named
