"""What a typed language refuses, place by place, in one line that holds no value."""

from __future__ import annotations

from pydantic import ValidationError


def refused_places(error: ValidationError, *, whole: str = "rules") -> str:
    """`models.0.k: Input should be …; rules: Field required`; `whole` names the place that has no name of its own."""
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc']) or whole}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    )
