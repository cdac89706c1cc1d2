"""What a file of rules holds, for the commands that take rules of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Error: `rules-refused` where it cannot be read."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from schemas.errors import StadtlandError

    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        reason = type(error).__name__
    raise StadtlandError(
        "rules-refused",
        file=str(path),
        problem_de=f"Das ist kein lesbares YAML ({reason}).",
        problem_en=f"This is no readable YAML ({reason}).",
    )
