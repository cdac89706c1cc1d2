"""What an agreement may not say about differential privacy: faults that would spend for nothing, or undo the promise.

Each fault is (place in the document, words that say what would be right). Pure: terms in, faults out.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from schemas.agreement import Agreement
from schemas.agreement.differential import PRIVATE_ANSWERS, DifferentialPrivacy

Fault = tuple[tuple[str | int, ...], str]
_WAY_OUT = "differential privacy protects this dataset, so it leaves as noisy answers only"


def faults_of_differential(terms: Agreement) -> Iterator[Fault]:
    """A dataset under a budget has no second way out, every column asked about is agreed, and the answers leave."""
    private = terms.differential_privacy
    if private is None:
        return
    if PRIVATE_ANSWERS not in terms.handover.tables:
        yield ("handover", "tables"), f"the answers would spend the budget and never leave: name {PRIVATE_ANSWERS}"
    for key in private.units:
        if key not in terms.datasets:
            close = get_close_matches(key, list(terms.datasets), n=1, cutoff=0.5)
            near = f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(terms.datasets)}"
            yield ("differential_privacy", "units", key), f"no dataset {key}{near}"
            continue
        if key in terms.handover.tables:
            yield ("handover", "tables"), f"{key}: {_WAY_OUT}"
        if terms.datasets[key].protection is not None:
            yield ("datasets", key, "protection"), f"{_WAY_OUT}; there is nothing to generalise"
        for name, rule in terms.datasets[key].fields.items():
            if rule.release != "never":
                yield ("datasets", key, "fields", name, "release"), f"{_WAY_OUT}: release never"
    yield from _columns(terms, private)


def _columns(terms: Agreement, private: DifferentialPrivacy) -> Iterator[Fault]:
    for key, unit in private.units.items():
        if key in terms.datasets and unit.person is not None and unit.person not in terms.datasets[key].fields:
            yield ("differential_privacy", "units", key, "person"), f"{unit.person} is no agreed field of {key}"
    for name, question in private.questions.items():
        if question.dataset not in terms.datasets:
            continue  # said already, of its unit
        asked = [*question.where, *getattr(question, "by", {})]
        asked += [question.column] if question.kind in ("sum", "mean") else []
        agreed = terms.datasets[question.dataset].fields
        for column in dict.fromkeys(asked):
            if column not in agreed:
                place = ("differential_privacy", "questions", name)
                yield place, f"{column} is no agreed field of {question.dataset}"
