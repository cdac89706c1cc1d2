"""Rules of `stadtland protect` inside an agreement: `protection: {rules: {file: …, sha256: …}, reason: …}`.

One file serves both, so what was tried on the command line is what is agreed. The agreement pins the file's SHA-256:
its own hash then stands for the rules too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from schemas.agreement.privacy_model import DistinctLRule, KAnonymityRule
from schemas.agreement.protection_rules import Rules
from schemas.errors import StadtlandError

Place = tuple[str | int, ...]
Fault = tuple[Place, str]


def include_rules(written: Any, folder: Path) -> tuple[Any, dict[str, bytes], list[Fault]]:
    """The document with every rules file written out, the files' bytes by name, and what is wrong with them.

    `written` is an agreement as plain mappings and lists; files are looked for in `folder`.
    """
    included: dict[str, bytes] = {}
    faults: list[Fault] = []
    datasets = written.get("datasets") if isinstance(written, dict) else None
    for key, dataset in (datasets or {}).items() if isinstance(datasets, dict) else ():
        protection = dataset.get("protection") if isinstance(dataset, dict) else None
        if not isinstance(protection, dict) or "rules" not in protection:
            continue
        where: Place = ("datasets", key, "protection", "rules")
        named = protection.pop("rules")
        if not isinstance(named, dict) or set(named) != {"file", "sha256"}:
            faults.append((where, "write {file: …, sha256: …}"))
            continue
        file = folder / str(named["file"])
        if not file.is_file():
            faults.append((where, f"no file {named['file']} beside the agreement"))
            continue
        text = file.read_bytes()
        digest = hashlib.sha256(text).hexdigest()
        if digest != named["sha256"]:
            faults.append((where, f"{named['file']} has another content; its sha256 is {digest}"))
            continue
        included[str(named["file"])] = text
        try:
            rules = Rules.parse(YAML(typ="safe", pure=True).load(text.decode("utf-8")), file=file.name)
        except (YAMLError, UnicodeDecodeError):
            faults.append((where, f"{named['file']}: not readable as YAML"))
        except StadtlandError as error:
            faults.append((where, error.message("en")))
        else:
            faults += [(where, words) for words in _write_out(rules, dataset, protection)]
    return written, included, faults


def _write_out(rules: Rules, dataset: dict[str, Any], protection: dict[str, Any]) -> Iterator[str]:
    """Put the rules where the agreement's own language has them; yields what does not go together."""
    of_rules: dict[str, Any] = {
        "k": rules.k,
        "l": next((rule.l for rule in rules.models if isinstance(rule, DistinctLRule)), 1),
        "models": [
            rule.model_dump(exclude_none=True)
            for rule in rules.models
            if not isinstance(rule, KAnonymityRule | DistinctLRule)
        ],
        "suppress_at_most": rules.suppression_limit,
        "metric": rules.metric.model_dump(exclude_none=True),
        "search": rules.search,
    }
    if twice := sorted(set(of_rules) & set(protection)):
        yield f"{', '.join(twice)}: said by the rules; leave it out here"
    protection |= of_rules
    if rules.method is not None:
        yield f"method {rules.method.name} is for `stadtland protect`; an agreement generalises"
    if rules.seconds_at_most is not None:
        yield "seconds_at_most: a run under an agreement repeats byte for byte, so it has no clock"
    if rules.subset_file is not None:
        yield "subset: an agreement names no population"
    fields = dataset.get("fields")
    if not isinstance(fields, dict):
        return
    for name in rules.sensitive:
        if isinstance(fields.get(name), dict):
            fields[name]["sensitive"] = True
        else:
            yield f"sensitive: no field {name} in this dataset"
    for name, rule in rules.quasi_identifiers.items():
        field = fields.get(name)
        if not isinstance(field, dict):
            yield f"quasi_identifiers: no field {name} in this dataset"
        elif rule.highest is not None:
            yield f"quasi_identifiers.{name}: highest is not part of an agreement; cap the hierarchy instead"
        elif field.get("release") != "generalise":
            yield f"quasi_identifiers.{name}: the field is released {field.get('release')}, not generalise"
        elif "hierarchy" in field:
            yield f"quasi_identifiers.{name}: its hierarchy is said by the rules; leave it out here"
        else:
            built = rule.hierarchy
            field["hierarchy"] = (
                Path(built).stem if isinstance(built, str) else built.model_dump(exclude_none=True) if built else None
            )
    for name, field in fields.items():
        if isinstance(field, dict) and field.get("release") == "generalise" and name not in rules.quasi_identifiers:
            yield f"fields.{name}: generalised here, but no quasi-identifier of the rules"
