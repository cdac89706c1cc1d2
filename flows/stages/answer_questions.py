"""Answers the questions of an agreement with noise: each one recorded in the ledger before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import polars as pl

from flows.ledger_file import LedgerFile
from flows.progress import announce
from flows.run import Run
from flows.stages.check_received import Accepted
from flows.stages.compute_result import Computed
from flows.stages.protect_dataset import harmonise
from flows.stages.questions_of import WantedAnswer, questions_of
from schemas.agreement.differential import PRIVATE_ANSWERS
from schemas.registry import column_metadata, schema
from transforms.privacy.differential.ask import ask
from transforms.privacy.differential.ledger import Budget, Entry
from transforms.privacy.values.require import require_column

_TYPES = {
    "period": pl.String, "question": pl.String, "kind": pl.String, "group": pl.String, "value": pl.Float64,
    "unit": pl.String, "accuracy_95": pl.Float64, "mechanism": pl.String, "scale": pl.Float64, "epsilon": pl.Float64,
    "delta": pl.Float64, "status": pl.String,
}  # fmt: skip


def answer_questions(run: Run, accepted: Mapping[str, Accepted]) -> dict[str, Computed]:
    """The table `private_answers`, one row per figure; nothing without differential privacy.

    An answer is drawn once: what the ledger holds for this question and period is used as it stands, so a repeated
    run spends nothing and writes the same bytes. The rows are those that the first gate accepted, in our words. The
    truth is in no file, message or return value. Errors: `column-not-in-frame`, `column-not-numeric`, those of `ask`
    and of `LedgerFile.answer`.
    """
    private = run.terms.differential_privacy
    if private is None:
        return {}
    wanted = questions_of(run)
    rows = {key: harmonise(run.stem(key))(pl.scan_parquet(accepted[key].path)) for key in private.units}
    for it in wanted:  # before the first of them spends anything
        _columns_are_there(it, rows[it.question.dataset])
    ledger, budget = LedgerFile(run.ledger), Budget(private.epsilon, private.delta)
    told: list[dict[str, object]] = []
    for it in wanted:
        announce("answer", it.asked.question)
        draw = partial(ask, rows[it.question.dataset], it.unit, it.question)
        entry = ledger.answer(it.asked, it.cost, budget, draw)
        told += _told(run, it, entry)
        announce("answer", it.asked.question, is_done=True, figures=len(entry.answer.cells))
    path = run.zone("results") / f"{PRIVATE_ANSWERS}.parquet"
    partial_file = path.with_suffix(".partial")
    pl.DataFrame(told, schema=_TYPES).write_parquet(partial_file, compression="zstd", compression_level=1)
    partial_file.replace(path)
    return {PRIVATE_ANSWERS: Computed(PRIVATE_ANSWERS, path, len(told), tuple(sorted(private.units)), {})}


def unit_of(run: Run, wanted: WantedAnswer) -> str:
    """Of the figures: the column's own, or 1 for rows."""
    question = wanted.question
    if question.kind in ("sum", "mean"):
        return column_metadata(schema("received", run.stem(question.dataset)))[question.column].get("unit") or "1"
    return "1"


def _told(run: Run, wanted: WantedAnswer, entry: Entry) -> list[dict[str, object]]:
    answer = entry.answer
    common = {
        "period": run.period.label,
        "question": wanted.asked.question,
        "kind": answer.kind,
        "unit": unit_of(run, wanted),
        "mechanism": answer.mechanism,
        "scale": float(answer.scale),
        "epsilon": float(answer.epsilon),
        "delta": float(answer.delta),
    }
    return [
        {
            **common,
            "group": ", ".join(f"{name} = {value}" for name, value in zip(answer.by, cell.group, strict=True)) or None,
            "value": None if cell.value is None else float(cell.value),
            "accuracy_95": None if cell.accuracy_95 is None else float(cell.accuracy_95),
            "status": "missing" if cell.value is None else "computed",
        }
        for cell in answer.cells
    ]


def _columns_are_there(wanted: WantedAnswer, frame: pl.LazyFrame) -> None:
    question, unit = wanted.question, wanted.unit
    named = [*question.where, *getattr(question, "by", {}), *([] if unit.person is None else [unit.person])]
    for name in named:
        require_column(frame, name, method="differential-privacy")
    if question.kind in ("sum", "mean"):
        require_column(frame, question.column, method="differential-privacy", numeric=True)
