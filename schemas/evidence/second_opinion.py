"""What an independent program says about one final file."""

from __future__ import annotations

from pydantic import Field, computed_field, model_validator

from schemas.evidence.base import Count, Strict


class SecondOpinion(Strict):
    """Whether an independent program accepts one final file, and whether that is our verdict too."""

    tool: str
    version: str
    evaluated: Count = Field(description="Expectations that were evaluated on the file's bytes.")
    successful: Count
    failed: tuple[str, ...] = Field(default=(), description="Names of the expectations that failed; never a value.")
    not_expressible: tuple[str, ...] = Field(default=(), description="Rules that this program cannot express.")
    own_rows_failed: Count = Field(description="Rows that our own check refused in the same file.")

    @model_validator(mode="after")
    def _all_are_named(self) -> SecondOpinion:
        if self.successful + len(self.failed) != self.evaluated:
            raise ValueError(f"{self.successful} successful + {len(self.failed)} failed != {self.evaluated} evaluated")
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def accepts(self) -> bool:
        """The other program's verdict. An opinion on nothing is not an acceptance."""
        return self.evaluated > 0 and not self.failed

    @computed_field  # type: ignore[prop-decorator]
    @property
    def agrees(self) -> bool:
        """Whether both programs accept the file, or both refuse it."""
        return self.accepts == (self.own_rows_failed == 0)
