"""Recording drafts: ids, sealing, references to what is there, and identity judgements."""

import pytest
from sqlalchemy import func, select

from sightline.core.errors import RowRefused
from sightline.model.draft import Draft, EvidenceRef, IdentityDraft
from sightline.model.record import closing
from sightline.store.tables import citations, entities, identities, leaves, membership, seals, statements
from sightline.work.case import Case
from sightline.work.record import Recorded, record
from sightline.work.resolve import Resolver
from sightline.work.write import writing

NAME = Draft("actor/a", "name", "River Brigade", lang="en")


def put(case: Case, *drafts: Draft | IdentityDraft) -> Recorded:
    with writing(case) as writer:
        return record(writer, Resolver(case), drafts)


def rows(case: Case, table: object) -> list[object]:
    with case.catalogue.reading() as connection:
        return list(connection.execute(select(table)).all())


def test_ids_are_told_in_the_order_of_the_drafts_new_or_known(case: Case) -> None:
    first = put(case, NAME)
    both = put(case, Draft("actor/a", "alias", "RB"), NAME)
    assert (1, 1) == (both.new, both.known)
    assert first.ids[0] == both.ids[1]
    assert {16} == {len(i) for i in both.ids}


# What is hashed never changes: a workspace made today must know its statements again in ten years.
def test_ids_are_keyed_with_the_secret_of_the_workspace(case: Case) -> None:
    from sightline.core.digest import canonical, keyed

    identifier = put(case, NAME).ids[0]
    keyring = case.chain.keyring
    assert keyring is not None
    with case.catalogue.reading() as connection:
        subject = bytes(connection.execute(select(entities.c.id)).scalar_one()).hex()
    whole = [
        subject,
        "name",
        "River Brigade",
        {},
        "en",
        None,
        None,
        "affirmed",
        "asserted",
        None,
        None,
        [],
        "source",
    ]
    assert keyed(keyring.secret, b"statement\x00" + canonical(whole)) == identifier
    shared = [subject, "name", "River Brigade", {}, "en", None, "affirmed"]
    assert keyed(keyring.secret, b"agreement\x00" + canonical(shared)) == bytes(rows(case, statements)[0].grp)  # type: ignore[attr-defined]
    assert keyed(b"\x00" * 32, b"statement\x00" + canonical(whole)) != identifier


def test_what_was_retracted_can_be_said_again(case: Case) -> None:
    identifier = put(case, NAME).ids[0]
    with writing(case) as writer:
        writer.append("statement.closed", [closing(identifier, "retracted", reason="the source withdrew it")])
    again = put(case, NAME)
    assert (1, identifier) == (again.new, again.ids[0])
    assert [False, True] == [r.closed is None for r in rows(case, statements)]  # type: ignore[attr-defined]


def test_a_wrong_draft_leaves_nothing_of_its_batch(case: Case) -> None:
    with pytest.raises(RowRefused, match="line 7: Actor has no property"):
        put(case, NAME, Draft("actor/a", "colour", "red", line=7))
    assert [[], []] == [rows(case, statements), rows(case, entities)]


def test_nothing_new_writes_no_event(case: Case) -> None:
    put(case, NAME)
    before = len(rows(case, leaves))
    put(case, NAME)
    assert before == len(rows(case, leaves))


def test_every_item_cited_is_found_by_its_citations(case: Case) -> None:
    refs = (
        EvidenceRef("item/one", start=0, end=4),
        EvidenceRef("item/two"),
        EvidenceRef("item/one", start=9, end=12),
    )
    put(case, Draft("actor/a", "name", "A", evidence=refs))
    assert 2 == len(rows(case, citations))


def test_a_sensitive_value_is_nowhere_in_clear(case: Case) -> None:
    put(case, Draft("actor/a", "person_name", "Canary Finch"))
    [row] = rows(case, statements)
    assert (None, None, 1) == (row.value, row.clean, row.hidden)  # type: ignore[attr-defined]
    assert 1 == len(rows(case, seals))
    assert b"Canary" not in b"".join(bytes(r.body) for r in rows(case, leaves))  # type: ignore[attr-defined]
    with case.catalogue.reading() as connection:
        assert connection.execute(select(entities.c.title)).scalar() is None
    if case.catalogue.sqlite:
        for path in case.folder.rglob("*"):
            assert not path.is_file() or b"Canary" not in path.read_bytes()


def test_saying_a_sensitive_value_twice_is_known(case: Case) -> None:
    put(case, Draft("actor/a", "person_name", "Canary Finch"))
    assert (0, 1) == ((again := put(case, Draft("actor/a", "person_name", "Canary Finch"))).new, again.known)


def test_a_value_must_be_an_entity_of_the_right_kind(case: Case) -> None:
    put(case, Draft("place/x", "name", "X"))
    with pytest.raises(RowRefused, match="attributed_to takes Actor, and place/x is Place"):
        put(case, Draft("incident/i", "attributed_to", {"entity": "place/x"}))


def test_a_value_that_can_only_be_one_kind_needs_no_prefix(case: Case) -> None:
    put(case, Draft("incident/i", "attributed_to", {"entity": "the river brigade"}))
    with case.catalogue.reading() as connection:
        kinds = sorted(connection.execute(select(entities.c.kind)).scalars())
    assert ["Actor", "Incident"] == kinds


def test_short_codes_count_up_a_kind(case: Case) -> None:
    put(case, *(Draft(f"actor/{n}", "name", str(n)) for n in range(3)), Draft("place/x", "name", "X"))
    put(case, Draft("actor/more", "name", "more"))
    with case.catalogue.reading() as connection:
        assert ["ACT-1", "ACT-2", "ACT-3", "ACT-4", "PLC-1"] == sorted(
            connection.execute(select(entities.c.code)).scalars()
        )


def test_the_best_property_gives_the_title_and_the_first_that_said_it(case: Case) -> None:
    put(case, Draft("incident/i", "summary", "A summary"))
    assert "A summary" == rows(case, entities)[0].title  # type: ignore[attr-defined]
    put(case, Draft("incident/i", "title", "A title"), Draft("incident/i", "title", "Another title"))
    put(case, Draft("incident/i", "title", "A third title"))
    assert "A title" == rows(case, entities)[0].title  # type: ignore[attr-defined]


def test_when_the_title_is_closed_the_next_best_stands_in(case: Case) -> None:
    made = put(
        case,
        Draft("incident/i", "title", "A title"),
        Draft("incident/i", "title", "Another"),
        Draft("incident/i", "summary", "S"),
    )
    for expected, identifier in zip(("Another", "S", None), made.ids, strict=True):
        with writing(case) as writer:
            writer.append("statement.closed", [closing(identifier, "retracted", reason="x")])
        assert expected == rows(case, entities)[0].title  # type: ignore[attr-defined]


def test_same_joins_and_is_said_once(case: Case) -> None:
    put(case, NAME, Draft("actor/b", "name", "B"), Draft("actor/c", "name", "C"))
    put(
        case,
        IdentityDraft("same", ("actor/a", "actor/b", "actor/c"), "one emblem"),
        IdentityDraft("same", ("actor/b", "actor/a")),
    )
    put(case, IdentityDraft("same", ("actor/a", "actor/b")))
    assert 2 == len(rows(case, identities))
    assert 2 == len(rows(case, membership))


def test_three_that_are_different_are_kept_apart_two_by_two(case: Case) -> None:
    put(case, IdentityDraft("different", ("actor/a", "actor/b", "actor/c")))
    assert 3 == len(rows(case, identities))
    put(case, IdentityDraft("same", ("actor/a", "actor/c")))
    assert [] == rows(case, membership)


def test_a_batch_larger_than_one_query_knows_all_of_its_statements(case: Case) -> None:
    drafts = [Draft("actor/a", "alias", f"Name {n}") for n in range(2_000)]
    assert 2_000 == put(case, *drafts).new
    assert (0, 2_000) == ((again := put(case, *drafts)).new, again.known)
    with case.catalogue.reading() as connection:
        assert 2_000 == connection.execute(select(func.count(func.distinct(statements.c.id)))).scalar()


# One event may move a record twice: first under one, then under an older one.
def test_judgements_of_one_event_move_a_record_more_than_once(case: Case) -> None:
    put(case, *(Draft(f"actor/{n}", "name", n) for n in "abcd"))
    put(case, IdentityDraft("same", ("actor/c", "actor/d")))
    put(
        case,
        IdentityDraft("same", ("actor/d", "actor/c", "actor/b", "actor/a")),
        IdentityDraft("different", ("actor/a", "actor/d")),
    )
    with case.catalogue.reading() as connection:
        order = {bytes(r.id): r.code for r in connection.execute(select(entities))}
        now = connection.execute(select(membership).where(membership.c.closed.is_(None))).all()
    assert {"ACT-3": "ACT-2", "ACT-4": "ACT-2"} == {
        order[bytes(r.entity)]: order[bytes(r.canonical)] for r in now
    }


def test_what_would_tell_a_sealed_value_is_sealed_with_it(case: Case) -> None:
    # a list's quote is the cell itself: sealing only the value once left the quote in clear
    secret = "0999 canary number"
    draft = Draft(
        "source/witness",
        "contact",
        secret,
        note=f"call {secret}",
        qualifiers={"basis": f"she wrote {secret}"},
        evidence=(EvidenceRef("item/list", quote=secret),),
    )
    with writing(case) as writer:
        record(writer, Resolver(case), [draft])
    with case.catalogue.reading() as connection:
        bodies = [bytes(b) for b in connection.execute(select(leaves.c.body)).scalars() if b is not None]
        told = connection.execute(select(statements).where(statements.c.hidden == 1)).all()
    assert [b for b in bodies if b"canary" in b] == []
    assert [r for r in told if "canary" in str(tuple(r))] == []
    assert len(told) == 1
