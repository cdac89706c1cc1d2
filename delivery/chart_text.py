"""Which text a picture of one released table may hold: its open cells, the fixed words, and the scales of its axes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from delivery.charts.drawable import hidden
from delivery.charts.sentences import SENTENCES
from delivery.charts.words import DE, MINUS, amount, number, word, writable

_EDGES = "()[]{}„“”\"'.,;:!?·…–=|"
_SIGNS = {"", "-", "<", ">", "%", "+", "→"}
_PIECES = 12
"""Lines that one long word may be broken into."""
_PERCENT_OF = {"share"}


class ChartText:
    """The words and numbers of one released table and language, read from the table itself, not from its drawing."""

    def __init__(self, frame: pl.DataFrame, *, title: str, table: str, language: str) -> None:
        self._language = language
        texts = [table, title, *_cells(frame, language), *_fixed(language)]
        self._tokens = {token for text in texts for token in _tokens(text)}
        self._numbers = set(_numbers(frame, language))

    def is_released(self, text: str) -> bool:
        """Whether every word and number of a text is the table's, or fixed; a word may be broken into lines."""
        pieces = _pieces(text)
        at = 0
        while at < len(pieces):
            whole = (stop for stop in range(at + 1, at + 1 + _PIECES) if self._is_known("".join(pieces[at:stop])))
            found = next(whole, None)
            if found is None:
                return False
            at = found
        return True

    def is_scale(self, labels: Sequence[str]) -> bool:
        """Whether labels are the numbers of one axis: in equal steps, which no list of figures is."""
        values = [self._parsed(label) for label in labels]
        numbers = [value for value in values if value is not None]
        if len(numbers) != len(values) or len(numbers) < 2:
            return False
        steps = [after - before for before, after in pairwise(numbers)]
        widest = max(abs(value) for value in numbers) or 1.0
        return all(abs(step - steps[0]) <= 1e-9 * widest for step in steps) and steps[0] != 0

    def _is_known(self, piece: str) -> bool:
        token = piece.strip(_EDGES)
        return token in _SIGNS or token in self._tokens or token in self._numbers

    def _parsed(self, label: str) -> float | None:
        plain = label.replace(MINUS, "-").replace("\N{NO-BREAK SPACE}", "").removesuffix("%")
        plain = plain.replace(".", "").replace(",", ".") if self._language == "de" else plain.replace(",", "")
        try:
            return float(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None
        except ValueError:
            return None


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"\s+", writable(text).replace(MINUS, "-")) if piece]


def _tokens(text: str) -> Iterator[str]:
    for piece in _pieces(text):
        yield piece.strip(_EDGES)


def _cells(frame: pl.DataFrame, language: str) -> Iterator[str]:
    for name, dtype in frame.schema.items():
        if dtype == pl.String:
            for cell in frame[name].drop_nulls().unique():
                yield cell
                yield word(cell, language)


def _fixed(language: str) -> Iterator[str]:
    for both in SENTENCES.values():
        yield re.sub(r"\{[a-z]+\}", " ", both[0 if language == "de" else 1])
    yield from (word(text, language) for text in DE)


def _numbers(frame: pl.DataFrame, language: str) -> Iterator[str]:
    """Every figure of a row that is not suppressed, as pictures print it; and how many rows there can be."""
    forms = [number(count, language) for count in range(frame.height + 1)]
    shown = frame.filter(~hidden(frame))
    for name, dtype in frame.schema.items():
        if not dtype.is_numeric():
            continue
        # A year says which row is suppressed; it is not what the row hides.
        is_year = name == "year" or name.endswith("_year")
        for value in (frame if is_year else shown)[name].drop_nulls().unique():
            forms.append(amount(value, language))
            if dtype.is_integer():
                forms += [str(value), number(value, language)]
            if name in _PERCENT_OF:
                forms.append(amount(value * 100, language, most=1))
    for form in forms:
        yield from _tokens(form)
