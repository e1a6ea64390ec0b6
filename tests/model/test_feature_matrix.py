"""Features by places: what is everywhere tells nothing, one film is one sighting, a hedge counts half."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sightline.model.feature_matrix import Sighting, alike, matrix

A, B, C, D = b"a", b"b", b"c", b"d"


def seen(feature: str, place: bytes, footage: str = "", **more: bool) -> Sighting:
    return Sighting(feature, place, f"{feature}-{place!r}", footage or f"film of {place!r}", **more)


def test_what_every_place_shows_tells_nothing() -> None:
    table = matrix([seen("yellow", p) for p in (A, B, C, D)] + [seen("fins", A), seen("fins", B)])
    assert 0.0 == table.weights["yellow"]
    assert 1.0 == table.weights["fins"]
    assert ("fins", "yellow") == table.features
    best = alike(table, A)
    assert B == best[0].place
    assert (1.0, 0.0, 0.0) == tuple(one.score for one in best)


def test_the_rare_feature_ranks_before_two_common_ones() -> None:
    table = matrix(
        [seen("rare", A), seen("rare", B)]
        + [seen(f, p) for f in ("common", "usual") for p in (A, C, D, b"e", b"f")]
        + [seen("other", p) for p in (b"g", b"h")]
    )
    assert B == alike(table, A)[0].place
    assert math.isclose(math.log2(8 / 2), table.weights["rare"])


def test_the_same_footage_in_two_incidents_counts_nothing() -> None:
    # one video shown for two events would else prove that they look alike
    table = matrix([seen("fins", A, "film"), seen("fins", B, "film"), seen("x", C)])
    (one,) = alike(table, A)
    assert (0.0, (), ("fins",)) == (one.score, one.shared, one.same_footage)


def test_a_hedged_sighting_counts_half_and_a_denial_speaks_against() -> None:
    table = matrix(
        [
            seen("fins", A),
            seen("fins", B, hedged=True),
            seen("plate", A),
            seen("plate", B, negated=True),
            seen("y", C),
            seen("z", D),
        ]
    )
    (one,) = alike(table, A)
    assert 0.5 == one.score
    assert ("plate",) == one.against


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from([A, B, C, D]), st.booleans(), st.booleans()),
        max_size=40,
    )
)
def test_shares_lie_between_none_and_all_and_the_ranking_is_the_same_both_ways(
    rows: list[tuple[str, bytes, bool, bool]],
) -> None:
    table = matrix([seen(f, p, hedged=h, negated=n) for f, p, h, n in rows])
    for place in table.places:
        for one in alike(table, place):
            assert -1e-9 <= one.share <= 1 + 1e-9
            back = {other.place: other.score for other in alike(table, one.place)}
            assert math.isclose(one.score, back[place])
