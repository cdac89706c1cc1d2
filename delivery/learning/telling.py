"""The texts of an agreement that say who takes part: they never stand in a learning package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PARTY = "[party]"
_PLACE = re.compile(r"(?:Stadt|Gemeinde|Markt|Landeshauptstadt|Große Kreisstadt|City of) ([^(,]+)")


@dataclass(frozen=True)
class Telling:
    """Names, contacts, keys and municipality codes of the parties, longest first."""

    names: tuple[str, ...]
    contacts: tuple[str, ...]
    codes: tuple[str, ...]
    places: tuple[str, ...] = ()
    """Municipalities by their bare names: `Stadt Musterstadt (…)` lies in Musterstadt."""

    @classmethod
    def of(cls, agreement: Mapping[str, Any]) -> Telling:
        """What the parties of a parsed agreement say about themselves."""
        names: set[str] = set()
        contacts: set[str] = set()
        codes: set[str] = set()
        places: set[str] = set()
        for party in agreement.get("parties", {}).values():
            names.add(str(party["name"]).strip())
            officer = party.get("data_protection_officer") or {}
            told = (party.get("contact"), party.get("recipient_key"), officer.get("contact"), officer.get("public_key"))
            contacts.update(str(it).strip() for it in told if it)
            if place := _PLACE.match(str(party["name"])):
                places.add(place[1].strip())
            if party.get("municipality_code"):
                codes.add(str(party["municipality_code"]))
        kinds = (names, contacts, codes, places)
        return cls(*(tuple(sorted(texts - {""}, key=lambda it: (-len(it), it))) for texts in kinds))

    def without(self, text: str) -> str:
        """The text with every such value replaced by `[party]`, as a whole word: a party may be called Land."""
        return _any_of((*self.contacts, *self.names, *self.codes)).sub(PARTY, text)

    def without_places(self, text: str) -> str:
        """The text without these values and without the bare names of the municipalities."""
        return _any_of(self.places).sub(PARTY, self.without(text))

    def found_in(self, text: str, *, is_table: bool) -> int:
        """How many times the values stand in a text. A public table may name its municipality by its code."""
        return len(_any_of((*self.contacts, *self.names, *(() if is_table else self.codes))).findall(text))


def _any_of(values: tuple[str, ...]) -> re.Pattern[str]:
    whole = "|".join(re.escape(value) for value in values)
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)" if whole else r"(?!)")
