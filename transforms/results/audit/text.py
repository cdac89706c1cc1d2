"""A sentence in German and in English, as findings carry it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple


class Text(NamedTuple):
    """The same words in both languages; both empty means: nothing to say."""

    de: str = ""
    en: str = ""

    @classmethod
    def join(cls, texts: Iterable[Text]) -> Text:
        """Several remarks one after the other, the empty ones left out, none said twice."""
        said = list(dict.fromkeys(text for text in texts if text.en))
        return cls("; ".join(text.de for text in said), "; ".join(text.en for text in said))

    @classmethod
    def amount(cls, value: Decimal, unit: str) -> Text:
        """A number with its unit: 9.579 t in German, 9,579 t in English; at most three decimals."""
        shown = value.quantize(Decimal("0.001"))
        english = f"{shown:,f}".rstrip("0").rstrip(".") if "." in f"{shown:f}" else f"{shown:,f}"
        german = english.translate(str.maketrans(",.", ".,"))
        return cls(f"{german} {unit}", f"{english} {unit}")


SILENCE = Text()
"""Nothing to say."""
