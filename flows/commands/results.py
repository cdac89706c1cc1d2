"""`stadtland results KIND FOLDER`: the tables of one kind of cooperation from a folder of published files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.chosen_parameters import chosen_parameters
from flows.commands.decimal_told import DECIMAL_HELP, stated_decimal

if TYPE_CHECKING:
    from flows.folder_results import FolderResults
    from schemas.kind import Kind

REFUSED = 7


def results(
    kind: Annotated[str | None, typer.Argument(help="climate-contract, partnership, …; none lists them.")] = None,
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Where the files lie (CSV or workbooks).")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for tables (Parquet and CSV) and findings.")] = None,
    period: Annotated[str | None, typer.Option("--period", help="As 2025; the data's latest year by default.")] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="RESULT.NAME=VALUE", help="A parameter; repeatable."),
    ] = None,
    decimal: Annotated[str | None, typer.Option(help=DECIMAL_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program: what was read, computed and found.")] = False,
) -> None:
    """Compute what one kind of cooperation asks for, from files in the columns their publishers use.

    Files are CSV (comma, semicolon, tab, bar; UTF-8, UTF-16 or Windows-1252) or workbooks, numbers with point or comma;
    what was found about each is told. Every file is held to its schema: rows that break a rule go to OUT/rejected, are
    counted and named by line and rule. A result whose files are absent is left out with the reason; a result that
    refuses its input is reported, and the others are computed.

    Exit codes: 0 computed; 7 a result refused its input; others as the error says.

    \b
    Examples:
      stadtland results                                   # the kinds, their files and results
      stadtland results partnership data/ --out tables/
      stadtland results climate-contract data/ --out tables/ --set ghg_balance.missing_factor=missing --json
    """
    from config.kinds.load import load_kind
    from flows import console
    from flows.folder_results import folder_results

    if kind is None:
        _list(as_json)
        return
    asked = load_kind(kind)
    if folder is None or out is None:
        if folder is None and out is None:
            _describe(kind, asked, as_json)
            return
        raise typer.BadParameter("FOLDER and --out go together")
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is no folder", param_hint="FOLDER")
    done = folder_results(
        asked,
        folder,
        out,
        period=period,
        chosen=chosen_parameters(asked, parameters or []),
        decimal=stated_decimal(decimal),
    )
    document = _document(kind, done, out)
    if as_json:
        console.emit(document)
    else:
        _show(asked, done, document)
    if done.failed:
        raise typer.Exit(REFUSED)


def _document(kind: str, done: FolderResults, out: Path) -> dict[str, Any]:
    """What was done, as JSON; the same is written to OUT/results.json, the findings to OUT/findings.json."""
    import json

    import polars as pl

    from flows import console
    from flows.folder_charts import folder_charts
    from transforms.key_figures.of_table import findings_of

    findings: list[dict[str, Any]] = []
    tables = {}
    charts, not_drawn = folder_charts(done.tables, out, console.language())
    for name, path in done.tables.items():
        frame = pl.read_parquet(path, glob=False)
        frame.write_csv(path.with_suffix(".csv"))
        found = [finding.model_dump(mode="json") for finding in findings_of(frame.lazy())]
        findings += [{"table": name, **finding} for finding in found]
        tables[name] = {
            "rows": frame.height,
            "columns": frame.columns,
            "file": str(path.relative_to(out)),
            "rests_on": done.rests_on[name],
        }
    document = {
        "kind": kind,
        "datasets": {
            name: {
                "file": done.files[name],
                "sha256": done.sha256[name],
                "received": report.rows_received,
                "accepted": report.rows_accepted,
                "rejected": report.rows_rejected,
                "broken_rules": {rule.rule: rule.failed for rule in report.rules if rule.failed},
                "rejected_lines": done.rejected_lines[name],
                "read_as": done.read_as[name].document(),
            }
            for name, report in done.checks.items()
        },
        "files_not_read": done.not_read,
        "tables": tables,
        "left_out": done.left_out,
        "refused": {name: {"code": it.code, "message": it.message("en")} for name, it in done.failed.items()},
        "findings": findings,
        "charts": charts,
        "charts_left_out": {name: {"code": it.code, "message": it.message("en")} for name, it in not_drawn.items()},
    }
    for name, content in (("results.json", document), ("findings.json", findings)):
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (out / name).write_text(text, encoding="utf-8")
    return document


def _show(kind: Kind, done: FolderResults, document: dict[str, Any]) -> None:
    from flows import console

    german = console.language() == "de"
    console.table(
        kind.title_de if german else kind.title_en,
        ("Datensatz", "Datei", "erhalten", "angenommen", "abgewiesen")
        if german
        else ("dataset", "file", "received", "accepted", "rejected"),
        [
            (name, it["file"], it["received"], it["accepted"], it["rejected"])
            for name, it in document["datasets"].items()
        ],
    )
    for name, published in done.read_as.items():
        console.say(*(f"{published.read_as.file}: {words}" for words in published.words()))
        for rule, lines in done.rejected_lines[name].items():
            listed = ", ".join(map(str, lines[:8])) + (" …" if len(lines) > 8 else "")
            console.say(f"  abgewiesen: Zeile {listed}: {rule}", f"  rejected: line {listed}: {rule}")
    if done.not_read:
        names = ", ".join(done.not_read)
        console.say(f"Nicht gelesen, weil kein Datensatz so heißt: {names}", f"Not read, no dataset takes it: {names}")
    rows: list[tuple[object, ...]] = [(name, it["rows"], it["file"], "") for name, it in document["tables"].items()]
    rows += [(name, None, None, why) for name, why in done.left_out.items()]
    rows += [(name, None, None, error.message(console.language())) for name, error in done.failed.items()]
    head = ("Ergebnis", "Zeilen", "Datei", "nicht berechnet, weil") if german else ("result", "rows", "file", "why not")
    console.table("Ergebnisse" if german else "Results", head, rows)
    broken = [it for it in document["findings"] if it["holds"] is False]
    console.say(
        f"{len(document['findings'])} Prüfungen, {len(broken)} Befunde: findings.json",
        f"{len(document['findings'])} checks, {len(broken)} findings: findings.json",
    )


def _list(as_json: bool) -> None:
    from config.kinds.load import available_kinds, load_kind
    from flows import console

    kinds = {name: load_kind(name) for name in available_kinds()}
    if as_json:
        console.emit({name: kind.model_dump(mode="json") for name, kind in kinds.items()})
        return
    german = console.language() == "de"
    console.table(
        "Arten der Zusammenarbeit" if german else "Kinds of cooperation",
        ("Art", "Titel", "Ergebnisse") if german else ("kind", "title", "results"),
        [
            (name, it.title_de if german else it.title_en, ", ".join(one.name for one in it.results))
            for name, it in kinds.items()
        ],
    )


def _describe(name: str, kind: Kind, as_json: bool) -> None:
    """The files of one kind, with the columns that must be there."""
    from flows import console
    from schemas.registry import schema

    if as_json:
        console.emit(kind.model_dump(mode="json"))
        return
    german = console.language() == "de"
    rows = []
    for stem, dataset in kind.datasets.items():
        columns = schema("received", stem).to_schema().columns
        named = [
            " | ".join(dataset.headers(column)) + ("" if about.nullable else " *") for column, about in columns.items()
        ]
        rows.append((dataset.files[0], dataset.about_de if german else dataset.about_en, ", ".join(named)))
    head = ("Datei", "was", "Spalten (* nötig)") if german else ("file", "what", "columns (* needed)")
    console.table(name, head, rows)
