"""The seven statuses in German."""

GERMAN = {
    "idea": "Idee",
    "letter of intent": "Absichtserklärung",
    "signed": "unterzeichnet",
    "running": "laufend",
    "fulfilled": "erfüllt",
    "changed": "geändert",
    "ended": "beendet",
}
