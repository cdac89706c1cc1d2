"""Rules across tables: one file = one rule = one sentence; its function returns the offending rows.

A rule file `<rule>.py` holds two functions and one text:

- `<rule>(tables)`: the offending rows, as columns that name them (keys, not values that are measured). Its docstring
  is the rule's sentence in English, `DE` the same in German;
- `judged(tables)`: all rows that the rule is asked about, so that a share can be told.

`tables` are checked tables by dataset key. A rule that needs a table which is not there takes it by its name and lets
the `KeyError` rise: `schemas.check_across` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

import polars as pl

from schemas.check_report import RuleText
from schemas.errors import StadtlandError

Tables = Mapping[str, pl.LazyFrame]


@dataclass(frozen=True)
class RuleAcross:
    """One rule across tables: its words, the rows that it is asked about and those that break it."""

    text: RuleText
    judged: Callable[[Tables], pl.LazyFrame]
    offending: Callable[[Tables], pl.LazyFrame]


def names() -> tuple[str, ...]:
    """Every rule across tables that the house has, by its file's name."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def load(name: str) -> RuleAcross:
    """One rule by name; `rule-unknown` when there is no such file."""
    if name not in names():
        raise StadtlandError("rule-unknown", schema="schemas/rules", rule=name, near=", ".join(names()))
    module = import_module(f"{__name__}.{name}")
    offending = getattr(module, name)
    text = RuleText(name, None, module.DE, " ".join(offending.__doc__.split("\n\n")[0].split()))
    return RuleAcross(text, module.judged, offending)
