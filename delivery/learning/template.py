"""`agreement.template.yaml`: the same agreement for another municipality, with everything of the parties left open."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML

from delivery.learning.telling import Telling

_PLACE = {"path", "url", "query", "table", "sheet", "records", "file_name_column"}
_REFERENCE = re.compile(r"^(?:env:|file:|s3://|folder:)|@|^\d{5}(?:\d{3})?$")


def fill_in(what: str) -> str:
    """A placeholder."""
    return f"<to fill in: {what}>"


def template(agreement: Mapping[str, Any], telling: Telling) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The open agreement, and every place in it that is to be filled in, as `parties.city.name`.

    Parties are called by their roles. Titles, names, contacts, codes, sources' places, providers' headers, keys,
    hierarchies by name and targets are open; release rules, thresholds, tolerances, results and reasons stay.
    """
    roles = _roles(agreement["parties"])
    made: dict[str, Any] = {}
    for section, content in agreement.items():
        made[section] = _cleaned(content, telling, section)
    made["agreement"], made["title"] = fill_in("short key of your agreement"), fill_in("title of your agreement")
    made["version"] = 1
    made["valid"] = {"from": fill_in("first day, YYYY-MM-DD"), "until": fill_in("last day, YYYY-MM-DD")}
    made["parties"] = {roles[key]: _party(roles[key], party) for key, party in agreement["parties"].items()}
    made["datasets"] = {
        key: _dataset(key, dataset, made["datasets"][key], roles) for key, dataset in agreement["datasets"].items()
    }
    made["handover"]["to"] = [fill_in("target, s3://bucket/prefix or folder:PATH")]
    made["handover"]["recipients"] = [roles[key] for key in agreement["handover"]["recipients"]]
    if "approvals" in agreement:
        made["approvals"] = [roles[key] for key in agreement["approvals"]]
    return made, tuple(_open(made, ""))


def template_yaml(document: Mapping[str, Any], places: tuple[str, ...]) -> bytes:
    """The template as YAML that reads back as the same document; its head names every open place."""
    head = ["# Template of an agreement. Fill in every place below, then: stadtland check THIS_FILE", "#"]
    head += [f"# {place}" for place in places]
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.allow_unicode = True
    yaml.width = 4096
    written = io.StringIO()
    yaml.dump(dict(document), written)
    return ("\n".join(head) + "\n\n" + written.getvalue()).encode()


def _roles(parties: Mapping[str, Any]) -> dict[str, str]:
    counted: dict[str, int] = {}
    roles = {}
    for key, party in parties.items():
        counted[party["role"]] = counted.get(party["role"], 0) + 1
        number = counted[party["role"]]
        roles[key] = party["role"] if number == 1 else f"{party['role']}-{number}"
    return roles


def _party(role: str, party: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"role": party["role"], "name": fill_in(f"name of the {role}")}
    if "municipality_code" in party:
        made["municipality_code"] = fill_in(f"5 or 8 digits of the {role}")
    for key, what in (("contact", "function address, no person"), ("recipient_key", "public key")):
        if key in party:
            made[key] = fill_in(f"{what}, of the {role}")
    if officer := party.get("data_protection_officer"):
        made["data_protection_officer"] = {key: fill_in(f"{key.replace('_', ' ')} of the officer") for key in officer}
    return made


def _dataset(key: str, agreed: Mapping[str, Any], cleaned: dict[str, Any], roles: Mapping[str, str]) -> dict[str, Any]:
    made = {**cleaned, "provider": roles[agreed["provider"]]}
    if "title" in made:
        made["title"] = fill_in(f"title of {key}")
    made["source"] = {
        name: fill_in(f"{name} of your {key}") if name in _PLACE else value for name, value in made["source"].items()
    }
    if rules := made.get("protection", {}).get("rules"):
        opened = {name: fill_in(f"{name} of your rules for {key}") for name in rules}
        made["protection"] = {**made["protection"], "rules": opened}
    fields = {}
    for name, rule in made["fields"].items():
        if isinstance(rule, dict):
            rule = dict(rule)
            if "column" in rule:
                rule["column"] = fill_in(f"header of {name} in your file")
            if "key" in rule:
                rule["key"] = fill_in("reference to your key, env:NAME")
            if isinstance(rule.get("hierarchy"), str):
                rule["hierarchy"] = fill_in(f"hierarchy of {name}")
        fields[name] = rule
    return {**made, "fields": fields}


def _cleaned(node: Any, telling: Telling, place: str) -> Any:
    if isinstance(node, Mapping):
        made: dict[str, Any] = {}
        for number, (key, value) in enumerate(node.items(), start=1):
            is_open = isinstance(key, str) and (_REFERENCE.search(key) or telling.without_places(key) != key)
            named = f"{place} {number}" if is_open else str(key)
            made[fill_in(named) if is_open else key] = _cleaned(value, telling, named)
        return made
    if isinstance(node, list):
        return [_cleaned(value, telling, place) for value in node]
    if isinstance(node, str):
        return fill_in(place) if _REFERENCE.search(node) else telling.without_places(node)
    return node


def _open(node: Any, place: str) -> list[str]:
    if isinstance(node, Mapping):
        found = []
        for key, value in node.items():
            inside = f"{place}.{key}" if place else str(key)
            found += [inside] if str(key).startswith("<to fill in: ") else []
            found += _open(value, f"{inside} =" if inside in found else inside)
        return found
    if isinstance(node, list):
        return [it for number, value in enumerate(node) for it in _open(value, f"{place}.{number}")]
    return [place] if isinstance(node, str) and node.startswith("<to fill in: ") else []
