"""`stadtland protect IN`: a table generalised under stated rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def protect(
    table: Annotated[Path, typer.Argument(metavar="IN", help="CSV (UTF-8, header), Parquet, or a folder of them.")],
    rules: Annotated[Path, typer.Option("--rules", help="What is promised, in YAML; see above.")],
    out: Annotated[Path, typer.Option("--out", help="The protected table, Parquet; a folder for a folder.")],
    report: Annotated[Path | None, typer.Option("--report", help="Write the report there, JSON.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="IN is a folder: so many files side by side.")] = 1,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="IN is a folder: address of a Dask scheduler, tcp://host:8786.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Generalise a table so that it keeps a promise and loses least; measure the written file.

    Only fields that the rules name are written; the others are dropped and reported by name. Rows are sorted, so
    that their order tells nothing. When something is wrong, nothing is written. A folder is one table in many files:
    each is a partition, and the answer is that of the whole.

    \b
    Rules:
      quasi_identifiers:
        age:      {hierarchy: {intervals: [5, 10, 20]}}   # or digits, or dates
        postcode: {hierarchy: postcode.csv, highest: 2}   # lines: value; level 1; …
      sensitive: illness      # one name or a list
      keep: energy_mwh        # one name or a list
      models: [{model: k-anonymity, k: 5}, {model: distinct-l-diversity, l: 2}]
      suppression_limit: 0.05
      metric: loss            # non-uniform-entropy, discernibility, average-class-size, precision, ambiguity,
                              # or {name: loss, suppression_factor: 0.3, aggregate: rank}
      search: optimal         # one level per field for all rows; or local-strict, local-relaxed: class by class
      seconds_at_most: 60     # optimal only: then the best found so far, and a proven bound

    \b
    Without generalising (k-anonymity only, no hierarchies: `age: {}`):
      method: suppress-cells  # takes out single cells; or {name: suppress-cells, matching: original}, also
                              # importance and strata, lists of fields
      method: mdav            # numbers become means of k similar rows; or {name: mdav, rest: last-group}

    \b
    Models: k-anonymity {k}, distinct-l-diversity {l}, entropy-l-diversity {l, estimator: SHANNON | GRASSBERGER},
      recursive-(c,l)-diversity {c, l}, t-closeness-equal {t}, t-closeness-hierarchical {t, hierarchy: FILE},
      basic-beta-likeness {beta}, enhanced-beta-likeness {beta}, average-reidentification-risk {risk};
      and with `subset: FILE`, the rows of IN that are to be released: k-map {k}, d-presence {min, max}.

    \b
    Examples:
      stadtland protect persons.csv --rules rules.yaml --out persons.parquet --report report.json
      stadtland protect parts/ --rules rules.yaml --out protected/ --workers 4
    """
    import json

    from flows import console
    from flows.commands.method_words import method_words

    if table.is_dir():
        from flows.commands.protect_partitions import protect_partitions

        found = protect_partitions(
            table, rules, out, workers=workers, cluster=cluster, delimiter=delimiter, quiet=as_json
        )
    else:
        from flows.commands.protect_table import protect_table

        if workers > 1 or cluster is not None:
            raise typer.BadParameter("a single file is one partition: give a folder", param_hint="--workers, --cluster")
        found = protect_table(table, rules, out, delimiter=delimiter)
    if report is not None:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        console.emit(found)
        return
    german = console.language() == "de"
    weakest = _smallest(found["before"]), _smallest(found["after"])
    if "method" in found:
        console.table(str(out), *method_words(found, console.language()))
        console.say(
            f"k vorher {weakest[0]}, nachher {weakest[1]}; alle {found['rows']} Zeilen gehen hinaus.",
            f"k before {weakest[0]}, after {weakest[1]}; all {found['rows']} rows are released.",
        )
        return
    console.table(
        str(out),
        ("Quasi-Identifikator", "Stufe", "von") if german else ("quasi-identifier", "level", "of"),
        [(name, _plain_levels(level), found["heights"][name]) for name, level in found["levels"].items()],
    )
    gone = found["suppressed"], found["rows"], found["withheld"]
    console.say(
        f"Kleinste Klasse vorher {weakest[0]}, nachher {weakest[1]}; {gone[0]} von {gone[1]} Zeilen unterdrückt, "
        f"davon {gone[2]} zurückgehalten; Verlust {_plain(found['loss'])}.",
        f"Smallest class before {weakest[0]}, after {weakest[1]}; {gone[0]} of {gone[1]} rows suppressed, "
        f"{gone[2]} of them withheld; loss {_plain(found['loss'])}.",
    )


def _smallest(measures: list[dict[str, Any]]) -> int:
    return min(int(figures["k"]) for figures in measures)


def _plain_levels(found: int | dict[int, int]) -> int | str:
    """One level of all rows, or `0-3` where rows stand at several."""
    if isinstance(found, int):
        return found
    return "-".join(str(level) for level in sorted({min(found), max(found)})) if found else "*"


def _plain(loss: float | tuple[float, ...]) -> str:
    return " ".join(f"{part:.6g}" for part in (loss if isinstance(loss, tuple) else (loss,)))
