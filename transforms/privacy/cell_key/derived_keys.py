"""Record keys from a stable identifier: one per person, the same in every table, unpredictable without the secret."""

from __future__ import annotations

import hmac

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.noise_table import WHOLE
from transforms.privacy.values.pseudonym import KEY_BYTES
from transforms.privacy.values.require import require_column


def derived_keys(
    frame: pl.LazyFrame, column: str, *, key: bytes, into: str = "record_key", key_reference: str = "key"
) -> pl.LazyFrame:
    """`frame` with `into`: per row a record key, uniform in 0 … 99 999 999, to be read as units of 1e-8.

    record key = first 64 bits of HMAC-SHA-256(K, identifier as UTF-8 text), scaled to 0 … 10^8 - 1, where
    K = HMAC-SHA-256(key, "cell key method: record key"). Scaling 2^64 values onto 10^8 favours none by more than
    6e-12. The secret belongs to the statistic, not to a release: the same person must keep the same key in every
    table and every year, or whoever averages several noisy versions of a cell comes near the true value. It is
    therefore not rotated, and not the secret of pseudonyms.

    Guarantees: without the secret nobody can compute a record key, a cell key or a cell's noise. Does not guarantee
    that identifiers are unique: two rows with one identifier share a key and still count twice.

    Distinct identifiers are collected and hashed once. Errors: `secret-too-short`, `column-not-in-frame`,
    `record-key-missing` where an identifier is missing.
    """
    if len(key) < KEY_BYTES:
        raise StadtlandError("secret-too-short", reference=key_reference, length=len(key), minimum=KEY_BYTES)
    require_column(frame, column, method="cell-key")
    text = pl.col(column).cast(pl.String)
    missing = int(frame.select(text.is_null().sum()).collect(engine="streaming").item())
    if missing:
        raise StadtlandError("record-key-missing", column=column, rows=missing)
    values = frame.select(text.unique().sort()).collect(engine="streaming").to_series()
    own_key = hmac.digest(key, b"cell key method: record key", "sha256")
    first_bits = (int.from_bytes(hmac.digest(own_key, value.encode(), "sha256")[:8], "big") for value in values)
    keys = pl.Series([bits * WHOLE >> 64 for bits in first_bits], dtype=pl.Int64)
    known = pl.LazyFrame({_IDENTIFIER: values, into: keys})
    return (
        frame.with_columns(text.alias(_IDENTIFIER))
        .join(known, on=_IDENTIFIER, how="left", maintain_order="left")
        .drop(_IDENTIFIER)
    )


_IDENTIFIER = "_identifier"
