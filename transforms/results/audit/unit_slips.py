"""kt for t, GWh for MWh, kg for g: figures that are a thousand off, found from the rules they break.

A slip breaks a rule in a way that a thousand mends. Looked at are products (energy x factor against emissions), sums
and differences with one suspicious term, and the emissions per energy of rows that state no factor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from transforms.results.audit.finding import Finding
from transforms.results.audit.rules.energy_times_factor import CHECK as PRODUCT
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.slip_in_sum import CHECK
from transforms.results.audit.slips_in_sums import slips_in_sums
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text

_THOUSAND = Decimal(1000)
_ROUGHLY = (Decimal(500), Decimal(2000))
"""A product that is off by a slip may also be off by a few percent for another reason."""
_PLAUSIBLE_G_PER_KWH = (Decimal("0.5"), Decimal(5000))
"""No carrier is outside: the lowest published factors are some 3 g/kWh (hydropower), the highest below 1,200."""

_TOO_LARGE = {
    "emissions": Text("Emissionen in kt", "emissions in kt"),
    "energy": Text("Energie in kWh", "energy in kWh"),
    "factor": Text("Faktor in mg/kWh", "factor in mg/kWh"),
}
"""What may have slipped where energy x factor is a thousand times the emissions."""
_TOO_SMALL = {
    "emissions": Text("Emissionen in kg", "emissions in kg"),
    "energy": Text("Energie in GWh", "energy in GWh"),
    "factor": Text("Faktor in kg/kWh", "factor in kg/kWh"),
}


def unit_slips(city_year: CityYear, words: Words, findings: Sequence[Finding]) -> list[Finding]:
    """One `rule broken` per figure that is a thousand off; else one `match`, if any rule could be computed at all."""
    trusted = _trusted(findings)
    products = [it for it in findings if it.check == PRODUCT and it.terms]
    sums = [it for it in findings if it.check != PRODUCT]
    slips: dict[tuple[str, ...], Finding] = {}
    for cell, slip in slips_in_sums(sums, _confirmed(products)).items():
        # A row is told once. Sums come first: they tell which of its figures has slipped, its product does not.
        slips.setdefault(cell[:-1] if cell[:1] == ("inventory",) else cell, slip)
    for finding in products:
        if finding.verdict == "mismatch" and (found := _product(finding, trusted)) is not None:
            slips.setdefault(*found)
    for cell, slip in _implied(city_year, words):
        slips.setdefault(cell, slip)
    computed = [finding for finding in findings if finding.terms and finding.verdict != "not checked"]
    if not slips and computed:
        note = Text(f"{len(computed)} Rechnungen", f"{len(computed)} computations")
        return [Finding(CHECK, city_year.place.at(column="units"), "match", note=note)]
    return list(slips.values())


def _trusted(findings: Sequence[Finding]) -> frozenset[tuple[str, ...]]:
    """Cells whose size a rule has confirmed: had they slipped, it would have been broken."""
    confirmed: set[tuple[str, ...]] = set()
    for finding in findings:
        if finding.verdict != "match":
            if finding.check == PRODUCT and finding.terms and not _is_thousand(finding):
                confirmed.update(term.cell for term in finding.terms)
            continue
        allowed = finding.tolerance or Decimal(0)
        confirmed.update(term.cell for term in finding.terms if abs(term.figure.value or Decimal(0)) > 2 * allowed)
    return frozenset(confirmed)


def _confirmed(products: Sequence[Finding]) -> frozenset[tuple[str, ...]]:
    """Cells of products that hold, or are off by less than a slip: theirs is the right size."""
    return frozenset(
        term.cell for finding in products if finding.verdict == "match" or not _is_thousand(finding)
        for term in finding.terms
    )  # fmt: skip


def _is_thousand(finding: Finding) -> bool:
    low, high = _ROUGHLY
    if not finding.printed or not finding.recomputed:
        return False
    ratio = abs(finding.recomputed / finding.printed)
    return low <= ratio <= high or low <= 1 / ratio <= high


def _product(finding: Finding, trusted: frozenset[tuple[str, ...]]) -> tuple[tuple[str, ...], Finding] | None:
    if not _is_thousand(finding) or finding.printed is None or finding.recomputed is None:
        return None
    too_large = abs(finding.recomputed) > abs(finding.printed)
    guesses = _TOO_LARGE if too_large else _TOO_SMALL
    open_ones = [term.cell[-1] for term in finding.terms if term.cell not in trusted] or list(guesses)
    likely = [guesses[column] for column in open_ones]
    note = Text(" oder ".join(it.de for it in likely), " or ".join(it.en for it in likely))
    slip = Finding(
        CHECK, finding.place, "rule broken", finding.unit, finding.printed, finding.recomputed,
        finding.difference, finding.tolerance, note,
    )  # fmt: skip
    return finding.terms[0].cell[:-1], slip


def _implied(city_year: CityYear, words: Words) -> Iterator[tuple[tuple[str, ...], Finding]]:
    """Rows without a stated factor whose emissions per energy no carrier has."""
    low, high = _PLAUSIBLE_G_PER_KWH
    for row in single_rows(city_year, words):
        energy, emissions = row.energy.value, row.emissions.value
        if (
            row.factor.value is not None
            or not energy
            or not emissions
            or abs(emissions) < 10 * row.emissions.last_place
        ):
            continue
        implied = abs(1000 * emissions / energy)
        if low <= implied <= high:
            continue
        mended = implied * _THOUSAND if implied < low else implied / _THOUSAND
        note = (
            Text("Emissionen in kt oder Energie in kWh", "emissions in kt or energy in kWh")
            if implied < low
            else Text("Emissionen in kg oder Energie in GWh", "emissions in kg or energy in GWh")
        )
        place = city_year.place.at(sector=row.sector, carrier=row.carrier)
        slip = Finding(CHECK, place, "rule broken", "g/kWh", implied, mended, mended - implied, note=note)
        yield row.cell("")[:-1], slip
