"""The report's HTML: no other number than the JSON's, nothing loaded from anywhere, readable by everybody."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from delivery.report import render_html, render_json
from schemas.evidence import Evidence
from tests.delivery.evidence_datasets import inventory
from tests.delivery.evidence_example import broken_example, example
from tests.delivery.page import Element, at, read_page

EXAMPLES = {
    "sound": example(),
    "broken": broken_example(),
    "bare": example(
        datasets=(), tables=(), figures=(), findings=(), gate=(), approvals=(), deliveries=(), package=None,
        verification=None, limits=(), parties=(), purposes=(),
    ),
    "clean": example(
        datasets=(inventory(),), findings=(), deliveries=(),
        package=example().package.model_copy(update={"tagmanifest_sha256": None, "files": ()}),  # type: ignore[union-attr]
    ),
}  # fmt: skip


@pytest.fixture(params=EXAMPLES)
def evidence(request: pytest.FixtureRequest) -> Evidence:
    return EXAMPLES[request.param]


@pytest.fixture
def page(evidence: Evidence) -> Element:
    return read_page(render_html(evidence))


def numbers_of(document: Any, pointer: str = "") -> Iterator[str]:
    """The pointer of every number in a JSON document."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from numbers_of(value, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from numbers_of(value, f"{pointer}/{place}")
    elif isinstance(document, int | float) and not isinstance(document, bool):
        yield pointer


def printed(text: str) -> tuple[Decimal, int]:
    """A printed number and its decimals: narrow spaces, German comma or English point, minus sign, percent."""
    plain = text.strip("<>%\N{NARROW NO-BREAK SPACE}").replace("\N{NARROW NO-BREAK SPACE}", "")
    plain = plain.replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return Decimal(plain), len(plain.partition(".")[2])


def test_every_number_of_the_page_is_the_jsons(page: Element, evidence: Evidence) -> None:
    document = json.loads(render_json(evidence), parse_float=Decimal)
    shown = page.all("data")
    assert len(shown) > 10
    for element in shown:
        exact = Decimal(element.attributes["data-value"])
        assert element.attributes["value"] == element.attributes["data-value"]
        assert exact == Decimal(at(document, element.attributes["data-at"]))
        number, decimals = printed(element.text)
        if element.attributes["data-as"] == "percent":
            exact *= 100
        half_a_step = Decimal(1).scaleb(-decimals) / 2
        if element.text.startswith(("<", ">")):
            assert (exact < number) == (element.text[0] == "<")
        else:
            assert abs(number - exact) <= half_a_step


def test_the_page_shows_every_number_of_the_json(page: Element, evidence: Evidence) -> None:
    """Nothing that a machine reads is kept from people; how many decimals a figure asks for is seen, not printed."""
    pointers = set(numbers_of(json.loads(render_json(evidence))))
    shown = {element.attributes["data-at"] for element in page.all("data")}
    assert {pointer for pointer in pointers - shown if not pointer.endswith("/decimals")} - _ONLY_WHEN_THERE == set()


_ONLY_WHEN_THERE = {
    f"/totals/{name}" for name in ("protected", "protected_kept", "opinions", "opinions_agreeing", "findings",
                                   "findings_broken", "findings_not_checked")
} | {"/datasets/0/protection/withheld_rows"}  # fmt: skip
"""A run without any of these says so in words."""


def texts_of(document: Any) -> Iterator[str]:
    """Every text in a JSON document, keys included."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from texts_of(value)
    elif isinstance(document, list):
        for value in document:
            yield from texts_of(value)
    elif isinstance(document, str):
        yield document


def test_no_digit_of_the_page_comes_from_elsewhere(page: Element, evidence: Evidence) -> None:
    """Digits outside the numbers stand in a text of the JSON, in a section's number, or in the name of SHA-256."""
    document = render_json(evidence)
    known = {digits for text in texts_of(json.loads(document)) for digits in re.findall(r"\d+", text)} | {"256"}
    known |= set(re.findall(r"\d+", hashlib.sha256(document.encode()).hexdigest()))
    for element in page.all():
        if element.tag in {"data", "style"} or element.attributes.get("class") == "no":
            continue
        assert set(re.findall(r"\d+", element.own_text)) <= known, element.own_text


def test_the_page_names_the_hash_of_its_json(page: Element, evidence: Evidence) -> None:
    digest = hashlib.sha256(render_json(evidence).encode()).hexdigest()
    assert page.all("footer")[0].all("code")[0].text == digest


def test_the_same_evidence_gives_the_same_bytes() -> None:
    program = (
        "from tests.delivery.evidence_example import example; from delivery.report import render_html, render_json\n"
        "import sys; sys.stdout.buffer.write((render_html(example()) + render_json(example())).encode())"
    )
    root = Path(__file__).parents[2]
    elsewhere = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=True)
    assert elsewhere.stdout.decode() == render_html(example()) + render_json(example())


def test_the_page_needs_nothing_from_anywhere(page: Element, evidence: Evidence) -> None:
    for element in page.all():
        assert element.tag not in {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video"}
        assert not {name for name in element.attributes if name.startswith("on") or name in {"src", "style", "action"}}
        assert element.attributes.get("href", "#").startswith("#")
    html = render_html(evidence)
    assert "url(" not in html
    assert "@import" not in html
    assert "http://" not in html
    assert "https://" not in html
    policy = next(one for one in page.all("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'sha256-")


def test_landmarks_headings_and_language(page: Element) -> None:
    (html,) = page.all("html")
    assert html.attributes["lang"] == "de"
    for landmark in ("header", "nav", "main", "footer", "h1", "title"):
        assert len(page.all(landmark)) == 1, landmark
    levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.all("h2")) == 12
    body = page.all("body")[0]
    assert body.children[0].attributes == {"class": "skip", "href": "#inhalt"}
    assert {one.attributes["lang"] for one in page.all() if "lang" in one.attributes} == {"de", "en"}


def test_ids_are_unique_and_every_link_arrives(page: Element) -> None:
    ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for element in page.all():
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(element.attributes.get(name, "").split()) <= set(ids)
        if "href" in element.attributes:
            assert element.attributes["href"][1:] in ids


def test_every_table_says_what_it_is(page: Element) -> None:
    for table in page.all("table"):
        (caption,) = table.all("caption")
        assert caption.text.strip()
        assert table.children[0] is caption
        heads = table.all("th")
        assert all(one.attributes.get("scope") in {"col", "row"} for one in heads)
        assert all(one.text.strip() for one in heads)
        columns = len([one for one in heads if one.attributes["scope"] == "col"])
        for row in table.all("tr"):
            cells = row.all("td", "th")
            assert sum(int(cell.attributes.get("colspan", 1)) for cell in cells) == columns
            assert any(cell.tag == "th" for cell in cells)
    for region in (one for one in page.all("div") if one.attributes.get("class") == "scroll"):
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["role"] == "region"
        assert region.attributes["aria-labelledby"]


def test_no_verdict_by_colour_alone(page: Element) -> None:
    verdicts = [one for one in page.all("span") if one.attributes.get("class", "").startswith("verdict")]
    for verdict in verdicts:
        assert len(verdict.all("svg")) == 1
        assert verdict.text.strip()
    assert all(one.attributes.get("aria-hidden") == "true" for one in page.all("svg"))


def test_failures_come_first() -> None:
    page = read_page(render_html(example()))
    (table,) = [one for one in page.all("table") if one.attributes["id"] == "checks-energy_certificates"]
    kinds = [row.attributes["class"] for row in table.all("tr") if "class" in row.attributes]
    assert kinds == ["is-failed", "is-failed", "is-warned", "is-not-run"]
    assert "details" not in table.ancestors
    (passed,) = [one for one in page.all("table") if one.attributes["id"] == "checks-energy_certificates-passed"]
    kinds = [row.attributes["class"] for row in passed.all("tr") if "class" in row.attributes]
    assert kinds == ["is-passed", "is-passed"]


def test_a_chart_has_its_table_behind_it() -> None:
    bars = [one for one in read_page(render_html(example())).all("svg") if one.attributes["class"].startswith("bar")]
    # Two risks before and after; four sectors that have a number. The missing one and the totals have no bar.
    assert len(bars) == 4 + 4
    assert all({"table", "td"} <= set(bar.ancestors) for bar in bars)


def test_what_is_missing_is_said_and_is_never_zero() -> None:
    page = read_page(render_html(example()))
    (row,) = [one for one in page.all("tr") if one.all("th") and "Abfall" in one.all("th")[0].text]
    assert "fehlt" in row.text
    assert row.all("data") == []


def test_an_unsound_run_says_so_and_why() -> None:
    broken, sound = (read_page(render_html(one)) for one in (broken_example(), example()))
    assert "Nicht in Ordnung" in broken.all("header")[0].text
    (reasons,) = [one for one in broken.all("ul") if one.attributes.get("class") == "reasons"]
    assert [one.all("code")[0].text for one in reasons.all("li")] == [
        "no_unagreed_column",
        "energy_certificates",
        "ghg_balance",
    ]
    assert "In Ordnung, mit Befunden" in sound.all("header")[0].text
    assert not [one for one in sound.all("ul") if one.attributes.get("class") == "reasons"]


def test_a_finding_that_does_not_hold_stands_in_the_stamp_and_in_the_outcome() -> None:
    clean = example(datasets=(), across=(), tables=(), figures=(), findings=(), gate=())
    assert clean.checks.failed == clean.checks.warned == clean.checks.not_run == 0
    (holds, broken) = (
        clean.model_copy(update={"findings": (example().findings[0].model_copy(update={"holds": it}),)})
        for it in (True, False)
    )
    for evidence, stamp in ((clean, "In Ordnung"), (holds, "In Ordnung"), (broken, "In Ordnung, mit Befunden")):
        (shown,) = [
            it for it in read_page(render_html(evidence)).all("p") if "stamp" in (it.attributes.get("class") or "")
        ]
        assert shown.all("span")[0].text.split(" Sound")[0].strip() == stamp
    said = " ".join(read_page(render_html(broken)).text.split())
    assert "von 1 Prüfung gehen 1 nicht auf, nicht geprüft sind 0." in said


def test_a_year_among_the_parameters_is_no_amount() -> None:
    (first, *rest) = example().tables
    chosen = {"country_factors.DE.year": 2019, "base_year": "none", "amount_t_co2e": 2019.5}
    html = render_html(example(tables=(first.model_copy(update={"parameters": chosen}), *rest)))
    texts = [it.text.strip() for it in read_page(html).all("span")]
    shown = [text for text in texts if text.startswith(tuple(f"{name} = " for name in chosen))]
    assert shown == [
        "country_factors.DE.year = 2019", "base_year = none", "amount_t_co2e = 2\N{NARROW NO-BREAK SPACE}019,5"
    ]  # fmt: skip


def test_a_name_cannot_become_markup() -> None:
    evil = '<script>alert("x")</script>'
    odd = inventory().model_copy(update={"title": evil, "columns_dropped": (evil, "a&b")})
    html = render_html(example(datasets=(odd,)))
    assert evil not in html
    assert read_page(html).all("script") == []
