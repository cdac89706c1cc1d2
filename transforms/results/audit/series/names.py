"""What the columns of published time series are called, and what their kinds of values mean."""

from __future__ import annotations

import re

from transforms.results.audit.columns import INVENTORY

NAMES: dict[str, tuple[str, ...]] = {
    "city": (*INVENTORY["city"], "raum", "region", "region_name"),
    "year": ("year", "jahr", "zeit", "period", "zeitraum", "base_year", "baseline_year", "ref_year", "berichtsjahr"),
    "category": (
        "category", "kategorie", "sector", "sektor", "merkmal", "indicator", "indikator", "series", "reihe", "variable",
        "bereich", "name",
    ),
    "carrier": INVENTORY["carrier"],
    "kind": ("type", "kind", "art", "typ", "werttyp", "wertart", "status"),
    "unit": ("unit", "einheit", "werteeinheit"),
    "note": ("note", "notes", "bemerkung", "anmerkung", "hinweis", "comment", "kommentar"),
    "source": ("source", "quelle", "datenquelle", "source_name"),
    "topic": ("topic_code", "themenbereich", "topic"),
    "start": ("period_start",),
    "end": ("period_end",),
    "share": (
        "share", "anteil", "percent", "prozent", "share_percent", "share_pct", "anteil_prozent", "share_of_total",
        "anteil_an_gesamt", "percentage",
    ),
    "change": (
        "change", "change_percent", "change_pct", "veränderung", "änderung", "veränderung_prozent", "änderung_prozent",
        "change_since_1990", "änderung_zu_1990", "veränderung_zu_1990", "change_since_1990_percent",
        "reduction_percent", "änderung_zu_1990_prozent", "change_to_base_percent",
    ),
    "value": (
        "value", "wert", "co2", "co2e", "co2eq", "emissions", "emissionen", "emissions_t_co2e", "emissions_tco2e",
        "emissions_kt_co2e", "emissions_ktco2e", "value_as_printed", "emissions_tco2e_as_printed", "t_co2e", "kt_co2e",
        "co2_t", "co2_kt", "energy_mwh", "energy_gwh", "energie_mwh", "menge", "betrag",
    ),
}  # fmt: skip

MEASURED = frozenset(
    (
        "real", "ist", "measured", "gemessen", "actual", "historic", "historical", "history", "published",
        "computed", "sector", "sektor", "category", "carrier", "istwert", "value", "wert", "bilanz",
        "inventory", "final", "endgültig", "vorläufig", "preliminary", "estimated",
    )
)  # fmt: skip
PLANNED = frozenset(
    (
        "geplant", "plan", "planned", "target", "ziel", "zielwert", "soll", "sollwert", "goal", "projection",
        "prognose", "szenario", "scenario", "pathway", "pfad", "forecast", "zielpfad", "planwert",
    )
)  # fmt: skip
TARGET_IN_NAME = re.compile(
    r"\s*[(\[](?:zielwert|ziel|target|goal|plan|geplant|planned|soll)[)\]]|\s*[-–:]\s*(?:zielwert|ziel|target)\s*$",
    re.IGNORECASE,
)
TARGET_IN_NOTE = re.compile(r"\b(?:ziel(?:wert|pfad)?|target|geplant|planned|soll(?:wert)?|goal)\b", re.IGNORECASE)
ESTIMATE_IN_NOTE = re.compile(r"\b(?:estimat\w*|geschätzt|schätz\w*|interpol\w*|extrapol\w*)\b", re.IGNORECASE)
UNIT_IN_NAME = re.compile(r"\s*[(\[](%|t|kt|mwh|gwh|kwh|t co2e?|kg)[)\]]", re.IGNORECASE)
BLOCK = re.compile(r"\s+[-–]\s*|\s*[-–]\s+|\s+\|\s+")
