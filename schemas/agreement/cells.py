"""Small cells in one released table: what is too small, how its rows add up, and what is done about it."""

from __future__ import annotations

from itertools import pairwise

from pydantic import Field, model_validator

from schemas.agreement.base import ColumnName, Key, Reference, Strict


class CellDimension(Strict):
    """One column along which the rows of a table add up."""

    total: str | None = Field(default=None, description="How the table writes the total over this column, if it does.")
    hierarchy: str | list[ColumnName] | None = Field(
        default=None,
        description="Subtotals: config/hierarchies/<name>.csv, or coarser columns of the same table, finest first.",
    )


class RoundedCells(Strict):
    """Controlled rounding instead of suppression: every count a multiple of the base, sums kept."""

    base: int = Field(ge=2, le=1000)


class MergedCells(Strict):
    """Merging instead of suppression: small grid cells join until each holds the minimum (strict quadtree)."""

    column: ColumnName = Field(description="The column with the cells' codes.")
    sizes_m: list[int] = Field(min_length=2, description="Sizes in metres, the table's own first, each in the next.")

    @model_validator(mode="after")
    def _sizes_nest(self) -> MergedCells:
        if any(coarse <= fine or coarse % fine for fine, coarse in pairwise((1, *self.sizes_m)) if fine > 1):
            raise ValueError("sizes_m: each a multiple of the one before, such as 100, 1000, 10000")
        return self


class PerturbedCells(Strict):
    """Cell key perturbation instead of suppression: every count with a small noise that its rows' keys draw."""

    dataset: Key = Field(description="The protected dataset whose rows are counted.")
    record_key: ColumnName = Field(description="Its column that tells rows apart, such as a pseudonym.")
    key: Reference = Field(description="The secret behind the record keys, by reference; kept for ever.")
    columns: dict[ColumnName, ColumnName] = Field(
        min_length=1, description="The table's columns that tell its rows apart, and the dataset's they were made of."
    )
    largest: int = Field(ge=1, le=100, description="D: the largest noise.")
    variance: float = Field(gt=0, description="V: the variance of the noise.")


class CellRule(Strict):
    """What happens to the small cells of one released table: suppression, with what else protects them."""

    count: Key = Field(description="The column that counts the units (persons, buildings) behind a row.")
    minimum: int = Field(ge=2)
    values: list[Key] = Field(default_factory=list, description="Columns that are blanked together with the count.")
    zeros_are_safe: bool = Field(default=True, description="A structural zero tells nothing about anybody.")
    stays: list[ColumnName] = Field(
        default_factory=list, description="Figures that stay beside a suppressed count: they say nothing of its units."
    )
    dimensions: dict[ColumnName, CellDimension] = Field(
        default_factory=dict, description="By column: along what the rows add up. Then further cells are withheld."
    )
    within: list[ColumnName] = Field(
        default_factory=list, description="Columns over which nobody knows a sum: each of their values a table apart."
    )
    sums: list[ColumnName] = Field(
        default_factory=list, description="Columns that add up along the dimensions, as it does."
    )
    known_totals: list[list[ColumnName]] = Field(
        default_factory=list,
        description="Totals that readers know from elsewhere: for each the dimensions it is broken down by, the others "
        "summed up; [] is the total of all.",
    )
    shows_no_totals: bool = Field(
        default=False, description="Somebody looked: no row is the sum of others, even where the figures look like it."
    )
    count_adds_up: bool = Field(default=True, description="False: units stand in several rows, only the sums add up.")
    width: int | None = Field(
        default=None, ge=1, description="How many units the interval of every suppressed count spans at least."
    )
    sums_percent: float = Field(
        default=20.0, gt=0, le=100, description="How much of each suppressed sum its interval spans at least."
    )
    round: RoundedCells | None = Field(default=None, description="Instead of suppression.")
    grid: MergedCells | None = Field(default=None, description="Instead of suppression, where rows are grid cells.")
    perturb: PerturbedCells | None = Field(default=None, description="Instead of suppression, by the cell key method.")
    reason: str

    @model_validator(mode="after")
    def _names_fit(self) -> CellRule:
        if self.perturb is not None:
            self._fits_perturbing(self.perturb)
        elif self.grid is not None:
            self._fits_grid(self.grid)
        elif not self.dimensions:
            for name in ("within", "sums", "width", "round", "known_totals"):
                if getattr(self, name):
                    raise ValueError(f"{name} needs dimensions: along what the rows add up")
            if not self.count_adds_up:
                raise ValueError("count_adds_up needs dimensions: along what the rows add up")
        self._known_totals_fit()
        placed = [*self.dimensions, *self.within]
        figures = {self.count, *self.values, *self.sums}
        if twice := sorted({name for name in placed if placed.count(name) > 1 or name in figures}):
            raise ValueError(f"{twice[0]} is named twice: a column is a dimension, stands within, or is a figure")
        if not self.count_adds_up and not self.sums and self.dimensions:
            raise ValueError("count_adds_up: false leaves only the sums to add up: name them")
        if self.count in self.sums:
            raise ValueError("sums: the count is one already")
        if self.round is not None:
            self._fits_rounding(self.round)
        return self

    def _known_totals_fit(self) -> None:
        for named in self.known_totals:
            if unknown := [name for name in named if name not in self.dimensions]:
                raise ValueError(f"known_totals: {unknown[0]} is not among dimensions")
            if set(named) == set(self.dimensions) and not any(it.hierarchy for it in self.dimensions.values()):
                raise ValueError("known_totals: by all dimensions is the table itself: leave one out")

    def _fits_perturbing(self, rule: PerturbedCells) -> None:
        if self.values or self.sums:
            raise ValueError("perturb protects counts alone: a table with values beside them is suppressed")
        if self.dimensions or self.within or self.known_totals or self.round or self.grid or self.width:
            raise ValueError("perturb stands for itself: no dimensions, within, known_totals, width, round, grid")
        if not self.zeros_are_safe:
            raise ValueError("perturb shows that a cell is empty: zeros_are_safe: false cannot be kept")
        if rule.largest < self.minimum:
            raise ValueError("perturb: largest must reach the minimum, or small counts could not be moved out of sight")

    def _fits_grid(self, rule: MergedCells) -> None:
        if self.dimensions or self.known_totals or self.round or not self.zeros_are_safe or self.width:
            raise ValueError("grid stands for itself: no dimensions, known_totals, width, round, zeros_are_safe: false")
        if unmerged := [name for name in self.values if name not in self.sums]:
            raise ValueError(
                f"grid: {unmerged[0]} of several cells has no meaning unless it adds up: name it under sums"
            )
        if rule.column in self.within:
            raise ValueError("grid: the cells are merged, so they cannot stand within")

    def _fits_rounding(self, rule: RoundedCells) -> None:
        if self.values or self.sums or not self.count_adds_up:
            raise ValueError("round protects counts alone: a table with values beside them is suppressed")
        if rule.base < self.minimum:
            raise ValueError("round: a base below the minimum shows counts below the minimum")
        if self.width is not None:
            raise ValueError("width belongs to suppression; rounding leaves less than the base on either side")

    @property
    def promised_width(self) -> int:
        """What the interval of a suppressed count spans at least, in units.

        Not said: as much as the rule itself tells of a small cell, 1 … minimum - 1 (0 … where zeros are hidden too).
        """
        if self.width is not None:
            return self.width
        return max(1, self.minimum - (2 if self.zeros_are_safe else 1))

    @property
    def blanked(self) -> list[str]:
        """The count and all columns that go with it."""
        return list(dict.fromkeys((self.count, *self.values, *self.sums)))
