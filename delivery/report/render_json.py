"""One JSON document is the evidence of one run, with every derived number in it."""

from __future__ import annotations

import json

from schemas.evidence import Evidence


def render_json(evidence: Evidence) -> str:
    """The evidence as indented UTF-8 JSON; the same evidence gives the same bytes. NaN and infinity cannot occur."""
    return json.dumps(evidence.model_dump(mode="json"), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
