"""One row per Austrian municipality; nothing in it is about a person, so no protection was applied."""

from __future__ import annotations

from schemas.released import municipality_list as released


class MunicipalityList(released.MunicipalityList):
    """One row per area. What stands here is what may leave."""
