"""The answer to one question of an agreement. Drawing it spends: `Ledger` says whether it may be drawn."""

from __future__ import annotations

from typing import Any

import polars as pl

from schemas.agreement.differential import (
    CountQuestion,
    HistogramQuestion,
    MeanQuestion,
    PrivacyUnit,
    Question,
)
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.noisy_count import noisy_count
from transforms.privacy.differential.noisy_histogram import noisy_histogram
from transforms.privacy.differential.noisy_mean import noisy_mean
from transforms.privacy.differential.noisy_sum import noisy_sum


def ask(frame: pl.LazyFrame, unit: PrivacyUnit, question: Question) -> Answer:
    """Draw once. Asking again draws anew, and the two together tell more than one: go through a ledger."""
    always: dict[str, Any] = {
        "epsilon": question.epsilon,
        "delta": question.delta,
        "mechanism": question.mechanism,
        "where": question.where,
    }
    if isinstance(question, CountQuestion):
        return noisy_count(frame, unit, at_most=question.at_most, **always)
    if isinstance(question, HistogramQuestion):
        return noisy_histogram(frame, unit, question.by, **always)
    if isinstance(question, MeanQuestion):
        return noisy_mean(frame, unit, question.column, question.bounds, size=question.size, **always)
    return noisy_sum(frame, unit, question.column, question.bounds, by=question.by, **always)
