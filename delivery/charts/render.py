"""Drawings as the bytes of SVGs: the same on every machine, with title and description for screen readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from delivery.charts.drawing import Drawing
from delivery.charts.words import LOCALES, writable
from schemas.errors import StadtlandError

_RENDERER = Path(__file__).with_name("renderer.py")
_SECONDS = 300
_TAG = re.compile(r"<[^<>]*>")  # the renderer escapes both signs in attributes
_REPEATED = re.compile(r' (?:role|aria-label|aria-roledescription|xmlns:xlink)="[^"]*"')


def render(drawings: Sequence[Drawing], language: str = "de") -> list[bytes]:
    """UTF-8 SVGs with `<title>` and `<desc>`, in order. Numbers on axes are written as the language writes them.

    Errors: `charts-not-drawn` (the renderer gave no picture; its own text may quote what was to be drawn).
    """
    if not drawings:
        return []
    asked = {"specs": [_writable(drawing.spec) for drawing in drawings], "format_locale": LOCALES[language]}
    try:
        done = subprocess.run(
            [sys.executable, str(_RENDERER)],
            input=json.dumps(asked, allow_nan=False).encode(),
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
        pictures: list[str] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise StadtlandError("charts-not-drawn", count=len(drawings), reason=type(error).__name__) from None
    return [_told(svg, drawing, language) for svg, drawing in zip(pictures, drawings, strict=True)]


def _told(svg: str, drawing: Drawing, language: str) -> bytes:
    if not svg.startswith("<svg "):
        raise StadtlandError("charts-not-drawn", count=1, reason="no SVG")
    # The parts of an image are not told one by one; what the renderer says of them would only repeat their text.
    opening, end, content = _TAG.sub(lambda tag: _REPEATED.sub("", tag[0]), svg).partition(">")
    # Several pictures stand on one page: their ids must differ.
    title, told = f"{drawing.name}-title", f"{drawing.name}-desc"
    accessible = (
        f'{opening} role="img" lang="{language}" aria-labelledby="{title} {told}"{end}'
        f'<title id="{title}">{escape(_writable(drawing.title))}</title>'
        f'<desc id="{told}">{escape(_writable(drawing.summary))}</desc>'
    )
    return f"{accessible}{content}\n".encode()


def _writable(node: Any) -> Any:
    if isinstance(node, str):
        return writable(node)
    if isinstance(node, dict):
        return {_writable(key): _writable(value) for key, value in node.items()}
    return [_writable(value) for value in node] if isinstance(node, list) else node
