"""The report as a browser opens it: it renders, says nothing on the console, and asks nobody for anything."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from delivery.report import render_html
from tests.delivery.evidence_example import example

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--enable-logging=stderr", "--v=0",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def _open(page: Path, *options: str) -> tuple[str, str]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: the report is not opened in a browser")
    done = subprocess.run(
        [CHROMIUM, *QUIET, f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout, done.stderr


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(render_html(example()), encoding="utf-8")
    return file


def test_it_opens_without_a_word_on_the_console(page: Path) -> None:
    shown, said = _open(page, "--dump-dom")
    assert shown.count("<h1") == 1
    assert example().run.title in shown
    # A refused style, a missing file or a foreign address would be told here.
    assert [line for line in said.splitlines() if "CONSOLE" in line] == []


@pytest.mark.parametrize("width", [1280, 400])
def test_it_is_drawn_at_the_width_of_a_desk_and_of_a_hand(page: Path, width: int) -> None:
    picture = page.with_suffix(".png")
    _open(page, f"--window-size={width},2000", f"--screenshot={picture}")
    drawn = picture.read_bytes()
    assert struct.unpack(">II", drawn[16:24]) == (width, 2000)
    assert len(drawn) > 50_000, "the picture is all but empty"
