"""What `stadtland protect` tells people about a method that generalises nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def method_words(found: Mapping[str, Any], language: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per field: cells taken out, or mean and deviation before and after."""
    german = language == "de"
    if found["method"] == "suppress-cells":
        header = ("Merkmal", "Zellen entfernt", "von") if german else ("field", "cells taken out", "of")
        return header, [(name, str(gone), str(found["rows"])) for name, gone in found["cells"].items()]
    header = (
        ("Merkmal", "Mittel vorher", "nachher", "Streuung vorher", "nachher")
        if german
        else ("field", "mean before", "after", "deviation before", "after")
    )
    figures = ("mean_before", "mean_after", "deviation_before", "deviation_after")
    return header, [
        (name, *("–" if one[figure] is None else f"{one[figure]:.6g}" for figure in figures))
        for name, one in found["fields"].items()
    ]
