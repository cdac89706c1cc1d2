"""One printed figure: its exact value, the place it is rounded to, or why there is none. Missing is never zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from transforms.results.audit.text import SILENCE, Text


@dataclass(frozen=True)
class Figure:
    """A value with the unit of its last printed place, or no value and the reason."""

    value: Decimal | None
    last_place: Decimal = Decimal(1)
    why_missing: Text = SILENCE

    @classmethod
    def missing(cls, de: str, en: str) -> Figure:
        """No figure, and why."""
        return cls(None, why_missing=Text(de, en))
