"""`stadtland budget LEDGER`: what differentially private answers have spent, agreement by agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def budget(
    ledger: Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger, a file of JSON lines.")],
    epsilon: Annotated[
        str | None, typer.Option("--epsilon", help="The agreement's budget; shows what is left of it.")
    ] = None,
    delta: Annotated[str, typer.Option("--delta", help="Its δ.")] = "0",
    agreement: Annotated[str | None, typer.Option("--agreement", help="This one only.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show what was answered from a privacy budget, and what is left. Reads only; every line is checked on the way.

    An absent ledger has spent nothing. Answers are shown with their noise: the truth behind them is nowhere.

    \b
    Examples:
      stadtland budget stadtland-data/leipzig/privacy-ledger.jsonl
      stadtland budget privacy-ledger.jsonl --agreement leipzig --epsilon 2 --json
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
    entries = [entry for entry in read.entries if agreement in (None, entry.asked.agreement)]
    names = [agreement] if agreement is not None else list(dict.fromkeys(it.asked.agreement for it in entries))
    spent = []
    for name in names:
        used, left = read.spent(name), None if whole is None else read.left(name, whole)
        spent.append(
            {
                "agreement": name,
                "answers": sum(it.asked.agreement == name for it in entries),
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
                "period": it.asked.period,
                "question": it.asked.question,
                "question_sha256": it.asked.question_sha256,
                **it.answer.as_dict(),
            }
            for it in entries
        ]
        console.emit({"agreements": spent, "answers": answers})
        return
    german = console.language() == "de"
    columns = (
        ("Vereinbarung", "Antworten", "ε ausgegeben", "δ ausgegeben", "ε übrig", "δ übrig")
        if german
        else ("agreement", "answers", "ε spent", "δ spent", "ε left", "δ left")
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
