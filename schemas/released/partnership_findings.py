"""One row per finding about a climate partnership: what contradicts itself, what is credited twice, what is open."""

from __future__ import annotations

from schemas.shapes.findings_table import FindingsTable


class PartnershipFindings(FindingsTable):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Befunde zur Klimapartnerschaft", "title_en": "Findings about the climate partnership"}
