"""The words of a transformation pathway: kinds of points, the five steps, decisions, and how others write them."""

from __future__ import annotations

import polars as pl

from schemas import contact

POINT_KINDS = ("baseline", "milestone", "actual", "target")
POINT_WORDS = {
    **{kind: kind for kind in POINT_KINDS},
    "ausgangswert": "baseline",
    "basis": "baseline",
    "base": "baseline",
    "meilenstein": "milestone",
    "zwischenziel": "milestone",
    "interim target": "milestone",
    "ist": "actual",
    "istwert": "actual",
    "measured": "actual",
    "ziel": "target",
    "zielwert": "target",
    "goal": "target",
}

STEPS = ("system and actor analysis", "vision", "pathway", "experiments", "agenda")
"""In their order: what is known, what is wanted, the way, what is tried, what is done."""
STEP_WORDS = {
    **{step: step for step in STEPS},
    "system analysis": "system and actor analysis",
    "system und akteursanalyse": "system and actor analysis",
    "systemanalyse": "system and actor analysis",
    "leitbild": "vision",
    "zielbild": "vision",
    "transformationspfad": "pathway",
    "pfad": "pathway",
    "experimente": "experiments",
    "reallabor": "experiments",
    "transformationsagenda": "agenda",
}
STEP_STATUSES = ("open", "running", "done")
STEP_STATUS_WORDS = {
    **{status: status for status in STEP_STATUSES},
    "offen": "open",
    "planned": "open",
    "geplant": "open",
    "laufend": "running",
    "läuft": "running",
    "erledigt": "done",
    "abgeschlossen": "done",
    "completed": "done",
    "finished": "done",
}

DECISIONS = ("scale", "adapt", "stop")
DECISION_WORDS = {
    **{decision: decision for decision in DECISIONS},
    "ausweiten": "scale",
    "skalieren": "scale",
    "anpassen": "adapt",
    "beenden": "stop",
    "stoppen": "stop",
}


def names_no_person(column: str) -> pl.Expr:
    """True where the text holds neither a contact nor a name behind a title."""
    return ~contact.holds_contact(column)


def folded(column: str) -> pl.Expr:
    """The text as it is looked up above: lower case, `_` and `-` as blanks, single blanks."""
    return (
        pl.col(column).str.to_lowercase().str.replace_all(r"[_-]", " ").str.replace_all(r"\s+", " ").str.strip_chars()
    )
