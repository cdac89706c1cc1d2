"""What a wrong figure probably is, judged by the one that mends it: missing, doubled, a thousand off, and so on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from transforms.results.audit.figure import Figure
from transforms.results.audit.text import Text

_THOUSAND = Decimal(1000)


class Cause(NamedTuple):
    """A short key and the words; `is_slip` where the unit has slipped by thousands."""

    key: str
    words: Text
    is_slip: bool = False


def probable_cause(printed: Figure, mended: Decimal, tolerance: Decimal) -> Cause:
    """The first explanation that meets the mended figure within the tolerance (and what a coarser unit rounds away)."""
    value = printed.value
    if value is None:
        return Cause("missing", Text("fehlender Wert", "missing value"))
    if value == 0:
        return Cause(
            "missing", Text("als 0 gedruckt, wohl ein fehlender Wert", "printed as 0, probably a missing value")
        )
    near = max(tolerance, printed.last_place)
    if abs(mended) <= tolerance:
        return Cause(
            "surplus", Text("gehört nicht in die Summe: vermutlich zu viel", "not part of the sums: one too many")
        )
    for factor, key, words in _MULTIPLES:
        for whole, part, was_small in ((mended, value, True), (value, mended, False)):
            if not words[0 if was_small else 1].en:
                continue
            coarse = printed.last_place * factor / 2 if was_small and factor > 2 else Decimal(0)
            off = abs(whole - part * factor)
            if part and any(off <= allowed and 20 * allowed < abs(whole) for allowed in (near, near + coarse)):
                return Cause(key, words[0 if was_small else 1], factor in (_THOUSAND, _THOUSAND * _THOUSAND))
    if abs(value + mended) <= near:
        return Cause("sign", Text("falsches Vorzeichen", "wrong sign"))
    for key, candidates, text in (
        ("transposed", _transposed(value, printed.last_place), _TRANSPOSED),
        ("digit", _one_digit(value, printed.last_place), _ONE_DIGIT),
        ("length", _longer_or_shorter(value, mended, printed.last_place), _LENGTH),
    ):
        if any(abs(candidate - mended) <= tolerance / 2 for candidate in candidates):
            return Cause(key, text)
    return Cause("unexplained", Text())


_TRANSPOSED = Text(
    "wohl ein Zahlendreher (Differenz durch 9 teilbar)", "probably transposed digits (a multiple of nine)"
)
_ONE_DIGIT = Text("wohl eine falsche Ziffer", "probably one wrong digit")
_LENGTH = Text("wohl eine Ziffer zu viel oder zu wenig", "probably a digit too many or too few")
_COARSE = Text(
    "tausendfach zu klein, wohl in kt statt t oder GWh statt MWh",
    "a thousand too small, probably in kt for t or GWh for MWh",
)
_FINE = Text(
    "tausendfach zu groß, wohl in kg statt t oder kWh statt MWh",
    "a thousand too large, probably in kg for t or kWh for MWh",
)
_MULTIPLES: tuple[tuple[Decimal, str, tuple[Text, Text]], ...] = (
    # Factor, key, words where the printed figure is too small, words where it is too large.
    (_THOUSAND, "unit", (_COARSE, _FINE)),
    (
        _THOUSAND * _THOUSAND,
        "unit",
        (
            Text("millionenfach zu klein (Einheit)", "a million too small (unit)"),
            Text("millionenfach zu groß (Einheit)", "a million too large (unit)"),
        ),
    ),
    (
        Decimal(2),
        "doubled",
        (Text("wohl halbiert", "probably halved"), Text("wohl doppelt gezählt", "probably doubled")),
    ),
    (
        Decimal(10),
        "decimal",
        (
            Text("zehnfach zu klein (Komma verrutscht)", "ten times too small (decimal mark slipped)"),
            Text("zehnfach zu groß (Komma verrutscht)", "ten times too large (decimal mark slipped)"),
        ),
    ),
    (
        Decimal(100),
        "decimal",
        (
            Text("hundertfach zu klein (Komma verrutscht)", "a hundred times too small (decimal mark slipped)"),
            Text("hundertfach zu groß (Komma verrutscht)", "a hundred times too large (decimal mark slipped)"),
        ),
    ),
)


def _digits(value: Decimal, place: Decimal) -> tuple[int, str]:
    scaled = (abs(value) / place).to_integral_value()
    return (-1 if value < 0 else 1), f"{scaled:f}"


def _transposed(value: Decimal, place: Decimal) -> Iterator[Decimal]:
    """Two neighbouring digits in the other order."""
    sign, digits = _digits(value, place)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield sign * Decimal(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) * place


def _one_digit(value: Decimal, place: Decimal) -> Iterator[Decimal]:
    sign, digits = _digits(value, place)
    if len(digits) < _TELLING_DIGITS:
        return
    for at, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                yield sign * Decimal(digits[:at] + new + digits[at + 1 :]) * place


def _longer_or_shorter(value: Decimal, mended: Decimal, place: Decimal) -> Iterator[Decimal]:
    """One digit dropped or typed twice: the shorter of the two is the longer without one digit."""
    sign, digits = _digits(value, place)
    if len(digits) < _TELLING_DIGITS:
        return
    for at in range(len(digits)):
        yield sign * Decimal(digits[:at] + digits[at + 1 :]) * place
    _, longer = _digits(mended, place)
    if len(longer) == len(digits) + 1 and any(longer[:at] + longer[at + 1 :] == digits for at in range(len(longer))):
        yield mended


_TELLING_DIGITS = 4
"""In shorter figures, any other figure is one digit away."""
