"""Finds the schema of a dataset or table by its stem: `received("energy_certificates")` is its pandera model.

File stems are equal along the road, so a name is enough; the class is the stem in CamelCase.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from pandera.polars import DataFrameModel

Border = Literal["received", "anonymised", "released"]


def has_schema(border: Border, stem: str) -> bool:
    """Whether the house knows the shape of this dataset at this border."""
    return stem.isidentifier() and find_spec(f"schemas.{border}.{stem}") is not None


def schema(border: Border, stem: str) -> type[DataFrameModel]:
    """The pandera model of a dataset at one of the three privacy borders. KeyError where the house has none."""
    if not has_schema(border, stem):
        raise KeyError(f"schemas/{border}/{stem}.py")
    name = "".join(word.capitalize() for word in stem.split("_"))
    return cast("type[DataFrameModel]", getattr(import_module(f"schemas.{border}.{stem}"), name))


def known_stems(border: Border) -> list[str]:
    """All datasets or tables that the house knows at this border."""
    from importlib.resources import files

    found = (entry.name for entry in files(f"schemas.{border}").iterdir())
    return sorted(name.removesuffix(".py") for name in found if name.endswith(".py") and not name.startswith("_"))


def column_metadata(model: type[DataFrameModel]) -> dict[str, dict[str, Any]]:
    """Per column, in the schema's order: unit, privacy class and titles as `schemas.fields` wrote them."""
    return {name: dict(column.metadata or {}) for name, column in model.to_schema().columns.items()}
