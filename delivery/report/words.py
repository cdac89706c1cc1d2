"""One word is one fixed term of the evidence in German and English; an unknown term prints as it is, in neither."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # verdicts
    "passed": ("bestanden", "passed"),
    "failed": ("nicht bestanden", "failed"),
    "warned": ("Hinweis", "warning"),
    "not-run": ("nicht gelaufen", "not run"),
    # effects
    "stop": ("hält den Lauf an", "stops the run"),
    "quarantine": ("Zeile in Quarantäne", "row quarantined"),
    "warn": ("nur Hinweis", "warning only"),
    # release rules
    "never": ("nie", "never"),
    "as-is": ("unverändert", "as is"),
    "pseudonym": ("Pseudonym", "pseudonym"),
    "generalise": ("vergröbert", "generalised"),
    "top-code": ("oben begrenzt", "top-coded"),
    "bottom-code": ("unten begrenzt", "bottom-coded"),
    "round": ("gerundet", "rounded"),
    # privacy classes
    "identifier": ("identifizierend", "identifier"),
    "quasi-identifier": ("quasi-identifizierend", "quasi-identifier"),
    "sensitive": ("empfindlich", "sensitive"),
    "measure": ("Messgröße", "measure"),
    "public": ("öffentlich", "public"),
    # status of a figure
    "measured": ("gemessen", "measured"),
    "computed": ("berechnet", "computed"),
    "interpolated": ("interpoliert", "interpolated"),
    "published": ("veröffentlicht", "published"),
    "missing": ("fehlt", "missing"),
    "suppressed": ("unterdrückt", "suppressed"),
    # roles
    "state": ("Land", "state"),
    "city": ("Stadt", "city"),
    "municipality": ("Gemeinde", "municipality"),
    "region": ("Region", "region"),
    "federation": ("Bund", "federation"),
    "utility": ("Versorger", "utility"),
    "agency": ("Agentur", "agency"),
    # votes
    "not-part-of-this-run": ("nicht Teil dieses Laufs", "not part of this run"),
    "pending": ("offen", "pending"),
    "approved": ("zugestimmt", "approved"),
    "refused": ("abgelehnt", "refused"),
    "withdrawn": ("zurückgezogen", "withdrawn"),
    "expired": ("abgelaufen", "expired"),
}


def german(term: object) -> str:
    """The German word of a term."""
    return WORDS.get(str(term), (str(term),) * 2)[0]


def english(term: object) -> str:
    """The English word of a term."""
    return WORDS.get(str(term), (str(term),) * 2)[1]
