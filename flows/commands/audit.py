"""`stadtland audit`: the arithmetic audit of published greenhouse-gas tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.decimal_told import DECIMAL_HELP, decimal_of_all, decimal_told, stated_decimal

if TYPE_CHECKING:
    from schemas.finding_columns import Verdict
    from transforms.results.audit.finding import Finding

FOUND = 7
_FILE = {"exists": True, "dir_okay": False, "readable": True}


def audit(
    inventory: Annotated[Path | None, typer.Option(help="Inventory by sector and carrier, CSV.", **_FILE)] = None,
    gap: Annotated[Path | None, typer.Option(help="Emissions gap by sector (table A-2.3), CSV.", **_FILE)] = None,
    totals: Annotated[Path | None, typer.Option(help="Published totals by sector and scope, CSV.", **_FILE)] = None,
    matrix: Annotated[Path | None, typer.Option(help="Sectors by carriers, wide or long, CSV.", **_FILE)] = None,
    actions: Annotated[Path | None, typer.Option(help="Third-party actions (table B-2.4), CSV.", **_FILE)] = None,
    series: Annotated[Path | None, typer.Option(help="Time series by category, long or wide, CSV.", **_FILE)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program: findings and counts on stdout.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the same JSON to this file.")] = None,
    decimal: Annotated[str | None, typer.Option(help=DECIMAL_HELP)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 7 on a mismatch or a broken rule.")] = False,
    all_findings: Annotated[bool, typer.Option("--all", help="Show matches in the table, too.")] = False,
) -> None:
    """Recompute what published tables print: any one of them or all together, each city and base year apart.

    Rows times factors, sums by sector and scope, gap-table identities, column sums, residual share, coverage, scope of
    natural gas, doubled keys, figures a thousand off. In a matrix, the cell where a row and a column fail alike; in an
    action list, sums by field (with --totals against the printed ones) and doubled actions; in a series, sums by year,
    missing years, targets among measured values, percentages, jumps. What cannot be checked is listed with the reason.

    Files are CSV (comma, semicolon, tab, bar; UTF-8, UTF-16 or Windows-1252) or workbooks. Titles above the header and
    notes below the table are no rows; what was found about each file is told at the end (`files` in JSON).

    Exit codes: 0 audited (findings are information, not failure); 7 a table that cannot be read, or with --strict a
    mismatch or broken rule; 2 nothing to audit.

    \b
    Columns (names in any case; those that no rule needs may be absent):
      inventory  city, base_year, sector, carrier, scope_as_printed, energy_MWh, emissions_tCO2e_as_printed,
                 ef_stated_g_per_kWh
      gap        city, baseline_year, sector, baseline, residual, reduction_target, reduction_existing_strategies,
                 gap_as_printed, reduction_ccc_actions
      totals     city, base_year, table, kind, sector, scope, value_as_printed
      matrix     sector, a column per carrier, total; or sector, carrier and a column of values (energy_MWh, say)
      actions    field_of_action, action, entries, min_co2e_reduction_t
      series     year, category, type (real, geplant), co2; or year and a column per category; or a column per year
    \b
    Examples:
      stadtland audit --inventory inventory.csv --gap gap.csv --totals totals.csv
      stadtland audit --gap gap.csv --json
      stadtland audit --matrix energy_by_sector_and_carrier.csv
      stadtland audit --actions b24.csv --totals b25.csv --series co2.csv --json
    """
    from config.factors.load import reference
    from flows import console
    from schemas.errors import StadtlandError
    from schemas.finding_columns import VERDICTS
    from sources.published.read_table import read_table
    from transforms.results.audit.as_row import as_row
    from transforms.results.audit.audit_tables import audit_tables
    from transforms.results.audit.known_headers import known_headers

    given = {
        "inventory": inventory, "gap": gap, "totals": totals, "matrix": matrix, "actions": actions, "series": series,
    }  # fmt: skip
    read = {name: read_table(path, known_headers(name)) for name, path in given.items() if path is not None}
    if not read:
        raise StadtlandError("audit-nothing-given")
    # A file that leaves its marks open is read like those beside it that tell theirs.
    mark = stated_decimal(decimal) or decimal_of_all([it.frame for it in read.values()])
    tables = {name: it.frame.lazy() for name, it in read.items()}
    findings = audit_tables(
        tables, decimal=mark, sector_synonyms=reference("sector_synonyms"), carriers=reference("carriers")
    )
    counts = {verdict: sum(finding.verdict == verdict for finding in findings) for verdict in VERDICTS}
    counts = {verdict: count for verdict, count in counts.items() if count or verdict != "noted"}
    files = {name: it.read_as.document() | decimal_told(it.frame, mark) for name, it in read.items()}
    document = {"files": files, "findings": [as_row(finding) for finding in findings], "counts": counts}
    if out is not None:
        import json

        out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        console.emit(document)
    else:
        _show(findings, counts, all_findings)
        for it in read.values():
            console.say(*(f"{it.read_as.file}: {words}" for words in it.read_as.words()))
    if strict and counts["mismatch"] + counts["rule broken"]:
        raise typer.Exit(FOUND)


_ASIDE = ("match", "not checked")
_VERDICTS_DE = {
    "match": "stimmt",
    "mismatch": "weicht ab",
    "rule broken": "Regel gebrochen",
    "not covered": "nicht gedeckt",
    "not checked": "nicht geprüft",
    "noted": "auffällig",
}


def _show(findings: list[Finding], counts: Mapping[Verdict, int], all_findings: bool) -> None:
    from flows import console
    from transforms.results.audit.sayings import SAYINGS
    from transforms.results.audit.text import Text

    german = console.language() == "de"
    says = {check: words.de if german else words.en for check, words in SAYINGS.items()}

    def shown(finding: Finding) -> Iterator[str]:
        yield finding.place.subject
        for value in (finding.printed, finding.recomputed, finding.difference):
            amount = Text() if value is None else Text.amount(value, "")
            yield (amount.de if german else amount.en).strip()
        yield finding.unit
        yield _VERDICTS_DE[finding.verdict] if german else finding.verdict
        yield finding.note.de if german else finding.note.en

    columns = (
        ("Gegenstand", "gedruckt", "berechnet", "Differenz", "Einheit", "Urteil", "Bemerkung")
        if german
        else ("subject", "printed", "recomputed", "difference", "unit", "verdict", "note")
    )
    for check in dict.fromkeys(finding.check for finding in findings):
        rows = [it for it in findings if it.check == check and (all_findings or it.verdict not in _ASIDE)]
        if rows:
            console.table(f"{says[check]} [{check}]", columns, [list(shown(it)) for it in rows])
    aside = [it for it in findings if it.verdict == "not checked"]
    if aside and not all_findings:
        rows_aside = [(says[it.check], it.place.subject, it.note.de if german else it.note.en) for it in aside]
        title, *head = ("Nicht geprüft", "Regel", "Gegenstand", "Grund") if german else (
            "Not checked", "rule", "subject", "reason"
        )  # fmt: skip
        console.table(title, head, rows_aside)
    names = [(_VERDICTS_DE[verdict] if german else verdict, count) for verdict, count in counts.items()]
    console.table("Urteile" if german else "Verdicts", ("Urteil", "Anzahl") if german else ("verdict", "count"), names)
