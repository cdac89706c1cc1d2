"""The ten classes that share a municipality's land between them (land use statistics 33111, Destatis)."""

from __future__ import annotations

LAND_CLASSES = (
    "settlement", "traffic", "agriculture", "forest", "wood", "heath", "moor", "marsh", "bare", "water",
)  # fmt: skip
