"""What a picture shows, as part of a file name: lower case letters, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def file_name(*parts: object) -> str:
    """`Görlitz`, 2024 -> `goerlitz-2024`; what is None is left out."""
    text = "-".join(str(part) for part in parts if part is not None).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
