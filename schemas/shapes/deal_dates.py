"""When a Local Green Deal begins, ends and was last heard of, and whether others can repeat it."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas import fields


class DealDates(pa.DataFrameModel):
    """One row per deal, as its city states it."""

    start_date: dt.date = fields.date("Beginn", "Start", privacy="public", nullable=True)
    end_date: dt.date = fields.date("Ende", "End", privacy="public", nullable=True)
    status_date: dt.date = fields.date("Stand seit", "Status since", privacy="public", nullable=True)
    is_replicable: bool = fields.flag("übertragbar", "Can be replicated", privacy="public", nullable=True)
    claim_id: str = fields.field("Kennung der Minderung", "Id of the reduction", nullable=True)
