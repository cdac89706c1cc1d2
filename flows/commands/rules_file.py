"""The rules of `stadtland protect` from their YAML file, and the hierarchies they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.agreement.protection_rules import Rules
    from transforms.privacy.hierarchies.hierarchy import Hierarchy


def read_rules(path: Path) -> Rules:
    """Errors: `rules-refused`, `quasi-identifier-without-hierarchy`."""
    from flows.commands.read_yaml import read_yaml
    from schemas.agreement.protection_rules import Rules

    return Rules.parse(read_yaml(path), file=str(path))


def read_hierarchy(path: Path, name: str) -> Hierarchy:
    """A hierarchy of the field `name` from a CSV file without header. Errors: `table-unreadable` and its own."""
    from flows.commands.table_file import read_hierarchy_table
    from transforms.privacy.hierarchies.hierarchy import Hierarchy

    return Hierarchy.from_table(read_hierarchy_table(path), name=name)
