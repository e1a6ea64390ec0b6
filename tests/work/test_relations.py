"""Relations as of a date: known answers, what superseded what, contradictions side by side, a naive walk beside it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.core.clock import FixedClock, rfc3339
from sightline.core.errors import BadTime, RowRefused, UnknownName, WrongUse
from sightline.model.span_order import Answer
from sightline.model.view import weigh
from sightline.store.read import find_entity, statements_of
from sightline.work.case import Case
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case
from sightline.work.relations import Relations, compared, relations
from sightline.work.say import Saying, say
from sightline.work.view import Times, moments_of

Lines = Callable[..., Path]
Row = dict[str, object]
NAMES: tuple[Row, ...] = (
    *(
        {"entity": f"actor/{n}", "property": "name", "value": n.title()}
        for n in ("river", "front", "hill", "lake", "chief")
    ),
    *({"entity": f"source/{n}", "property": "name", "value": n.title()} for n in ("blog", "radio")),
)  # fmt: skip


def rel(one: str, prop: str, other: str, source: str = "blog", **more: object) -> Row:
    return {"entity": f"actor/{one}", "property": prop, "value": {"entity": f"actor/{other}"},
            "source": f"source/{source}", **more}  # fmt: skip


def told(found: Relations) -> set[tuple[str, str, str, bool]]:
    return {
        (found.names[e.subject].title, e.relation, found.names[e.value].title, e.negated) for e in found.edges
    }


def at(date: str) -> Times:
    return Times(held_at=date)


def test_as_of_a_date_only_what_held_then(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "part_of", "front", valid="2013-01/2013-12", said="2013-12-31"),
        rel("river", "part_of", "hill", valid="2014-02/..", said="2014-06-01"),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert {("River", "part_of", "Front", False)} == told(relations(case, "actor/river", times=at("2013-06")))
    now = relations(case, "actor/river", times=at("2014-03"))
    assert {("River", "part_of", "Hill", False)} == told(now)
    assert [Answer.HELD] == [e.held for e in now.edges]
    # an open end is good for when it was said: later it is only last attested
    later = relations(case, "actor/river", times=at("2015"))
    assert [Answer.LAST_ATTESTED] == [e.held for e in later.edges]


def test_two_hops_and_which_hop(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "part_of", "front"),
        rel("hill", "allied_with", "front"),
        rel("lake", "fights", "hill"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = relations(case, "actor/river", hops=2)
    assert {"River": 0, "Front": 1, "Hill": 2} == {n.named.title: n.hop for n in found.nodes}
    assert [1, 2] == [e.hop for e in found.edges]
    assert 3 == len(relations(case, "actor/river", hops=3).edges)
    assert {("River", "part_of", "Front", False)} == told(relations(case, "actor/river", kinds=["part of"]))


def test_too_many_are_cut_and_counted(case: Case, lines: Lines) -> None:
    many = [rel(f"unit-{n}", "part_of", "front", valid="2014" if n < 30 else "2014~") for n in range(50)]
    import_statements(case, lines(*NAMES, *many))
    found = relations(case, "actor/front", times=at("2014"), most=20)
    assert (20, 30, 20) == (len(found.edges), found.left_out, found.not_followed)
    # the surest come first
    assert {Answer.HELD} == {e.held for e in found.edges}
    whole = relations(case, None, times=at("2014"), most=45)
    assert (45, 5) == (len(whole.edges), whole.left_out)


def test_wherever_it_is_cut_the_first_come_and_the_others_are_counted(case: Case, lines: Lines) -> None:
    # when a post was published decides what had been said by a day, and no row has it: those said later must not be
    # counted, whether all rows were read or the cut fell among them
    posts = [
        {"entity": f"item/{n}", "property": "posted_at", "value": day}
        for n, day in (("early", "2014-02"), ("late", "2014-09"))
    ]
    cite = (
        {},
        {"evidence": [{"item": "item/early"}]},
        {"evidence": [{"item": "item/late"}]},
        {"said": "2014-01"},
    )
    many = [rel(f"unit-{n}", "part_of", "front", valid="2014", **cite[n % 4]) for n in range(20)]
    import_statements(case, lines(*NAMES, *posts, *many))
    times = Times(held_at="2014", said_by="2014-05")
    whole = relations(case, "actor/front", times=times)
    every = [e.statement for e in whole.edges]
    assert (15, 0) == (len(every), whole.left_out)
    for most in (1, 4, 14, 15, 16, 20, 21):
        found = relations(case, "actor/front", times=times, most=most)
        assert every[:most] == [e.statement for e in found.edges]
        assert len(every[most:]) == found.left_out


def test_contradictions_beyond_what_is_named_are_counted(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    # five hundred of thousands were once given as if they were all
    rows = [
        rel(f"unit-{n}", "allied_with", "front", source, **more)
        for n in range(5)
        for source, more in (("blog", {}), ("radio", {"polarity": "negated"}))
    ]
    import_statements(case, lines(*NAMES, *rows))
    whole = relations(case, "actor/front")
    assert (5, 0) == (len(whole.contradictions), whole.contradictions_left_out)
    monkeypatch.setattr("sightline.work.relating.conflicts.MOST", 2)
    found = relations(case, "actor/front")
    assert whole.contradictions[:2] == found.contradictions
    assert 3 == found.contradictions_left_out


def test_one_way_and_mutual(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "allied_with", "front"),
        rel("front", "allied_with", "river", "radio"),
        rel("chief", "leader_of", "river"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = relations(case, "actor/river", hops=1)
    keys = {e.key for e in found.edges if e.relation == "allied_with"}
    assert 1 == len(keys)
    assert {"allied_with": True, "leader_of": False} == {e.relation: e.mutual for e in found.edges}


def test_a_later_denial_by_the_same_source_supersedes(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "part_of", "front", valid="2014-04-12", said="2014-04-12"),
        rel("river", "part_of", "front", valid="2014-04-29", said="2014-04-29", polarity="negated"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = relations(case, "actor/river", times=at("2014-06"))
    over = {e.negated: e.stands for e in found.edges}
    assert {False: False, True: True} == over
    assert () == found.contradictions
    between = compared(case, "actor/river", times=at("2014-04-12"), then="2014-06")
    assert [("vanished", "held", "denied")] == [(c.what, c.before, c.after) for c in between.changes]
    denial = next(e.statement for e in found.edges if e.negated)
    assert [(denial,)] == [s.by for s in between.superseded]


def test_two_posts_are_compared_by_what_each_had_said(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "member_of", "front", valid="2014-04-12", said="2014-04-12"),
        rel("hill", "member_of", "front", valid="2014-04-12", said="2014-04-12"),
        rel("hill", "member_of", "front", valid="2014-04-29", said="2014-04-29", polarity="negated"),
        rel("lake", "member_of", "front", valid="2014-04-29", said="2014-04-29"),
    )
    import_statements(case, lines(*NAMES, *rows))
    both = compared(case, "actor/front", times=Times(said_by="2014-04-13"), then="2014-04-30", hops=1)
    got = {(c.what, both.after.names[c.key[0]].title) for c in both.changes}
    assert {("vanished", "Hill"), ("appeared", "Lake")} == got


def test_what_its_source_later_said_had_ended_is_over(case: Case, lines: Lines) -> None:
    # said in 2012: since 2011; said in 2014: from 2011 to 2013. Of June 2014 the first would still be "last attested"
    rows = (
        rel("river", "part_of", "front", valid="2011/..", said="2012-05-01"),
        rel("river", "part_of", "front", valid="2011/2013", said="2014-01-10"),
    )
    import_statements(case, lines(*NAMES, *rows))
    (edge,) = relations(case, "actor/river", times=at("2014-06")).edges
    assert (Answer.LAST_ATTESTED, False) == (edge.held, edge.stands)


def test_a_split_ends_the_membership_it_split_from(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "part_of", "front", valid="2013-05-01", said="2013-05-01"),
        rel("river", "split_from", "front", "radio", valid="2014-01-10", said="2014-01-11"),
    )
    import_statements(case, lines(*NAMES, *rows))
    found = relations(case, "actor/river", times=at("2014-06"))
    assert {"part_of": False, "split_from": True} == {e.relation: e.stands for e in found.edges}
    before = relations(case, "actor/river", times=at("2013-06"))
    assert {"part_of": True} == {e.relation: e.stands for e in before.edges}


def test_what_was_dissolved_is_no_longer_allied(case: Case, lines: Lines) -> None:
    gone = {"entity": "actor/river", "property": "dissolved", "value": "2014-03", "source": "source/radio"}
    rows = (
        rel("river", "allied_with", "front", valid="2014-01-05", said="2014-01-05"),
        rel("river", "fights", "hill", valid="2014-05-05", said="2014-05-06"),
        gone,
    )
    import_statements(case, lines(*NAMES, *rows))
    found = relations(case, "actor/river", times=at("2014-05-05"))
    assert {"allied_with": False, "fights": True} == {e.relation: e.stands for e in found.edges}
    assert ["after_its_end"] == [c.kind for c in found.contradictions]
    assert 1 == len(found.ended)
    assert () == relations(case, "actor/river", times=at("2014-01-05")).ended


@pytest.mark.parametrize(
    "rows,kind",
    [
        ((rel("river", "part_of", "front", valid="2014"),
          rel("river", "part_of", "front", "radio", valid="2014", polarity="negated")), "denied"),
        ((rel("river", "allied_with", "front", valid="2014"),
          rel("front", "fights", "river", "radio", valid="2014")), "opposed"),
        ((rel("chief", "leader_of", "front", valid="2014"),
          rel("lake", "leader_of", "front", "radio", valid="2014")), "rivals"),
        ((rel("river", "part_of", "front"), rel("front", "part_of", "hill"),
          rel("hill", "part_of", "river")), "circle"),
    ],
)  # fmt: skip
def test_contradictions_stand_side_by_side_with_their_sources(
    case: Case, lines: Lines, rows: Sequence[Row], kind: str
) -> None:
    import_statements(case, lines(*NAMES, *rows))
    found = relations(case, "actor/front")
    assert [kind] == [c.kind for c in found.contradictions]
    assert len(rows) == len(found.contradictions[0].statements) == len(found.edges)


def test_what_follows_in_time_does_not_contradict(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "allied_with", "front", valid="2013", said="2014-01-01"),
        rel("river", "fights", "front", valid="2014-06", said="2014-07-01"),
        rel("chief", "leader_of", "front", valid="2012/2013-05"),
        rel("lake", "leader_of", "front", "radio", valid="2013-07/.."),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert () == relations(case, "actor/front").contradictions


def test_merged_records_are_one_node_and_undone_two(case: Case, lines: Lines) -> None:
    rows = (rel("river", "part_of", "front"), rel("lake", "fights", "hill"))
    import_statements(case, lines(*NAMES, *rows))
    judge_identity(case, "same", ["actor/river", "actor/lake"])
    found = relations(case, "actor/lake", hops=1)
    assert {("River", "part_of", "Front", False), ("River", "fights", "Hill", False)} == told(found)
    assert [("ACT-4",)] == [n.members for n in found.nodes if n.hop == 0]
    before = relations(
        case, "actor/lake", hops=1, times=Times(known_at=rfc3339(case.clock.now_ms() - 60_000_000_000))
    )
    assert () == before.edges


def test_a_relation_with_itself_is_refused_and_after_a_merger_named(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*NAMES, rel("river", "merged_into", "lake")))
    with pytest.raises(RowRefused, match=r"line 1.*itself"):
        import_statements(case, lines(rel("river", "merged_into", "river"), name="bad.jsonl"))
    judge_identity(case, "same", ["actor/river", "actor/lake"])
    assert ["itself"] == [c.kind for c in relations(case, "actor/river").contradictions]


def test_a_relation_that_ends_before_it_starts_is_refused(case: Case, lines: Lines) -> None:
    bad = rel("river", "part_of", "front", valid="2014-05/2013-01")
    with pytest.raises(RowRefused, match=r"line 8.*ends before it begins"):
        import_statements(case, lines(*NAMES, bad))
    import_statements(case, lines(*NAMES, name="names.jsonl"))
    with pytest.raises(BadTime, match="ends before it begins"):
        say(case, "ACT-1", "part_of", "ACT-2", saying=Saying(valid="2014-05/2013-01"))


def test_the_older_word_is_read_as_the_newer_one(case: Case, lines: Lines) -> None:
    row = {"entity": "actor/river", "property": "active_in", "value": {"entity": "place/valley"}}
    import_statements(case, lines(*NAMES, row))
    (edge,) = relations(case, "actor/river", kinds=["operates_in"]).edges
    assert ("operates_in", "active_in") == (edge.relation, edge.prop)


def test_when_it_was_said_may_follow_from_the_evidence(case: Case, lines: Lines) -> None:
    post = {"entity": "item/post", "property": "posted_at", "value": "2014-04-13"}
    row = rel("river", "part_of", "front", evidence=[{"item": "item/post"}], valid="2014/..")
    import_statements(case, lines(*NAMES, post, row))
    assert () == relations(case, "actor/river", times=Times(said_by="2014-04-01")).edges
    (edge,) = relations(case, "actor/river", times=Times(held_at="2015", said_by="2014-05")).edges
    assert ("2014-04-13", Answer.LAST_ATTESTED, Answer.HELD) == (edge.said, edge.held, edge.told)


def test_wrong_use_says_what_to_do(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*NAMES))
    with pytest.raises(UnknownName, match="no relation 'friends'"):
        relations(case, "actor/river", kinds=["friends"])
    with pytest.raises(WrongUse):
        relations(case, "actor/river", hops=0)
    with pytest.raises(WrongUse, match="first is missing"):
        compared(case, "actor/river", times=Times(), then="2014")
    assert ((), 0) == (relations(case, "actor/river").edges, relations(case, "actor/river").left_out)


dates = st.integers(1, 28).map(lambda d: f"2014-04-{d:02d}")
valids = st.one_of(
    st.none(), dates, dates.map(lambda d: f"{d}/.."), dates.map(lambda d: f"{d}?"), dates.map(lambda d: f"../{d}"),
    st.tuples(dates, dates).map(lambda p: "/".join(sorted(p))),
    st.tuples(dates, dates).map(lambda p: f"[{p[0]},{p[1]}]"),
)  # fmt: skip
statements = st.tuples(
    st.integers(0, 5), st.sampled_from(["part_of", "fights", "allied_with"]), st.integers(0, 5), valids,
    st.one_of(st.none(), dates), st.booleans(), st.booleans(), st.sampled_from(["source", "analyst"]),
)  # fmt: skip
questions = st.tuples(st.one_of(st.none(), dates), st.one_of(st.none(), dates))


@settings(max_examples=12)
@given(st.lists(statements, min_size=5, max_size=25), st.lists(questions, min_size=3, max_size=5))
def test_a_naive_walk_over_statements_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[object, ...]],
    asked: list[tuple[str | None, str | None]],
) -> None:
    folder = tmp_path_factory.mktemp("naive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="A case", clock=FixedClock(), by="tester")
        path = folder / "rows.jsonl"
        written = [{"entity": f"actor/{n}", "property": "name", "value": str(n)} for n in range(6)]
        written += [row for row in map(statement, rows) if row is not None]
        path.write_text("".join(json.dumps(row) + "\n" for row in written), "utf-8")
        import_statements(case, path)
        for held, said in asked:
            found = relations(case, "actor/0", times=Times(held, said))
            assert naive(case, Times(held, said)) == {e.n: (e.hop, e.held, e.told) for e in found.edges}
        close_case(case)


def statement(drawn: tuple[object, ...]) -> Row | None:
    one, prop, other, valid, said, negated, evidence, origin = drawn
    if one == other:
        return None
    out: Row = {
        "entity": f"actor/{one}",
        "property": prop,
        "value": {"entity": f"actor/{other}"},
        "origin": origin,
    }
    out |= {"source": "source/blog"} if origin == "source" else {}
    out |= {} if valid is None else {"valid": valid}
    out |= {} if said is None else {"said": said}
    out |= {"polarity": "negated"} if negated else {}
    return out | ({"evidence": [{"item": "item/post"}]} if evidence else {})


def naive(case: Case, times: Times) -> dict[int, tuple[int, Answer | None, Answer | None]]:
    """Weigh every statement by the rule itself, and walk two hops."""
    with case.catalogue.reading() as connection:
        ids = [e.id for n in range(6) if (e := find_entity(connection, f"actor/{n}")) is not None]
        moments = moments_of(case, connection, times)
        every = [s for s in statements_of(connection, ids) if s.target is not None]
        shown = [w for s in every if (w := weigh(s, moments)) is not None]
    front, hops = {ids[0]}, dict[int, int]()
    for hop in (1, 2):
        here = [
            w for w in shown if {w.statement.entity, w.statement.target} & front and w.statement.n not in hops
        ]
        hops |= {w.statement.n: hop for w in here}
        front = {e for w in here for e in (w.statement.entity, w.statement.target) if e is not None}
    return {w.statement.n: (hops[w.statement.n], w.held, w.said) for w in shown if w.statement.n in hops}


def test_two_records_of_one_source_are_one_voice(case: Case, lines: Lines) -> None:
    # a blog kept under two codes once contradicted itself instead of taking its word back
    rows = (
        rel("river", "part_of", "front", valid="2014-04-12", said="2014-04-12"),
        rel("river", "part_of", "front", "blog-2", valid="2014-04-12", said="2014-04-29", polarity="negated"),
        rel("chief", "leader_of", "lake", valid="2014"),
        rel("other-chief", "leader_of", "lake", "blog-2", valid="2014"),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert {"denied", "rivals"} == {
        c.kind for c in relations(case, None, times=at("2014-04-12")).contradictions
    }
    judge_identity(case, "same", ["source/blog", "source/blog-2"], reason="one author")
    found = relations(case, None, times=at("2014-04-12"))
    assert () == found.contradictions
    assert {False: False, True: True} == {e.negated: e.stands for e in found.edges if e.relation == "part_of"}


def test_a_contradiction_says_who_is_unsure(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "allied_with", "front", valid="2014"),
        rel("river", "fights", "front", "radio", valid="2014", certainty="hedged"),
    )
    import_statements(case, lines(*NAMES, *rows))
    (one,) = relations(case, "actor/river", times=at("2014")).contradictions
    assert "Radio (SRC-2) (unsure)" in one.sentence
    assert 1 == one.sentence.count("unsure")


def test_what_may_only_have_ended_is_not_over(case: Case, lines: Lines) -> None:
    # dissolved "2014" once ended in January what was asked about in April
    rows: tuple[Row, ...] = (
        rel("river", "allied_with", "front", valid="2013-12-05"),
        {"entity": "actor/river", "property": "dissolved", "value": "2014", "source": "source/radio"},
        rel("hill", "part_of", "front", valid="2013-12-05"),
        rel("hill", "split_from", "front", valid="2014"),
    )
    import_statements(case, lines(*NAMES, *rows))
    for day, stand in (("2014-04-12", True), ("2015-04-12", False)):
        found = relations(case, "actor/front", times=at(day))
        assert {"allied_with": stand, "part_of": stand, "split_from": True} == {
            e.relation: e.stands for e in found.edges
        }


@pytest.mark.parametrize("wrong, item", [({"hops": 9}, "--hops"), ({"most": 0}, "--most")])
def test_a_number_that_cannot_be_says_what_can(case: Case, wrong: dict[str, int], item: str) -> None:
    with pytest.raises(WrongUse) as caught:
        relations(case, **wrong)  # type: ignore[arg-type]
    assert (item, True) == (caught.value.item, caught.value.todo is not None)


def test_a_span_of_time_has_what_held_at_its_beginning(case: Case, lines: Lines) -> None:
    rows = (
        rel("river", "part_of", "front", valid="2014-04-12", said="2014-04-12"),
        rel("river", "part_of", "front", valid="2014-04-29", said="2014-04-29", polarity="negated"),
    )
    import_statements(case, lines(*NAMES, *rows))
    assert {False: True, True: True} == {
        e.negated: e.stands for e in relations(case, "actor/river", times=at("2014-04")).edges
    }
    assert {False: False, True: True} == {
        e.negated: e.stands for e in relations(case, "actor/river", times=at("2014-05")).edges
    }
