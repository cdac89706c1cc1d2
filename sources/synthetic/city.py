"""Musterstadt: twelve districts with postcodes, streets and the character of their buildings. Wholly invented.

Postcodes begin with 00, which Germany has not given to any place, so no row can be taken for a real address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Character = Literal["old-town", "post-war", "estate", "suburb", "new", "village"]


@dataclass(frozen=True)
class District:
    """One district: its share of the city's buildings, what was built there, and whether heat comes by pipe."""

    name: str
    postcodes: tuple[str, ...]
    weight: float
    character: Character
    district_heat_share: float


DISTRICTS: tuple[District, ...] = (
    District("Altstadt", ("00101",), 7, "old-town", 0.55),
    District("Bahnhofsvorstadt", ("00102",), 8, "old-town", 0.45),
    District("Südvorstadt", ("00103", "00104"), 11, "old-town", 0.40),
    District("Nordstadt", ("00211", "00212"), 12, "post-war", 0.25),
    District("Neustadt-Nord", ("00213",), 6, "estate", 0.85),
    District("Lerchenfeld", ("00214",), 5, "new", 0.35),
    District("Oststadt", ("00321", "00322"), 13, "post-war", 0.30),
    District("Gartenstadt", ("00323",), 10, "suburb", 0.08),
    District("Weststadt", ("00431", "00432"), 11, "post-war", 0.20),
    District("Hafen", ("00433",), 4, "new", 0.60),
    District("Oberdorf", ("00541",), 7, "village", 0.02),
    District("Niederdorf", ("00542",), 6, "village", 0.02),
)

STREETS: tuple[str, ...] = (
    "Ahornweg", "Am Anger", "Am Bach", "Am Hang", "Am Markt", "Am Mühlgraben", "Am Sportplatz", "Am Stadtpark",
    "Amselweg", "An der Kirche", "Apfelgasse", "Bachstraße", "Bahnhofstraße", "Bergstraße", "Birkenweg",
    "Blumenstraße", "Brückenstraße", "Brunnengasse", "Buchenweg", "Burgstraße", "Dorfstraße", "Drosselweg",
    "Eichenallee", "Erlenweg", "Eschenweg", "Feldstraße", "Finkenweg", "Fliederweg", "Gartenstraße", "Gerberstraße",
    "Grüner Weg", "Hafenstraße", "Hauptstraße", "Heideweg", "Hochstraße", "Höhenweg", "Im Grund", "Industriestraße",
    "Jahnstraße", "Kastanienallee", "Kiefernweg", "Kirchstraße", "Kirschweg", "Klosterstraße", "Königstraße",
    "Kurze Straße", "Lange Straße", "Lärchenweg", "Lerchenweg", "Lindenallee", "Lindenstraße", "Marktstraße",
    "Meisenweg", "Mittelstraße", "Mühlenweg", "Neue Straße", "Nordring", "Nussbaumweg", "Oststraße", "Parkstraße",
    "Pappelallee", "Poststraße", "Quellenweg", "Rathausplatz", "Ringstraße", "Rosenweg", "Sandweg", "Schillerstraße",
    "Schlossallee", "Schulstraße", "Seestraße", "Sonnenhang", "Steinweg", "Südring", "Talstraße", "Tannenweg",
    "Teichstraße", "Tulpenweg", "Turmstraße", "Uferstraße", "Ulmenweg", "Veilchenweg", "Waldstraße", "Wallstraße",
    "Wasserweg", "Weidenweg", "Weinbergstraße", "Weststraße", "Wiesenweg", "Ziegeleiweg", "Zum Bahnhof",
)  # fmt: skip
