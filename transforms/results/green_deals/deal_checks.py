"""The names of all checks of a register of Local Green Deals, with their rules in German and English."""

from __future__ import annotations

CHECKS: dict[str, tuple[str, str]] = {
    "deal_is_registered": ("Jeder genannte Deal steht im Register", "Every deal that is named is in the register"),
    "status_not_skipped": ("Kein Stand wird übersprungen", "No status is skipped"),
    "status_not_backwards": ("Der Stand geht nicht zurück", "The status does not go backwards"),
    "status_final": ("Nach erfüllt oder beendet kommt nichts mehr", "Nothing follows fulfilled or ended"),
    "status_dated": ("Jeder Stand hat ein Datum", "Every status has a date"),
    "status_is_the_last": (
        "Register und Verlauf nennen denselben letzten Stand",
        "Register and history name the same last status",
    ),
    "signed_by_two_parties": ("Unterzeichnet haben mindestens zwei", "At least two parties have signed"),
    "signed_on_a_day": ("Die Unterzeichnung hat ein Datum", "The signing has a date"),
    "fulfilled_with_evidence": ("Erfüllt ist nur, was belegt ist", "What is fulfilled has evidence"),
    "end_after_start": ("Das Ende liegt nicht vor dem Beginn", "The end does not lie before the start"),
    "not_stale": ("Ein offener Deal meldet sich rechtzeitig", "An open deal reports in time"),
    "reduction_claimed_once": ("Eine Minderung steht in einem Deal", "A reduction stands in one deal"),
    "text_without_contact": (
        "In keinem Text steht ein Mensch oder ein Kontakt",
        "No text holds a person or a contact",
    ),
}
