"""`stadtland tables compare NEW EARLIER…`: what a table gives away together with those released before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from transforms.privacy.releases.alarm import NamedCell, Verdict


def compare(
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The table that is to leave, described in JSON.")],
    earlier: Annotated[list[Path] | None, typer.Argument(metavar="EARLIER…", help="Those that left.")] = None,
    minimum: Annotated[
        int, typer.Option("--minimum", help="The smallest group that may be known, 3 or more units.")
    ] = 3,
    atoms: Annotated[
        Path | None, typer.Option("--atoms", help="JSON: all atoms of a dimension, {name: \\[atom, …]}.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Hold a new table of counts against all earlier ones: does a difference single out fewer than MINIMUM units?

    Ends with 0 if the table may leave and with 6 if it gives a small group away. Sizes are told as `<n` only.

    \b
    One table:
      {"release": "2024", "population": ["2024"],
       "dimensions": {"age": {"0-1": ["0", "1"], "2+": ["2", "3"]}, "sex": {"f": ["f"], "m": ["m"]}},
       "cells": [{"categories": ["0-1", "f"], "count": 12},          null as a category is the total
                 {"categories": ["0-1", "m"], "count": null, "between": [1, 2]}]}

    \b
    Example:
      stadtland tables compare new.json old-1.json old-2.json --minimum 5
    """
    from flows import console
    from schemas.errors import StadtlandError, catalogue
    from transforms.privacy.releases.guard import guard
    from transforms.privacy.releases.release_json import release_from_json

    declared = {} if atoms is None else _read(atoms)
    if not isinstance(declared, dict) or not all(isinstance(them, list) for them in declared.values()):
        raise StadtlandError("release-refused", place=str(atoms))
    releases = [release_from_json(_read(path)) for path in (new, *(earlier or []))]
    verdict = guard(
        releases[0], releases[1:], n=minimum, atoms={name: list(map(str, them)) for name, them in declared.items()}
    )
    if as_json:
        console.emit(verdict.as_dict())
    else:
        _show(verdict)
    if not verdict.may_leave:
        raise typer.Exit(catalogue()["releases-contradict"].exit)


def _read(path: Path) -> Any:
    import json

    from schemas.errors import StadtlandError

    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = type(error).__name__
    raise StadtlandError("table-unreadable", file=str(path), reason=reason)


def _show(verdict: Verdict) -> None:
    from flows import console

    german = console.language() == "de"
    columns = (
        ("Art", "Größe", "Gruppe", "gezeigt durch", "abzüglich")
        if german
        else ("kind", "size", "group", "shown by", "less")
    )
    alarms = [
        (
            alarm.kind,
            alarm.size,
            " | ".join(_words({name: _span(inside) for name, inside in box.items()}) for box in alarm.group),
            _cells(alarm.cells),
            _cells(alarm.minus),
        )
        for alarm in verdict.alarms
    ]
    if alarms:
        console.table("Alarme" if german else "Alarms", columns, alarms)
    if verdict.changes:
        changed = [(it.size, _cells([it.now]), _cells([it.before])) for it in verdict.changes]
        console.table(
            "Kleine Änderungen, zu beurteilen" if german else "Small changes, to be judged",
            ("Größe", "jetzt", "vorher") if german else ("size", "now", "before"),
            changed,
        )
    de = "darf hinaus" if verdict.may_leave else "darf so NICHT hinaus"
    en = "may leave" if verdict.may_leave else "must NOT leave as it is"
    console.say(
        f"{verdict.release}: {de}. {len(alarms)} Alarme, {verdict.known_before} schon vorher bekannt, "
        f"{verdict.undecided} nicht entschieden; {verdict.releases_compared} frühere Freigaben.",
        f"{verdict.release}: {en}. {len(alarms)} alarms, {verdict.known_before} known before, "
        f"{verdict.undecided} not decided; {verdict.releases_compared} earlier releases.",
    )


def _cells(cells: Any) -> str:
    shown: list[NamedCell] = list(cells)
    return "; ".join(f"{cell.release}: {_words(cell.categories)}" for cell in shown)


def _words(categories: Any) -> str:
    return ", ".join(f"{name} {value}" for name, value in categories.items()) or "*"


def _span(atoms: list[str]) -> str:
    return ", ".join(atoms) if len(atoms) <= 4 else f"{atoms[0]} … {atoms[-1]} ({len(atoms)})"
