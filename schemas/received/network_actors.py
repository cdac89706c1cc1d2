"""One row per organisation that takes part in a transformation: its role and the sectors it covers. No persons."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.names_nobody import names_nobody


class NetworkActors(pa.DataFrameModel):
    """`sectors` are divided by `;`; an organisation without one covers none."""

    organisation: str = fields.field("Organisation", "Organisation", unique=True)
    role: str = fields.field("Rolle", "Role", nullable=True)
    sectors: str = fields.field("Sektoren", "Sectors", nullable=True)

    organisation_names_nobody = names_nobody("organisation", "Die Organisation", "The organisation")
    role_names_nobody = names_nobody("role", "Die Rolle", "The role", is_sentence=True)
