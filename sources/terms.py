"""`terms_sha256`: what a snapshot depends on besides the bytes of its source."""

from __future__ import annotations

import hashlib
import json

import polars as pl

from schemas.agreement import Dataset

READER = 1
"""Counts up when the same source would make another snapshot: a changed rule of reading, another layout of files."""


def terms_sha256(dataset: Dataset, *, name: str) -> str:
    """SHA-256 over how a dataset is read: its source as agreed, its fields with their columns, and the reader.

    What becomes of a field later (release, protection) is not in it: changing that reads nothing anew.
    """
    terms = {
        "dataset": name,
        "source": dataset.source.model_dump(mode="json"),
        "fields": [[field, rule.column or field] for field, rule in dataset.fields.items()],
        "reader": READER,
        "polars": pl.__version__,
    }
    return hashlib.sha256(json.dumps(terms, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
