"""A text index that follows behind: what it does not know yet is counted, and nothing withheld ever enters it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.core.clock import FixedClock
from sightline.core.fold import query_terms
from sightline.model.draft import Draft
from sightline.model.evidence_record import stored
from sightline.store.text_index import searched_form
from sightline.work import following
from sightline.work.case import Case
from sightline.work.following import behind, follow_text
from sightline.work.opening import close_case, open_case
from sightline.work.rebuild import rebuild
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.search import find
from sightline.work.searching.query import Query
from sightline.work.write import writing


def setting(folder: Path, value: str) -> None:
    path = folder / "sightline.toml"
    text = path.read_text()
    if "\ntext =" in text:
        text = "\n".join(
            f'text = "{value}"' if row.startswith("text =") else row for row in text.splitlines()
        )
    elif "\n[catalogue]" in text:
        text = text.replace("\n[catalogue]", f'\n[catalogue]\ntext = "{value}"')
    else:
        text += f'\n[catalogue]\ntext = "{value}"\n'
    path.write_text(text)


@pytest.fixture
def switch(case: Case) -> Iterator[Callable[[str], Case]]:
    opened: list[Case] = []

    def to(value: str) -> Case:
        setting(case.folder, value)
        opened.append(
            open_case(
                case.folder, clock=FixedClock(1_500_000_000_000, seed=1000 * (2 + len(opened))), by="tester"
            )
        )
        return opened[-1]

    yield to
    for one in opened:
        close_case(one)


def say(case: Case, *texts: str) -> None:
    with writing(case) as writer:
        record(writer, Resolver(case), [Draft("actor/a", "alias", text) for text in texts])


def hits(case: Case, words: str) -> int:
    with case.catalogue.reading() as connection:
        return case.text.count(connection, query_terms(words), most=100)


def test_at_once_is_never_behind(case: Case) -> None:
    say(case, "Morning Star")
    assert (1, 0) == (hits(case, "morning"), behind(case))
    assert 0 == follow_text(case).documents


def test_following_is_behind_until_it_is_let_follow(
    switch: Callable[[str], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = switch("following")
    say(case, *(f"Star {n}" for n in range(30)))
    assert (0, 30) == (hits(case, "star"), behind(case))
    monkeypatch.setattr(following, "STEP", 7)
    told: list[tuple[int, int]] = []
    done = follow_text(case, tell=lambda *t: told.append(t))
    assert (30, 0, 30) == (hits(case, "star"), behind(case), done.documents)
    assert done.steps == len(told) > 4
    assert told[-1][0] == told[-1][1]
    say(case, "Star at night")
    assert (30, 1) == (hits(case, "star"), behind(case))
    assert 1 == follow_text(case).documents
    assert 31 == hits(case, "star")
    assert 0 == follow_text(case).documents


def test_going_back_to_at_once_leaves_no_gap_and_nothing_twice(switch: Callable[[str], Case]) -> None:
    behind_case = switch("following")
    say(behind_case, "Star one")
    case = switch("at once")
    say(case, "Star two")
    assert (0, 2) == (hits(case, "star"), behind(case))
    assert 2 == follow_text(case).documents
    say(case, "Star three")
    assert (3, 0) == (hits(case, "star"), behind(case))


def test_passages_of_text_layers_follow_too(switch: Callable[[str], Case]) -> None:
    case = switch("following")
    kept = case.vault.put(b"A yellow cylinder fell. " * 200)
    layer = {
        "is": "layer",
        "id": "1" * 64,
        "input": "2" * 64,
        "kind": "extraction",
        "text": kept.sha256.hex(),
        "maker": "x",
    }
    with writing(case) as writer:
        writer.append(
            "object.examined",
            [stored(kept.sha256, kept.sha512, kept.size, role="derivative", media_type=None), layer],
        )
    assert 0 == hits(case, "cylinder")
    assert follow_text(case).documents > 3
    assert hits(case, "cylinder") > 3


# A protected word must leave an index that has it, and must not be "removed" from one that has not: FTS5 would break.
def test_what_is_withheld_leaves_the_index_whether_it_was_in_it_or_not(switch: Callable[[str], Case]) -> None:
    case = switch("following")
    say(case, "Canary one", "Star one")
    follow_text(case)
    say(case, "Canary two", "Star two")
    with writing(case) as writer:
        assert writer.batch.indexed_to is not None
        for number, text in numbers(case):
            if "Canary" in text:
                writer.batch.forget(number, text)
    assert (0, 1) == (hits(case, "canary"), hits(case, "star"))


def numbers(case: Case) -> list[tuple[int, str]]:
    from sqlalchemy import select

    from sightline.store.tables import statements

    with case.catalogue.reading() as connection:
        return [
            (n, value.strip('"'))
            for n, value in connection.execute(select(statements.c.n, statements.c.value))
        ]


def test_a_rebuild_makes_the_index_whole(switch: Callable[[str], Case]) -> None:
    case = switch("following")
    say(case, "Star one", "Star two")
    rebuild(case)
    assert (2, 0) == (hits(case, "star"), behind(case))
    say(case, "Star three")
    assert 1 == follow_text(case).documents
    assert 3 == hits(case, "star")


def test_the_form_that_is_searched_is_one_for_all() -> None:
    assert "star" == searched_form("  STAR! ")


def test_search_says_how_far_it_is_behind(switch: Callable[[str], Case]) -> None:
    case = switch("following")
    say(case, "Star one", "Star two")
    assert ((), 2) == ((found := find(case, Query(text="star"))).hits, found.behind)
    follow_text(case)
    assert (1, 0) == (len((found := find(case, Query(text="star"))).hits), found.behind)
