"""What protects one dataset of personal data: promised, chosen, and measured again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, computed_field, model_validator

from schemas.evidence.base import Count, Share, Strict, Text


class Level(Strict):
    """How far one quasi-identifier was generalised: level 0 is as received, the highest says nothing at all."""

    field: str
    level: Count
    highest: Count

    @model_validator(mode="after")
    def _exists(self) -> Level:
        if self.level > self.highest:
            raise ValueError(f"{self.field}: level {self.level} of {self.highest}")
        return self


class Risk(Strict):
    """Re-identification risk of one state of a dataset, measured."""

    rows: Count
    classes: Count
    k: Count | None = Field(description="Rows of the smallest class; None when there is no row.")
    l: Count | None = Field(default=None, description="Distinct sensitive values of the poorest class.")  # noqa: E741 - the model's own name
    prosecutor_max: Share | None
    prosecutor_average: Share | None


class Protection(Strict):
    """What protects one dataset of personal data: promised, chosen, and measured again."""

    method: Text
    k: Annotated[int, Field(ge=2)]
    l: Annotated[int, Field(ge=1)] = 1  # noqa: E741 - the model's own name
    suppress_at_most: Share
    metric: str
    reason: str
    levels: tuple[Level, ...]
    before: Risk
    after: Risk
    loss: Share = Field(description="Iyengar's information loss: 0 as received, 1 nothing left.")
    suppressed_rows: Count
    withheld_rows: Count = Field(default=0, description="Rows that were left out of the file altogether.")
    is_optimal: bool = Field(description="Whether the search proved that no better levels exist.")
    is_remeasured: bool = Field(description="Whether `after` was measured from the bytes of the final file.")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def suppressed_share(self) -> float | None:
        """Suppressed and withheld rows per row before protection."""
        return (self.suppressed_rows + self.withheld_rows) / self.before.rows if self.before.rows else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def is_kept(self) -> bool:
        """Whether the final file, measured from its bytes, keeps every promise; a file without a row exposes nobody."""
        share = self.suppressed_share or 0.0
        measured = self.after.rows == 0 or (
            (self.after.k or 0) >= self.k and (self.l == 1 or (self.after.l or 0) >= self.l)
        )
        return self.is_remeasured and measured and share <= self.suppress_at_most
