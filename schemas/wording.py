"""The names and sentences of the rules that a schema states by a type or a limit, in German and English."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import polars as pl

_SHOWN = 12
"""More allowed values than these are counted in a sentence, not listed."""


class Phrase(NamedTuple):
    """One kind of rule: what is appended to the column's name, and to its title in each language."""

    name: str
    de: str
    en: str


def readable(dtype: pl.DataType) -> Phrase:
    """That a value can be read as the schema's type without a guess."""
    if dtype.is_integer():
        kind = ("ganze Zahl", "a whole number")
    elif dtype.is_numeric():
        kind = ("Zahl", "a number")
    elif dtype == pl.Boolean:
        kind = ("Ja oder Nein", "yes or no")
    elif dtype == pl.Date:
        kind = ("Datum", "a date")
    elif isinstance(dtype, pl.Datetime):
        kind = ("Zeitpunkt", "a point in time")
    else:
        kind = (str(dtype), str(dtype))
    return Phrase("is_readable", f"ist als {kind[0]} lesbar", f"can be read as {kind[1]}")


PRESENT = Phrase("is_present", "ist angegeben", "is given")
UNIQUE = Phrase("is_unique", "kommt nur einmal vor", "occurs only once")


def limit(kind: str, given: Mapping[str, Any]) -> Phrase | None:
    """The phrase of one of pandera's own checks with its statistics; None for a check that is not pandera's own."""
    value = _both(next(iter(given.values()), None))
    match kind:
        case "equal_to":
            return Phrase("is_equal", f"ist {value[0]}", f"is {value[1]}")
        case "not_equal_to":
            return Phrase("is_different", f"ist nicht {value[0]}", f"is not {value[1]}")
        case "greater_than":
            return Phrase("is_above", f"ist größer als {value[0]}", f"is greater than {value[1]}")
        case "greater_than_or_equal_to":
            return Phrase("is_at_least", f"ist mindestens {value[0]}", f"is at least {value[1]}")
        case "less_than":
            return Phrase("is_below", f"ist kleiner als {value[0]}", f"is less than {value[1]}")
        case "less_than_or_equal_to":
            return Phrase("is_at_most", f"ist höchstens {value[0]}", f"is at most {value[1]}")
        case "in_range":
            return _range(given)
        case "isin":
            return Phrase("is_allowed", f"ist zulässig ({value[0]})", f"is allowed ({value[1]})")
        case "notin":
            return Phrase("is_not_forbidden", f"ist keines von {value[0]}", f"is none of {value[1]}")
        case "str_matches":
            return Phrase("is_well_formed", f"hat die Form {value[0]}", f"has the form {value[1]}")
        case "str_contains":
            return Phrase("contains_pattern", f"enthält {value[0]}", f"contains {value[1]}")
        case "str_startswith":
            return Phrase("starts_right", f"beginnt mit {value[0]}", f"starts with {value[1]}")
        case "str_endswith":
            return Phrase("ends_right", f"endet auf {value[0]}", f"ends with {value[1]}")
        case "str_length":
            return _length(given)
        case _:
            return None


def form(metadata: Mapping[str, Any]) -> Phrase | None:
    """The words that a field's metadata give for its pattern (`form_de`, `form_en`), which few can read."""
    if "form_de" not in metadata or "form_en" not in metadata:
        return None
    return Phrase("is_well_formed", f"hat die Form: {metadata['form_de']}", f"has the form: {metadata['form_en']}")


def _range(given: Mapping[str, Any]) -> Phrase:
    low, high = _both(given["min_value"]), _both(given["max_value"])
    open_de = "" if given.get("include_min", True) else " (ausgeschlossen)"
    open_en = "" if given.get("include_min", True) else " (excluded)"
    shut_de = "" if given.get("include_max", True) else " (ausgeschlossen)"
    shut_en = "" if given.get("include_max", True) else " (excluded)"
    return Phrase(
        "is_in_range",
        f"liegt zwischen {low[0]}{open_de} und {high[0]}{shut_de}",
        f"lies between {low[1]}{open_en} and {high[1]}{shut_en}",
    )


def _length(given: Mapping[str, Any]) -> Phrase:
    low, high, exact = given.get("min_value"), given.get("max_value"), given.get("exact_value")
    if exact is not None:
        de, en = f"genau {exact}", f"exactly {exact}"
    elif low is None:
        de, en = f"höchstens {high}", f"at most {high}"
    elif high is None:
        de, en = f"mindestens {low}", f"at least {low}"
    else:
        de, en = f"{low} bis {high}", f"{low} to {high}"
    return Phrase("has_right_length", f"hat {de} Zeichen", f"has {en} characters")


def _both(value: Any) -> tuple[str, str]:
    """One limit as German and as English readers write it."""
    if isinstance(value, bool):
        return ("Ja", "yes") if value else ("Nein", "no")
    if isinstance(value, float):
        figure = f"{value:.0f}" if value.is_integer() else f"{value:g}"
        return figure.replace(".", ","), figure
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y"), value.isoformat()
    if isinstance(value, Collection) and not isinstance(value, str):
        texts = sorted((_both(item) for item in value), key=lambda pair: pair[1])
        if len(texts) > _SHOWN:
            return f"{len(texts)} Werte", f"{len(texts)} values"
        return ", ".join(de for de, _ in texts), ", ".join(en for _, en in texts)
    return str(value), str(value)
