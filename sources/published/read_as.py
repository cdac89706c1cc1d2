"""What was found about one published file while it was read: nothing about a value, everything about its form."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "": ""}


@dataclass(frozen=True)
class ReadAs:
    """Lines are those of the file (rows of the sheet), from 1. Of a workbook the sheet is told, no delimiter."""

    file: str
    rows: int
    encoding: str
    delimiter: str
    sheet: str
    header_line: int
    lines_before: tuple[int, ...] = ()
    """Lines with words above the header."""
    unit_line: int | None = None
    """The line below the header that holds units; they are taken into the headers."""
    note_lines: tuple[int, ...] = ()
    """Lines below the table that are remarks."""
    repeated_header_lines: tuple[int, ...] = ()
    empty_lines: int = 0
    marked_cells: int = 0
    """Names with the mark of a footnote, which is taken off. Marks of numbers are left to whoever reads the number."""
    sheets_not_read: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """For JSON: the delimiter by its name, empty things left out."""
        told = asdict(self) | {"delimiter": _DELIMITERS[self.delimiter]}
        keep = ("file", "rows", "encoding", "header_line")
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in told.items()
            if name in keep or value
        }

    def words(self) -> tuple[str, str]:
        """One line for a person, German and English."""
        form = f"Blatt {self.sheet}" if self.sheet else f"{self.encoding}, {_GERMAN[self.delimiter]}"
        de = [form, f"Kopf in Zeile {self.header_line}"]
        form = f"sheet {self.sheet}" if self.sheet else f"{self.encoding}, {_DELIMITERS[self.delimiter]}"
        en = [form, f"header in line {self.header_line}"]
        for lines, german, english in (
            (self.lines_before, "darüber übergangen: Zeile", "passed over above: line"),
            (() if self.unit_line is None else (self.unit_line,), "Einheiten in Zeile", "units in line"),
            (self.note_lines, "Anmerkungen in Zeile", "notes in line"),
            (self.repeated_header_lines, "Kopf wiederholt in Zeile", "header repeated in line"),
        ):
            if lines:
                de.append(f"{german} {_listed(lines)}")
                en.append(f"{english} {_listed(lines)}")
        if self.marked_cells:
            de.append(f"{self.marked_cells} Namen mit Fußnotenzeichen")
            en.append(f"{self.marked_cells} names with the mark of a footnote")
        if self.sheets_not_read:
            de.append(f"nicht gelesene Blätter: {', '.join(self.sheets_not_read)}")
            en.append(f"sheets not read: {', '.join(self.sheets_not_read)}")
        return "; ".join(de), "; ".join(en)


_GERMAN = {",": "Komma", ";": "Semikolon", "\t": "Tabulator", "|": "Strich", "": ""}
_SHOWN = 8


def _listed(lines: tuple[int, ...]) -> str:
    more = f" … ({len(lines)})" if len(lines) > _SHOWN else ""
    return ", ".join(str(line) for line in lines[:_SHOWN]) + more
