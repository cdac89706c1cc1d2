"""A formula by its name, with how many inputs it takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

from schemas.errors import StadtlandError
from transforms.results.pionierstadt import formulas

Formula = Callable[..., Decimal | None]


def formula(name: str, inputs: int) -> Formula:
    """The function of the file `formulas/<name>.py`. Raises `formula-unknown` and `formula-inputs-wrong`."""
    known = sorted(it.name for it in iter_modules(formulas.__path__))
    if name not in known:
        raise StadtlandError("formula-unknown", available=", ".join(known))
    found: Formula = getattr(import_module(f"{formulas.__name__}.{name}"), name)
    parameters = inspect.signature(found).parameters.values()
    is_open = any(it.kind is inspect.Parameter.VAR_POSITIONAL for it in parameters)
    if inputs < 1 or (inputs != len(parameters) and not is_open):
        wanted = "1, 2, ..." if is_open else ", ".join(it.name for it in parameters)
        raise StadtlandError("formula-inputs-wrong", formula=name, wanted=wanted, found=inputs)
    return found
