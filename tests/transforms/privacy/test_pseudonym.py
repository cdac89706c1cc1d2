"""Pseudonyms: deterministic, separated, keyed."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.values.pseudonym import pseudonym

KEY = b"0123456789abcdef0123456789abcdef"
FRAME = pl.LazyFrame({"name": ["Müller", None, "Anna", "Müller"], "row": [1, 2, 3, 4]})


def tokens(frame: pl.LazyFrame = FRAME, **changed: Any) -> list[str | None]:
    given: dict[str, Any] = {"key": KEY, "agreement": "leipzig", "purpose": "heat", **changed}
    return pseudonym(frame, "name", **given).collect()["name"].to_list()


def test_the_token_is_what_the_documentation_says() -> None:
    """K = HMAC(key, length-prefixed agreement, purpose, column); token = first 128 bits of HMAC(K, value)."""
    domain = b"\0\0\0\7leipzig" + b"\0\0\0\4heat" + b"\0\0\0\4name"
    own = hmac.new(KEY, domain, hashlib.sha256).digest()
    assert tokens()[2] == hmac.new(own, b"Anna", hashlib.sha256).hexdigest()[:32]


def test_equal_values_share_a_token_and_missing_stays_missing() -> None:
    first, missing, other, again = tokens()
    assert first == again != other
    assert missing is None
    assert pseudonym(FRAME, "name", key=KEY, agreement="a", purpose="p").collect()["row"].to_list() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "changed",
    [
        {"agreement": "wurzen"},
        {"purpose": "mobility"},
        {"key": b"another key, also of 32 bytes...."},
        {"agreement": "leipzi", "purpose": "gheat"},
    ],
)
def test_another_domain_cannot_be_joined(changed: dict[str, Any]) -> None:
    assert not {t for t in tokens() if t} & {t for t in tokens(**changed) if t}


def test_another_column_cannot_be_joined() -> None:
    renamed = FRAME.rename({"name": "owner"})
    other = pseudonym(renamed, "owner", key=KEY, agreement="leipzig", purpose="heat").collect()["owner"]
    assert not {t for t in tokens() if t} & set(other.drop_nulls())


def test_numbers_are_hashed_as_written() -> None:
    numbers = pl.LazyFrame({"name": [7, 8]})
    assert tokens(numbers) == tokens(pl.LazyFrame({"name": ["7", "8"]}))


def test_a_column_of_nulls() -> None:
    assert tokens(pl.LazyFrame({"name": pl.Series([None, None], dtype=pl.String)})) == [None, None]


def test_a_short_key_is_refused_by_its_reference() -> None:
    with pytest.raises(StadtlandError) as raised:
        tokens(key=b"short", key_reference="env:KEY")
    assert raised.value.code == "secret-too-short"
    assert raised.value.facts == {"reference": "env:KEY", "length": 5, "minimum": 32}


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(StadtlandError, match="street"):
        pseudonym(FRAME, "street", key=KEY, agreement="a", purpose="p")
