"""What a run tells while it works: step, subject and counts, never a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class News:
    """One thing that begins (`counts` empty) or is done (`is_done`)."""

    step: str
    subject: str
    counts: dict[str, int] = field(default_factory=dict)
    is_done: bool = False


Listener = Callable[[News], None]
_listeners: list[Listener] = []


def announce(step: str, subject: str, *, is_done: bool = False, **counts: int) -> None:
    """Tell everybody who listens."""
    for listener in tuple(_listeners):
        listener(News(step, subject, counts, is_done))


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear all news while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
