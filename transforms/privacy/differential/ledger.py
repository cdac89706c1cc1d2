"""The ledger of one house: what every agreement's answers have spent. Pure: a new ledger for every entry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from schemas.errors import StadtlandError
from transforms.privacy.differential.answer import Answer


@dataclass(frozen=True)
class Budget:
    """The most that all answers of an agreement may spend together."""

    epsilon: Decimal
    delta: Decimal = Decimal(0)


@dataclass(frozen=True)
class Asked:
    """What an entry is found by, and how people call it."""

    agreement: str
    period: str
    question: str
    """Its name in the agreement; two names for the same question are one question."""
    question_sha256: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Agreement, period and hash of the question."""
        return self.agreement, self.period, self.question_sha256


@dataclass(frozen=True)
class Entry:
    """One answer that was drawn and paid for."""

    asked: Asked
    answer: Answer
    released_sha256: str | None = None
    """Of the file in which it was released, where one is known."""


@dataclass(frozen=True)
class Ledger:
    """Entries in the order in which they were spent.

    Composition is basic: ε and δ of answers on the same persons add up, exactly, over all periods and datasets of an
    agreement, also where a question was chosen after seeing earlier answers (Dwork, Kenthapadi, McSherry, Mironov,
    Naor 2006, theorem 1; as a filter with a budget: Rogers, Roth, Ullman, Vadhan 2016, section 4). That is never too
    little. Does not guarantee: anything across agreements about the same persons, nor for a ledger that was lost.
    """

    entries: tuple[Entry, ...] = ()

    def find(self, asked: Asked) -> Entry | None:
        """The entry of the same question, period and agreement: its answer is reused, nothing is spent again."""
        return next((entry for entry in self.entries if entry.asked.key == asked.key), None)

    def spent(self, agreement: str) -> Budget:
        """ε and δ of all answers of an agreement."""
        answers = [entry.answer for entry in self.entries if entry.asked.agreement == agreement]
        return Budget(exact_sum([it.epsilon for it in answers]), exact_sum([it.delta for it in answers]))

    def left(self, agreement: str, budget: Budget) -> Budget:
        """What may still be spent; below zero where the budget was lowered later."""
        spent = self.spent(agreement)
        return Budget(
            exact_sum([budget.epsilon, spent.epsilon.copy_negate()]),
            exact_sum([budget.delta, spent.delta.copy_negate()]),
        )

    def refuse_beyond(self, asked: Asked, cost: Budget, budget: Budget) -> None:
        """Say no before anything is drawn. Errors: `question-already-answered`, `privacy-budget-exceeded`."""
        if (there := self.find(asked)) is not None:
            raise StadtlandError(
                "question-already-answered",
                agreement=asked.agreement,
                period=asked.period,
                question=asked.question,
                entry=self.entries.index(there) + 1,
            )
        left = self.left(asked.agreement, budget)
        if cost.epsilon > left.epsilon or cost.delta > left.delta:
            raise StadtlandError(
                "privacy-budget-exceeded",
                agreement=asked.agreement,
                question=asked.question,
                asked_epsilon=str(cost.epsilon),
                asked_delta=str(cost.delta),
                left_epsilon=str(left.epsilon),
                left_delta=str(left.delta),
                entries=sum(entry.asked.agreement == asked.agreement for entry in self.entries),
            )

    def spend(self, entry: Entry, budget: Budget) -> Ledger:
        """The ledger with one more entry. Errors: as `refuse_beyond`; this ledger stays as it is."""
        self.refuse_beyond(entry.asked, Budget(entry.answer.epsilon, entry.answer.delta), budget)
        return Ledger((*self.entries, entry))


def exact_sum(numbers: list[Decimal]) -> Decimal:
    """A sum of decimals without any rounding, however many digits it has."""
    total = sum((Fraction(number) for number in numbers), Fraction(0))
    digits = max((max(0, -int(number.as_tuple().exponent)) for number in numbers), default=0)
    whole = int(total * 10**digits)
    return Decimal((int(whole < 0), tuple(int(digit) for digit in str(abs(whole))), -digits))
