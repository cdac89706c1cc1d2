"""Keyed pseudonyms: one token per distinct value, the same within an agreement and purpose, unlinkable beyond."""

from __future__ import annotations

import hmac

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column

KEY_BYTES = 32
"""The least key length: as long as the hash, so that the key is not the weakest part (RFC 2104, section 3)."""

TOKEN_CHARACTERS = 32
"""Hexadecimal characters of a token: 128 bits. Among n distinct values the chance that any two share a token is below
n² / 2^129: 1.5e-21 for a billion values."""


def pseudonym(
    frame: pl.LazyFrame, column: str, *, key: bytes, agreement: str, purpose: str, key_reference: str = "key"
) -> pl.LazyFrame:
    """`frame` with `column` replaced by a token of 32 hexadecimal characters; null stays null.

    token = first 128 bits of HMAC-SHA-256(K, value as UTF-8 text), K = HMAC-SHA-256(key, agreement, purpose, column;
    each preceded by its length). Deterministic: the same value gives the same token in every run, until the key is
    rotated. Another agreement, purpose or column gives unrelated tokens, so two releases cannot be joined on them.

    Guarantees: without the key nobody can compute or check a token. Does not guarantee anonymity: pseudonymised data
    stay personal data (GDPR recital 26; EDPB Guidelines 01/2025), rows of one person stay together, and how often a
    token occurs shows how often the value did. Values are taken as they are written: "Müller" in another Unicode
    form, or 7 written 07, is another value.

    Distinct values are collected and hashed once (about one microsecond each); memory is that of the distinct values.
    Errors: `secret-too-short` for a key below 32 bytes, `column-not-in-frame`.
    """
    if len(key) < KEY_BYTES:
        raise StadtlandError("secret-too-short", reference=key_reference, length=len(key), minimum=KEY_BYTES)
    require_column(frame, column, method="pseudonym")
    text = pl.col(column).cast(pl.String)
    values = frame.select(text.drop_nulls().unique().sort()).collect(engine="streaming").to_series()
    own_key = hmac.digest(key, _domain(agreement, purpose, column), "sha256")
    tokens = [hmac.digest(own_key, value.encode(), "sha256").hex()[:TOKEN_CHARACTERS] for value in values]
    # A join, not a replacement: its hash table is built once, however many batches the rows come in.
    known = pl.LazyFrame({column: values, _TOKEN: pl.Series(tokens, dtype=pl.String)})
    return (
        frame.with_columns(text)
        .join(known, on=column, how="left", maintain_order="left")
        .with_columns(pl.col(_TOKEN).alias(column))
        .drop(_TOKEN)
    )


_TOKEN = "_token"


def _domain(*parts: str) -> bytes:
    # Lengths go first: ("ab", "c") and ("a", "bc") must not be the same domain.
    return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
