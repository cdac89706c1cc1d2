"""What the `learning` part of an agreement may not say: faults that only the handover and the schemas reveal.

Each fault is (place in the document, words that say what would be right), as in `config.meaning`.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.agreement import Agreement
from schemas.free_text import FREE_TEXT
from schemas.registry import column_metadata, has_schema, schema

PUBLIC = ("public", "measure")
Place = tuple[str | int, ...]


def faults_of_learning(terms: Agreement) -> list[tuple[Place, str]]:
    """All faults of the public release rule; a table with one of them could never be published."""
    return [] if terms.learning is None else list(_faults(terms))


def _faults(terms: Agreement) -> Iterator[tuple[Place, str]]:
    learning = terms.learning
    assert learning is not None
    for at, name in enumerate(learning.tables):
        place: Place = ("learning", "tables", at)
        if name not in terms.handover.tables:
            yield place, f"{name} is no table of the handover, and only what was handed over can be published"
        elif name in learning.tables[:at]:
            yield place, f"{name} stands here twice"
        elif has_schema("released", name):
            columns = column_metadata(schema("released", name))
            closed = [column for column, about in columns.items() if about["privacy"] not in PUBLIC]
            if closed:
                yield place, f"{name} has columns that are not public: {', '.join(closed)}"
            prose = sorted(set(columns) & FREE_TEXT - set(learning.texts.get(name, ())))
            if prose:
                yield (
                    place,
                    f"{name} holds free text; name it under texts: {{{name}: [{', '.join(prose)}]}}, or leave it out",
                )
    for name, named in learning.texts.items():
        if name not in learning.tables:
            yield ("learning", "texts", name), f"{name} is not among the tables of learning"
            continue
        columns = column_metadata(schema("released", name)) if has_schema("released", name) else {}
        for at, column in enumerate(named):
            if column not in columns or column not in FREE_TEXT:
                yield ("learning", "texts", name, at), f"{column} is no column of free text in {name}"
