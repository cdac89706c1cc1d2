"""What protects one dataset of personal data: promised, chosen, and measured again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, computed_field, model_validator

from schemas.evidence.base import Count, Share, Strict, Text


class Level(Strict):
    """How far one quasi-identifier was generalised: level 0 is as received, the highest says nothing at all."""

    field: str
    level: Count = Field(description="The finest level that a row which was not suppressed stands at.")
    up_to: Count | None = Field(
        default=None,
        description="The coarsest level of such a row, where rows stand at different ones (local recoding).",
    )
    highest: Count
    labels_before: Count | None = Field(default=None, description="Distinct values as received.")
    labels_after: Count | None = Field(default=None, description="Distinct labels in the final file.")
    loss: Share | None = Field(default=None, description="Iyengar's loss of this field alone.")

    @model_validator(mode="after")
    def _exists(self) -> Level:
        coarsest = self.level if self.up_to is None else self.up_to
        if not self.level <= coarsest <= self.highest:
            raise ValueError(f"{self.field}: levels {self.level} to {coarsest} of {self.highest}")
        return self


class Promise(Strict):
    """One privacy model that the agreement names beside k and l, measured again from the final file."""

    model: str
    field: str | None = Field(default=None, description="The sensitive field it protects, where it is about one.")
    promised: str = Field(description="Its parameters, as the agreement writes them.")
    measured: float | None = Field(default=None, description="The same figure as the final file shows it.")
    is_kept: bool


class Risk(Strict):
    """Re-identification risk of one state of a dataset, measured."""

    rows: Count
    classes: Count
    k: Count | None = Field(description="Rows of the smallest class; None when there is no row.")
    l: Count | None = Field(default=None, description="Distinct sensitive values of the poorest class.")  # noqa: E741 - the model's own name
    prosecutor_max: Share | None
    prosecutor_average: Share | None
    alpha: Share | None = Field(default=None, description="Largest share of one sensitive value in a class.")
    t: Share | None = Field(default=None, description="Farthest class from the whole: equal distance.")
    expected_reidentifications: float | None = Field(
        default=None, ge=0, description="Rows that an attacker who matches all of them is expected to match rightly."
    )
    loss: Share | None = Field(default=None, description="Iyengar's information loss: 0 as received, 1 nothing left.")


class Protection(Strict):
    """What protects one dataset of personal data: promised, chosen, and measured again."""

    method: Text
    k: Annotated[int, Field(ge=2)]
    l: Annotated[int, Field(ge=1)] = 1  # noqa: E741 - the model's own name
    suppress_at_most: Share
    metric: str = Field(description="What the search made as small as it could.")
    metric_values: tuple[float, ...] = Field(default=(), description="What it came to; several for a ranked metric.")
    reason: str
    promises: tuple[Promise, ...] = ()
    levels: tuple[Level, ...]
    before: Risk
    after: Risk
    loss: Share = Field(description="Iyengar's information loss, measured from the labels of the final file.")
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
        others = all(promise.is_kept for promise in self.promises)
        return self.is_remeasured and measured and others and share <= self.suppress_at_most
