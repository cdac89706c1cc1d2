"""Whether a row or column of a matrix is one of those that add up, their total, or a repetition of some of them."""

from __future__ import annotations

from typing import Literal

from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.vocabulary import Vocabulary

_SAYS_NO_MORE = frozenset(
    (
        "energy", "energie", "endenergie", "endenergieverbrauch", "energieverbrauch", "verbrauch",
        "consumption", "final", "emissions", "emissionen", "thg", "ghg", "co2", "co2e", "tco2e", "co2eq", "mwh",
        "gwh", "kwh", "twh", "t", "kt", "kg", "mt", "g", "of", "all", "alle", "aller", "über", "carriers",
        "carrier", "energieträger", "energieträgern", "träger", "fuels", "fuel", "sectors", "sektoren", "city",
        "stadt", "stromverbrauch", "in", "a", "jahr", "year", "row", "column", "zeile", "spalte",
    )
)  # fmt: skip
_ANYTHING = ("other", "industry", "ippu", "afolu", "waste", "agriculture")
"""Names of sectors that carriers and processes have, too."""
_REPEATS = ("davon ", "of which ", "darunter ", "thereof ", "without ", "ohne ", "including ")


def what_a_name_adds(
    name: str, own: Vocabulary, other: Vocabulary, *, is_blank_a_total: bool
) -> Literal["cell", "total", "part"]:
    """`total` for Total, Gesamt (MWh), all carriers…; `part` for a subtotal, `of which`, a sector among the carriers.

    `own` are the words for what the line is, `other` those for the lines across. In long files a row without a carrier
    is the total of its sector.
    """
    bare = plain(name)
    if bare in ("", "sector", "sektor", "carrier"):
        return "total" if is_blank_a_total else "cell"
    if f"{bare} ".startswith(_REPEATS):
        return "part"
    says = is_total(name)
    if says == "part":
        return "part"
    if says == "total":
        rest = [word for word in bare.split() if not is_total(word) and word not in _SAYS_NO_MORE]
        return "part" if rest else "total"
    if own.key(name) is None and other.key(name) not in (None, *_ANYTHING):
        return "part"
    return "cell"
