"""What a person reads: messages and tables in German or English. Messages go to stderr, results to stdout."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Literal, cast

Language = Literal["de", "en"]

_chosen: Language | None = None


def choose_language(language: str | None) -> None:
    """Fix the language for this process; `None` leaves it to the locale."""
    global _chosen
    _chosen = cast(Language, language) if language in ("de", "en") else None


def language() -> Language:
    """The chosen language, else the locale's (German where it starts with `de`, otherwise English)."""
    if _chosen:
        return _chosen
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if (named or locale.getlocale()[0] or "").lower().startswith("de") else "en"


def say(de: str, en: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write((de if language() == "de" else en) + "\n")
    sys.stderr.flush()


def emit(value: Any) -> None:
    """One JSON document for the program that reads us; keys keep their order, text stays readable."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout; cells are shown as given, numbers to the right."""
    from rich.console import Console
    from rich.table import Table

    body = [tuple(row) for row in rows]
    shown = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        numeric = bool(body) and all(isinstance(row[place], int | float) or row[place] is None for row in body)
        shown.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in body:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(width=width).print(shown)
