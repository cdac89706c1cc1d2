"""Generates the demonstration city, starts its database, and runs one exchange on it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from flows import console

if TYPE_CHECKING:
    from sources.synthetic.planted import Planted

AGREEMENT = "demo"
PERIOD = "2025"
_KEY = "STADTLAND_DEMO_KEY"
_DATABASE = "STADTLAND_DEMO_POSTGRES"
# Pseudonyms of people who do not exist need no secret; every real agreement names a key of its own.
_PUBLIC_KEY = "this-key-protects-nobody-because-the-city-does-not-exist"


def make_city(folder: Path, *, rows: int, seed: int) -> Planted:
    """The generated files of the city, and beside them the published inventory that its balance is computed from."""
    from config.reference import published
    from sources.synthetic.generate import generate

    planted = generate(folder, rows=rows, seed=seed)
    for file in published():
        shutil.copyfile(file, folder / file.name)
    return planted


def demo_city(*, rows: int, seed: int, out: Path | None, as_json: bool) -> None:
    """The whole demonstration: generate, run, tell. Restores the environment it sets."""
    from config.settings import Settings
    from flows.handover import hand_over
    from sources.synthetic.demo_database import demo_database

    data = out or Settings().data
    city = data / "demo-city"
    before = {name: os.environ.get(name) for name in (_KEY, _DATABASE)}
    console.say(
        f"Erzeuge eine Stadt, die es nicht gibt ({rows} Gebäude, Startwert {seed}) …",
        f"Generating a city that does not exist ({rows} buildings, seed {seed}) …",
    )
    planted = make_city(city, rows=rows, seed=seed)
    if not as_json:
        german = console.language() == "de"
        console.table(
            str(city),
            ("Datensatz", "Zeilen", "davon fehlerhaft") if german else ("dataset", "rows", "of these defective"),
            [(name, count, planted.rejected(name)) for name, count in planted.rows.items()],
        )
    try:
        with demo_database(city) as url:
            os.environ.setdefault(_KEY, _PUBLIC_KEY)
            os.environ[_DATABASE] = url
            # Another number of buildings or another seed is another city: its package replaces the one before.
            another = "demonstration repeated with another city"
            hand_over(AGREEMENT, PERIOD, out=data, sources=city, correction=another, as_json=as_json)
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
