"""A run that ends with one of our errors is told once: in the two lines of the command line, not in Prefect's traces.

Prefect logs every failed task and flow with a trace of its own machinery, some hundred lines above the sentence that
says what to do. Where a server or worker runs the flow, its log is the only place to look, and stays as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import StadtlandError

_LOGGERS = ("prefect.flow_runs", "prefect.task_runs")


@contextmanager
def errors_told_once() -> Iterator[None]:
    """While it lasts, Prefect's log of this process leaves out what the command line is going to say."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_is_news)
    try:
        yield
    finally:
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    return StadtlandError.__name__ not in record.getMessage()
