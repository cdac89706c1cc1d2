"""The differencing guard in an agreement: which released tables are held against all earlier ones, and read how."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schemas.agreement.base import Key, Strict, TableName


class WholeNumbers(Strict):
    """Categories such as 5, 0-17 and 75+ are sets of the whole numbers in this range (years of age)."""

    first: int = Field(alias="from")
    last: int = Field(alias="until", description="75+ reaches up to here.")

    @model_validator(mode="after")
    def _some_and_not_too_many(self) -> WholeNumbers:
        if not 0 <= self.last - self.first < 10_000:
            raise ValueError("until lies at or above from, and they span less than 10,000 numbers")
        return self


class ReleasedDimension(Strict):
    """What the categories of one column consist of. With neither key a category is an atom, the finest there is."""

    whole_numbers: WholeNumbers | None = None
    hierarchy: str | None = Field(
        default=None, description="A category is a label of any level of config/hierarchies/<name>.csv."
    )
    total: str | None = Field(default=None, description="How the table writes the total over this column.")

    @model_validator(mode="after")
    def _at_most_one_way(self) -> ReleasedDimension:
        if self.whole_numbers is not None and self.hierarchy is not None:
            raise ValueError("give whole_numbers or hierarchy, not both")
        return self


class ReleasedTable(Strict):
    """How a released table is read as counts of units."""

    count: Key = Field(description="The column that counts the units (persons, buildings).")
    dimensions: dict[Key, ReleasedDimension] = Field(min_length=1, description="By column.")
    hidden: tuple[int, int | None] | None = Field(
        default=None,
        description="What a missing count is known to lie in, both ends included; [1, null]: at least 1. Nothing, if "
        "not given.",
    )
    absent_is_zero: bool = Field(default=True, description="A combination without a row counts nobody.")
    population: Literal["renewed", "grows", "same"] = Field(
        default="renewed",
        description="From period to period: other units; all earlier ones and newcomers; or exactly the same ones.",
    )

    @model_validator(mode="after")
    def _hidden_is_a_range(self) -> ReleasedTable:
        if self.hidden is not None and not 0 <= self.hidden[0] <= (
            self.hidden[0] if self.hidden[1] is None else self.hidden[1]
        ):
            raise ValueError("hidden takes [least, most], from 0 on")
        return self


class DifferencingGuard(Strict):
    """A new table leaves only if, together with all earlier ones, it singles out no group of 1 … minimum - 1 units."""

    minimum: int = Field(ge=2, le=1000)
    tables: dict[TableName, ReleasedTable] = Field(min_length=1)
    small_changes: Literal["stop", "warn"] = Field(
        default="warn", description="Where a count of other units differs by 1 … minimum - 1 from an earlier period's."
    )
    reason: str
