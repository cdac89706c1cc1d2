"""One row per measure, year and source of funds; a plan about money of organisations needed no protection."""

from __future__ import annotations

from schemas.received import contract_financing as received


class ContractFinancing(received.ContractFinancing):
    """One amount as received, names tidied."""
