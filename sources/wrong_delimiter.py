"""`refuse_wrong_delimiter`: a header that stayed in one piece was cut with the wrong knife."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.errors import StadtlandError

_USUAL = {";": "';'", ",": "','", "\t": "tab", "|": "'|'"}


def refuse_wrong_delimiter(
    header: Sequence[str], wanted: Mapping[str, str], delimiter: str, *, dataset: str, file: str
) -> None:
    """Raise `source-delimiter-wrong` for a header of one column that another usual delimiter would cut.

    It names the delimiter that finds most of the agreed columns, or else cuts most often; never the header itself.
    """
    if len(header) != 1 or header[0] in wanted.values():
        return
    cuts = {mark: [part.strip('" ') for part in header[0].split(mark)] for mark in _USUAL if mark != delimiter}
    likely = max(cuts, key=lambda mark: (len(set(cuts[mark]) & set(wanted.values())), len(cuts[mark])))
    if len(cuts[likely]) > 1:
        raise StadtlandError(
            "source-delimiter-wrong",
            dataset=dataset,
            file=file,
            delimiter=_USUAL.get(delimiter, repr(delimiter)),
            likely=_USUAL[likely],
            columns=len(cuts[likely]),
        )
