"""One HTML page is the evidence of one run for people: German first, English beside it, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from delivery.report.attention import broken_first, reasons, unpassed
from delivery.report.bars import bars
from delivery.report.numbers import decimals_for, decimals_of, print_digits, print_number, print_percent, print_year
from delivery.report.order import anchor, by_key, called, duration, failures_first, grouped, with_small_cells
from delivery.report.pictures import checked_pictures
from delivery.report.render_json import render_json
from delivery.report.traced import Traced, absent, named, number
from delivery.report.words import english, german
from schemas.evidence import Evidence

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(evidence: Evidence, pictures: Mapping[str, bytes] | None = None) -> str:
    """The report as one self-contained page; the same evidence gives the same bytes.

    Every number on it is a `data` element with its exact value (`data-value`) and its place in the JSON (`data-at`).
    `pictures` are the SVGs of the evidence's charts by name: the JSON holds their checksums, the page shows them.
    """
    document = render_json(evidence)
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            e=Traced(json.loads(document)),
            pictures=checked_pictures(evidence, pictures or {}),
            json_sha256=hashlib.sha256(document.encode()).hexdigest(),
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "n": print_number,
        "year": print_year,
        "percent": print_percent,
        "digits": print_digits,
        "de": german,
        "en": english,
        "named": named,
        "failures_first": failures_first,
        "grouped": grouped,
        "by_key": by_key,
        "broken_first": broken_first,
        "unpassed": unpassed,
        "reasons": reasons,
        "small_cells": with_small_cells,
        "called": called,
        "anchor": anchor,
        "duration": duration,
        "bars": bars,
        "decimals_for": decimals_for,
    }
    environment.globals["decimals_of"] = decimals_of
    environment.tests |= {"absent": absent, "numeric": number}
    return environment
