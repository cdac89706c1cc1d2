"""One row per finding about an agenda: circles, dates before their prerequisites, what is open."""

from __future__ import annotations

from schemas.shapes.findings_table import FindingsTable


class AgendaFindings(FindingsTable):
    """A finding beside a date, never a change to it; `printed` and `recomputed` in `unit`."""

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Befunde zur Agenda", "title_en": "Findings about the agenda"}
