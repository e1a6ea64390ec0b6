"""Who is one with whom: judgements combine by rule, and each can be taken back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sightline.model.identity import Judged, resolve

A, B, C, D = (bytes([n]) * 16 for n in range(1, 5))


def judged(*rows: tuple[str, bytes, bytes]) -> list[Judged]:
    return [Judged(bytes([n]), verdict, min(pair), max(pair)) for n, (verdict, *pair) in enumerate(rows, 1)]


def test_same_makes_the_oldest_id_stand_for_both() -> None:
    assert {B: A} == resolve(judged(("same", B, A))).canonical


def test_same_carries_over() -> None:
    assert {B: A, C: A} == resolve(judged(("same", B, C), ("same", A, B))).canonical


def test_unsure_joins_nothing() -> None:
    assert {} == resolve(judged(("unsure", A, B))).canonical


def test_same_same_different_leaves_the_last_same_and_names_all_three() -> None:
    first, second, against = made = judged(("same", A, B), ("same", B, C), ("different", A, C))
    outcome = resolve(made)
    assert {B: A} == outcome.canonical
    [left] = outcome.unapplied
    assert (second, against) == (left.same, left.against)
    assert first not in (left.same, left.against)


# A later "different" must hold even when it comes before or after the two that it stands against.
def test_different_holds_wherever_it_was_said() -> None:
    same, more, against = judged(("same", A, B), ("same", B, C), ("different", A, C))
    for order in ([against, same, more], [same, against, more], [same, more, against]):
        assert {B: A} == resolve(order).canonical


def test_undoing_a_different_applies_what_it_held_back() -> None:
    same, more, against = judged(("same", A, B), ("same", B, C), ("different", A, C))
    assert {B: A} == resolve([same, more, against]).canonical
    assert {B: A, C: A} == resolve([same, more]).canonical


def test_undoing_a_same_parts_what_it_joined() -> None:
    same, more = judged(("same", A, B), ("same", B, C))
    assert {C: B} == resolve([more]).canonical
    assert {B: A} == resolve([same]).canonical


def test_same_and_different_of_one_pair_stay_apart() -> None:
    outcome = resolve(judged(("same", A, B), ("different", A, B)))
    assert {} == outcome.canonical
    assert 1 == len(outcome.unapplied)


def test_two_joined_groups_are_kept_apart_by_a_difference_across_them() -> None:
    outcome = resolve(judged(("same", A, B), ("same", C, D), ("different", A, D), ("same", B, C)))
    assert {B: A, D: C} == outcome.canonical


IDS = st.integers(0, 7).map(lambda n: bytes([n]) * 16)
ROWS = st.lists(
    st.tuples(st.sampled_from(("same", "different", "unsure")), IDS, IDS).filter(lambda r: r[1] != r[2]),
    max_size=14,
)


@given(ROWS)
def test_nobody_called_different_ends_up_as_one(rows: list[tuple[str, bytes, bytes]]) -> None:
    canonical = resolve(judged(*rows)).canonical
    for verdict, left, right in rows:
        if verdict == "different":
            assert canonical.get(left, left) != canonical.get(right, right)


@given(ROWS)
def test_saying_it_again_changes_nothing(rows: list[tuple[str, bytes, bytes]]) -> None:
    assert resolve(judged(*rows)).canonical == resolve(judged(*rows, *rows)).canonical


@given(ROWS)
def test_canonical_is_the_oldest_of_its_group_and_stands_for_itself(
    rows: list[tuple[str, bytes, bytes]],
) -> None:
    canonical = resolve(judged(*rows)).canonical
    for entity, head in canonical.items():
        assert head < entity
        assert head not in canonical


@given(ROWS)
def test_every_same_is_applied_or_named(rows: list[tuple[str, bytes, bytes]]) -> None:
    made = judged(*rows)
    outcome = resolve(made)
    held = {u.same for u in outcome.unapplied}
    for one in made:
        if one.verdict == "same" and one not in held:
            assert outcome.canonical.get(one.left, one.left) == outcome.canonical.get(one.right, one.right)


@given(st.lists(IDS, min_size=2, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_without_a_difference_the_order_does_not_matter(ids: list[bytes], chance: "object") -> None:
    rows = [("same", left, right) for left, right in pairwise(ids)]
    first = resolve(judged(*rows)).canonical
    chance.shuffle(rows)  # type: ignore[attr-defined]
    assert first == resolve(judged(*rows)).canonical
