"""A row of a convention's own table that shows a balance: which balance it shows."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_place import BalancePlace


class BalanceView(BalancePlace):
    """`balance` is the result that the view is of: several views of one balance are no second truth."""

    balance: str = fields.field("Bilanz", "Balance")
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
