"""What verification can find wrong with a package: one code, one sentence in German and English."""

from __future__ import annotations

from dataclasses import dataclass

from delivery.safe_path import shown

_TEXTS = {
    "bag-declaration": ("keine gültige BagIt-Erklärung (1.0, UTF-8)", "no valid BagIt declaration (1.0, UTF-8)"),
    "bag-info": ("fehlende oder unlesbare Angaben ({detail})", "missing or unreadable entries ({detail})"),
    "payload-oxum": (
        "Payload-Oxum sagt {stated}, im Paket sind {found}",
        "Payload-Oxum says {stated}, the package holds {found}",
    ),
    "fetch-txt": (
        "ein Paket holt nichts aus dem Netz nach",
        "a package fetches nothing from elsewhere",
    ),
    "manifest-missing": ("das Manifest fehlt", "the manifest is missing"),
    "manifest-malformed": ("Zeile {line} ist kein Eintrag", "line {line} is no entry"),
    "manifest-weak": (
        "nur SHA-256-Manifeste gelten; dieses ist schwächer oder unbekannt",
        "only SHA-256 manifests count; this one is weaker or unknown",
    ),
    "manifest-duplicate": ("steht mehrfach im Manifest", "stands in the manifest more than once"),
    "manifest-foreign": (
        "steht im Manifest und gehört nicht hinein",
        "stands in the manifest and does not belong there",
    ),
    "path-unsafe": ("unsicherer Pfad ({detail})", "unsafe path ({detail})"),
    "path-collides": (
        "von einem anderen Pfad nicht überall zu unterscheiden",
        "not told apart from another path on every system",
    ),
    "not-a-file": ("keine gewöhnliche Datei", "not a plain file"),
    "file-missing": ("fehlt", "is missing"),
    "file-changed": ("verändert: der SHA-256 stimmt nicht", "changed: the SHA-256 does not match"),
    "file-extra": ("steht in keinem Manifest", "stands in no manifest"),
    "control-totals": ("keine lesbaren Kontrollsummen", "no readable control totals"),
    "control-totals-differ": (
        "Kontrollsumme stimmt nicht: {detail}",
        "control total does not match: {detail}",
    ),
    "table-unreadable": ("keine lesbare Parquet-Datei", "not a readable Parquet file"),
    "agreement-differs": (
        "die Tabelle nennt eine andere Vereinbarung als das Paket",
        "the table names another agreement than the package",
    ),
    "package-differs": (
        "das Paket ist {found}, erwartet war {expected}",
        "the package is {found}, expected was {expected}",
    ),
    "commit-differs": (
        "die Festschreibung nennt andere Dateien, als das Paket enthält",
        "the commit names other files than the package holds",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing wrong with one file, or with the package as a whole where `path` is empty. Never holds a value."""

    code: str
    path: str
    de: str
    en: str


def finding(code: str, path: str = "", **facts: str | int) -> Finding:
    """The finding of this code about one path, both made safe to print."""
    de, en = _TEXTS[code]
    safe = {name: shown(str(fact)) for name, fact in facts.items()}
    return Finding(code, shown(path), de.format_map(safe), en.format_map(safe))
