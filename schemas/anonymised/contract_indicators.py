"""One row per indicator of a monitoring plan; figures of a whole city needed no protection."""

from __future__ import annotations

from schemas.received import contract_indicators as received


class ContractIndicators(received.ContractIndicators):
    """One sheet as received, names tidied."""
