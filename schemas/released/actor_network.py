"""One row per organisation of the network: links and centrality. No persons."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class ActorNetwork(pa.DataFrameModel):
    """Centralities from 0 to 1; betweenness is the share of shortest ways that lead through the organisation."""

    period: str = fields.period()
    organisation: str = fields.field("Organisation", "Organisation", unique=True)
    role: str = fields.field("Rolle", "Role", nullable=True)
    sectors: str = fields.field("Sektoren", "Sectors", nullable=True)
    degree_count: int = fields.count("Verbindungen", "Links")
    component: int = fields.count("Teil des Netzes", "Part of the network", ge=1)
    degree_centrality: float = fields.share("Gradzentralität", "Degree centrality", nullable=True)
    betweenness_centrality: float = fields.share("Vermittlungszentralität", "Betweenness centrality", nullable=True)
    is_isolated: bool = fields.flag("ohne Verbindung", "Without a link", privacy="public")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Akteursnetz", "title_en": "Actor network"}
