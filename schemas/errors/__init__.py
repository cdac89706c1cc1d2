"""Every error the house can raise: a stable code, a text in German and English, what to do next, an exit code.

The texts live beside this file as data, one YAML per room (`sources.yaml`, `checks.yaml`, …). One entry:

    source-unreachable:
      exit: 4
      de: "{dataset}: Die Datenbank antwortet nicht ({attempts} Versuche)."
      en: "{dataset}: the database does not answer ({attempts} attempts)."
      next_de: "Erreichbarkeit und Zugangsdaten prüfen, dann denselben Lauf wiederholen."
      next_en: "Check that it can be reached and the credentials, then repeat the same run."
      why: "One paragraph for `stadtland explain`: what it means and why it stops a run."

Facts are names and counts, never a received value: an error may be logged, shown and stored anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["de", "en"]
Fact = str | int | float


@dataclass(frozen=True)
class ErrorText:
    """One row of the catalogue: what `stadtland explain CODE` prints."""

    code: str
    room: str
    exit: int
    de: str
    en: str
    next_de: str
    next_en: str
    why: str


class StadtlandError(Exception):
    """An expected failure, by its catalogue code and the facts that fill its text.

    `StadtlandError("source-unreachable", dataset="heat_meters", attempts=3)`. The code must be in the catalogue and
    the facts must fill both texts: `tests/house/test_errors.py` holds every raise in the house to it.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.message("en"))

    @property
    def exit_code(self) -> int:
        """The process exit code that the command line ends with."""
        return catalogue()[self.code].exit

    def message(self, language: Language = "en") -> str:
        """What happened, where, how many; then what to do next."""
        text = catalogue()[self.code]
        what, then = (text.de, text.next_de) if language == "de" else (text.en, text.next_en)
        return f"{what.format_map(self.facts)} {then.format_map(self.facts)}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.facts))


@cache
def catalogue() -> dict[str, ErrorText]:
    """All error texts by code, in the order of rooms and lines; a code that two rooms claim is refused."""
    from ruamel.yaml import YAML

    found: dict[str, ErrorText] = {}
    for entry in sorted(files(__name__).iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".yaml"):
            continue
        room = entry.name.removesuffix(".yaml")
        for code, text in (YAML(typ="safe", pure=True).load(entry.read_text(encoding="utf-8")) or {}).items():
            if code in found:
                raise ValueError(f"error code {code} stands in {found[code].room} and in {room}")
            found[code] = ErrorText(code=code, room=room, **text)
    return found


def _rebuild(code: str, facts: dict[str, Fact]) -> StadtlandError:
    # Exceptions cross process borders (workers, Dask) by pickling; keyword facts need this hand-written way back.
    return StadtlandError(code, **facts)
