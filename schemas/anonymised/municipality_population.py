"""The same rows after protection: a municipality's population names nobody, so nothing is taken away."""

from __future__ import annotations

from schemas.received import municipality_population


class MunicipalityPopulation(municipality_population.MunicipalityPopulation):
    """Inhabitants of one municipality at the end of one year."""
