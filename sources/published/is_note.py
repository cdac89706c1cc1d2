"""Whether a row below a table is a remark: a source, a footnote, a licence, a date of retrieval."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.printed_number import printed_number

_OPENING = re.compile(
    r"""(?: [*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+ \s* \S | \(?\d{1,2}\)\s+\D | \[\d{1,2}\] | \#
        | (?:daten)?quellen?\b | (?:data\s+)?sources?\b | notes?\b | anm(?:erkung(?:en)?)?\b | hinweise?\b
        | bemerkung(?:en)?\b | fußnoten?\b | footnotes?\b | stand\b\s*:? | as\sof\b | legende?\b | erläuterung(?:en)?\b
        | copyright\b | © | \(c\)\s | (?:daten)?lizenz\b | licen[cs]e\b
        | abruf\b | abgerufen\b | retrieved\b | accessed\b
        | erstellt\b | created\b | kontakt\b | contact\b | k\.\s?a\.\s*[=:] | n/?a\s*[=:] | [-–—]\s*[=:]
        | rundungs? | abweichungen\b | differen[cz](?:es|en)\b | deviations?\b | alle\sangaben\b
        | all\s(?:figures|values)\b )""",
    re.IGNORECASE | re.VERBOSE,
)
_SURELY = re.compile(r"[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰(\[#©]|[^:]{1,20}:")
_LONG = 40


def is_note(cells: Sequence[str], width: int) -> bool:
    """`cells` as delimited, `width` that of the header. A row with two figures and a full width is never one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or not cells[0].strip():
        return False
    numbers = sum(printed_number(cell) is not None for cell in filled[1:])
    if len(filled) == width and numbers > 1:
        return False
    if _OPENING.match(filled[0]) and printed_number(filled[0]) is None:
        # `Source: City of A, 2024` has a year behind a delimiter; `Note collection;3` is a row.
        return numbers == 0 or len(cells) > width or _SURELY.match(filled[0]) is not None
    if len(filled) > 1 or width < 2 or printed_number(filled[0]) is not None:
        return False
    # A sector without any figure is a row, too: what has no delimiter at all, or is a sentence, is none.
    return len(cells) == 1 or len(filled[0]) > _LONG or filled[0].endswith((".", ":"))
