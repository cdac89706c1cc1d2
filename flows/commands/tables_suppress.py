"""`stadtland tables suppress IN`: cells at risk and what protects them, withheld and proven."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def suppress(
    table: Annotated[Path, typer.Argument(metavar="IN", help="Rows or cells. CSV (UTF-8, header) or Parquet.")],
    rules: Annotated[Path, typer.Option("--rules", help="Dimensions, figures and what is risky, in YAML; see above.")],
    out: Annotated[Path, typer.Option("--out", help="The finished table, .csv or .parquet.")],
    report: Annotated[Path | None, typer.Option("--report", help="Write the report there, JSON.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Withhold the cells at risk, and as few others as protect them from being computed; prove it cell by cell.

    IN holds microdata or an aggregated table, with or without its margins. OUT has one row per cell, margins of all
    hierarchies included, with its dimensions, its values and a status: published, primary (at risk), secondary
    (withheld to protect), bracketed. The report gives for every withheld cell the interval that an attacker can
    still work out. When margins do not add up or a cell cannot be protected, nothing is written.

    \b
    Rules:
      dimensions:                    # or just a list of names
        region: {hierarchy: \\[county, size_class]}   # coarser columns of IN; or a CSV file: code; level 1; …
        sector: {hierarchy: {Industry: [Food, Steel], Services: [Retail, Health]}, total: Total}
      values:
        persons: {kind: count}                        # {kind: count, rows: true} counts the rows of IN
        turnover: {kind: magnitude, contributor: firm} # or {contributors: n, largest: \\[first, second]}
      primary:
        minimum_frequency: {n: 3, of: persons, protect_zeros: false}   # or max_n: 2
        dominance: {n: 2, k_percent: 85}
        p_percent: {p: 10}
      singletons: protect            # also against a contributor who stands alone in a cell; or ignore
      intervals: {upper_percent: 0, lower_percent: 0, width_percent: 0}   # on top of what the rules ask
      secondary: {minimise: cells}   # or value; zeros: true lets empty cells be withheld
      tables: [{region: \\[county, total], sector: null}, {region: null}]   # linked tables; all of it without this
      notation: {mark: "*"}          # Austria's samples: {mark: G, brackets_below: 100}; none: numbers and nulls

    \b
    Example:
      stadtland tables suppress benefits.csv --rules rules.yaml --out table.csv --report report.json
    """
    from flows import console
    from flows.commands.read_yaml import read_yaml
    from flows.commands.table_file import read_hierarchy_table, read_table
    from flows.commands.table_out import write_report, write_table
    from transforms.privacy.tables.suppress_table import suppress_table
    from transforms.privacy.tables.table_rules import TableRules

    asked = TableRules.parse(read_yaml(rules), file=str(rules))
    files = {name: read_hierarchy_table(rules.parent / name) for name in asked.hierarchy_files}
    found = suppress_table(read_table(table, delimiter).collect(), asked, files=files)
    told = found.as_dict()
    write_table(found.frame, out)
    write_report(told, report)
    if as_json:
        console.emit(told)
        return
    german = console.language() == "de"
    console.table(
        str(out),
        ("Zellen", "Anzahl") if german else ("cells", "number"),
        [
            ("veröffentlicht" if german else "published", found.cells - found.suppressed),
            ("primär unterdrückt" if german else "withheld, at risk", found.primary),
            ("sekundär unterdrückt" if german else "withheld, to protect", found.secondary),
        ],
    )
    if found.is_optimal:
        console.say("Weniger Zellen genügen nicht (bewiesen).", "Fewer cells would not do (proven).")
    elif found.bound is not None:
        console.say(
            f"Mindestens {found.bound} Zellen müssen unterdrückt werden (bewiesen), {found.suppressed} sind es.",
            f"At least {found.bound} cells must be withheld (proven); {found.suppressed} are.",
        )
    console.say(
        f"{len(found.intervals)} Intervalle geprüft, keine Forderung verletzt.",
        f"{len(found.intervals)} intervals audited, no demand broken.",
    )
