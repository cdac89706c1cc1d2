"""Which row of a balance: sector, carrier and scope."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_place import BalancePlace


class BalanceKey(BalancePlace):
    """One row per municipality, year, sector, carrier and scope, which are unique together."""

    sector: str = fields.sector()
    carrier: str = fields.carrier()
    scope: str = fields.field("Scope, wie gedruckt", "Scope, as printed", nullable=True)
