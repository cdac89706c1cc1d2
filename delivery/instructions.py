"""The README.txt inside a package: what it is, and how to verify it with tools that every system has."""

from __future__ import annotations

_TEXT = """\
{agreement} {period}

DEUTSCH

Dieses Paket ist ein BagIt-Paket (RFC 8493). Es wurde unter der Vereinbarung
„{agreement}“ für den Zeitraum {period} geliefert.
SHA-256 der Vereinbarung: {agreement_sha256}

  data/tables/*.parquet      die Tabellen
{charts_de}  data/control_totals.json   Kontrollsummen je Tabelle: Zeilen, Werte, Summen
  manifest-sha256.txt        SHA-256 jeder Datei unter data/
  tagmanifest-sha256.txt     SHA-256 der übrigen Dateien, auch des Manifests

Prüfen, in diesem Ordner, mit Bordmitteln:

  1. sha256sum -c --strict tagmanifest-sha256.txt
  2. sha256sum -c --strict manifest-sha256.txt
  3. find data -type f | sort | diff - <(cut -c67- manifest-sha256.txt | sort)
  4. sha256sum tagmanifest-sha256.txt

1 und 2 melden für jede Datei OK. 3 (in der bash) gibt nichts aus: es ist keine
Datei dazugekommen. Der Wert aus 4 ist der Name des Pakets; er muss mit dem Wert
übereinstimmen, den der Absender auf anderem Weg mitgeteilt hat. Eine Datei
fetch.txt oder einen Verweis (Symlink) enthält ein echtes Paket nie.

Wer die Software hat: stadtland verify DIESER_ORDNER

ENGLISH

This package is a BagIt bag (RFC 8493), delivered under the agreement
"{agreement}" for the period {period}.
SHA-256 of the agreement: {agreement_sha256}

  data/tables/*.parquet      the tables
{charts_en}  data/control_totals.json   control totals per table: rows, values, sums
  manifest-sha256.txt        SHA-256 of every file below data/
  tagmanifest-sha256.txt     SHA-256 of the other files, the manifest included

To verify, run the four commands above in this folder. 1 and 2 say OK for every
file. 3 (in bash) prints nothing: no file was added. The value that 4 prints is
the name of the package; it must equal the value that the sender told you by
another way. A genuine package never holds a fetch.txt or a symbolic link.

With the software: stadtland verify THIS_FOLDER
"""


_CHARTS_DE = """\
  data/charts/*.svg          Bilder von Tabellen, je eines mit seinen Zeilen
                             daneben als .csv
"""
_CHARTS_EN = """\
  data/charts/*.svg          pictures of tables, each with its rows beside it
                             as .csv
"""


def instructions(*, agreement: str, agreement_sha256: str, period: str, has_charts: bool = False) -> bytes:
    """The text for one package, UTF-8."""
    return _TEXT.format(
        agreement=agreement,
        agreement_sha256=agreement_sha256,
        period=period,
        charts_de=_CHARTS_DE if has_charts else "",
        charts_en=_CHARTS_EN if has_charts else "",
    ).encode()
