"""The questions of one run, as the ledger knows them."""

from __future__ import annotations

from dataclasses import dataclass

from flows.run import Run
from schemas.agreement.differential import PrivacyUnit, Question
from transforms.privacy.differential.ledger import Asked, Budget
from transforms.privacy.differential.question_sha256 import question_sha256


@dataclass(frozen=True)
class WantedAnswer:
    """One question of the agreement for the run's period, and what its answer costs."""

    asked: Asked
    question: Question
    unit: PrivacyUnit
    cost: Budget


def questions_of(run: Run) -> tuple[WantedAnswer, ...]:
    """In the agreement's order; none without differential privacy."""
    private = run.terms.differential_privacy
    if private is None:
        return ()
    found = []
    for name, question in private.questions.items():
        unit = private.units[question.dataset]
        asked = Asked(
            run.terms.agreement, run.period.label, name, question_sha256(question, unit), population=unit.population
        )
        found.append(WantedAnswer(asked, question, unit, Budget(question.epsilon, question.delta)))
    return tuple(found)
