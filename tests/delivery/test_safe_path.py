"""Which paths inside a package are trusted, and how an untrusted one is shown."""

from __future__ import annotations

import pytest

from delivery.safe_path import colliding, is_own_path, shown, unsafe_because


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("data/tables/a.parquet", None),
        ("data/Maßnahmen größer.csv", None),
        ("data/a..b", None),
        ("/etc/passwd", "absolute"),
        ("~root/x", "absolute"),
        ("C:x", "absolute"),
        ("../x", "leaves"),
        ("data/../../x", "leaves"),
        ("data/./x", "leaves"),
        ("data//x", "leaves"),
        ("data/", "leaves"),
        ("", "leaves"),
        ("data\\..\\x", "backslash"),
        ("data/%2e%2e/x", "percent"),
        ("data/a%0Ab", "percent"),
        ("data/a\nb", "hidden"),
        ("data/a\u202eb", "hidden"),
        ("data/a\u200bb", "hidden"),
        ("data/\udcff", "hidden"),
        ("data/u\u0308", "form"),
    ],
)
def test_a_path_is_safe_or_says_why_not(path: str, reason: str | None) -> None:
    assert unsafe_because(path) == reason
    assert is_own_path(path) == (reason is None and path.isascii() and " " not in path)


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["data/a", "data/b"], []),
        (["data/a", "data/A"], ["data/a"]),
        (["data/ﬁle", "data/file"], ["data/ﬁle"]),
        (["data/straße", "data/STRASSE"], ["data/straße"]),
        (["data/a", "data/a/b"], ["data/a/b"]),
        (["data/A", "data/a/b"], ["data/a/b"]),
    ],
)
def test_paths_that_some_system_takes_for_one(paths: list[str], found: list[str]) -> None:
    assert colliding(paths) == found


def test_an_untrusted_path_is_shown_as_escapes() -> None:
    assert shown("data/\x1b[2J\udcff größer") == "data/\\x1b[2J\\udcff größer"
