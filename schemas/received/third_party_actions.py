"""One row per action that companies, associations or schools promise within a Climate City Contract (table B-2.4)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ThirdPartyActions(pa.DataFrameModel):
    """One row as printed, total rows included; a reduction that is not printed is missing, not zero.

    The same action may stand twice, even within a field: publishers print the list of every group below each other.
    """

    city: str = fields.municipality_name(nullable=True)
    field_of_action: str = fields.category("Handlungsfeld", "Field of action", privacy="public")
    action: str = fields.category("Maßnahme", "Action", privacy="public", nullable=True)
    entries: int = fields.count("Nennungen (Organisationen)", "Entries (organisations)", nullable=True)
    min_co2e_reduction_t: float = fields.measure(
        "Mindestminderung", "Reduction, at least", unit="t CO2e", nullable=True
    )
