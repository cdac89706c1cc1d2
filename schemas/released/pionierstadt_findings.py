"""One row per rule and subject of a Pionierstadt: what is stated, what follows from the data, and the verdict."""

from __future__ import annotations

from schemas.shapes.findings_table import FindingsTable


class PionierstadtFindings(FindingsTable):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Befunde zur Pionierstadt", "title_en": "Findings about the pioneer town"}
