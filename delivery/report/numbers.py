"""One printed number is a `data` element: its form for people, and beside it the exact value and its place in the JSON.

German: `1 234,5` with narrow no-break spaces, as DIN 5008 has it. English: `1 234.5`, the same spaces, so that no comma
can be mistaken for the other language's. Rounding is half away from zero on the decimal digits, in print only.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from markupsafe import Markup

from delivery.report.traced import Traced

SPACE = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_WIDE = Context(prec=400)  # the largest float has 309 digits before the mark


def print_number(node: Traced, decimals: int | None = None, *, language: str = "de", signed: bool = False) -> Markup:
    """A number as text; without `decimals` all of its digits, four after the mark at most, never fewer than it needs.

    What is not nothing never prints as 0: in a column of whole numbers a third prints as `< 1`.
    """
    exact = _decimal(node)
    if decimals is None:
        decimals = _decimals_needed(exact)
    shown, sign = _rounded(exact, decimals), ""
    if exact and not shown:
        shown, sign = Decimal(1).scaleb(-decimals).copy_sign(exact), f"{'<' if exact > 0 else '>'}{SPACE}"
    plus = "+" if signed and exact > 0 else ""
    return _element(node, f"{sign}{plus}{_grouped(shown, language)}", "number")


def print_year(node: Traced) -> Markup:
    """A calendar year, or a number of years: never grouped like an amount."""
    return _element(node, f"{_decimal(node):f}".replace("-", MINUS), "number")


def print_percent(node: Traced, decimals: int = 2, *, language: str = "de") -> Markup:
    """A share as percent. What is not nothing never prints as 0 %, what is not all never as 100 %."""
    exact = _decimal(node) * 100
    if exact == exact.to_integral_value():
        decimals = 0
    step = Decimal(1).scaleb(-decimals)
    shown, sign = _rounded(exact, decimals), ""
    if exact > 0 and shown == 0:
        shown, sign = step, f"<{SPACE}"
    elif exact < 100 and shown == 100:
        shown, sign = 100 - step, f">{SPACE}"
    return _element(node, f"{sign}{_grouped(shown, language)}{SPACE}%", "percent")


def print_digits(node: Traced, *, language: str = "de") -> Markup:
    """An exact number that stands in the JSON as text: all of its digits, however many."""
    text = str(node)
    exact = Decimal(text)
    shown = _grouped(exact, language)
    return _marked(text, node._at, "digits", shown)


def decimals_for(nodes: Sequence[Traced]) -> int:
    """Decimals that print a column of numbers alike: none for whole or large ones, more the smaller the largest is."""
    values = [_decimal(node) for node in nodes if node._value is not None]
    if all(value == value.to_integral_value() for value in values):
        return 0
    largest = max(abs(value) for value in values)
    return 0 if largest >= 10_000 else 1 if largest >= 100 else 2 if largest >= 1 else 4


def decimals_of(figure: Traced, otherwise: int) -> int:
    """The decimals that a figure asks for, or those of its neighbours."""
    wanted = figure["decimals"]._value
    return otherwise if wanted is None else int(wanted)


def _decimal(node: Traced) -> Decimal:
    if not node._is_number:
        raise TypeError(f"{node._at} is no number")
    return Decimal(repr(node._value))


def _decimals_needed(exact: Decimal) -> int:
    written = max(0, -int(exact.normalize().as_tuple().exponent))
    # Three digits that say something, where four after the mark would say nothing.
    return written if written <= 4 else max(4, 2 - exact.adjusted())


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def _grouped(value: Decimal, language: str) -> str:
    text = f"{value.copy_abs():,f}".replace(",", SPACE)
    return f"{MINUS if value < 0 else ''}{text.replace('.', ',') if language == 'de' else text}"


def _element(node: Traced, shown: str, kind: str) -> Markup:
    return _marked(repr(node._value), node._at, kind, shown)


def _marked(exact: str, at: str, kind: str, shown: str) -> Markup:
    return Markup('<data value="{0}" data-value="{0}" data-at="{1}" data-as="{2}">{3}</data>').format(
        exact, at, kind, shown
    )
