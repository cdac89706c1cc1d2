"""Law: accepted + rejected = received, each row stands in exactly one of the two files, and counts equal the files'."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pandera.polars as pa
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.agreement import TextFormat, Tolerance
from schemas.check import check
from schemas.rule import rule


class Table(pa.DataFrameModel):
    """A key, a number and a rule between them."""

    key: str = pa.Field(unique=True, str_length={"max_value": 2})
    number: float = pa.Field(ge=0, nullable=True)
    other: int

    @rule
    def number_is_not_above_other(cls) -> pl.Expr:
        """The number is not above the other."""
        return pl.col("number") <= pl.col("other")


WORDS = st.none() | st.sampled_from(
    ["", " ", "a", "b", "ab", "abc", "-", "1", "-1", "1,5", "1.5", "1.500", "x", "2,", "7"]
)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=12)
EFFECTS = st.sampled_from(["stop", "quarantine", "warn"])
RULES = ["*", "key_is_unique", "number_is_readable", "other_is_present", "number_is_not_above_other"]
TOLERANCES = st.dictionaries(st.sampled_from(RULES), st.builds(Tolerance, effect=EFFECTS, at_most=st.just(1.0)))


@given(ROWS, TOLERANCES)
def test_every_row_stands_in_exactly_one_file(
    rows: list[tuple[str | None, ...]], tolerances: dict[str, Tolerance]
) -> None:
    numbered = [(*row, str(index)) for index, row in enumerate(rows)]
    frame = pl.LazyFrame(numbered, schema=dict.fromkeys(("key", "number", "other", "row"), pl.String), orient="row")
    model = type("Numbered", (Table,), {"__annotations__": {"row": str}, "__module__": __name__})
    with TemporaryDirectory() as folder:
        accepted, rejected = Path(folder, "accepted"), Path(folder, "rejected")
        report = check(
            frame,
            model,
            text=TextFormat(decimal=",", thousands=".", missing=["-"]),
            tolerances=tolerances,
            accepted=accepted,
            rejected=rejected,
        )
        kept, refused = pl.read_parquet(accepted), pl.read_parquet(rejected)

    assert report.rows_accepted + report.rows_rejected == report.rows_received == len(rows)
    assert (kept.height, refused.height) == (report.rows_accepted, report.rows_rejected)
    assert sorted(kept["row"].to_list() + refused["row"].to_list(), key=int) == [row[-1] for row in numbered]
    assert refused.drop("broken_rules").rows() == [numbered[int(index)] for index in refused["row"]]

    effects = {outcome.rule: outcome.effect for outcome in report.rules}
    assert all(any(effects[name] != "warn" for name in names) for names in refused["broken_rules"])
    in_quarantine = Counter(name for names in refused["broken_rules"] for name in names)
    for outcome in report.rules:
        assert outcome.failed == in_quarantine[outcome.rule] or outcome.effect == "warn"
        assert outcome.failed >= in_quarantine[outcome.rule]
