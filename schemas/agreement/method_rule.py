"""Protection of rows by other ways than generalising: single cells taken out, or groups that share their mean."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from schemas.agreement.base import Strict


class SuppressCellsRule(Strict):
    """Of rows that too few others resemble, as few cells as will do are taken out; the rest stays as it is."""

    name: Literal["suppress-cells"]
    matching: Literal["released", "original"] = Field(
        default="released",
        description="What k rows a row has to fit: rows as released (as sdcMicro counts), or people.",
    )
    importance: list[str] = Field(default_factory=list, description="Fields, from the one to be kept longest on.")
    strata: list[str] = Field(default_factory=list, description="Kept fields within whose combinations k is reached.")


class MdavRule(Strict):
    """Numbers give way to the mean of k and more similar rows (microaggregation)."""

    name: Literal["mdav"]
    standardise: bool = Field(default=True, description="No field counts more for its unit.")
    rest: Literal["nearest", "last-group"] = Field(default="nearest", description="Where the last rows go.")


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


CellsMethod = Annotated[SuppressCellsRule, BeforeValidator(_named)]
"""What an agreement may name instead of a search."""

MethodRule = Annotated[Annotated[SuppressCellsRule | MdavRule, Field(discriminator="name")], BeforeValidator(_named)]
"""By name alone (`mdav`), or with parameters (`{name: suppress-cells, matching: original}`)."""
