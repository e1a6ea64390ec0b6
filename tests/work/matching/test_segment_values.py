"""Segments survive being kept: every field, and in words and whole numbers alone."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.core.digest import refusal
from sightline.model.match import EDITS, Crop, Pair, Segment
from sightline.work.matching.segment_values import segment_of, values_of

MS = st.integers(0, 36_000_000)
SHARE = st.integers(0, 1000)
SEGMENTS = st.builds(
    Segment,
    a_start_ms=MS,
    a_end_ms=MS,
    b_start_ms=MS,
    b_end_ms=MS,
    speed=st.integers(500, 2000),
    mirrored=st.booleans(),
    score=SHARE,
    frames_a=MS,
    frames_b=MS,
    signal=st.sampled_from(["frames", "sound"]),
    edits=st.lists(st.sampled_from(EDITS), unique=True).map(tuple),
    crop=st.none() | st.builds(Crop, SHARE, SHARE, SHARE, SHARE, st.sampled_from(["a", "b"])),
    pairs=st.lists(st.builds(Pair, MS, MS, st.integers(0, 256)), max_size=6).map(tuple),
    offset_error_ms=MS,
    why=st.text(st.characters(exclude_categories=["Cs"])),
)


@given(SEGMENTS)
def test_a_segment_comes_back_as_it_was(one: Segment) -> None:
    values = values_of(one)
    assert refusal(values) is None
    assert one == segment_of(values)
