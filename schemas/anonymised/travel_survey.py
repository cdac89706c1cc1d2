"""One row per person of a travel survey after protection: exactly what may be released, and nothing else."""

from __future__ import annotations

from schemas.released import travel_survey as released


class TravelSurvey(released.TravelSurvey):
    """One row per person and survey day, protected. What stands here is what may leave."""
