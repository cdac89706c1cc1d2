"""Delimited text: encodings, quotes, line ends, preamble, footers, compression, many files."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from schemas.errors import StadtlandError
from sources import row_blocks
from tests.sources.conftest import Read

ReadCsv = Callable[..., list[tuple[str, ...]]]
AB = ["a", "b"]


def _refusal(code: str, read_csv: ReadCsv, content: bytes, fields: list[str], **source: object) -> StadtlandError:
    with pytest.raises(StadtlandError) as refused:
        read_csv(content, fields, **source)
    assert refused.value.code == code
    assert refused.value.exit_code == 4
    assert refused.value.message("de")
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-8-sig", "cp850"])
@pytest.mark.parametrize("has_mark", [False, True])
def test_any_encoding_gives_the_same_text(read_csv: ReadCsv, encoding: str, has_mark: bool) -> None:
    mark = "\ufeff" if has_mark and encoding in ("utf-8", "utf-16", "utf-16-le") else ""
    content = f"{mark}a;b\r\nMüller;Straße 1\r\nÖ;é\r\n".encode(encoding)
    assert read_csv(content, AB, encoding=encoding, delimiter=";") == [("Müller", "Straße 1"), ("Ö", "é")]


def test_control_characters_stay_as_they_are(read_csv: ReadCsv) -> None:
    rows = [("\u0080 5", "x\u0085y"), ("\u2028", "\x00\x1f"), (" blank ", "\ttab")]
    content = "a,b\n" + "".join(f"{a},{b}\n" for a, b in rows)
    assert read_csv(content.encode(), AB) == rows


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("is_closed", [True, False])
def test_line_ends_of_every_system(read_csv: ReadCsv, line_end: str, is_closed: bool) -> None:
    content = line_end.join(["a,b", "1,2", "3,4"]) + line_end * is_closed
    assert read_csv(content.encode(), AB) == [("1", "2"), ("3", "4")]


def test_blank_lines_are_not_rows(read_csv: ReadCsv) -> None:
    assert read_csv(b"\n\na,b\r\n\r\n1,2\n\n3,\n\r\n\n", AB) == [("1", "2"), ("3", "")]
    assert read_csv(b'a\n\n1\n""\n\n2\n', ["a"]) == [("1",), ("",), ("2",)]


def test_quotes(read_csv: ReadCsv) -> None:
    content = b'a;b\n"1;2";"line\nend"\n"say ""hi""";""\n;"\r\n"\n'
    expected = [("1;2", "line\nend"), ('say "hi"', ""), ("", "\r\n")]
    assert read_csv(content, AB, delimiter=";") == expected
    assert read_csv(content.replace(b'"', b"'"), AB, delimiter=";", quote="'") == [
        (a.replace('"', "'"), b) for a, b in expected
    ]
    assert read_csv(b'a;b\n"1;2"\n', AB, delimiter=";", quote=None) == [('"1', '2"')]


def test_inch_marks_are_text(read_csv: ReadCsv) -> None:
    content = b'a,b\n1,2\n5" pipe,"x,y"\n6" pipe, "z"\n'
    assert read_csv(content, AB) == [("1", "2"), ('5" pipe', "x,y"), ('6" pipe', ' "z"')]


@pytest.mark.parametrize("content", [b'a,b\n1,2\n"3" x,4\n', b'a,b\n1,2\n"3,4\n', b'a,b\n1,2\n"3,4\n5,6\n'])
def test_fields_that_cannot_be_told_apart_are_refused(read_csv: ReadCsv, content: bytes) -> None:
    assert _refusal("source-quotes-broken", read_csv, content, AB).facts["line"] == 3


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(
    read_csv: ReadCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_blocks, "LONGEST_ROW_BYTES", 1000)
    monkeypatch.setattr("sources.byte_stream.CHUNK_BYTES", 100)
    _refusal("source-quotes-broken", read_csv, b'a,b\n"1,2\n' + b"3,4\n" * 1000, AB)
    _refusal("source-quotes-broken", read_csv, b'a,"b\n' + b"3,4\n" * 1000, AB)


def test_preamble_and_footer(read_csv: ReadCsv) -> None:
    content = b'List of 5" pipes;;\n\nmade on;1.1.;\na;b;\n1;2;\n3;4;\n;;\n"Source: us\n\n'
    rows = read_csv(content, AB, delimiter=";", preamble_rows=3, footer_rows=2)
    assert rows == [("1", "2"), ("3", "4")]
    assert _refusal("source-empty", read_csv, b"x\n", AB, preamble_rows=3)
    assert _refusal("source-empty", read_csv, b"a,b\n1,2\n", AB, footer_rows=5)


@pytest.mark.parametrize("chunk", [1, 3, 7, 64])
def test_blocks_may_end_anywhere(read_csv: ReadCsv, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr("sources.byte_stream.CHUNK_BYTES", chunk)
    body = 'ü;"x\r\n;""y"\r\n€;2\r\n\r\n' * 5
    content = f"preamble\r\na;b\r\n{body}footer\r\n\r\n"
    expected = [("ü", 'x\r\n;"y'), ("€", "2")] * 5
    for encoding in ("utf-8", "cp1252"):
        rows = read_csv(content.encode(encoding), AB, encoding=encoding, delimiter=";", preamble_rows=1, footer_rows=1)
        assert rows == expected


@pytest.mark.parametrize(
    ("kind", "compress"),
    [
        ("gzip", gzip.compress),
        ("bz2", bz2.compress),
        ("zstd", lambda data: pa.compress(data, codec="zstd", asbytes=True)),
    ],
)
def test_compressed(read_csv: ReadCsv, kind: str, compress: Callable[[bytes], bytes]) -> None:
    content = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(50_000))
    packed = compress(content)
    assert read_csv(packed, AB, compression=kind)[-1] == ("49999", "2499900001")
    _refusal("source-damaged", read_csv, packed[: len(packed) // 2], AB, compression=kind)
    assert _refusal("source-compression-differs", read_csv, packed, AB).facts["found"] == kind
    assert _refusal("source-compression-differs", read_csv, content, AB, compression=kind).facts["found"] == "none"


def test_two_members_in_one_compressed_file(read_csv: ReadCsv) -> None:
    for kind, pack in (("gzip", gzip.compress), ("bz2", bz2.compress)):
        assert read_csv(pack(b"a,b\n1,2\n") + pack(b"3,4\n"), AB, compression=kind) == [("1", "2"), ("3", "4")]


def test_only_agreed_columns_enter(read_source: Read, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"owner,kwh,iban,id\nCANARY-NAME,5,CANARY-IBAN,7\n")
    snapshot = read_source({"meter_id": "id", "energy_kwh": "kwh"}, kind="csv", path="in.csv")
    assert pl.read_parquet(snapshot.path).to_dict(as_series=False) == {"meter_id": ["7"], "energy_kwh": ["5"]}
    assert snapshot.columns_dropped == ("owner", "iban")
    for file in (tmp_path / "intake").rglob("*"):
        assert not file.is_file() or b"CANARY" not in file.read_bytes(), file


def test_headers_without_a_name_are_reported_by_position(read_source: Read, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"a;;b;\n1;;2;\n")
    assert read_source(AB, kind="csv", path="in.csv", delimiter=";").columns_dropped == ("(column 2)", "(column 4)")


def test_faults_are_counted_and_located_not_shown(read_csv: ReadCsv) -> None:
    secret = "Geheimrat"
    ragged = _refusal("source-rows-ragged", read_csv, f"a,b\n1,2\n{secret}\n3,4\n\n5,{secret},6\n".encode(), AB)
    assert (ragged.facts["lines"], ragged.facts["first_line"]) == (2, 3)
    broken = _refusal("source-undecodable", read_csv, b"a,b\n1,2\nGeheimrat \xe4,1\n2,\xff\n", AB)
    assert (broken.facts["lines"], broken.facts["first_line"]) == (2, 3)
    wide = _refusal("source-undecodable", read_csv, "a,b\n1,\udc00\n".encode("utf-16-le", "surrogatepass"), AB,
                    encoding="utf-16-le")  # fmt: skip
    assert (wide.facts["lines"], wide.facts["first_line"]) == (1, 2)
    for error in (ragged, broken, wide):
        assert secret not in str(error) + error.message("de")


def test_a_row_too_long_in_columns_nobody_agreed_to_is_seen(read_csv: ReadCsv) -> None:
    assert _refusal("source-rows-ragged", read_csv, b"a,b,c\n1,2,3,4\n5,6\n7,8,9\n", ["a"]).facts["lines"] == 2


def test_missing_and_doubled_columns(read_csv: ReadCsv) -> None:
    missing = _refusal("source-column-missing", read_csv, b"a,c\n1,2\n", AB)
    assert (missing.facts["missing"], missing.facts["present"]) == ("b", "a, c")
    assert _refusal("column-duplicate", read_csv, b"a,b,a\n1,2,3\n", AB).facts["columns"] == "a"


def test_a_first_row_that_is_data_is_not_repeated(read_csv: ReadCsv) -> None:
    refused = _refusal("header-not-recognised", read_csv, b"Erika Mustermann,1965\n", AB)
    assert "Mustermann" not in str(refused.facts)


@pytest.mark.parametrize(("used", "agreed", "name"), [(";", ",", "';'"), ("\t", ";", "tab"), ("|", ",", "'|'")])
def test_wrong_delimiter_says_which_looks_right(read_csv: ReadCsv, used: str, agreed: str, name: str) -> None:
    content = f'"a"{used}b{used}"c (1.5 x)"\n1{used}2{used}3\n'.encode()
    refused = _refusal("source-delimiter-wrong", read_csv, content, AB, delimiter=agreed)
    assert (refused.facts["likely"], refused.facts["columns"]) == (name, 3)


def test_empty_files(read_csv: ReadCsv) -> None:
    for content in (b"", b"\n\r\n", b"\xef\xbb\xbf", b"a,b\n"):
        _refusal("source-empty", read_csv, content, AB)


def test_unknown_encodings(read_csv: ReadCsv) -> None:
    for encoding in ("utf-9", "base64", "rot13"):
        _refusal("encoding-unknown", read_csv, b"a,b\n1,2\n", AB, encoding=encoding)


def test_double_encoding_is_refused_with_its_cells_and_columns(read_csv: ReadCsv) -> None:
    twice = "für €".encode().decode("cp1252")
    refused = _refusal("source-double-encoded", read_csv, f"a,b,c\n{twice},1,{twice}\nü,{twice},\n".encode(), AB)
    assert (refused.facts["cells"], refused.facts["columns"]) == (2, "a, b")
    assert read_csv(f"a,b,c\n1,ü,{twice}\n".encode(), AB) == [("1", "ü")], "not agreed, so no reason to stop"
    assert read_csv(f"a,b\n{twice},für\n".encode(), AB, encoding="utf-8-twice") == [("für €", "für")]


def test_utf8_agreed_as_latin1_is_seen(read_csv: ReadCsv) -> None:
    _refusal("source-double-encoded", read_csv, "a,b\nMünster,1\n".encode(), AB, encoding="latin-1")


def test_marks_of_true_words_are_not_taken_for_faults(read_csv: ReadCsv) -> None:
    words = [("»Spaß«", "MENÜ»"), ("SÃO PAULO", "à la carte"), ("Ångström", "naïve"), ("Ä€", "château"), ("¼ Â", "Ã")]
    content = "a,b\n" + "".join(f"{a},{b}\n" for a, b in words)
    assert read_csv(content.encode(), AB) == words


def test_delimiters_and_quotes_outside_ascii(read_csv: ReadCsv) -> None:
    assert read_csv("a§b\n1§«x§y«\n".encode(), AB, delimiter="§", quote="«") == [("1", "x§y")]


def test_long_fields(read_csv: ReadCsv) -> None:
    shape = "POLYGON " + "1.5 2.5, " * 40_000
    assert read_csv(f'a,b\n"{shape}",1\n'.encode(), AB) == [(shape, "1")]
    assert read_csv(f'a,b\n"{shape}",5" pipe\n'.encode(), AB) == [(shape, '5" pipe')]


def test_files_of_a_glob_in_name_order_with_their_names(read_source: Read, tmp_path: Path) -> None:
    for name, header, value in (("b/2.csv", "b,a", "2,1"), ("a/1.csv", "a,x,b", "1,9,2"), ("a/.hidden.csv", "a", "1")):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(f"{header}\n{value}\n")
    snapshot = read_source([*AB, "file"], kind="csv", path="in/*/*.csv", file_name_column="file")
    assert pl.read_parquet(snapshot.path).rows() == [("1", "2", "a/1.csv"), ("1", "2", "b/2.csv")]
    assert snapshot.columns_dropped == ("x",)


def test_by_position_the_first_header_decides(read_source: Read, tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text("a,b,x\n1,2,3\n")
    (tmp_path / "2.csv").write_text("p,q\n4,5\n")
    snapshot = read_source(AB, kind="csv", path="?.csv", columns_by="position")
    assert pl.read_parquet(snapshot.path).rows() == [("1", "2"), ("4", "5")]
    (tmp_path / "3.csv").write_text("p\n4\n")
    with pytest.raises(StadtlandError, match="3\\.csv has 1 columns") as refused:
        read_source(AB, kind="csv", path="?.csv", columns_by="position")
    assert refused.value.code == "columns-too-few"
