"""Shows a run's progress on the terminal: one line per finished step, a moving mark on the one at work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows import console
from flows.progress import News, listening

_STEPS: dict[str, tuple[str, str]] = {
    "read": ("lesen", "read"),
    "check": ("prüfen", "check"),
    "protect": ("schützen", "protect"),
    "answer": ("antworten", "answer"),
    "compute": ("berechnen", "compute"),
    "release": ("freigeben", "release"),
    "guard": ("vergleichen", "compare"),
    "package": ("verpacken", "package"),
    "gate": ("Ausgang prüfen", "gate"),
    "deliver": ("liefern", "deliver"),
    "verify": ("nachprüfen", "verify"),
    "report": ("berichten", "report"),
}
_COUNTS: dict[str, tuple[str, str]] = {
    "received": ("erhalten", "received"),
    "accepted": ("angenommen", "accepted"),
    "rejected": ("abgelehnt", "rejected"),
    "dropped": ("Spalten verworfen", "columns dropped"),
    "rows": ("Zeilen", "rows"),
    "k_before": ("k vorher", "k before"),
    "k_after": ("k nachher", "k after"),
    "suppressed": ("unterdrückt", "suppressed"),
    "figures": ("Werte", "figures"),
    "cells": ("Zellen", "cells"),
    "releases": ("frühere Tabellen", "earlier tables"),
    "files": ("Dateien", "files"),
    "checks": ("Prüfungen", "checks"),
    "bytes": ("Bytes", "bytes"),
}


@contextmanager
def progress_on_terminal(*, quiet: bool = False) -> Iterator[None]:
    """Show every step of the run inside the block on stderr; a plain line each where that is no terminal."""
    if quiet:
        yield
        return
    from rich.console import Console

    terminal = Console(file=sys.stderr, highlight=False)
    german = console.language() == "de"
    with terminal.status("Prefect …", spinner="dots") as status:

        def hear(news: News) -> None:
            step = _STEPS[news.step][0 if german else 1]
            counts = " · ".join(
                f"{_COUNTS[name][0 if german else 1]} {_grouped(number, german=german)}"
                for name, number in news.counts.items()
            )
            if not news.is_done:
                status.update(f"{step}: {news.subject} {counts}")
                return
            terminal.print(f"[green]✓[/green] {step:<15} {news.subject:<26} {counts}", soft_wrap=True)

        with listening(hear):
            yield


def _grouped(number: int, *, german: bool) -> str:
    # German and English readers both read a narrow no-break space as a thousands mark; neither reads it as a decimal.
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}" if german else ",")
