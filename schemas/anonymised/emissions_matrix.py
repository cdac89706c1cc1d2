"""One row per cell of a published matrix; published sums over a city need no protection, so none was applied."""

from __future__ import annotations

from schemas.received import emissions_matrix as received


class EmissionsMatrix(received.EmissionsMatrix):
    """One cell as printed. It stays in the house: the audit leaves."""
