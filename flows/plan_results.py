"""Which result needs what: every result of an agreement is resolved before a run starts.

A result is a function whose argument names say what it needs: a dataset of the agreement, an earlier result,
`factors` (the house's emission factors), `carriers` (its carrier names), `period`; all others are its parameters,
which the agreement chooses.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pkgutil import ModuleInfo, iter_modules
from typing import Any, cast

import transforms.results
from config.load import LoadedAgreement, Place, refuse

REFERENCES = (
    *("factors", "factor_sets", "carriers", "sector_synonyms", "land_factors"), "published_territorial_changes",
)  # fmt: skip
"""Published parameters that come with the house: `config/factors/<name>.csv`."""


@dataclass(frozen=True)
class PlannedResult:
    """One result, ready to be called: which frames it takes and which parameters."""

    name: str
    compute: Callable[..., Any]
    frames: tuple[str, ...]
    references: tuple[str, ...]
    parameters: dict[str, Any]
    takes_period: bool


def plan_results(loaded: LoadedAgreement) -> list[PlannedResult]:
    """The results in the agreement's order. Raises `agreement-refused` for an input or parameter that cannot be."""
    terms = loaded.terms
    available = set(terms.datasets) - terms.private_datasets  # a result of exact rows would undo their noise
    planned: list[PlannedResult] = []
    findings: list[tuple[Place, str]] = []
    for place, result in enumerate(terms.results):
        compute = result_function(result.name)
        if compute is None:
            findings.append((("results", place), f"no result transforms/results/{result.name}.py"))
            continue
        found, faults = resolve(result.name, compute, dict(result.parameters), available)
        findings += [(("results", place), fault) for fault in faults]
        planned.append(found)
        available.add(result.name)
    if findings:
        raise refuse(loaded, findings)
    return planned


def result_function(name: str) -> Callable[..., Any] | None:
    """`transforms/results/<name>.py`, or a file of that name in one of its rooms; None where there is none."""
    rooms = ("transforms.results", *(f"transforms.results.{it.name}" for it in _rooms() if it.ispkg))
    for room in rooms:
        if name.isidentifier() and find_spec(f"{room}.{name}") is not None:
            found = getattr(import_module(f"{room}.{name}"), name, None)
            if callable(found):
                return cast("Callable[..., Any]", found)
    return None


def _rooms() -> list[ModuleInfo]:
    return sorted(iter_modules(transforms.results.__path__), key=lambda room: room.name)


def resolve(
    name: str, compute: Callable[..., Any], chosen: dict[str, Any], available: set[str]
) -> tuple[PlannedResult, list[str]]:
    """What one result takes of what is `available`, and in words what it lacks or does not know."""
    frames: list[str] = []
    references: list[str] = []
    faults: list[str] = []
    takes_period = False
    taken: set[str] = set()
    for argument in inspect.signature(compute).parameters.values():
        is_optional = argument.default is not inspect.Parameter.empty
        if argument.name in available:
            frames.append(argument.name)
        elif argument.name in REFERENCES:
            references.append(argument.name)
        elif argument.name == "period":
            takes_period = True
        elif argument.name in chosen:
            taken.add(argument.name)
        elif not is_optional:
            faults.append(f"{name} needs {argument.name}: a dataset, an earlier result or a parameter of this name")
    faults += [f"{name} has no parameter {unknown}" for unknown in sorted(set(chosen) - taken)]
    return PlannedResult(name, compute, tuple(frames), tuple(references), chosen, takes_period), faults
