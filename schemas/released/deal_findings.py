"""One row per rule and Local Green Deal that breaks it, and one per rule that nothing broke or nobody could check."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.findings_table import FindingsTable


class DealFindings(FindingsTable):
    """A finding beside a deal, never a change to it; `printed` and `recomputed` are in `unit`, where there are any."""

    city: str = fields.municipality_name(nullable=True, metadata={"title_de": "Stadt", "title_en": "City"})

    class Config:
        """The table's title."""

        metadata = {"title_de": "Befunde zu den Local Green Deals", "title_en": "Findings on Local Green Deals"}
