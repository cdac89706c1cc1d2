"""One row per sector: how many organisations cover it; a sector with none is covered by nobody."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class UncoveredSectors(pa.DataFrameModel):
    """`is_required` false: an organisation names the sector, the agreement does not ask for it."""

    period: str = fields.period()
    sector: str = fields.sector(unique=True)
    is_required: bool = fields.flag("gefordert", "Required", privacy="public")
    is_covered: bool = fields.flag("abgedeckt", "Covered", privacy="public")
    organisation_count: int = fields.count("Organisationen", "Organisations")
    organisations: str = fields.field("Namen der Organisationen", "Names of the organisations", nullable=True)
    status: str = fields.status("computed")

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Abdeckung der Sektoren", "title_en": "Coverage of the sectors"}
