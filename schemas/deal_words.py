"""The words of Local Green Deals: the order of a deal's statuses, kinds of parties, and how others write them."""

from __future__ import annotations

STATUSES = ("idea", "letter of intent", "signed", "running", "fulfilled", "changed", "ended")
"""In their order; the last three are the ways in which a running deal closes."""
STATUSES_DE = {
    "idea": "Idee",
    "letter of intent": "Absichtserklärung",
    "signed": "unterzeichnet",
    "running": "laufend",
    "fulfilled": "erfüllt",
    "changed": "geändert",
    "ended": "beendet",
}
"""As a German reader sees them."""
PARTY_KINDS = ("city", "public body", "company", "association", "school", "university", "utility", "research", "church")
"""Organisations only: a person is no party of a deal in this house."""

STATUS_WORDS = {
    **{status: status for status in STATUSES},
    "loi": "letter of intent",
    "intent": "letter of intent",
    **{german.lower(): status for status, german in STATUSES_DE.items()},
    "läuft": "running",
    "in umsetzung": "running",
}
KIND_WORDS = {
    **{kind: kind for kind in PARTY_KINDS},
    "municipality": "city",
    "business": "company",
    "ngo": "association",
    "stadt": "city",
    "kommune": "city",
    "behörde": "public body",
    "unternehmen": "company",
    "firma": "company",
    "verein": "association",
    "verband": "association",
    "schule": "school",
    "hochschule": "university",
    "universität": "university",
    "stadtwerke": "utility",
    "forschung": "research",
    "kirche": "church",
}
