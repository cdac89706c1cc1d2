"""The same rows after protection: published balances name nobody."""

from __future__ import annotations

from schemas.received import localzero_balance as received


class LocalzeroBalance(received.LocalzeroBalance):
    """Energy (MWh) and emissions (t CO2e) by sector and carrier."""
