"""Who reduces and whom it is credited to: three partners by hand, and that the pairs are the partners' sums."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from config.factors.load import reference
from schemas.check import check
from schemas.registry import schema
from tests.transforms.results.partnership.test_partnership import A, B, C, base, reductions
from transforms.results.partnership.partnership_flows import partnership_flows
from transforms.results.partnership.partnership_net import partnership_net


def flows(rows: list[tuple[str, str, str | None, float | None]]) -> pl.DataFrame:
    return partnership_flows(base(), reductions(rows), "2021").collect()


def test_each_measure_counts_once_and_what_does_not_count_is_told() -> None:
    found = flows([
        ("M1", A, A, 100.0), ("M1", A, B, 100.0),  # one measure twice: it counts where it is
        ("M2", C, A, 30.5), ("M3", C, A, 0.25),    # C reduces for A: 30.75
        ("M4", B, None, 7.0),                      # credited to nobody
        ("M5", B, "09999999", 8.0),                # credited to a stranger
        ("M6", B, B, None),                        # nobody stated how much
    ])  # fmt: skip
    rows = {(row["municipality_code"], row["credited_to"]): row for row in found.to_dicts()}
    told = {key: (row["measures_counted"], row["reduction_t_co2e"], row["status"]) for key, row in rows.items()}
    assert told == {
        (A, A): (1, 100.0, "computed"),
        (A, B): (0, 0.0, "computed"),
        (C, A): (2, 30.75, "computed"),
        (B, None): (0, 0.0, "computed"),
        (B, "09999999"): (0, 0.0, "computed"),
        (B, B): (1, None, "missing"),
    }
    left_out = {key: row["reduction_left_out_t_co2e"] for key, row in rows.items() if row["measures_left_out"]}
    assert left_out == {(A, B): 100.0, (B, None): 7.0, (B, "09999999"): 8.0}
    assert rows[B, "09999999"]["credited_name"] is None
    assert rows[C, A]["credited_name"] == "A"


def test_the_table_keeps_its_schema() -> None:
    report = check(flows([("M1", A, B, 1.0), ("M2", B, None, None)]).lazy(), schema("released", "partnership_flows"))
    assert (report.rows_received, report.rows_rejected) == (2, 0)


def test_no_measure_no_row() -> None:
    assert flows([]).height == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["M1", "M2", "M3", "M4"]), st.sampled_from([A, B, C]),
            st.sampled_from([A, B, C, None, "09999999"]), st.integers(0, 10**6).map(lambda it: it / 1000),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_what_ends_at_a_partner_is_its_reduction(rows: list[tuple[str, str, str | None, float]]) -> None:
    net = partnership_net(base(), reference("land_factors"), "2021", partner_reductions=reductions(rows)).collect()
    found = flows(rows)
    for code in (A, B, C):
        (reduction,) = net.filter(pl.col("municipality_code") == code)["reductions_t_co2e"]
        ends = found.filter(pl.col("credited_to") == code)
        assert abs(ends["reduction_t_co2e"].sum() - reduction) < 1e-6
    assert found["measures_counted"].sum() + found["measures_left_out"].sum() == len(rows)
