"""`stadtland explain CODE`: what an error means and what to do."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    code: Annotated[
        str | None, typer.Argument(help="An error's code, such as source-unreachable; none lists all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Say what an error means, why it stops a run, and what to do next.

    \b
    Examples:
      stadtland explain source-unreachable
      stadtland explain            # all codes
    """
    from dataclasses import asdict

    from flows import console
    from schemas.errors import catalogue

    known = catalogue()
    if code is None:
        if as_json:
            console.emit([asdict(text) for text in known.values()])
        else:
            rows = [
                (text.code, text.exit, text.room) for text in sorted(known.values(), key=lambda it: (it.exit, it.code))
            ]
            console.table("stadtland explain CODE", ("code", "exit", "room"), rows)
        return
    if code not in known:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(code, list(known), n=3)) or "stadtland explain"
        raise typer.BadParameter(f"no error has the code {code}; try {near}", param_hint="CODE")
    text = known[code]
    if as_json:
        console.emit(asdict(text))
        return
    german = console.language() == "de"
    typer.echo(f"{text.code}  (exit {text.exit}, {text.room})\n")
    typer.echo(text.de if german else text.en)
    typer.echo(text.next_de if german else text.next_en)
    typer.echo(f"\n{text.why}")
