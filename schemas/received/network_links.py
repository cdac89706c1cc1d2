"""One row per link between two organisations; its direction says nothing."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.names_nobody import names_nobody


class NetworkLinks(pa.DataFrameModel):
    """Who works with whom, and how."""

    organisation: str = fields.field("Organisation", "Organisation")
    linked_organisation: str = fields.field("Verbundene Organisation", "Linked organisation")
    relation: str = fields.field("Beziehung", "Relation", nullable=True)

    organisation_names_nobody = names_nobody("organisation", "Die Organisation", "The organisation")
    linked_organisation_names_nobody = names_nobody(
        "linked_organisation", "Die verbundene Organisation", "The linked organisation"
    )
