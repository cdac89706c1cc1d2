"""What is a person or a contact in a text, by attack: ways to write one, and ordinary sentences that must stay."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.contact import holds_contact, holds_link, holds_person

ADDRESSES = (
    "max@town.example", "max (at) town.example", "max [at] town dot example", "a.sommer＠town.example", "mailto:max",
    "a\u00adnna@town.example", "Kontakt: m.mustermann(at)town.example",
)  # fmt: skip
NUMBERS = (
    "Tel. 0341 1234567", "Tel. (0341) 123-4567", "0341/123456", "+49 341 123456", "0049 341 123456", "0171-2345678",
    "Telefon 123 45 67", "+358 50 123 4567", "+46(0)90-785 40 00", "090-785 40 00", "06641234567",
    "(0621) 293-0000",
    "07 12 34 56 78", "0 621 / 29 30 00", "Tel 12345",
)  # fmt: skip
TITLED = (
    "Herr Müller", "Fr. Müller", "Hr. Müller", "Mr Smith", "Mrs. Smith", "Frau Dr. Schmidt", "Herrn Schulz",
    "Dr Müller", "Prof. Schmidt", "Mag. Schmidt", "Dipl.-Ing. Schmidt", "Herr von Bülow", "Frau van der Berg",
    "HERR MÜLLER", "frau müller", "Mme Dupont", "Rouva Virtanen", "Fru Andersson", "Herr\u00a0Müller",
    "DI Anna Schmidt",
)  # fmt: skip
NAMES = (
    "Ansprechpartner: Anna Schmidt", "signed by Anna-Lena Schmidt", "z. Hd. Anna Schmidt", "ANNA SCHMIDT",
    "Peter van der Berg", "Erik af Klint", "John Q. Public", "Anna S.", "A. Schmidt (Klimaschutz)", "Ä. Müller",
)  # fmt: skip
LINKS = ("https://town.example/anna", "www.town.example", "town.de", "ftp://town.example")
ORDINARY = (
    "500 kW PV auf 20 Dächern bis 2030", "Reduktion um 1.200 t CO2e im Jahr", "14713000", "055150", "2025-03-01",
    "01.03.2025", "2023/24", "Minus 0,5 t je Kopf", "310,095871752796", "LED: 12 000 lamps", "DIN EN ISO 50001",
    "10 000 - 50 000 EUR", "Vorlage 0123/2024", "Amtsblatt 05/2024", "Frauenquote 40 %", "Herrenberg spart Strom",
    "z. B. Wärme sparen", "u. a. Strom", "i. d. R. Gas", "Max-Planck-Institut rechnet", "Heinrich Böll Stiftung",
    "Konrad Adenauer Schule saniert", "Karl-Marx-Straße 5", "max. Leistung 5 kW", "at least 5 t at home",
    "Per Kopf 5 t",
    "mobile 2030 strategy", "Handy 5 Stück", "Stufe 1. Danach", "Heide und Moor", "Fraunhofer ISE study",
)  # fmt: skip


def _is(found: pl.Expr, text: str) -> bool:
    return bool(pl.DataFrame({"text": [text]}).select(found).item())


@pytest.mark.parametrize("text", [*ADDRESSES, *NUMBERS, *TITLED])
def test_a_contact_or_a_titled_person_is_found_even_in_the_name_of_an_organisation(text: str) -> None:
    assert _is(holds_contact("text"), text)
    assert _is(holds_person("text"), f"Zusage: {text}, bis 2030")


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_found_in_a_sentence(text: str) -> None:
    assert _is(holds_person("text"), text)
    assert _is(holds_person("text"), f"Bericht von {text}")


@pytest.mark.parametrize("text", LINKS)
def test_an_address_on_the_web_is_found(text: str) -> None:
    assert _is(holds_link("text"), f"siehe {text}")


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_holds_neither(text: str) -> None:
    assert not _is(holds_person("text"), text)
    assert not _is(holds_link("text"), text)


def test_a_missing_text_holds_nothing() -> None:
    frame = pl.DataFrame({"text": [None]}, schema={"text": pl.String})
    assert frame.select(holds_person("text"), a=holds_contact("text"), b=holds_link("text")).row(0) == (False,) * 3
