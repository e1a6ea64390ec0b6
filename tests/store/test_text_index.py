"""Text search: the same words found on both engines, whatever the script; nothing typed is ever syntax."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.core.fold import Term, fold, query_terms
from sightline.store.text_index import PASSAGES, searched_form
from sightline.work.case import Case

TEXTS = {
    1: "A yellow chlorine cylinder fell near the school",
    2: "سقطت اسطوانة الكلور الصفراء قرب المدرسة",
    3: "Жёлтый баллон с хлором упал у школы",
    4: "Chlorine was reported; the cylinder was not seen",
    PASSAGES + 5: "In the article, a chlorine smell near Kafr Zita, INC-12",
}


@pytest.fixture
def filled(case: Case) -> Case:
    with case.catalogue.writing() as connection:
        case.text.add(connection, [(n, fold(t)) for n, t in TEXTS.items()])
    return case


def found(case: Case, query: str, *, limit: int = 50, newest: int = 1000) -> list[int]:
    with case.catalogue.reading() as connection:
        hits = case.text.best(connection, query_terms(query), limit=limit, newest=newest)
        assert min(limit, case.text.count(connection, query_terms(query), most=1000)) == len(hits)
    return [n for n, _ in hits]


@pytest.mark.parametrize(
    "query, documents",
    [
        ("chlorine", {1, 4, PASSAGES + 5}),
        ("CHLORINE cylinder", {1, 4}),
        ('"chlorine cylinder"', {1}),
        ("chlor*", {1, 4, PASSAGES + 5}),
        ("chlorine -cylinder", {PASSAGES + 5}),
        ('chlorine -"chlorine cylinder"', {4, PASSAGES + 5}),
        ("كلور", {2}),
        ("أسطوانة المدرسه", {2}),
        ("желтый", {3}),
        ("хлор*", {3}),
        ("INC-12", {PASSAGES + 5}),
        ("12-INC", set()),
        ("nothing", set()),
        ("near*", {1, PASSAGES + 5}),
        ('"near the sch"*', {1}),
    ],
)
def test_words_find_their_documents(filled: Case, query: str, documents: set[int]) -> None:
    assert documents == set(found(filled, query))


@pytest.mark.parametrize("query", ["", "al", "-chlorine", "-", '""', "🙂"])
def test_a_query_that_asks_for_nothing_finds_nothing(filled: Case, query: str) -> None:
    assert [] == found(filled, query)


# FTS5 and tsquery have operators of their own; none may be reached from what somebody types.
@pytest.mark.parametrize(
    "query",
    [
        'a" OR "b',
        "a OR b",
        "a AND (b",
        "NEAR(a b)",
        "body:a",
        "a & b | !c",
        "a <-> b",
        "q:*",
        "'q'",
        "q\\",
        "q'b",
        "^q",
        "a + b",
        "{a b}: c",
    ],
)
def test_nothing_typed_is_syntax(filled: Case, query: str) -> None:
    assert [] == found(filled, query)


@given(st.text(max_size=30))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_text_can_be_asked_for(filled: Case, query: str) -> None:
    found(filled, query)


# PostgreSQL's own parser cuts 1e5abc, e-mail addresses and paths in its own way; ours are the only cuts.
@given(st.text(min_size=1, max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_text_is_found_by_each_of_its_words(filled: Case, text: str) -> None:
    folded = fold(text)
    with filled.catalogue.writing() as connection:
        filled.text.remove(connection, [])
        if folded:
            filled.text.add(connection, [(99, folded)])
            for word in folded.split():
                assert 99 in {n for n, _ in filled.text.best(connection, [Term((word,))], limit=9, newest=99)}
            phrase = [Term(tuple(folded.split()))]
            assert 99 in {n for n, _ in filled.text.best(connection, phrase, limit=9, newest=99)}
            filled.text.remove(connection, [(99, folded)])


def test_what_fits_better_comes_first(case: Case) -> None:
    with case.catalogue.writing() as connection:
        case.text.add(
            connection,
            [(1, fold("smoke over the town " + "and more words " * 60)), (2, fold("smoke, smoke, smoke"))],
        )
    assert [2, 1] == found(case, "smoke")


def test_too_many_come_newest_first(filled: Case) -> None:
    assert [PASSAGES + 5, 4, 1] == found(filled, "chlorine", newest=2)
    assert [PASSAGES + 5, 4] == found(filled, "chlorine", newest=2, limit=2)


def test_counting_stops_at_most(filled: Case) -> None:
    with filled.catalogue.reading() as connection:
        assert 2 == filled.text.count(connection, query_terms("chlorine"), most=2)


def test_what_is_removed_is_found_no_more(filled: Case) -> None:
    with filled.catalogue.writing() as connection:
        filled.text.remove(connection, [(1, fold(TEXTS[1]))])
        filled.text.optimise(connection)
    assert [4, PASSAGES + 5] == sorted(found(filled, "chlorine"))


def test_the_index_can_be_emptied(filled: Case) -> None:
    with filled.catalogue.writing() as connection:
        filled.text.clear(connection)
    assert [] == found(filled, "chlorine")


def test_long_texts_are_taken(case: Case) -> None:
    with case.catalogue.writing() as connection:
        case.text.add(connection, [(1, searched_form("word " * 19_000 + "x" * 5_000 + " end"))])
        case.text.add(connection, [(2, searched_form(" ".join(f"many{n}" for n in range(500_000))))])
    assert [1] == found(case, "end")
    assert [1] == found(case, "x" * 128)
    assert [2] == found(case, "many9000")
    assert [] == found(case, "many499999")
