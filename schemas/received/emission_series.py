"""One row per year, category and kind of a city's emissions (or energy) over time, totals and targets included."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class EmissionSeries(pa.DataFrameModel):
    """One value as printed, in the unit beside it; a figure that is not printed is missing, not zero.

    `kind` tells measured from planned values in the publisher's words (real, geplant, target…). Inhabitants may stand
    among the rows with a kind of their own. Keys may stand twice: the audit finds them, so they are let in.
    """

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    category: str = fields.category("Kategorie", "Category", privacy="public")
    kind: str = fields.category("Art des Werts", "Kind of value", privacy="public", nullable=True)
    value: float = fields.figure("Wert", "Value")
    unit: str = fields.field("Einheit", "Unit", nullable=True)
    note: str = fields.text("Bemerkung", "Note", privacy="public", nullable=True)
