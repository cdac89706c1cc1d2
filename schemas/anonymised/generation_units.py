"""One row per PV or wind unit after protection: exactly what may be released, and nothing else."""

from __future__ import annotations

from schemas.released import generation_units as released


class GenerationUnits(released.GenerationUnits):
    """One row per unit, protected. What stands here is what may leave."""
