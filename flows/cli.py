"""`stadtland`: the command line. Registers commands, maps errors to exit codes, imports late."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows import console
from flows.commands.audit import audit
from flows.commands.budget import budget
from flows.commands.check import check
from flows.commands.demo import demo
from flows.commands.explain import explain
from flows.commands.factors import compare as compare_factors
from flows.commands.factors import list_sets, show
from flows.commands.learning import learning
from flows.commands.measure import measure
from flows.commands.protect import protect
from flows.commands.results import results
from flows.commands.run import run
from flows.commands.tables_compare import compare as compare_tables
from flows.commands.tables_grid import grid
from flows.commands.tables_perturb import perturb
from flows.commands.tables_round import round_cells
from flows.commands.tables_suppress import suppress
from flows.commands.verify import verify

UNEXPECTED = 1

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # its tracebacks show local variables, and those hold received values
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 done · 1 unexpected · 2 usage · 3 agreement refused · 4 source · 5 check stopped the run · "
        "6 protection · 7 results · 8 gate · 9 delivery · 10 verification"
    ),
)
for command in (demo, check, run, protect, measure, audit, results, budget, verify, learning, explain):
    app.command()(command)

tables = typer.Typer(no_args_is_help=True, help="Disclosure control of tables of counts and sums.")
tables.command()(suppress)
tables.command()(perturb)
tables.command("round")(round_cells)
tables.command()(grid)
tables.command("compare")(compare_tables)
app.add_typer(tables, name="tables")

factors = typer.Typer(no_args_is_help=True, help="Sets of emission factors: list them, show one, compare two.")
factors.command("list")(list_sets)
factors.command("show")(show)
factors.command("compare")(compare_factors)
app.add_typer(factors, name="factors")


@app.callback()
def stadtland(
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            "-l",
            metavar="de|en",
            envvar="STADTLAND_LANGUAGE",
            help="Language of messages; the locale's by default.",
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """A state and a city exchange data under an agreement: read, check, protect, compute, deliver, prove.

    Start with [bold]stadtland demo[/bold], then [bold]stadtland check[/bold] and [bold]stadtland run[/bold].
    """
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("stadtland"))
        raise typer.Exit
    if language not in (None, "de", "en"):
        raise typer.BadParameter("de or en", param_hint="--language")
    console.choose_language(language)


def main() -> None:
    """The installed command. An expected error ends with its own exit code, an unexpected one never shows a value."""
    from schemas.errors import StadtlandError

    try:
        app()
    except StadtlandError as error:
        sys.stderr.write(f"{error.message(console.language())}\n  stadtland explain {error.code}\n")
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last border: an arbitrary exception's text may hold received values
        place = _where(error)
        console.say(
            f"Unerwarteter Fehler {type(error).__name__} in {place}. Sein Text bleibt verborgen: er kann Daten zeigen.",
            f"Unexpected error {type(error).__name__} in {place}. Its text stays hidden: it may hold data.",
        )
        sys.exit(UNEXPECTED)


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


if __name__ == "__main__":
    main()
