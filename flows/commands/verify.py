"""`stadtland verify PACKAGE`: every byte against its manifests, nothing missing, nothing added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from delivery.verify import Verification


def verify(
    package: Annotated[
        str,
        typer.Argument(
            help="The package's folder, a delivery's folder (with commit-0001.json), or s3://BUCKET/PREFIX."
        ),
    ],
    expect: Annotated[
        str | None,
        typer.Option("--expect", metavar="SHA256", help="The package's name as the sender told it by another way."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Verify a package where it lies. Ends with 0 if it is valid and with 10 if it is not.

    Refuses a changed, missing or extra file, fetch.txt, links, paths that leave the package, missing or weak
    manifests, and control totals that the tables do not give. Reads only; needs no agreement and no key.
    For S3 it takes the standard AWS variables (AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, …).

    \b
    Examples:
      stadtland verify stadtland-data/leipzig/outbox/2019
      stadtland verify s3://exchange/land/leipzig/2019 --json
      stadtland verify package --expect 3f5a…c1
    """
    from dataclasses import asdict

    from delivery.verify import verify as verify_package
    from flows import console
    from schemas.errors import catalogue

    verdict = verify_package(package, expected=expect)
    german = console.language() == "de"
    if as_json:
        console.emit(asdict(verdict))
    else:
        _show(verdict, german)
    if not verdict.is_valid:
        raise typer.Exit(catalogue()["package-not-found"].exit)


def _show(verdict: Verification, german: bool) -> None:
    from flows import console

    facts = [
        ("Ort" if german else "location", verdict.location),
        ("Paket (SHA-256)" if german else "package (SHA-256)", verdict.tagmanifest_sha256 or "?"),
        ("Vereinbarung" if german else "agreement", verdict.agreement or "?"),
        ("Vereinbarung (SHA-256)" if german else "agreement (SHA-256)", verdict.agreement_sha256 or "?"),
        ("Zeitraum" if german else "period", verdict.period or "?"),
        ("Dateien, Bytes" if german else "files, bytes", f"{verdict.files}, {verdict.size_bytes}"),
        *((table, f"{rows} {'Zeilen' if german else 'rows'}") for table, rows in verdict.rows.items()),
    ]
    console.table("Prüfung" if german else "Verification", ("", ""), facts)
    if verdict.is_valid:
        console.say(
            "Gültig: jedes Byte stimmt, nichts fehlt, nichts kam dazu.",
            "Valid: every byte agrees, nothing is missing, nothing was added.",
        )
        return
    columns = ("Datei", "Befund", "Code") if german else ("file", "finding", "code")
    rows = [(item.path, item.de if german else item.en, item.code) for item in verdict.findings]
    console.table("Befunde" if german else "Findings", columns, rows)
    console.say(
        f"UNGÜLTIG: {len(rows)} Befunde. Nicht verwenden; den Absender fragen.",
        f"INVALID: {len(rows)} findings. Do not use it; ask the sender.",
    )
