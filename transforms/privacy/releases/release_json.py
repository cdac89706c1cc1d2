"""A release as JSON, the form in which a register keeps it, and the way back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from schemas.errors import StadtlandError
from transforms.privacy.releases.release import Cell, Release


class _Cell(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    categories: list[str | None]
    count: int | None
    between: list[int | None] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> _Cell:
        if self.between is not None and (self.count is not None or len(self.between) != 2 or self.between[0] is None):
            raise ValueError("between takes [least, most], and no count beside it")
        return self

    def cell(self) -> Cell:
        least, most = self.between if self.between is not None else (self.count, self.count)
        return Cell(tuple(self.categories), least or 0, most)


class _Release(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    release: str
    population: list[str]
    dimensions: dict[str, dict[str, list[str]]]
    cells: list[_Cell]

    @model_validator(mode="after")
    def _one_category_per_dimension(self) -> _Release:
        if any(len(cell.categories) != len(self.dimensions) for cell in self.cells):
            raise ValueError("each cell has one category per dimension")
        return self


def release_from_json(plain: Any) -> Release:
    """A release from parsed JSON: `{release, population, dimensions: {name: {category: [atom, …]}}, cells: […]}`,
    each cell `{categories: [category, or null for a total, …], count: 12}`.

    A count of null shows nothing; `between: [1, 2]` beside it says what a reader knows. Errors: `release-refused` with
    the place, and those of `Release`.
    """
    try:
        read = _Release.model_validate(plain)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "."
    else:
        dimensions = {
            name: {category: tuple(atoms) for category, atoms in categories.items()}
            for name, categories in read.dimensions.items()
        }
        return Release(read.release, dimensions, tuple(it.cell() for it in read.cells), tuple(read.population))
    raise StadtlandError("release-refused", place=place)


def release_as_json(release: Release) -> dict[str, Any]:
    """What `release_from_json` reads."""
    return {
        "release": release.name,
        "population": list(release.population),
        "dimensions": {
            name: {category: list(atoms) for category, atoms in categories.items()}
            for name, categories in release.dimensions.items()
        },
        "cells": [_plain(cell) for cell in release.cells],
    }


def _plain(cell: Cell) -> dict[str, Any]:
    plain: dict[str, Any] = {"categories": list(cell.categories), "count": cell.least if cell.is_exact else None}
    return (
        plain
        if cell.is_exact or (cell.least, cell.most) == (0, None)
        else {**plain, "between": [cell.least, cell.most]}
    )
