"""One row per partner municipality; published figures about municipalities need no protection, so none was applied."""

from __future__ import annotations

from schemas.received import municipality_base as received


class MunicipalityBase(received.MunicipalityBase):
    """One row per municipality. It stays in the house: the shares computed from it leave."""
