"""`stadtland learning PACKAGE`: what other municipalities, states and the federation can learn from a cooperation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def learning(
    package: Annotated[str, typer.Argument(help="A package's folder, or a delivery's (with commit-0001.json).")],
    out: Annotated[Path, typer.Option("--out", help="New or empty folder for the learning package.")],
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table", metavar="TABLE", help="Only this public table; repeatable. [default: all that are agreed]"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Make the learning package: method, public tables, measure cards, lessons, a template of the agreement.

    Reads the delivered package only, and verifies it first. The agreement's `learning` part names the public tables
    (`tables`) and their free texts (`texts`); every table is held to it again. A table that is not named there, with a
    column that is neither public nor a measure, with a small cell, a person or a contact, is refused, and with it all.

    \b
    Examples:
      stadtland learning out/leipzig/outbox/2019/leipzig-2019 --out learning/
      stadtland learning out/leipzig/outbox/2019/leipzig-2019 --table partner_shares --out learning/
    """
    from delivery.learning.learning_package import learning_package
    from flows import console

    made = learning_package(package, out, tables=tables or [])
    if as_json:
        console.emit({"tables": list(made.tables), "files": dict(made.files), "to_fill_in": list(made.to_fill_in)})
        return
    german = console.language() == "de"
    console.table(
        "Lernpaket" if german else "Learning package",
        ("Datei", "SHA-256") if german else ("file", "SHA-256"),
        list(made.files.items()),
    )
    console.say(
        f"{len(made.to_fill_in)} Stellen der Vorlage sind auszufüllen: to_fill_in.json",
        f"{len(made.to_fill_in)} places of the template are to be filled in: to_fill_in.json",
    )
