"""One row per measure of a contract; a city's own plan names roles, no person, so nothing had to be protected."""

from __future__ import annotations

from schemas.received import contract_measures as received


class ContractMeasures(received.ContractMeasures):
    """One measure as received, names tidied."""
