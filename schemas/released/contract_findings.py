"""One row per finding about a Climate City Contract: what contradicts itself, what is claimed twice, what is open."""

from __future__ import annotations

from schemas.shapes.findings_table import FindingsTable


class ContractFindings(FindingsTable):
    """A finding beside a number, never a change to it; `difference` is recomputed minus printed, in `unit`."""

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Befunde zum Klimastadtvertrag", "title_en": "Findings about the Climate City Contract"}
