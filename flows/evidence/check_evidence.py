"""The rules that were asked of a table, and those that could not be, each with what became of it."""

from __future__ import annotations

from schemas import evidence as ev
from schemas.check_report import CheckReport, RuleOutcome


def checks_of(report: CheckReport) -> tuple[ev.Check, ...]:
    """One line per rule of the schema, the rules that an agreement left without their field at the end."""
    ran = tuple(check_of(rule) for rule in report.rules)
    not_run = tuple(
        ev.Check(
            rule=rule.rule,
            text=ev.Text(de=rule.de, en=rule.en),
            column=rule.column,
            units_checked=None,
            effect="quarantine",
            not_run_because=ev.Text(
                de="Ein Feld der Regel ist nicht vereinbart.", en="A field of the rule is not agreed."
            ),
        )
        for rule in report.rules_not_run
    )
    return ran + not_run


def check_of(rule: RuleOutcome) -> ev.Check:
    """One rule that was asked."""
    return ev.Check(
        rule=rule.rule,
        text=ev.Text(de=rule.text_de or rule.text, en=rule.text),
        reason=rule.reason,
        column=rule.column,
        units_checked=rule.units_checked,
        failed=rule.failed,
        effect=rule.effect,
        at_most=rule.at_most,
    )
