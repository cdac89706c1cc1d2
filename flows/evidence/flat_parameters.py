"""The parameters of a result as plain figures and words, so that every one of them can stand in a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def flat_parameters(parameters: Mapping[str, Any]) -> dict[str, str | int | float]:
    """`{a: {b: 1}}` becomes `a.b: 1`; a list its members divided by commas; what is not set says `none`."""
    flat: dict[str, str | int | float] = {}
    for key, value in parameters.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{inner}": it for inner, it in flat_parameters(value).items()}
        elif isinstance(value, str | int | float):
            flat[str(key)] = value
        elif isinstance(value, list | tuple):
            flat[str(key)] = ", ".join(str(member) for member in value)
        else:
            flat[str(key)] = "none" if value is None else str(value)
    return flat
