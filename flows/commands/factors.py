"""`stadtland factors`: which sets of emission factors the house knows, what is in them, and how two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import polars as pl

AsJson = Annotated[bool, typer.Option("--json", help="For a program.")]
Year = Annotated[int | None, typer.Option("--year", help="Only what answers for this balance year.")]


def list_sets(as_json: AsJson = False) -> None:
    """List the sets: region, basis, the balance years they answer for, editions, sources.

    \b
    Examples:
      stadtland factors list
      stadtland factors list --json
    """
    from flows import console

    sets = _sets()
    if as_json:
        console.emit(sets)
        return
    german = console.language() == "de"
    head = (
        ("Satz", "Region", "Grundlage", "Jahre", "Ausgaben", "Faktoren", "Titel")
        if german
        else ("set", "region", "basis", "years", "editions", "factors", "title")
    )
    rows = [
        (
            it["factor_set"],
            it["region"],
            it["basis"],
            it["years"],
            _short(it["editions"]),
            it["factor_count"],
            it["title_de" if german else "title_en"],
        )
        for it in sets
    ]
    console.table("Faktorensätze" if german else "Factor sets", head, rows)


def show(
    factor_set: Annotated[str, typer.Argument(help="Name of a set, as `stadtland factors list` shows it.")],
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """Show one set: each factor in g CO2e/kWh of final energy, with the years it answers for and its source.

    Exit code 7: there is no such set, or none of its factors answers for the year; the error names those there are.

    \b
    Examples:
      stadtland factors show bisko-2018
      stadtland factors show bisko-electricity --year 2020 --json
    """
    from flows import console

    rows = _rows(_frame(factor_set), factor_set, year)
    about = next(it for it in _sets() if it["factor_set"] == factor_set)
    if as_json:
        console.emit({**about, "factors": rows.to_dicts()})
        return
    german = console.language() == "de"
    head = (
        ("Träger", "Verwendung", "g/kWh", "Jahre", "Ausgabe", "Quelle")
        if german
        else ("carrier", "use", "g/kWh", "years", "edition", "source")
    )
    shown = [
        (
            it["carrier"],
            it["use"],
            it["factor_g_per_kwh"],
            _span(it["first_year"], it["last_year"]),
            it["year_or_edition"],
            it["source"],
        )
        for it in rows.iter_rows(named=True)
    ]
    title = f"{factor_set}: {about['title_de' if german else 'title_en']} ({about['region']}, {about['basis']})"
    console.table(title, head, shown)
    if about["note"]:
        typer.echo(about["note"])


def compare(
    one: Annotated[str, typer.Argument(help="Name of a set.")],
    other: Annotated[str, typer.Argument(help="Name of another.")],
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """Compare two sets carrier by carrier: other minus one, and in per cent; warns where their bases differ.

    A carrier that one of them lacks has no difference.
    Exit code 7: there is no such set, or none of its factors answers for the year; the error names those there are.

    \b
    Examples:
      stadtland factors compare bisko-2018 bisko-2019
      stadtland factors compare bisko-electricity uba-direct-electricity --year 2018 --json
    """
    from flows import console
    from transforms.results.balance.compared_factors import compared_factors

    left, right = _frame(one), _frame(other)
    for name, frame in ((one, left), (other, right)):
        _rows(frame, name, year)
    rows = compared_factors(left, right, year)
    bases = {it["factor_set"]: it["basis"] for it in _sets()}
    is_same = bases[one] == bases[other]
    warning = {
        "de": f"{one} zählt {bases[one]}, {other} zählt {bases[other]}: die Zahlen sind nicht vergleichbar und werden "
        "nie in einer Bilanz gemischt.",
        "en": f"{one} counts {bases[one]}, {other} counts {bases[other]}: the figures do not compare, and no balance "
        "mixes them.",
    }
    if as_json:
        console.emit(
            {
                "one": one,
                "other": other,
                "basis": bases[one],
                "basis_other": bases[other],
                "is_same_basis": is_same,
                "warning": None if is_same else warning[console.language()],
                "carriers": rows.to_dicts(),
            }
        )
        return
    german = console.language() == "de"
    difference = ("Differenz", "%") if german else ("difference", "%")
    head = ("Träger", "Verwendung") if german else ("carrier", "use")
    shown = [
        (
            it["carrier"],
            it["use"],
            it["edition"],
            it["factor_g_per_kwh"],
            it["edition_other"],
            it["factor_other_g_per_kwh"],
            it["difference_g_per_kwh"],
            it["difference_percent"],
        )
        for it in rows.iter_rows(named=True)
    ]
    columns = (*head, one, "g/kWh", other, "g/kWh", *difference)
    console.table(f"{one} / {other}", columns, shown)
    if not is_same:
        console.say(f"Achtung: {warning['de']}", f"Warning: {warning['en']}")


def _frame(name: str) -> pl.LazyFrame:
    from config.factors.load import reference
    from transforms.results.factors.factor_set import factor_set

    return factor_set(reference("factors"), reference("factor_sets"), name)


def _rows(frame: pl.LazyFrame, name: str, year: int | None) -> pl.DataFrame:
    """The set's rows that answer for the year. Raises `factor-year-missing` where none does."""
    import polars as pl

    from schemas.errors import StadtlandError

    rows = frame.collect()
    if year is None:
        return rows
    answering = rows.filter((pl.col("first_year") <= year) & (year <= pl.col("last_year").fill_null(9999)))
    if answering.is_empty():
        spans = sorted({_span(first, last) for first, last in rows.select("first_year", "last_year").iter_rows()})
        raise StadtlandError("factor-year-missing", factor_set=name, year=year, years=", ".join(spans))
    return answering


def _sets() -> list[dict[str, Any]]:
    """Every set with what its rows say: years, editions, sources, how many factors."""
    from config.factors.load import reference

    sets = []
    for about in reference("factor_sets").collect().iter_rows(named=True):
        rows = _frame(about["factor_set"]).collect()
        last = None if rows["last_year"].null_count() else rows["last_year"].max()
        sets.append(
            {
                **about,
                "factor_count": rows.height,
                "years": _span(rows["first_year"].min(), last),
                "editions": sorted(set(rows["year_or_edition"])),
                "carriers": sorted(set(rows["carrier"])),
                "sources": sorted(set(rows["source"])),
            }
        )
    return sets


def _span(first: Any, last: Any) -> str:
    if last is None:
        return f"{first}–"
    return str(first) if first == last else f"{first}–{last}"


def _short(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} … {names[-1]}"
