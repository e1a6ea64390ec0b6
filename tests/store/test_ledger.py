"""The chain: what an event is, how it hangs on the one before, and how it is read back."""

import json

import pytest
from sqlalchemy import func, select

from sightline.core.clock import FixedClock
from sightline.core.digest import leaf_hash, sha256, tree_root
from sightline.core.errors import Broken
from sightline.model.record import act
from sightline.store.ledger import (
    CLEAR,
    SEALED,
    START,
    Ledger,
    all_events,
    at_of,
    event_name,
    leaves_of,
    next_place,
    plain,
    position_at,
    read_header,
    stream,
)
from sightline.store.tables import events, leaves, seals
from sightline.work.case import Case


def ledger(case: Case) -> Ledger:
    assert case.chain.keyring is not None
    return Ledger(case.catalogue, case.chain.keyring, case.clock)


def test_an_event_hangs_on_the_one_before(case: Case) -> None:
    with case.catalogue.writing() as connection:
        before = list(all_events(connection))
        made = ledger(case).append(connection, "run.begun", [act("x", tool="t"), {"is": "progress"}])
    with case.catalogue.reading() as connection:
        found = list(all_events(connection))
        bodies = leaves_of(connection, found[-1])
    assert [*before, made] == found
    header = read_header(made)
    assert before[-1].digest.hex() == header["previous"]
    assert (before[-1].number + 1, 2, "run.begun", 1) == (
        header["number"],
        header["count"],
        header["kind"],
        header["version"],
    )
    assert sha256(made.header) == made.digest
    hashes = [leaf_hash(leaf.salt or b"", leaf.body or b"") for leaf in bodies]
    assert hashes == [leaf.hash for leaf in bodies]
    assert tree_root(hashes).hex() == header["root"]
    assert at_of(header) == made.at


def test_the_first_event_begins_at_nothing_and_names_the_key(case: Case) -> None:
    with case.catalogue.reading() as connection:
        first, *_ = all_events(connection)
        bodies = [json.loads(leaf.body or b"") for leaf in leaves_of(connection, first)]
    assert START.hex() == read_header(first)["previous"]
    assert ("ledger.opened", 1, 1) == (first.kind, first.number, first.pos)
    assert case.chain.keyring is not None
    assert case.chain.keyring.public().hex() == bodies[1]["public_key"]


def test_every_salt_is_another(case: Case) -> None:
    # two equal bodies must not show that they are equal
    with case.catalogue.writing() as connection:
        ledger(case).append(connection, "run.begun", [{"is": "progress"}] * 50)
        salts = list(connection.execute(select(leaves.c.salt)).scalars())
        hashes = list(connection.execute(select(leaves.c.hash)).scalars())
    assert len(salts) == len(set(salts)) == len(set(hashes))
    assert {16} == {len(salt) for salt in salts}


def test_a_sealed_body_opens_only_with_its_key(case: Case) -> None:
    secret = {"is": "sealed", "of": "x", "value": "the contact"}
    with case.catalogue.writing() as connection:
        made = ledger(case).append(
            connection, "run.begun", [act("x", tool="t"), secret], sealed=frozenset({1})
        )
        clear, hidden = leaves_of(connection, made)
        assert (CLEAR, SEALED) == (clear.state, hidden.state)
        assert hidden.salt is None
        assert b"contact" not in (hidden.body or b"")
        opened = plain(hidden, case.chain.keyring, connection)
        assert opened is not None
        assert secret == json.loads(opened[1])
        assert hidden.hash == leaf_hash(*opened)
        assert plain(hidden, None, connection) is None
        assert (clear.salt, clear.body) == plain(clear, None, connection)
        assert (
            1
            == connection.execute(
                select(func.count()).select_from(seals).where(seals.c.n == hidden.n)
            ).scalar()
        )


def test_the_clock_may_be_set_back_and_the_chain_goes_on(case: Case) -> None:
    with case.catalogue.writing() as connection:
        late = Ledger(case.catalogue, ledger(case).keyring, FixedClock(1_900_000_000_000))
        early = Ledger(case.catalogue, ledger(case).keyring, FixedClock(1_000_000_000_000))
        first = late.append(connection, "run.begun", [{"is": "progress"}])
        second = early.append(connection, "run.begun", [{"is": "progress"}])
    assert first.at == second.at


def test_a_transaction_that_fails_leaves_nothing(case: Case) -> None:
    with case.catalogue.reading() as connection:
        before = next_place(connection)

    def interrupted() -> None:
        with case.catalogue.writing() as connection:
            ledger(case).append(connection, "run.begun", [{"is": "progress"}])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with case.catalogue.reading() as connection:
        assert before == next_place(connection)


@pytest.mark.parametrize("group", [1, 3, 100_000])
def test_events_come_with_their_leaves(case: Case, group: int) -> None:
    with case.catalogue.writing() as connection:
        for count in (1, 5, 2, 9):
            ledger(case).append(
                connection, "run.begun", [{"is": "progress", "run": str(n)} for n in range(count)]
            )
        one_by_one = [(event, leaves_of(connection, event)) for event in all_events(connection)]
        assert one_by_one == list(stream(connection, group=group))


def test_position_at_a_time(case: Case) -> None:
    with case.catalogue.writing() as connection:
        made = ledger(case).append(connection, "run.begun", [{"is": "progress"}])
        assert made.pos == position_at(connection, made.received)
        assert made.pos - 1 == position_at(connection, made.received - 1)
        assert 0 == position_at(connection, 0)


@pytest.mark.parametrize("header", [b"", b"[]", b"{}", b'{"at":1}', b"\xff"])
def test_a_header_of_another_shape_is_named(case: Case, header: bytes) -> None:
    with case.catalogue.writing() as connection:
        made = ledger(case).append(connection, "run.begun", [{"is": "progress"}])
        connection.execute(events.update().where(events.c.pos == made.pos).values(header=header))
        changed = list(all_events(connection))[-1]
    with pytest.raises(Broken) as caught:
        read_header(changed)
    assert f"event {event_name(made.writer, made.number)}" == caught.value.item


def test_names_of_events_differ_between_ledgers_made_at_once() -> None:
    # ids begin with the time, so their heads are shared; the tail is chance
    assert "08090a0b:7" == event_name(bytes.fromhex("00010203040506070001020308090a0b"), 7)
