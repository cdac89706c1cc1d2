"""One drawing as the bytes of an SVG: the same each time, nothing loaded, title and description for screen readers."""

from __future__ import annotations

from xml.sax.saxutils import escape

from delivery.charts.drawing import Drawing
from delivery.charts.words import LOCALES

VEGA_LITE = "6.4"


def render(drawing: Drawing, language: str = "de") -> bytes:
    """UTF-8 SVG with `<title>` and `<desc>`. Numbers on axes are written as the language writes them."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(
        drawing.spec, vl_version=VEGA_LITE, allowed_base_urls=[], format_locale=LOCALES[language]
    )
    opening, end, content = drawn.partition(">")
    if not opening.startswith("<svg"):
        raise ValueError("the renderer gave no SVG")
    accessible = (
        f'{opening} role="img" xml:lang="{language}" aria-labelledby="chart-title chart-desc"{end}'
        f'<title id="chart-title">{escape(drawing.title)}</title><desc id="chart-desc">{escape(drawing.summary)}</desc>'
    )
    return f"{accessible}{content}\n".encode()
