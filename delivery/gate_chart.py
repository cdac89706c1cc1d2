"""What one picture of a package holds beyond what it may: every element, attribute and text of the SVG is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from delivery.chart_text import ChartText
from delivery.charts.palette import FEW, INK, MANY, SOFT
from delivery.charts.style_names import FONT, GRID
from delivery.gate_footer import Problem

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {"svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan"}
_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
_COLOUR = "|".join(("none", "white", "transparent", GRID, INK, SOFT, *FEW, *MANY))
_ATTRIBUTES = {
    "d": r"[MmLlHhVvCcAaZz0-9eE., -]*",
    "transform": rf"(?:(?:translate|rotate|scale)\({_NUMBER}(?:,{_NUMBER})?\) ?)+",
    "viewBox": rf"{_NUMBER}(?: {_NUMBER}){{3}}",
    "fill": _COLOUR,
    "stroke": _COLOUR,
    "font-family": re.escape(FONT),
    "font-size": r"\d+px",
    "font-weight": "bold|normal",
    "text-anchor": "start|middle|end",
    "class": r"[a-z0-9_ -]+",
    "id": r"[a-z0-9_-]+-(?:title|desc)",
    "aria-labelledby": r"[a-z0-9_-]+-title [a-z0-9_-]+-desc",
    "aria-hidden": "true",
    "role": "img",
    "lang": "de|en",
    "version": r"1\.1",
    "pointer-events": "none",
    "display": "none",
    **dict.fromkeys(
        ("x", "y", "x2", "y2", "dy", "width", "height", "opacity", "fill-opacity", "stroke-width", "stroke-miterlimit"),
        _NUMBER,
    ),
}
"""Geometry, colours of the house, one font: no address, no style, no script and no text fits any of these."""


def problems_of_chart(svg: bytes, text: ChartText) -> list[Problem]:
    """Everything about one picture that is not allowed, told by element and attribute, never by value."""
    try:
        _refuse_declarations(svg)
        root = ElementTree.fromstring(svg)
    except (ElementTree.ParseError, expat.ExpatError, ValueError):
        return [Problem("kein lesbares SVG ohne Deklarationen.", "not a readable SVG without declarations.")]
    problems = dict.fromkeys([*_problems_of_shape(root), *_problems_of_text(root, text)])
    return list(problems)


def _refuse_declarations(svg: bytes) -> None:
    """Comments, processing instructions, document types and CDATA are places where bytes hide."""

    def refuse(*_: object) -> None:
        raise ValueError("a declaration")

    parser = expat.ParserCreate()
    parser.CommentHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartCdataSectionHandler = refuse
    parser.Parse(svg, True)


def _problems_of_shape(root: ElementTree.Element) -> Iterator[Problem]:
    if root.tag != f"{_SVG}svg":
        yield Problem("Die Wurzel ist kein SVG.", "the root is no SVG.")
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if not element.tag.startswith(_SVG) or name not in _ELEMENTS:
            yield Problem("Ein Element ist nicht erlaubt.", "an element is not allowed.")
            continue
        for attribute, value in element.attrib.items():
            if not re.fullmatch(_ATTRIBUTES.get(attribute, r"(?!)"), value):
                known = attribute if attribute in _ATTRIBUTES else "?"
                yield Problem(
                    f"Das Attribut {known} an {name} ist nicht erlaubt.", f"attribute {known} of {name} is not allowed."
                )
        if element.get("display") == "none" and element.get("d") != "":
            yield Problem("Ein Element ist verborgen.", "an element is hidden.")


def _problems_of_text(root: ElementTree.Element, text: ChartText) -> Iterator[Problem]:
    scales = [group for group in root.iter(f"{_SVG}g") if "role-axis-label" in group.get("class", "").split()]
    on_scales = set()
    for group in scales:
        labels = list(group.iter(f"{_SVG}text"))
        if text.is_scale([_whole(label) for label in labels]):
            on_scales |= set(labels)
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if name in {"text", "title", "desc"}:
            if element not in on_scales and not text.is_released(_whole(element)):
                yield Problem(
                    f"Ein Text ({name}) nennt, was weder in der Tabelle noch unter den festen Wörtern steht.",
                    f"a text ({name}) tells what is neither in the table nor among the fixed words.",
                )
        elif name != "tspan" and (element.text or "").strip():
            yield Problem(f"Text steht in {name}.", f"text stands in {name}.")
        if (element.tail or "").strip():
            yield Problem(f"Text steht hinter {name}.", f"text stands behind {name}.")


def _whole(element: ElementTree.Element) -> str:
    """A text with its lines; a line that is another element's tail is found by the tail itself."""
    return " ".join(part.strip() for part in element.itertext())
