"""A part of a balance: all of one sector, of one carrier, or the whole."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_place import BalancePlace


class BalancePart(BalancePlace):
    """One row per municipality, year and part of a dimension, which are unique together."""

    dimension: str = fields.field("Gliederung", "Dimension")
    part: str = fields.field("Teil", "Part")
