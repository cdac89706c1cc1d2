"""What every part of an agreement shares: keys, secrets by reference, and the refusal of unknown keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=63)]
TableName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=63)]
ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=63)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Duration = Annotated[str, StringConstraints(pattern=r"^P(?:\d+Y)?(?:\d+M)?(?:\d+D)?$", min_length=3)]
Reference = Annotated[str, StringConstraints(pattern=r"^(?:env|file):.+$")]
"""A secret by reference, never by value: `env:NAME` or `file:/path`."""


class Strict(BaseModel):
    """A part of an agreement: frozen, and an unknown key in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)
