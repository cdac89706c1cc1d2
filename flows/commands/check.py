"""`stadtland check AGREEMENT`: accept or refuse an agreement before anything is read."""

from __future__ import annotations

from typing import Annotated

import typer


def check(
    agreement: Annotated[str, typer.Argument(help="Name of a built-in agreement, or the path of a YAML file.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Accept or refuse an agreement: file, line, field, and what would be right. Reads no data.

    \b
    Examples:
      stadtland check leipzig
      stadtland check my-city.yaml --json
    """
    from config.load import load_agreement
    from flows import console
    from flows.plan_results import plan_results

    loaded = load_agreement(agreement)
    results = plan_results(loaded)
    terms = loaded.terms
    if as_json:
        console.emit(
            {
                "agreement": terms.agreement,
                "version": terms.version,
                "sha256": loaded.sha256,
                "valid": {"from": terms.valid.start, "until": terms.valid.until},
                "datasets": list(terms.datasets),
                "results": [result.name for result in results],
                "tables": terms.handover.tables,
            }
        )
        return
    rows = [
        (name, key, field.release, "ja" if field.sensitive else "")
        for key, dataset in terms.datasets.items()
        for name, field in dataset.fields.items()
    ]
    german = console.language() == "de"
    columns = ("Feld", "Datensatz", "Freigabe", "sensibel") if german else ("field", "dataset", "release", "sensitive")
    if not german:
        rows = [(*row[:3], "yes" if row[3] else "") for row in rows]
    console.table(f"{terms.title} · v{terms.version} · {loaded.sha256[:12]}", columns, rows)
    leaves = ", ".join(terms.handover.tables)
    console.say(
        f"Angenommen. Gültig {terms.valid.start} bis {terms.valid.until}. Es verlassen das Haus: {leaves}.",
        f"Accepted. Valid {terms.valid.start} to {terms.valid.until}. What leaves the house: {leaves}.",
    )
