"""The words of a transformation pathway: kinds of points, the five steps, decisions, and how others write them."""

from __future__ import annotations

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
