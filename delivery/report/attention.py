"""What a reader must see first: checks that did not pass, promises that were not kept, opinions that differ."""

from __future__ import annotations

from collections.abc import Iterator

from delivery.report.order import failures_first
from delivery.report.traced import Traced, absent


def unpassed(evidence: Traced) -> list[tuple[Traced | str, Traced]]:
    """Every check that did not pass with its dataset, table or the gate; failures first over the whole run."""
    order = {"failed": 0, "warned": 1, "not-run": 2}
    found = [(owner, check) for owner, checks in _groups(evidence) for check in failures_first(checks)]
    return sorted(
        ((owner, check) for owner, check in found if check["verdict"] != "passed"),
        key=lambda one: (order[str(one[1]["verdict"])], not one[1]["is_stopping"]),
    )


def reasons(evidence: Traced) -> Iterator[tuple[Traced, Traced | str, str, str]]:
    """Each thing that makes a run unsound: where it stands, its name, what it is in both languages."""
    for _, checks in _groups(evidence):
        for check in checks:
            if check["is_stopping"]:
                yield check, check["rule"], "Prüfung hält den Lauf an", "check stops the run"
    for dataset in evidence["datasets"]:
        if not absent(dataset["protection"]) and not dataset["protection"]["is_kept"]:
            yield dataset["protection"], dataset["key"], "Schutzzusage nicht gehalten", "protection promise not kept"
    for table in evidence["tables"]:
        opinion = table["second_opinion"]
        if not absent(opinion) and not opinion["agrees"]:
            yield opinion, table["name"], "zwei Urteile widersprechen sich", "two opinions contradict each other"
        elif not absent(opinion) and not opinion["accepts"]:
            yield opinion, table["name"], "beide Urteile lehnen ab", "both opinions refuse"
    verification = evidence["verification"]
    if not absent(verification) and not verification["is_valid"]:
        yield verification, evidence["package"]["name"], "Paket ungültig", "package invalid"


def broken_first(findings: Traced) -> list[Traced]:
    """Audit findings: what does not hold, what was not checked, what holds."""
    return sorted(findings, key=lambda finding: {False: 0, None: 1, True: 2}[finding["holds"]._value])


def _groups(evidence: Traced) -> Iterator[tuple[Traced | str, Traced]]:
    yield from ((dataset["key"], dataset["checks"]) for dataset in evidence["datasets"])
    yield "über Datensätze hinweg", evidence["across"]
    yield from ((table["name"], table["checks"]) for table in evidence["tables"])
    yield "Ausgangskontrolle", evidence["gate"]
