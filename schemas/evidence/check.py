"""One rule and what came of it, and all of them counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pydantic import Field, computed_field, model_validator

from schemas.evidence.base import Count, Effect, Share, Strict, Text, Verdict


class Check(Strict):
    """One rule and what came of it. Units are rows unless the rule says otherwise."""

    rule: str
    text: Text
    reason: str | None = Field(default=None, description="Why the rule or its tolerance exists.")
    column: str | None = None
    units_checked: Count | None = Field(description="None: the rule was not run.")
    failed: Count | None = Field(
        default_factory=lambda given: None if given.get("units_checked") is None else 0,
        description="Units that broke it; None, never zero, where the rule was not run.",
    )
    effect: Effect
    at_most: Share = Field(
        default_factory=lambda given: 0.0 if given.get("effect") == "stop" else 1.0,
        description="Share of units that may fail before the run stops; none, where the effect is to stop.",
    )
    not_run_because: Text | None = None

    @model_validator(mode="after")
    def _counts_are_possible(self) -> Check:
        not_run = self.units_checked is None
        if not_run != (self.failed is None) or (self.failed or 0) > (self.units_checked or 0):
            raise ValueError(f"{self.rule}: {self.failed} of {self.units_checked} units failed")
        if not_run != (self.not_run_because is not None):
            raise ValueError(f"{self.rule}: a rule either has units or a reason why it was not run")
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def share(self) -> float | None:
        """Failed units per unit checked; None when no unit was there to check."""
        return (self.failed or 0) / self.units_checked if self.units_checked else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def verdict(self) -> Verdict:
        """`warned` is a broken rule whose effect is only a warning."""
        if self.units_checked is None:
            return "not-run"
        if not self.failed:
            return "passed"
        return "warned" if self.effect == "warn" else "failed"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def is_stopping(self) -> bool:
        """Whether this outcome alone ends the run before anything is delivered."""
        return self.share is not None and self.share > self.at_most


class Counts(Strict):
    """All checks of the run by verdict."""

    total: Count
    passed: Count
    failed: Count
    warned: Count
    not_run: Count

    @classmethod
    def of(cls, checks: Sequence[Check]) -> Counts:
        """Count checks by verdict."""
        by = Counter(check.verdict for check in checks)
        return cls(
            total=len(checks), passed=by["passed"], failed=by["failed"], warned=by["warned"], not_run=by["not-run"]
        )
