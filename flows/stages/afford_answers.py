"""Refuses a run that would overspend a privacy budget, before anything is read or computed."""

from __future__ import annotations

from flows.ledger_file import LedgerFile
from flows.run import Run
from flows.stages.questions_of import questions_of
from transforms.privacy.differential.ledger import Budget


def afford_answers(run: Run) -> None:
    """Every question not yet answered fits into what is left of its population's budget, all of them together.

    Questions of this period that the ledger already holds cost nothing. The ledger is read, not written: what is
    spent meanwhile by another run is noticed when the answer is drawn. Errors: `privacy-budget-exceeded`,
    `ledger-damaged`, `ledger-not-written`.
    """
    private = run.terms.differential_privacy
    if private is None:
        return
    ledger, wanted = LedgerFile(run.ledger).read(), questions_of(run)
    for population in dict.fromkeys(it.asked.whose for it in wanted):
        about = [(it.asked, it.cost) for it in wanted if it.asked.whose == population]
        ledger.refuse_all_beyond(about, Budget(private.epsilon, private.delta))
