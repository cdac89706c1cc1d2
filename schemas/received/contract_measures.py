"""One row per measure of a Climate City Contract's portfolio (table B-2), as the city hands it over. Not personal.

What contradicts itself within a row (an end before the start, a negative energy) is taken in and found by
`contract_findings`: a portfolio without the row would be another portfolio.
"""

from __future__ import annotations

from schemas import fields
from schemas.shapes.measure_facts import MeasureFacts


class ContractMeasures(MeasureFacts):
    """One measure; a figure that is not stated is missing, not zero. Reductions are those of one year, t CO2e."""

    same_as_measure_id: str = fields.field("ist dieselbe wie", "is the same as", nullable=True)
