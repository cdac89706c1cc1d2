"""The eleven dimensions of a Pionierstadt's indicators, and the two directions in which one can get better."""

from __future__ import annotations

DIMENSIONS = (
    "climate protection", "adaptation", "circular economy", "energy supply", "mobility", "biodiversity and soil",
    "resources", "building culture", "green finance", "social inclusion", "regional economy",
)  # fmt: skip
DIRECTIONS = ("up", "down")
"""Which way is better."""
