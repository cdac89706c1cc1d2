"""`stadtland protect IN`: the optimal generalisation of a table under stated rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import polars as pl

    from transforms.privacy.hierarchies.hierarchy import Hierarchy
    from transforms.privacy.rules import Rules


def protect(
    table: Annotated[Path, typer.Argument(metavar="IN", help="CSV (UTF-8, header) or Parquet.")],
    rules: Annotated[Path, typer.Option("--rules", help="What is promised, in YAML; see above.")],
    out: Annotated[Path, typer.Option("--out", help="The protected table, Parquet.")],
    report: Annotated[Path | None, typer.Option("--report", help="Write the report there, JSON.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Of a CSV; guessed from its header.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for a program.")] = False,
) -> None:
    """Generalise a table so that it keeps a promise and loses least; measure the written file.

    Only fields that the rules name are written; the others are dropped and reported by name. Rows are sorted, so
    that their order tells nothing. When something is wrong, nothing is written.

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
      search: optimal

    \b
    Models: k-anonymity {k}, distinct-l-diversity {l}, entropy-l-diversity {l, estimator: SHANNON | GRASSBERGER},
      recursive-(c,l)-diversity {c, l}, t-closeness-equal {t}, t-closeness-hierarchical {t, hierarchy: FILE},
      basic-beta-likeness {beta}, enhanced-beta-likeness {beta}, average-reidentification-risk {risk};
      and with `subset: FILE`, the rows of IN that are to be released: k-map {k}, d-presence {min, max}.

    \b
    Example:
      stadtland protect persons.csv --rules rules.yaml --out persons.parquet --report report.json
    """
    import json

    from flows import console
    from flows.commands.table_file import read_table
    from transforms.privacy.full_domain.recode import recode
    from transforms.privacy.full_domain.search import search

    asked = _rules(rules)
    frame = read_table(table, delimiter)
    _refuse_absent(asked, frame)
    hierarchies = _hierarchies(asked, frame, rules.parent)
    subset = None if asked.subset_file is None else read_table(rules.parent / asked.subset_file)
    releasing = frame if subset is None else subset
    _refuse_absent(asked, releasing)
    solution = search(
        frame,
        hierarchies,
        models=asked.models,
        sensitive=asked.sensitive,
        subset=subset,
        files={name: _hierarchy(rules.parent / name, name) for name in asked.hierarchy_files},
        suppression_limit=asked.suppression_limit,
        metric=asked.metric.model_dump(exclude_none=True),
        highest=asked.highest,
    )
    named = [*asked.quasi_identifiers, *asked.sensitive, *asked.keep]
    temporary = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _write(recode(releasing.select(named), hierarchies, solution), temporary)
        before, after = _measured(releasing, asked), _measured(_scan(temporary), asked)
        _refuse_broken_promise(asked, after, out)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    found = {
        "levels": solution.levels,
        "heights": solution.heights,
        "metric": solution.metric,
        "loss": solution.loss,
        "bound": solution.bound,
        "optimal": solution.optimal,
        "rows": solution.rows,
        "suppressed": solution.suppressed_rows,
        "suppressed_share": solution.suppressed_share,
        "withheld": solution.withheld_rows,
        "classes": solution.classes,
        "nodes": solution.nodes,
        "nodes_checked": solution.nodes_checked,
        "dropped": [name for name in releasing.collect_schema().names() if name not in named],
        "before": before,
        "after": after,
    }
    if report is not None:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        console.emit(found)
        return
    german = console.language() == "de"
    console.table(
        str(out),
        ("Quasi-Identifikator", "Stufe", "von") if german else ("quasi-identifier", "level", "of"),
        [(name, level, solution.heights[name]) for name, level in solution.levels.items()],
    )
    weakest = _smallest(before), _smallest(after)
    console.say(
        f"Kleinste Klasse vorher {weakest[0]}, nachher {weakest[1]}; {solution.suppressed_rows} von {solution.rows} "
        f"Zeilen unterdrückt, davon {solution.withheld_rows} zurückgehalten; Verlust {_plain(solution.loss)}.",
        f"Smallest class before {weakest[0]}, after {weakest[1]}; {solution.suppressed_rows} of {solution.rows} rows "
        f"suppressed, {solution.withheld_rows} of them withheld; loss {_plain(solution.loss)}.",
    )


def _rules(path: Path) -> Rules:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from schemas.errors import StadtlandError
    from transforms.privacy.rules import Rules

    try:
        written = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        reason = type(error).__name__
    else:
        return Rules.parse(written, file=str(path))
    raise StadtlandError(
        "rules-refused",
        file=str(path),
        problem_de=f"Das ist kein lesbares YAML ({reason}).",
        problem_en=f"This is no readable YAML ({reason}).",
    )


def _hierarchies(rules: Rules, frame: pl.LazyFrame, folder: Path) -> dict[str, Hierarchy]:
    from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy

    found = {}
    for name, rule in rules.quasi_identifiers.items():
        if isinstance(rule.hierarchy, str):
            found[name] = _hierarchy(folder / rule.hierarchy, name)
        elif rule.hierarchy is not None:
            found[name] = build_hierarchy(frame, name, rule.hierarchy)
    return found


def _hierarchy(path: Path, name: str) -> Hierarchy:
    from flows.commands.table_file import read_hierarchy_table
    from transforms.privacy.hierarchies.hierarchy import Hierarchy

    return Hierarchy.from_table(read_hierarchy_table(path), name=name)


def _refuse_absent(rules: Rules, frame: pl.LazyFrame) -> None:
    from schemas.errors import StadtlandError

    present = frame.collect_schema().names()
    if missing := [name for name in rules.quasi_identifiers if name not in present]:
        raise StadtlandError("quasi-identifier-absent", missing=", ".join(missing))
    missing = [name for name in rules.sensitive if name not in present]
    if missing:
        raise StadtlandError("sensitive-absent", missing=", ".join(missing))
    for name in rules.keep:
        if name not in present:
            raise StadtlandError("column-not-in-frame", method="keep", column=name)


def _write(frame: pl.LazyFrame, path: Path) -> None:
    schema = frame.collect_schema()
    by = [name for name, dtype in schema.items() if not dtype.is_nested()]
    frame.sort(by, nulls_last=True).sink_parquet(path, compression="zstd", statistics=False)


def _scan(path: Path) -> pl.LazyFrame:
    import polars as pl

    return pl.scan_parquet(path, glob=False)


def _measured(frame: pl.LazyFrame, rules: Rules) -> list[dict[str, Any]]:
    """One entry per sensitive field, or a single one where there is none."""
    from transforms.privacy.risk.measure import measure

    quasi = list(rules.quasi_identifiers)
    fields: list[str | None] = [*rules.sensitive] or [None]
    return [{"sensitive": field, **measure(frame, quasi, field).as_dict()} for field in fields]


def _refuse_broken_promise(rules: Rules, after: list[dict[str, Any]], out: Path) -> None:
    """The written bytes are measured, not believed."""
    from schemas.errors import StadtlandError

    for figures in after:
        diverse = figures["distinct_l"] if figures["distinct_l"] is not None else rules.l
        if figures["rows"] and (figures["k"] < rules.k or diverse < rules.l):
            raise StadtlandError(
                "promise-not-kept", file=str(out), k=figures["k"], l=diverse, promised_k=rules.k, promised_l=rules.l
            )


def _smallest(measures: list[dict[str, Any]]) -> int:
    return min(int(figures["k"]) for figures in measures)


def _plain(loss: float | tuple[float, ...]) -> str:
    return " ".join(f"{part:.6g}" for part in (loss if isinstance(loss, tuple) else (loss,)))
