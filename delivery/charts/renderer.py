"""A program of its own: a JSON list of Vega-Lite specifications comes in, a JSON list of SVG texts goes out.

It runs in a process of its own because the fonts are chosen once per process, by the environment: here the renderer
has the Liberation fonts that it carries and no other, so that texts are as wide on every machine.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

VEGA_LITE = "6.4"


def main() -> None:
    """Read `{"specs": […], "format_locale": {…}}` from standard input, write the pictures to standard output."""
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("no_fonts.conf"))
    import vl_convert

    asked: dict[str, Any] = json.load(sys.stdin)
    drawn = [
        # No address is allowed, so nothing is ever loaded.
        vl_convert.vegalite_to_svg(
            spec, vl_version=VEGA_LITE, allowed_base_urls=[], format_locale=asked["format_locale"]
        )
        for spec in asked["specs"]
    ]
    json.dump(drawn, sys.stdout)


if __name__ == "__main__":
    main()
