"""One row per field of action and one of all fields: what companies, associations and schools promise (B-2.5)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ContributionsByField(pa.DataFrameModel):
    """Sums of minimum reductions (t CO2e a year); organisations are counted, not named."""

    period: str = fields.period()
    city: str = fields.municipality_name(nullable=True)
    field_of_action: str = fields.category("Handlungsfeld", "Field of action", privacy="public")
    row_kind: str = fields.category("Art der Zeile", "Kind of row", ("field", "total"), privacy="public")
    action_count: int = fields.count("Maßnahmen", "Actions")
    entry_count: int = fields.count("Nennungen", "Entries", nullable=True)
    actions_without_figure: int = fields.count("Maßnahmen ohne Angabe", "Actions without a figure")
    min_co2e_reduction_t: float = fields.tonnes("Mindestminderung", "Reduction, at least")
    reduction_share: float = fields.measure("Anteil an allen Feldern", "Share of all fields", unit="1", nullable=True)
    reduction_published_t: float = fields.tonnes("Mindestminderung, gedruckte Summe", "Reduction, printed total")
    difference_t: float = fields.tonnes("Abweichung von der gedruckten Summe", "Difference from the printed total")
    repeated_rows: int = fields.count("Wortgleich wiederholte Zeilen", "Rows repeated to the letter")
    repeated_reduction_t: float = fields.tonnes("davon Minderung", "Reduction in repeated rows")
    offsets_t: float = fields.tonnes("davon Kompensation", "of it offsets")
    green_tariffs_t: float = fields.tonnes("davon Ökostromtarife", "of it green tariffs")
    unit: str = fields.field("Einheit", "Unit")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {
            "title_de": "Beiträge Dritter nach Handlungsfeld (B-2.5)",
            "title_en": "Contributions of third parties by field of action (B-2.5)",
        }
        unique = ["city", "field_of_action", "row_kind"]
