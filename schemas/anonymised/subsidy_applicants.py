"""One row per subsidy application after protection. It stays in the house: only sums leave."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.subsidy_uptake import INCOME_CLASSES, MEASURE_TYPES


class SubsidyApplicants(pa.DataFrameModel):
    """One row per application; `*` where a row was too rare to show who applied for what."""

    application_number: str = fields.identifier(
        "Pseudonym des Antrags", "Pseudonym of the application", privacy="sensitive", unique=True
    )
    birth_date: str = fields.category("Geburtszeitraum", "Time of birth, generalised")
    postcode: str = fields.category("Postleitzahl, vergröbert", "Postcode, generalised")
    household_size: str = fields.category("Haushaltsgröße, vergröbert", "Household size, generalised")
    income_class: str = fields.category("Einkommensklasse", "Income class", INCOME_CLASSES, privacy="sensitive")
    measure_type: str = fields.category("Maßnahme", "Measure", MEASURE_TYPES)
    cost_eur: float = fields.cost_eur(ge=0)
    grant_eur: float = fields.cost_eur(ge=0, metadata={"title_de": "Zuschuss", "title_en": "Grant"})
