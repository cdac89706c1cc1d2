"""One row per finding about pathways, steps and experiments: what is missing, off the path or overdue."""

from __future__ import annotations

from schemas.shapes.findings_table import FindingsTable


class PathwayFindings(FindingsTable):
    """A finding beside a number, never a change to it; `printed` and `recomputed` in `unit`."""

    class Config:
        """Title of the table."""

        metadata = {
            "title_de": "Befunde zum Transformationspfad",
            "title_en": "Findings about the transformation pathway",
        }
