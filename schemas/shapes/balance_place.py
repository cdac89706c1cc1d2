"""Which balance a row belongs to: a municipality and a year."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.of_period import OfPeriod


class BalancePlace(OfPeriod):
    """A municipality is known by its code, by its name, or by both."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
