"""What became of one agreed field, and why, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from flows.run import Run
from schemas import evidence as ev
from schemas.agreement import BuiltHierarchy, FieldRule
from schemas.registry import column_metadata, has_schema, schema

_WHY: dict[str, tuple[str, str]] = {
    "never": ("Wird nie herausgegeben.", "Is never released."),
    "pseudonym": (
        "Nur als Pseudonym mit dem Schlüssel dieser Vereinbarung.",
        "Only as a pseudonym under this agreement's key.",
    ),
    "generalise": ("Vergröbert, bis jede Gruppe groß genug ist.", "Generalised until every class is large enough."),
    "as-is": ("Unverändert freigegeben.", "Released unchanged."),
    "top-code": ("Höchste Werte zusammengefasst.", "Highest values merged."),
    "bottom-code": ("Niedrigste Werte zusammengefasst.", "Lowest values merged."),
    "round": ("Gerundet.", "Rounded."),
}
_INSIDE = ("Nur für Prüfung und Berechnung.", "For checking and computing only.")
_COMPUTED = ("Nur in berechneten Tabellen", "Only in computed tables")


def field_fate(run: Run, key: str, name: str, computed: Mapping[str, tuple[str, ...]]) -> ev.AgreedField:
    """One line of the report's field table. `computed` are released results by name, with what each rests on."""
    dataset = run.dataset(key)
    rule = dataset.fields[name]
    itself = rule.release != "never" and _has_column(run, key, name)
    tables = [table for table, rests_on in computed.items() if key in rests_on and _has_column(run, table, name)]
    is_delivered = itself or (rule.release != "never" and bool(tables))
    if itself or rule.release == "never":
        why = _WHY[rule.release]
    elif tables:
        why = tuple(f"{words}: {', '.join(tables)}." for words in _COMPUTED)
    else:
        why = _INSIDE
    return ev.AgreedField(
        name=name,
        column=rule.column,
        rule=rule.release,
        parameters=_parameters(rule),
        purpose=dataset.purpose,
        is_sensitive=rule.sensitive,
        is_quasi_identifier=rule.in_k,
        delivered=is_delivered,
        why=ev.Text(de=_with_reason(why[0], "Grund", rule), en=_with_reason(why[1], "Reason as agreed", rule)),
    )


def _with_reason(why: str, word: str, rule: FieldRule) -> str:
    # The agreement gives its reasons in its own language, so they are quoted in both.
    return f"{why} {word}: „{rule.reason}“" if rule.reason else why


def _has_column(run: Run, table: str, name: str) -> bool:
    """Whether this table is handed over, with a column of this name."""
    if table not in run.terms.handover.tables or not has_schema("released", table):
        return False
    return name in column_metadata(schema("released", table))


def _parameters(rule: FieldRule) -> dict[str, str | int | float]:
    found: dict[str, str | int | float] = {}
    if isinstance(rule.hierarchy, BuiltHierarchy):
        for way in ("intervals", "digits", "dates"):
            steps = getattr(rule.hierarchy, way)
            if steps is not None:
                found[way] = " → ".join(f"{step:g}" if isinstance(step, float) else str(step) for step in steps)
    elif rule.hierarchy is not None:
        found["hierarchy"] = rule.hierarchy
    for name in ("at", "to", "unit"):
        value = getattr(rule, name)
        if value is not None:
            found[name] = value
    return found
