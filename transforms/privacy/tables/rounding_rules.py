"""The rules of one controlled rounding, as `stadtland tables round` writes them."""

from __future__ import annotations

from pydantic import Field

from transforms.privacy.tables.table_rules import CrosstabRules


class RoundingRules(CrosstabRules):
    """Dimensions, figures and the base. An unknown key is refused."""

    base: int = Field(ge=2)
    nodes: int = Field(default=2_000, ge=1)
