"""One row per field of action and one of all: reductions of the city and of third parties, each counted once."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ReductionsCountedOnce(pa.DataFrameModel):
    """t CO2e a year: counted = city + third parties - repeated - claimed twice."""

    period: str = fields.period()
    field_of_action: str = fields.category("Handlungsfeld", "Field of action", privacy="public")
    row_kind: str = fields.category("Art der Zeile", "Kind of row", ("field", "total"), privacy="public")
    city_t_co2e: float = fields.tonnes("Minderung der Stadt", "Reduction by the city")
    third_parties_t_co2e: float = fields.tonnes("Minderung Dritter", "Reduction by third parties")
    repeated_t_co2e: float = fields.tonnes("davon wortgleich wiederholt", "of it repeated to the letter")
    claimed_twice_t_co2e: float = fields.tonnes("davon auch von der Stadt gezählt", "of it counted by the city too")
    counted_t_co2e: float = fields.tonnes("Einmal gezählte Minderung", "Reduction counted once")
    measure_count: int = fields.count("Maßnahmen der Stadt", "Measures of the city")
    action_count: int = fields.count("Maßnahmen Dritter", "Actions of third parties")
    claimed_twice_count: int = fields.count("Doppelt beansprucht", "Claimed twice")
    figures_missing: int = fields.count("Maßnahmen ohne Angabe", "Without a figure")
    citizens_suppressed: int = fields.count("Felder mit zu wenigen Beiträgen", "Fields with too few contributions")
    unit: str = fields.field("Einheit", "Unit")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {
            "title_de": "Minderungen von Stadt und Dritten, einmal gezählt",
            "title_en": "Reductions of city and third parties, counted once",
        }
        unique = ["field_of_action", "row_kind"]
