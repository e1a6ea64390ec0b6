"""Rows of one medium and one ledger position form a group, however the rows lie."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sightline.store.segments.groups import grouped
from sightline.store.segments.table import Table


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=60),
    st.sampled_from([1, 10**6, 2**40]),
    st.booleans(),
)
def test_groups_are_the_distinct_pairs_in_order(pairs: list[tuple[int, int]], apart: int, runs: bool) -> None:
    # segments are in order of their hashes, so a merge meets a new medium with every row; and numbers may lie so far
    # apart that no single number holds both
    plain = np.array(sorted(pairs) if runs else pairs, np.int64).reshape(-1, 2) * apart
    found = grouped(Table({"media": plain[:, 0].copy(), "added": plain[:, 1].copy()}))
    expected = sorted({(int(m), int(a)) for m, a in plain})
    assert expected == list(zip(found.media.tolist(), found.added.tolist(), strict=True))
    assert plain.tolist() == [[int(found.media[g]), int(found.added[g])] for g in found.of_row]
    assert np.uint32 == found.of_row.dtype


def test_a_million_rows_out_of_order_are_grouped_at_once() -> None:
    media = np.random.default_rng(0).integers(0, 2_000, 1_000_000)
    found = grouped(Table({"media": media, "added": media // 200 + 1}))
    assert (np.arange(2_000) == found.media).all()
    assert (media == found.media[found.of_row]).all()
