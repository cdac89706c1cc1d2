"""The rules of `stadtland protect` from their YAML file, and the hierarchies they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.agreement.protection_rules import Rules
    from transforms.privacy.hierarchies.hierarchy import Hierarchy


def read_rules(path: Path) -> Rules:
    """Errors: `rules-refused`, `quasi-identifier-without-hierarchy`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from schemas.agreement.protection_rules import Rules
    from schemas.errors import StadtlandError

    try:
        written = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        reason = type(error).__name__
    else:
        return Rules.parse(written, file=str(path))
    raise StadtlandError(
        "rules-refused",
        file=str(path),
        problem_de=f"Das ist kein lesbares YAML ({reason}).",
        problem_en=f"This is no readable YAML ({reason}).",
    )


def read_hierarchy(path: Path, name: str) -> Hierarchy:
    """A hierarchy of the field `name` from a CSV file without header. Errors: `table-unreadable` and its own."""
    from flows.commands.table_file import read_hierarchy_table
    from transforms.privacy.hierarchies.hierarchy import Hierarchy

    return Hierarchy.from_table(read_hierarchy_table(path), name=name)
