"""`stadtland tables round IN`: every cell a multiple of a base, sums kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def round_cells(
    table: Annotated[Path, typer.Argument(metavar="IN", help="Rows or cells. CSV (UTF-8, header) or Parquet.")],
    rules: Annotated[Path, typer.Option("--rules", help="Dimensions, figures and the base, in YAML; see above.")],
    out: Annotated[Path, typer.Option("--out", help="The rounded table, .csv or .parquet.")],
    report: Annotated[Path | None, typer.Option("--report", help="Write the report there, JSON.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Round every cell to a neighbouring multiple of a base so that the table still adds up, changing least.

    \b
    Rules:
      dimensions: {region: {hierarchy: \\[county]}, sector: null}   # as in `stadtland tables suppress`
      values: \\[persons]
      base: 5

    \b
    Example:
      stadtland tables round benefits.csv --rules rules.yaml --out table.csv
    """
    from flows import console
    from flows.commands.read_yaml import read_yaml
    from flows.commands.table_file import read_hierarchy_table, read_table
    from flows.commands.table_out import write_report, write_table
    from transforms.privacy.tables.round_table import round_table
    from transforms.privacy.tables.rounding_rules import RoundingRules

    asked = RoundingRules.parse(read_yaml(rules), file=str(rules))
    files = {name: read_hierarchy_table(rules.parent / name) for name in asked.hierarchy_files}
    found = round_table(read_table(table, delimiter).collect(), asked, files=files)
    told = {
        "method": "controlled rounding",
        "base": asked.base,
        "cells": found.frame.height,
        "values": {
            name: {
                "deviation": one.deviation,
                "beyond_neighbours": int(one.beyond.sum()),
                "optimal": one.is_optimal,
            }
            for name, one in found.rounded.items()
        },
    }
    write_table(found.frame, out)
    write_report(told, report)
    if as_json:
        console.emit(told)
        return
    for name, one in found.rounded.items():
        further = int(one.beyond.sum())
        console.say(
            f"{name}: {found.frame.height} Zellen auf Vielfache von {asked.base}, Abweichung insgesamt "
            f"{one.deviation:g}, {further} Ränder weiter als bis zum nächsten Vielfachen.",
            f"{name}: {found.frame.height} cells to multiples of {asked.base}, deviation {one.deviation:g} in all, "
            f"{further} margins beyond their neighbouring multiples.",
        )
