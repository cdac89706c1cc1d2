"""One row per measure, year and source of funds of a contract's investment plan. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

STATUSES = ("secured", "applied for", "planned")


class ContractFinancing(pa.DataFrameModel):
    """Money that is meant for one measure (EUR); an amount that is not stated is missing, not zero."""

    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    year: int = fields.year(nullable=True)
    source_of_funds: str = fields.field("Herkunft der Mittel", "Source of funds")
    amount_eur: float = fields.cost_eur(nullable=True, metadata={"title_de": "Betrag", "title_en": "Amount"})
    funding_status: str = fields.category("Stand", "Status of funding", STATUSES, privacy="public", nullable=True)
