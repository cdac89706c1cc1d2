"""`stadtland budget LEDGER`: what differentially private answers have spent, population by population."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def budget(
    ledger: Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger, a file of JSON lines.")],
    epsilon: Annotated[
        str | None, typer.Option("--epsilon", help="The budget of a population; shows what is left of it.")
    ] = None,
    delta: Annotated[str, typer.Option("--delta", help="Its δ.")] = "0",
    agreement: Annotated[str | None, typer.Option("--agreement", help="Answers of this one only.")] = None,
    population: Annotated[
        str | None, typer.Option("--population", help="This one only; an agreement that names none is its own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show what was answered from a privacy budget, and what is left. Reads only; every line is checked on the way.

    An absent ledger has spent nothing. Answers are shown with their noise: the truth behind them is nowhere.

    \b
    Examples:
      stadtland budget stadtland-data/privacy-ledger.jsonl
      stadtland budget stadtland-data/privacy-ledger.jsonl --population demo-residents --epsilon 2 --json
    """
    from decimal import Decimal, InvalidOperation

    from flows import console
    from flows.ledger_file import LedgerFile
    from transforms.privacy.differential.ledger import Budget

    try:
        whole = None if epsilon is None else Budget(Decimal(epsilon), Decimal(delta))
    except InvalidOperation:
        raise typer.BadParameter("a number", param_hint="--epsilon, --delta") from None
    read = LedgerFile(ledger).read()
    entries = [
        entry
        for entry in read.entries
        if agreement in (None, entry.asked.agreement) and population in (None, entry.asked.whose)
    ]
    named = population if population is not None else agreement if not entries else None
    names = [named] if named is not None else list(dict.fromkeys(it.asked.whose for it in entries))
    spent = []
    for name in names:  # what others have spent of a shared budget is spent
        used, left = read.spent(name), None if whole is None else read.left(name, whole)
        spent.append(
            {
                "population": name,
                "answers": sum(it.asked.whose == name for it in read.entries),
                "epsilon_spent": str(used.epsilon),
                "delta_spent": str(used.delta),
                "epsilon_left": None if left is None else str(left.epsilon),
                "delta_left": None if left is None else str(left.delta),
            }
        )
    if as_json:
        answers = [
            {
                "agreement": it.asked.agreement,
                "population": it.asked.whose,
                "period": it.asked.period,
                "question": it.asked.question,
                "question_sha256": it.asked.question_sha256,
                **it.answer.as_dict(),
            }
            for it in entries
        ]
        console.emit({"populations": spent, "answers": answers})
        return
    german = console.language() == "de"
    columns = (
        ("Personenkreis", "Antworten", "ε ausgegeben", "δ ausgegeben", "ε übrig", "δ übrig")
        if german
        else ("population", "answers", "ε spent", "δ spent", "ε left", "δ left")
    )
    console.table(str(ledger), columns, [tuple(row.values()) for row in spent])
    rows = [
        (it.asked.period, it.asked.question, it.answer.mechanism, str(it.answer.epsilon), len(it.answer.cells))
        for it in entries
    ]
    head = (
        ("Zeitraum", "Frage", "Mechanismus", "ε", "Werte")
        if german
        else ("period", "question", "mechanism", "ε", "figures")
    )
    console.table("Antworten" if german else "Answers", head, rows)
