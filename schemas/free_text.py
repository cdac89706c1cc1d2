"""Columns that hold what somebody wrote freely: prose, in which anything can stand, a person too.

All other texts of the house are names, keys, units, sources and words from a list. Prose goes to third parties only
where the agreement names its column (`learning.texts`); a test keeps the list complete.
"""

from __future__ import annotations

FREE_TEXT = frozenset(
    {
        "calculation",
        "commitment",
        "definition",
        "evidence",
        "hypothesis",
        "note",
        "open_question",
        "result",
        "text",
    }
)
TITLES = frozenset({"action", "experiment", "indicator", "kpi", "measure", "title"})
"""What a thing is called, in somebody's words: a short text, in which no person has a place."""
