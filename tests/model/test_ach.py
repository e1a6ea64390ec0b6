"""The ranking of competing explanations: by what does not fit, never by what fits; properties and known answers."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from sightline.model.ach import (
    STEPS,
    Changes,
    Piece,
    Ranked,
    Tells,
    diagnosticity,
    falling,
    leaders,
    rank,
    smallest_that_turns,
    without,
)

A, B, C = 1, 2, 3
EVERY = (A, B, C)


def row(number: int, *cells: str, weight: int = 1) -> Piece:
    return Piece(number, {e: c for e, c in zip(EVERY, cells, strict=True) if c}, weight)


# The example of Heuer's chapter 8 in our words: a state's ministry was bombed; will it strike back? A: no.
# B: small acts through others. C: a large attack of its own. His plus is C here, his minus I.
STATE = (
    row(1, "C", "C", "C"),  # its head says in public that it will not: he would say so in any case
    row(2, "C", "C", "I"),  # it did nothing of the kind in an earlier war
    row(3, "C", "C", "I"),  # it will not want to be bombed again (assumed)
    row(4, "I", "C", "C"),  # its radio speaks to agents more often and for longer
    row(5, "I", "C", "C"),  # its embassies were told to take more care
    row(6, "I", "C", "C"),  # to do nothing would be a loss of face (assumed)
)


def by_number(ranking: tuple[Ranked, ...]) -> dict[int, Ranked]:
    return {r.explanation: r for r in ranking}


def test_the_known_example() -> None:
    found = rank(EVERY, STATE)
    assert [(B, 1, 0), (C, 2, 2), (A, 3, 3)] == [(r.explanation, r.rank, r.against) for r in found]
    told = {d.piece: d.tells for d in (diagnosticity(EVERY, p) for p in STATE)}
    assert {1} == {
        n for n, tells in told.items() if tells is Tells.ALL_ALIKE
    }  # the statement decides nothing
    assert {2, 3, 4, 5, 6} == {n for n, tells in told.items() if tells is Tells.PARTS}
    # without 2 and 3, an attack of its own has as little against it as small acts; no single piece does that
    assert (Changes.LEADER, (B, C)) == ((w := without(EVERY, STATE, [2, 3])).changes, w.leaders)
    assert {Changes.NOTHING} == {without(EVERY, STATE, [n]).changes for n in (1, 2, 3)}
    assert ((2, 3),) == smallest_that_turns(EVERY, STATE)


def test_much_that_fits_outweighs_nothing_that_does_not() -> None:
    # the mistake the method is there to prevent: counting what fits
    pieces = [row(n, "CC", "N", "N") for n in range(1, 20)] + [row(20, "I", "N", "N")]
    assert (B, C) == leaders(rank(EVERY, pieces))
    assert 19 == by_number(rank(EVERY, pieces))[A].fits


def test_weights_decide_between_pieces() -> None:
    pieces = [row(1, "I", "C", "II", weight=3), row(2, "C", "I", "II", weight=10)]
    assert [A, B, C] == [r.explanation for r in rank(EVERY, pieces)]
    assert [1, 1, 4] == [by_number(rank(EVERY, pieces))[e].plain for e in EVERY]


def test_cells_that_say_nothing() -> None:
    lonely = row(1, "II", "NA", "NA")
    assert Tells.ONE_ONLY is diagnosticity(EVERY, lonely).tells
    assert Tells.SUPPORTS_ONLY is diagnosticity(EVERY, row(1, "CC", "N", "C")).tells
    assert Tells.ALL_ALIKE is diagnosticity(EVERY, row(1, "II", "II", "II")).tells
    (first, *_) = rank(EVERY, [row(1, "", "C", "I")])
    assert (A, 1, 1) == (
        first.explanation,
        first.rank,
        first.open,
    )  # nothing against it is not the same as judged


def test_nothing_to_rank() -> None:
    assert () == rank((), STATE)
    assert [1, 1, 1] == [r.rank for r in rank(EVERY, [])]
    assert () == smallest_that_turns(EVERY, [])


cells = st.sampled_from([*STEPS, "NA", ""])
rows = st.lists(st.tuples(cells, cells, cells, st.integers(0, 1000)), max_size=7).map(
    lambda every: [row(n, *c, weight=w) for n, (*c, w) in enumerate(every, start=1)]
)
fitting = st.sampled_from(["CC", "C", "N", "NA"])


@given(rows, st.tuples(fitting, fitting, fitting))
def test_what_fits_all_changes_nothing(pieces: list[Piece], more: tuple[str, str, str]) -> None:
    before, after = rank(EVERY, pieces), rank(EVERY, [*pieces, row(99, *more, weight=1000)])
    assert [(r.explanation, r.rank, r.against, r.shares) for r in before] == [
        (r.explanation, r.rank, r.against, r.shares) for r in after
    ]
    assert Changes.NOTHING is without(EVERY, [*pieces, row(99, *more)], [99]).changes


@given(rows, st.sampled_from(["I", "II"]), st.integers(0, 1000))
def test_what_speaks_against_all_alike_keeps_the_order(pieces: list[Piece], cell: str, weight: int) -> None:
    after = rank(EVERY, [*pieces, row(99, cell, cell, cell, weight=weight)])
    assert [(r.explanation, r.rank) for r in rank(EVERY, pieces)] == [(r.explanation, r.rank) for r in after]


@given(rows, st.randoms())
def test_the_order_of_rows_does_not_matter(pieces: list[Piece], chance: object) -> None:
    mixed = list(pieces)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert rank(EVERY, pieces) == rank(EVERY, mixed)


@given(rows, st.integers(1, 50))
def test_only_the_proportion_of_weights_matters(pieces: list[Piece], factor: int) -> None:
    scaled = [Piece(p.number, p.cells, p.weight * factor) for p in pieces]
    assert [(r.explanation, r.rank) for r in rank(EVERY, pieces)] == [
        (r.explanation, r.rank) for r in rank(EVERY, scaled)
    ]


@given(rows.filter(bool), st.sampled_from(EVERY))
def test_a_worse_cell_never_helps(pieces: list[Piece], one: int) -> None:
    first, *rest = pieces
    worse = Piece(first.number, {**first.cells, one: "II"}, first.weight)
    before, after = by_number(rank(EVERY, pieces))[one], by_number(rank(EVERY, [worse, *rest]))[one]
    assert before.against <= after.against
    assert before.rank <= after.rank


@given(rows.filter(bool))
def test_a_piece_that_falls_away_takes_its_share_with_it(pieces: list[Piece]) -> None:
    gone = pieces[0]
    before, after = by_number(rank(EVERY, pieces)), by_number(without(EVERY, pieces, [gone.number]).ranking)
    for one in EVERY:
        share = sum(s.amount for s in before[one].shares if s.piece == gone.number)
        assert before[one].against - share == after[one].against


@given(rows)
def test_the_smallest_sets_do_turn_it_and_no_smaller_does(pieces: list[Piece]) -> None:
    found = smallest_that_turns(EVERY, pieces)
    now = leaders(rank(EVERY, pieces))
    for chosen in found:
        assert now != without(EVERY, pieces, chosen).leaders
    if found and len(found[0]) > 1:
        assert all(now == without(EVERY, pieces, [p.number]).leaders for p in pieces)


@given(rows)
def test_diagnosticity_is_blind_to_what_moves_nothing(pieces: list[Piece]) -> None:
    for piece in pieces:
        told = diagnosticity(EVERY, piece)
        if told.tells is not Tells.PARTS:
            assert 0 == told.amount
        if set(piece.cells) == set(EVERY) and "NA" not in piece.cells.values() and told.amount == 0:
            assert Changes.NOTHING is without(EVERY, pieces, [piece.number]).changes


@given(rows, st.lists(st.lists(st.integers(1, 9), max_size=3, unique=True), max_size=4))
def test_falling_is_ranking_again(pieces: list[Piece], sets: list[list[int]]) -> None:
    for chosen, one in zip(sets, falling(EVERY, pieces, sets), strict=True):
        again = without(EVERY, pieces, chosen)
        assert (again.dropped, again.changes, again.leaders) == (one.dropped, one.changes, one.leaders)


def test_a_large_matrix_is_answered_at_once() -> None:
    # 26 explanations and 1,000 pieces: ranking again for each set of three would take minutes
    order = list(range(1, 27))
    marks = ("CC", "C", "N", "I", "II", "NA")
    pieces = [Piece(n, {e: marks[(n * e + n // 7) % 6] for e in order}, n % 13) for n in range(1, 1001)]
    began = perf_counter()
    assert 26 == len(rank(order, pieces))
    assert 1000 == len(list(falling(order, pieces, ([p.number] for p in pieces))))
    smallest_that_turns(order, pieces)
    assert perf_counter() - began < 5
