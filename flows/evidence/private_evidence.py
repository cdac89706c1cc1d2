"""What the report says of differentially private answers: method, cost, accuracy, and the budget that is left."""

from __future__ import annotations

from decimal import Decimal

from flows.ledger_file import LedgerFile
from flows.run import Run
from flows.stages.answer_questions import unit_of
from flows.stages.questions_of import WantedAnswer, questions_of
from schemas import evidence as ev
from transforms.privacy.differential.ledger import Budget, Entry, Ledger, exact_sum

_PROMISE = ev.Text(
    de="Kein Schluss über eine Person wird mehr als e^ε mal so wahrscheinlich (bis auf δ), weil sie mit allen ihren "
    "gezählten Zeilen dabei ist. Die Werte tragen Zufallsrauschen; sie ergeben in der Summe nicht genau einander, und "
    "ein zweites Mal gezogen würden sie anders lauten: gezogen wird je Frage und Zeitraum einmal. Bei einem Mittelwert "
    "mit bekannter Anzahl gilt die Zusage für den Tausch einer Person gegen eine andere.",
    en="No conclusion about a person becomes more than e^ε times as likely (but for δ) because that person is among "
    "the data with all rows that count. The figures hold random noise; they do not add up exactly, and drawn a second "
    "time they would be others: each question of a period is drawn once. For a mean of known size the promise is for "
    "one person exchanged for another.",
)


def private_evidence(run: Run) -> ev.PrivateAnswers | None:
    """From the ledger alone, as it stood after this run's last answer: a repeated run says the same.

    None without differential privacy. All questions have been answered by now; KeyError or ValueError otherwise.
    """
    private = run.terms.differential_privacy
    if private is None:
        return None
    ledger, wanted = LedgerFile(run.ledger).read(), questions_of(run)
    entries = {it.asked.key: (number, it) for number, it in enumerate(ledger.entries, start=1)}
    budget = Budget(private.epsilon, private.delta)
    return ev.PrivateAnswers(
        reason=private.reason,
        promise=_PROMISE,
        answers=tuple(_answer(run, it, *entries[it.asked.key]) for it in wanted),
        budgets=tuple(
            _budget(ledger, [it for it in wanted if it.asked.whose == population], budget)
            for population in dict.fromkeys(it.asked.whose for it in wanted)
        ),
    )


def _answer(run: Run, wanted: WantedAnswer, number: int, entry: Entry) -> ev.PrivateAnswer:
    answer = entry.answer
    known = [cell.accuracy_95 for cell in answer.cells if cell.accuracy_95 is not None]
    return ev.PrivateAnswer(
        question=wanted.asked.question,
        dataset=wanted.question.dataset,
        kind=wanted.question.kind,
        figures=len(answer.cells),
        unit=unit_of(run, wanted),
        mechanism=answer.mechanism,
        epsilon=_digits(answer.epsilon),
        delta=_digits(answer.delta),
        scale=_digits(answer.scale),
        count_scale=None if answer.count_scale is None else _digits(answer.count_scale),
        accuracy_95=_digits(max(known)) if known else None,
        accuracy_95_all=None if answer.accuracy_95_all is None else _digits(answer.accuracy_95_all),
        edition=wanted.question.edition,
        person=wanted.unit.person,
        rows_per_person=wanted.unit.rows_per_person,
        entry=number,
    )


def _budget(ledger: Ledger, about: list[WantedAnswer], budget: Budget) -> ev.PrivateBudget:
    """`about`: the run's questions on one population. Two names of one question cost once."""
    last = max((it.asked for it in about), key=lambda asked: [e.asked.key for e in ledger.entries].index(asked.key))
    once = {it.asked.key: it.cost for it in about}.values()
    left = ledger.until(last).left(last.whose, budget)
    return ev.PrivateBudget(
        population=last.whose,
        is_shared=last.population is not None,
        epsilon=_digits(budget.epsilon),
        delta=_digits(budget.delta),
        spent_here_epsilon=_digits(exact_sum([it.epsilon for it in once])),
        spent_here_delta=_digits(exact_sum([it.delta for it in once])),
        left_epsilon=_digits(left.epsilon),
        left_delta=_digits(left.delta),
    )


def _digits(number: Decimal) -> str:
    """Without exponent and without zeros at the end."""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
