"""What a check found: one `CheckReport` per table, one `RuleOutcome` per rule; counts and sentences, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Effect = Literal["stop", "quarantine", "warn"]


@dataclass(frozen=True)
class RuleText:
    """One rule in plain words: its name, the column it is about (None: several), one sentence in each language."""

    rule: str
    column: str | None
    de: str
    en: str


@dataclass(frozen=True)
class RuleOutcome:
    """One rule after a check: how many rows were asked, how many broke it, and what that leads to."""

    rule: str
    text: str
    column: str | None
    units_checked: int
    failed: int
    effect: Effect
    at_most: float
    text_de: str = ""
    reason: str | None = None

    @property
    def share(self) -> float:
        """Share of the rows asked that broke the rule, between 0 and 1; 0 where no row was asked."""
        return self.failed / self.units_checked if self.units_checked else 0.0

    @property
    def is_stopping(self) -> bool:
        """Whether more rows broke the rule than the agreement tolerates."""
        return self.share > self.at_most


@dataclass(frozen=True)
class CheckReport:
    """One table after its check; `rows_accepted + rows_rejected == rows_received`, asserted before it is made."""

    schema: str
    rows_received: int
    rows_accepted: int
    rows_rejected: int
    rules: tuple[RuleOutcome, ...]
    rules_not_run: tuple[RuleText, ...] = ()
    """Rules of the schema that need a column which is not agreed."""

    @property
    def is_stopped(self) -> bool:
        """Whether any rule was broken more often than tolerated: nothing may go on from here."""
        return any(outcome.is_stopping for outcome in self.rules)

    @property
    def is_empty(self) -> bool:
        """Whether there was no row at all: nothing is wrong with it, and nothing was shown to be right."""
        return self.rows_received == 0
