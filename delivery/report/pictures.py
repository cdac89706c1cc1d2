"""The pictures that a report shows: the bytes of the package, within the page, checked against the evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from markupsafe import Markup

from schemas.errors import StadtlandError
from schemas.evidence import Evidence

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""A page knows what an SVG is; a file must say it."""


def checked_pictures(evidence: Evidence, pictures: Mapping[str, bytes]) -> dict[str, Markup]:
    """The picture of each chart by name. One that is not the evidence's is `report-picture-differs`."""
    shown = {}
    for chart in evidence.charts:
        svg = pictures.get(chart.name, b"")
        if hashlib.sha256(svg).hexdigest() != chart.svg_sha256:
            raise StadtlandError("report-picture-differs", chart=chart.name)
        shown[chart.name] = Markup(svg.decode().replace(_NAMESPACE, "", 1).strip())
    return shown
