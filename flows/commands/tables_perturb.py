"""`stadtland tables perturb IN`: a table with all margins, every cell perturbed by the cell key method."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import polars as pl

    from transforms.privacy.cell_key.dimension import Dimension
    from transforms.privacy.cell_key.magnitude import Magnitude
    from transforms.privacy.cell_key.noise_table import NoiseTable
    from transforms.privacy.cell_key.rules import DesignRule, MagnitudeRule, NumericDesignRule, PerturbRules


def perturb(
    table: Annotated[Path, typer.Argument(metavar="IN", help="One row per person. CSV (UTF-8, header) or Parquet.")],
    rules: Annotated[Path, typer.Option("--rules", help="Dimensions, keys and noise, in YAML; see above.")],
    out: Annotated[Path, typer.Option("--out", help="The perturbed table, .csv or .parquet.")],
    report: Annotated[Path | None, typer.Option("--report", help="Write the report there, JSON.")] = None,
    ptable: Annotated[
        Path | None, typer.Option("--ptable", help="Write the perturbation table of the counts there, CSV.")
    ] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Count persons in every cell of a table, its totals included, and publish the counts with noise only.

    Zero stays zero, the same persons get the same noise in every table, and rows do not add up exactly to their
    totals. OUT has the dimensions, vname (total, a count, a magnitude), puwc (perturbed count), pwc (the same
    weighted) and pws (perturbed sum). The report holds no cell; it and the perturbation table stay in the house.

    \b
    Rules:
      dimensions:                    # or just a list of names
        sex: {total: Total}
        age: {total: Total, hierarchy: age.csv}       # or {digits: …}, {intervals: …}, {dates: …}
      record_key: rec_key            # a column in [0, 1) with 8 digits, or
                                     # {id: person_id, key: "env:CELL_KEY_SECRET"}
      ptable: {D: 3, V: 1, js: 0, pstay: 0.5}         # or a CSV file: i,j,p,v,p_int_lb,p_int_ub,type
      weight: sampling_weight
      counts: \\[is_employed]          # columns of 0 and 1
      magnitudes:
        income: {ptable: {D: 10, V: 3}, p: 0.05, epsilon: [1, 0.5, 0.2]}
      digits: 0                      # of pwc and pws; without it all digits, which tell too much to be published

    \b
    Example:
      stadtland tables perturb persons.csv --rules rules.yaml --out table.csv --report report.json
    """
    from flows import console
    from flows.commands.read_yaml import read_yaml
    from flows.commands.table_file import read_table
    from flows.commands.table_out import write_report, write_table
    from transforms.privacy.cell_key.perturbed_table import perturbed_table
    from transforms.privacy.cell_key.rules import PerturbRules

    asked = PerturbRules.parse(read_yaml(rules), file=str(rules))
    frame = read_table(table, delimiter)
    noise = _noise(asked.ptable, rules.parent)
    magnitudes = {name: _magnitude(rule, rules.parent) for name, rule in asked.magnitudes.items()}
    dimensions = _dimensions(asked, frame, rules.parent)
    keyed = _keyed(asked, frame)
    if asked.digits is None and (asked.weight is not None or asked.magnitudes):
        console.say(
            "pwc und pws stehen mit allen Stellen in der Tabelle: aus dem Bruch lässt sich die wahre Häufigkeit oft "
            "errechnen. Vor einer Veröffentlichung digits: 0 in die Regeln schreiben.",
            "pwc and pws are written with all their digits: their fractions often let the true count be computed. "
            "Write digits: 0 into the rules before publishing.",
        )
    repeated = _repeated(asked, frame)
    if repeated:
        console.say(
            f"{repeated} Zeilen tragen eine Kennung, die schon da ist; sie zählen mit, mit demselben Schlüssel. Bei "
            "einer Zeile je Person sollte das nicht sein.",
            f"{repeated} rows carry an identifier that is there already; they count, with the same key. With one row "
            "per person that should not be.",
        )
    found = perturbed_table(
        keyed, dimensions, noise, weight=asked.weight, counts=asked.counts, magnitudes=magnitudes, digits=asked.digits
    )
    told: dict[str, Any] = {
        "method": "cell key",
        "cells": found.cells.height,
        "rows_with_a_repeated_id": repeated,
        "dimensions": {dimension.name: len(dimension.labels) for dimension in dimensions},
        "ptable": asked.ptable if isinstance(asked.ptable, str) else asked.ptable.model_dump(exclude_none=True),
        "utility": found.utility,
    }
    files = {out: found.cells}
    if ptable is not None:
        files[ptable] = noise.frame
    for path, content in files.items():
        write_table(content, path)
    write_report(told, report)
    if as_json:
        console.emit(told)
        return
    german = console.language() == "de"
    console.table(
        str(out),
        ("Größe", "Zellen", "mittlere Abweichung", "geändert")
        if german
        else ("variable", "cells", "mean deviation", "changed"),
        [
            (name, figures["cells"], figures["mean_absolute_deviation"], figures["changed_share"])
            for name, figures in found.utility.items()
        ],
    )


def _keyed(rules: PerturbRules, frame: pl.LazyFrame) -> pl.LazyFrame:
    from sources.secret import resolve
    from transforms.privacy.cell_key.derived_keys import derived_keys
    from transforms.privacy.cell_key.given_keys import given_keys

    rule = rules.record_key
    if rule.column is not None:
        return given_keys(frame, rule.column)
    assert rule.id is not None  # the rules see to both
    assert rule.key is not None
    secret = resolve(rule.key, used_for="record_key").encode()
    return derived_keys(frame, rule.id, key=secret, key_reference=rule.key)


def _repeated(rules: PerturbRules, frame: pl.LazyFrame) -> int:
    """Rows beyond the first of their identifier; 0 where keys are given, which may be alike by chance."""
    import polars as pl

    if rules.record_key.id is None:
        return 0
    rows, distinct = frame.select(pl.len(), pl.col(rules.record_key.id).n_unique().alias("ids")).collect().row(0)
    return int(rows - distinct)


def _dimensions(rules: PerturbRules, frame: pl.LazyFrame, folder: Path) -> list[Dimension]:
    import polars as pl

    from flows.commands.table_file import read_hierarchy_table
    from transforms.privacy.cell_key.dimension import Dimension
    from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy
    from transforms.privacy.hierarchies.hierarchy import Hierarchy
    from transforms.privacy.values.require import require_column

    found = []
    for name, rule in rules.dimensions.items():
        require_column(frame, name, method="cell-key")
        if isinstance(rule.hierarchy, str):
            hierarchy = Hierarchy.from_table(read_hierarchy_table(folder / rule.hierarchy), name=name)
        elif rule.hierarchy is not None:
            hierarchy = build_hierarchy(frame, name, rule.hierarchy)
        else:
            values = frame.select(pl.col(name).unique()).collect(engine="streaming").to_series()
            found.append(Dimension.from_values(name, values, total=rule.total))
            continue
        found.append(Dimension.from_hierarchy(name, hierarchy, total=rule.total))
    return found


def _noise(rule: str | DesignRule, folder: Path) -> NoiseTable:
    from transforms.privacy.cell_key.perturbation_table import perturbation_table

    if isinstance(rule, str):
        return _noise_file(rule, folder)
    return perturbation_table(rule.D, rule.V, rule.js, rule.pstay, monotone=rule.monotone, exact=rule.exact)


def _numeric_noise(rule: str | NumericDesignRule, folder: Path) -> NoiseTable:
    from transforms.privacy.cell_key.numeric_table import numeric_table

    if isinstance(rule, str):
        return _noise_file(rule, folder)
    return numeric_table(rule.D, rule.V, step=rule.step, rows=rule.rows, monotone=rule.monotone, exact=rule.exact)


def _noise_file(name: str, folder: Path) -> NoiseTable:
    from flows.commands.table_file import read_table
    from transforms.privacy.cell_key.noise_table import NoiseTable

    return NoiseTable.from_frame(read_table(folder / name).collect(), name=name)


def _magnitude(rule: MagnitudeRule, folder: Path) -> Magnitude:
    from transforms.privacy.cell_key.magnitude import Magnitude
    from transforms.privacy.cell_key.noise_size import NoiseSize

    size = NoiseSize(
        small=rule.p, large=rule.p_large, flex_point=rule.flex_point, q=rule.q, epsilon=tuple(rule.epsilon)
    )
    return Magnitude(
        table=_numeric_noise(rule.ptable, folder),
        size=size,
        by=rule.by,
        largest=len(rule.epsilon),
        has_same_key=rule.same_key,
        has_zero_keys=rule.zero_keys,
    )
