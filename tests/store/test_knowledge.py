"""Who knew what when they wrote, and what protections come to in whatever order they were received."""

from itertools import permutations

import pytest

from sightline.store.knowledge import Knowledge, Place
from sightline.store.ledger import CLEAR, ERASED, SEALED
from sightline.store.sealed_state import Deed, settle

A, B = b"a" * 16, b"b" * 16
SHA = b"s" * 32


def place(writer: bytes, number: int, *, pos: int = 0, native: bool = False) -> Place:
    return Place(pos, writer, number, 1_000 * number, native=native)


def deed(state: int, writer: bytes, number: int, sealed: str | None = None) -> Deed:
    entry = {"shell": {"is": "act"}} | ({} if sealed is None else {"sealed": sealed})
    return Deed(place(writer, number), state, "statement", {"leaf": entry}, {SHA: entry})


def outcome(*deeds: Deed, knowledge: Knowledge) -> tuple[int, frozenset[str]]:
    known = settle([(one, one.leaves["leaf"]) for one in deeds], knowledge)
    return known.state, known.sealed


def test_a_writer_knows_its_own_chain_and_what_it_says_it_has_seen() -> None:
    knowledge = Knowledge()
    knowledge.note(B, 1, {A: 5})
    knowledge.note(B, 4, {A: 9})
    assert knowledge.knew(place(A, 3), place(A, 2))
    assert not knowledge.knew(place(A, 2), place(A, 2))
    assert knowledge.knew(place(B, 1), place(A, 5))
    assert not knowledge.knew(place(B, 3), place(A, 6))
    assert knowledge.knew(place(B, 4), place(A, 9))
    assert not knowledge.knew(place(A, 99), place(B, 1))


def test_what_was_written_here_saw_all_that_stood_here() -> None:
    late = place(B, 1, pos=7)
    assert Knowledge().knew(place(A, 3, pos=8, native=True), late)
    assert not Knowledge().knew(place(A, 3, pos=6, native=True), late)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_erasing_holds_whatever_comes_after(order: tuple[int, ...]) -> None:
    every = [deed(SEALED, A, 1, "x"), deed(ERASED, B, 2), deed(CLEAR, A, 3)]
    knowledge = Knowledge({A: {1: {B: 9}}})
    assert ERASED == outcome(*[every[i] for i in order], knowledge=knowledge)[0]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_opening_undoes_only_what_it_knew_of(order: tuple[int, ...]) -> None:
    every = [deed(SEALED, A, 1, "x"), deed(SEALED, B, 1, "y"), deed(CLEAR, A, 2)]
    some = [every[i] for i in order]
    assert (SEALED, frozenset("y")) == outcome(*some, knowledge=Knowledge())
    assert (CLEAR, frozenset()) == outcome(*some, knowledge=Knowledge({A: {2: {B: 1}}}))


def test_one_chain_is_read_as_ever() -> None:
    one = deed(SEALED, A, 1, "x")
    assert (SEALED, frozenset("x")) == outcome(one, knowledge=Knowledge())
    assert CLEAR == outcome(one, deed(CLEAR, A, 2), knowledge=Knowledge())[0]
    again = deed(SEALED, A, 3, "z")
    assert (SEALED, frozenset("z")) == outcome(one, deed(CLEAR, A, 2), again, knowledge=Knowledge())
