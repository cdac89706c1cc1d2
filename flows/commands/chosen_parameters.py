"""The option `--set RESULT.NAME=VALUE`: parameters by result; what the kind does not have is refused."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from schemas.kind import Kind

_HINT = "--set"


def chosen_parameters(kind: Kind, written: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Result by result its chosen parameters; values are written as in YAML. Anything else is wrong use."""
    from ruamel.yaml import YAML

    chosen: dict[str, dict[str, Any]] = {}
    for text in written:
        name, has_value, value = text.partition("=")
        result, has_parameter, parameter = name.partition(".")
        if not (has_value and has_parameter and result and parameter):
            raise typer.BadParameter(f"{text}: write RESULT.NAME=VALUE", param_hint=_HINT)
        _refuse_unknown(kind, result, parameter)
        chosen.setdefault(result, {})[parameter] = YAML(typ="safe", pure=True).load(value)
    return chosen


def _refuse_unknown(kind: Kind, result: str, parameter: str) -> None:
    from flows.plan_results import REFERENCES, result_function

    results = [one.name for one in kind.results]
    if result not in results:
        raise typer.BadParameter(f"no result {result}; there are: {', '.join(results)}", param_hint=_HINT)
    compute = result_function(result)
    given = {*kind.datasets, *results, *REFERENCES, "period"}
    known = [] if compute is None else [it for it in inspect.signature(compute).parameters if it not in given]
    if parameter not in known:
        raise typer.BadParameter(
            f"{result} has no parameter {parameter}; it has: {', '.join(known) or 'none'}", param_hint=_HINT
        )
