"""The ledger of one house: what all answers about a population have spent. Pure: a new ledger for every entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from schemas.errors import StadtlandError
from transforms.privacy.differential.answer import Answer


@dataclass(frozen=True)
class Budget:
    """The most that all answers about one population may spend together."""

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
    population: str | None = None
    """Whose budget pays; None is the agreement's own."""

    @property
    def whose(self) -> str:
        """The population that the answer is about."""
        return self.population or self.agreement

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

    Composition is basic: ε and δ of answers on the same population add up, exactly, over all periods, datasets and
    agreements that name it, also where a question was chosen after seeing earlier answers (Dwork, Kenthapadi, McSherry,
    Mironov, Naor 2006, theorem 1; as a filter with a budget: Rogers, Roth, Ullman, Vadhan 2016, section 4). That is
    never too little. Does not guarantee: anything across populations of the same persons under two names, nor for a
    ledger that was lost.
    """

    entries: tuple[Entry, ...] = ()

    def find(self, asked: Asked) -> Entry | None:
        """The entry of the same question, period and agreement: its answer is reused, nothing is spent again."""
        return next((entry for entry in self.entries if entry.asked.key == asked.key), None)

    def spent(self, population: str) -> Budget:
        """ε and δ of all answers about a population."""
        answers = [entry.answer for entry in self.entries if entry.asked.whose == population]
        return Budget(exact_sum([it.epsilon for it in answers]), exact_sum([it.delta for it in answers]))

    def left(self, population: str, budget: Budget) -> Budget:
        """What may still be spent; below zero where the budget was lowered later."""
        spent = self.spent(population)
        return Budget(
            exact_sum([budget.epsilon, spent.epsilon.copy_negate()]),
            exact_sum([budget.delta, spent.delta.copy_negate()]),
        )

    def until(self, last: Asked) -> Ledger:
        """The ledger as it stood when this question was recorded: what came later does not change it any more."""
        keys = [entry.asked.key for entry in self.entries]
        return Ledger(self.entries[: keys.index(last.key) + 1])

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
        self.refuse_all_beyond([(asked, cost)], budget)

    def refuse_all_beyond(self, wanted: Sequence[tuple[Asked, Budget]], budget: Budget) -> None:
        """Say no to questions about one population whose answers not yet recorded would cost more than is left.

        Errors: `privacy-budget-exceeded`.
        """
        new = [(asked, cost) for asked, cost in wanted if self.find(asked) is None]
        if not new:
            return
        asked, population = new[0][0], new[0][0].whose
        left = self.left(population, budget)
        cost = Budget(exact_sum([it.epsilon for _, it in new]), exact_sum([it.delta for _, it in new]))
        if cost.epsilon > left.epsilon or cost.delta > left.delta:
            raise StadtlandError(
                "privacy-budget-exceeded",
                agreement=asked.agreement,
                question=", ".join(it.question for it, _ in new),
                asked_epsilon=str(cost.epsilon),
                asked_delta=str(cost.delta),
                left_epsilon=str(left.epsilon),
                left_delta=str(left.delta),
                entries=sum(entry.asked.whose == population for entry in self.entries),
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
