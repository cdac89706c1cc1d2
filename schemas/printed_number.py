"""One printed cell as a number: its digits and marks, without blanks, footnotes and signs that are no part of it.

Which of its marks is the decimal one is not decided here: `1.440` is one and a bit or one thousand four hundred and
forty, and only the other numbers of its table can tell (`number_marks`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

NO_FIGURE = frozenset(
    """- -- --- – — ? . .. ... / x na n/a n.a. n.a #n/a nan null none unknown unbekannt nodata no.data keinedaten
    keineangabe keineangaben k.a. k.a k.a.. k/a notavailable nichtverfügbar nichtverfuegbar nichtbekannt notknown
    notestimated notoccurring tbd t.b.d. missing fehlt ne no ie c notapplicable entfällt entfaellt""".casefold().split()
)
"""Without spaces, lower case. NE, NO, IE and C are the notation keys of national inventories (UNFCCC 24/CP.19)."""
_BLANK = "[ \u00a0\u2007\u2009\u202f\u2008\u200a]"
_APOSTROPHE = "['’ʼ]"
_FOOTNOTE = re.compile(r"(?:\s*[*†‡]+|\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+[)⁾]?|\s+\(?\d{1,2}\)|\s*\[\d{1,2}\]|\s*(?<=[\d\s%])[a-e]\))+$")
_LEADING_FOOTNOTE = re.compile(r"^[*†‡]+\s*(?=[\d(+-])")
_BELOW = re.compile(r"^(?:<|≤|unter|weniger als|less than|below)\s*\d", re.IGNORECASE)
_MINUS = re.compile(r"^[−–—‒]\s*(?=[\d.,])")
_GROUPED = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:(?:{_BLANK}\d{{3}})+|(?:{_APOSTROPHE}\d{{3}})+)(?:[.,]\d*)?")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:e[+-]?\d+)?|[+-]?[.,]\d+", re.IGNORECASE)


@dataclass(frozen=True)
class PrintedNumber:
    """`digits` with sign, marks and exponent; `is_grouped` where blanks or apostrophes stood between thousands."""

    digits: str
    is_percent: bool = False
    is_grouped: bool = False
    has_footnote: bool = False

    def value(self, decimal: str) -> Decimal | None:
        """The number, if its marks stand as they should with this decimal mark: groups of thousands have three digits.

        `1.234.5` and `12.34` with a decimal comma are no numbers: nothing is guessed.
        """
        thousands, point = re.escape("," if decimal == "." else "."), re.escape(decimal)
        shape = rf"[+-]?(?:\d+|[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+)?(?:{point}\d*)?(?:[eE][+-]?\d+)?"
        if not re.fullmatch(shape, self.digits):
            return None
        plain = self.digits.replace("," if decimal == "." else ".", "").replace(decimal, ".")
        try:
            return Decimal(plain)
        except ArithmeticError:
            return None


def printed_number(text: str) -> PrintedNumber | None:
    """The number of a cell, None where the cell is none. Bookkeepers print negative figures in brackets."""
    bare = _LEADING_FOOTNOTE.sub("", text.strip())
    without_mark = _FOOTNOTE.sub("", bare).strip()
    has_footnote = without_mark != bare and bool(re.search(r"\d", without_mark))
    if has_footnote:
        bare = without_mark
    is_percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    if has_bracket := re.fullmatch(r"\([^()]*\)", bare):
        bare = bare[1:-1].strip()
    bare = _MINUS.sub("-", bare)
    bare = re.sub(r"^([+-])\s+(?=[\d.,])", r"\1", bare)
    if has_bracket:
        bare = f"-{bare}"
    is_grouped = _GROUPED.fullmatch(bare) is not None
    if is_grouped:
        bare = re.sub(rf"{_BLANK}|{_APOSTROPHE}", "", bare)
    if not _NUMBER.fullmatch(bare):
        return None
    return PrintedNumber(bare, is_percent, is_grouped, has_footnote)


def says_no_figure(text: str) -> bool:
    """Whether the cell says that there is no figure: nothing, a dash, `k. A.`, `n/a`, `no data`."""
    return re.sub(r"\s", "", _FOOTNOTE.sub("", text)).casefold() in NO_FIGURE or not text.strip()


def is_below_threshold(text: str) -> bool:
    """Whether the cell names a bound instead of a figure: `<5`. It is neither 5 nor 0."""
    return _BELOW.match(text.strip()) is not None
