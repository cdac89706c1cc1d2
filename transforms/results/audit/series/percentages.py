"""Printed percentages against the values they follow from: changes since a base year, shares of a total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas.finding_columns import Verdict
from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding
from transforms.results.audit.series.point import Point
from transforms.results.audit.series.sums import block_total
from transforms.results.audit.text import Text
from transforms.results.names.plain import plain

CHANGE = "change_follows_from_values"
SHARE = "share_follows_from_values"
WHOLE = "shares_sum_to_100"
_SINCE = re.compile(
    r"\s*[-–]?\s*(?:prozentuale\s+|relative\s+)?(?:ver)?(?:änderung|change|minderung|reduction)\s+"
    r"(?:zu|gegenüber|seit|since|to|from|vs\.?)\s+((?:19|20)\d{2})", re.IGNORECASE,
)  # fmt: skip
_SHARES = frozenset({"anteil", "share", "anteile", "prozent", "percent"})
_HUNDRED = Decimal(100)
_NEAR_A_WHOLE = Decimal(5)


def percentages(points: Sequence[Point]) -> Iterator[Finding]:
    """One finding per percentage whose values are printed, too. Percentages without them are not judged."""
    yield from _changes(points)
    yield from _named_shares(points)
    yield from _columns(points)
    yield from _wholes(points)


def _changes(points: Sequence[Point]) -> Iterator[Finding]:
    values = {(it.city, plain(_bare(it)), it.kind, it.period): it for it in points if it.unit != "%"}
    for point in points:
        since = _SINCE.search(point.printed_name)
        if point.unit != "%" or since is None or point.figure.value is None:
            continue
        name = plain(_SINCE.sub("", _bare(point)))
        now = values.get((point.city, name, point.kind, point.period))
        base = values.get((point.city, name, "measured", since.group(1)))
        if now is not None and base is not None:
            yield from _change(point, point.figure, now, base)


def _bare(point: Point) -> str:
    return " - ".join(part for part in (point.block, point.name) if part)


def _change(point: Point, printed: Figure, now: Point, base: Point) -> Iterator[Finding]:
    if now.figure.value is None or not base.figure.value or printed.value is None or now.unit != base.unit:
        return
    recomputed = _HUNDRED * (now.figure.value / base.figure.value - 1)
    yield _judged(CHANGE, point, printed, recomputed, _ratio_tolerance(now.figure, base.figure), Text())


def _named_shares(points: Sequence[Point]) -> Iterator[Finding]:
    """`CO2-Emissionen - Industrie - Anteil` is what `CO2-Emissionen - Industrie` makes of `CO2-Emissionen - Gesamt`."""
    for point in points:
        if point.unit != "%" or plain(point.name) not in _SHARES or not point.block or point.figure.value is None:
            continue
        outer = " - ".join(point.block.split(" - ")[:-1])
        for unit in sorted({it.unit for it in points if it.unit != "%"}):
            whole = block_total(points, point.city, outer, unit, point.kind, point.period)
            part = block_total(points, point.city, point.block, unit, point.kind, point.period)
            if whole and part is not None:
                recomputed = _HUNDRED * part / whole
                yield _judged(SHARE, point, point.figure, recomputed, Decimal("1e-6"), Text())


def _columns(points: Sequence[Point]) -> Iterator[Finding]:
    """Columns of shares and of changes beside the values."""
    shares = [it for it in points if it.share is not None and it.share.value is not None]
    is_of_one = bool(shares) and all(
        abs(it.share.value or Decimal(0)) <= Decimal("1.0001") for it in shares if it.share
    )
    for point in shares:
        whole = block_total(points, point.city, point.block, point.unit, point.kind, point.period)
        if whole and point.figure.value is not None and point.share is not None:
            scale = Decimal(1) if is_of_one else _HUNDRED
            tolerance = _ratio_tolerance(point.figure, Figure(whole, point.figure.last_place)) * scale / _HUNDRED
            yield _judged(SHARE, point, point.share, scale * point.figure.value / whole, tolerance, Text())
    by_series: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for point in points:
        if point.year:
            by_series[point.series].append(point)
    judged: dict[str, list[Finding]] = {"base": [], "before": []}
    for rows in by_series.values():
        for at, point in enumerate(rows[1:], start=1):
            if point.change is not None and point.change.value is not None:
                for against, base in (("base", rows[0]), ("before", rows[at - 1])):
                    judged[against] += _change(point, point.change, point, base)
    # A column of changes does not always say since when: what most of its figures mean holds for all.
    matches = {against: sum(it.verdict == "match" for it in found) for against, found in judged.items()}
    yield from judged["before" if matches["before"] > matches["base"] else "base"]


def _wholes(points: Sequence[Point]) -> Iterator[Finding]:
    blocks: dict[tuple[str, str, str, str], list[Point]] = defaultdict(list)
    for point in points:
        is_share = point.unit == "%" and point.block and not _SINCE.search(point.printed_name)
        if is_share and point.figure.value is not None:
            blocks[point.city, point.block, point.kind, point.period].append(point)
    for rows in blocks.values():
        if len(rows) < 2 or any(row.adds != "cell" or plain(row.name) in _SHARES for row in rows):
            continue
        total = sum((row.figure.value or Decimal(0) for row in rows), Decimal(0))
        # Percentages that are far from a whole together are no shares of one.
        if abs(total - _HUNDRED) > _NEAR_A_WHOLE:
            continue
        place = min(row.figure.last_place for row in rows)
        while all((row.figure.value or Decimal(0)) % (10 * place) == 0 for row in rows):
            place *= 10  # 39,20 and 25,00 are printed to a tenth
        places = [place] * len(rows)
        allowed = max(sum(places, Decimal(0)) / 2, *places)
        verdict: Verdict = "match" if abs(total - _HUNDRED) <= allowed else "mismatch"
        note = Text(f"{len(rows)} Anteile", f"{len(rows)} shares")
        at = rows[0].place().at(sector=rows[0].block)
        yield Finding(WHOLE, at, verdict, "%", _HUNDRED, total, total - _HUNDRED, allowed, note)


def _ratio_tolerance(now: Figure, base: Figure) -> Decimal:
    """What rounding of both values can change in their ratio, in per cent."""
    if not base.value or now.value is None:
        return Decimal(0)
    half = (now.last_place + abs(now.value / base.value) * base.last_place) / 2
    return _HUNDRED * half / abs(base.value)


def _judged(check: str, point: Point, printed: Figure, recomputed: Decimal, tolerance: Decimal, note: Text) -> Finding:
    value = printed.value or Decimal(0)
    allowed = (printed.last_place + tolerance).quantize(Decimal("1e-6"))
    recomputed = recomputed.quantize(Decimal("1e-9"))
    verdict: Verdict = "match" if abs(recomputed - value) <= allowed else "mismatch"
    place = point.place("" if point.unit == "%" else "share" if check == SHARE else "change")
    return Finding(check, place, verdict, "%", value, recomputed, recomputed - value, allowed, note)
