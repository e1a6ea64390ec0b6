"""Views at three times: what held, what had been said, what was known."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sightline.core.clock import rfc3339
from sightline.core.errors import BadTime, UnknownName
from sightline.model.span_order import Answer
from sightline.work.case import Case
from sightline.work.closing import rank
from sightline.work.importing import import_statements
from sightline.work.view import Times, entity

Lines = Callable[..., Path]

TOWN = (
    {"entity": "place/town", "property": "name", "value": "Town"},
    {"entity": "actor/a", "property": "name", "value": "A"},
    {"entity": "actor/b", "property": "name", "value": "B"},
    {"entity": "source/blog", "property": "name", "value": "Blog"},
    {"entity": "item/post", "property": "posted_at", "value": "2014-04-13"},
)


def governed(view: object) -> set[tuple[str, bool]]:
    return {(view.names[s.statement.target].title, s.statement.negated) for s in view.of("governed_by")}  # type: ignore[attr-defined]


def test_what_was_said_by_a_date_leaves_out_what_was_said_later(case: Case, lines: Lines) -> None:
    # an answer of today about what a blog said on 12 April must not know of its correction on the 29th
    row = {"entity": "place/town", "property": "governed_by", "source": "source/blog"}
    import_statements(
        case,
        lines(
            *TOWN,
            {**row, "value": {"entity": "actor/a"}, "valid": "2014-04-12", "said": "2014-04-12"},
            {**row, "value": {"entity": "actor/b"}, "valid": "2014-04-12", "said": "2014-04-12"},
            {
                **row,
                "value": {"entity": "actor/b"},
                "valid": "2014-04-29",
                "said": "2014-04-29",
                "polarity": "negated",
            },
        ),
    )
    early = entity(case, "place/town", times=Times(said_by="2014-04-20"))
    late = entity(case, "place/town", times=Times(said_by="2014-05-20"))
    assert governed(early) == {("A", False), ("B", False)}
    assert governed(late) == {("A", False), ("B", False), ("B", True)}


def test_what_held_is_last_attested_after_its_day(case: Case, lines: Lines) -> None:
    row = {
        "entity": "place/town",
        "property": "governed_by",
        "value": {"entity": "actor/a"},
        "valid": "2014-04-12Z",
    }
    row["valid"] = "2014-04-12"
    import_statements(case, lines(*TOWN, row))
    (shown,) = entity(case, "place/town", times=Times(held_at="2014-06")).of("governed_by")
    assert shown.held is Answer.LAST_ATTESTED
    assert entity(case, "place/town", times=Times(held_at="2013")).of("governed_by") == ()


def test_said_defaults_to_the_publication_of_the_evidence(case: Case, lines: Lines) -> None:
    row = {
        "entity": "place/town",
        "property": "alias",
        "value": "Tawn",
        "source": "source/blog",
        "evidence": [{"item": "item/post"}],
    }
    import_statements(case, lines(*TOWN, row))
    (shown,) = entity(case, "place/town").of("alias")
    assert shown.statement.said is None
    assert shown.statement.said_default == "2014-04-13"
    assert entity(case, "place/town", times=Times(said_by="2014-04-01")).of("alias") == ()


def test_known_at_answers_what_this_case_knew_then(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*TOWN))
    before = rfc3339(case.clock.now_ms())
    row = {"entity": "place/town", "property": "alias", "value": "Later", "valid": "2010"}
    import_statements(case, lines(row, name="later.jsonl"))
    assert len(entity(case, "place/town").of("alias")) == 1
    assert entity(case, "place/town", times=Times(known_at=before)).of("alias") == ()


def test_a_rank_is_the_one_of_then(case: Case, lines: Lines) -> None:
    # what was relied on when something was published must be found as it was then, not as it is judged now
    rows = [{"entity": "place/town", "property": "alias", "value": name} for name in ("One", "Two")]
    import_statements(case, lines(*TOWN, *rows))
    one, two = entity(case, "place/town").of("alias")
    first = rfc3339(case.clock.now_ms())
    rank(case, one.statement.id.hex(), to="deprecated", reason="misread")
    second = rfc3339(case.clock.now_ms())
    rank(case, one.statement.id.hex(), to="preferred", reason="read again")
    rank(case, two.statement.id.hex(), to="deprecated", reason="the other it is")

    def ranks(known_at: str | None) -> dict[object, str]:
        view = entity(case, "place/town", times=Times(known_at=known_at))
        return {s.statement.value: s.statement.rank for s in view.of("alias")}

    assert {"One": "normal", "Two": "normal"} == ranks(first)
    assert {"One": "deprecated", "Two": "normal"} == ranks(second)
    assert {"One": "preferred", "Two": "deprecated"} == ranks(None)


def test_the_example_answers_six_and_five_factions(case: Case) -> None:
    with as_file(files("sightline") / "resources/cases/april_2014/statements.jsonl") as path:
        import_statements(case, path)
    six = entity(case, "place/albukamal", times=Times(said_by="2014-04-15"))
    assert sum(1 for s in six.of("governed_by") if not s.statement.negated) == 6
    now = entity(case, "place/albukamal", times=Times(held_at="2014-04-29"))
    held = [s for s in now.of("governed_by") if s.held is Answer.HELD]
    assert sum(1 for s in held if not s.statement.negated) == 5
    assert [
        now.names[s.statement.target].title for s in held if s.statement.negated and s.statement.target
    ] == ["Liwa Allahu Akbar"]


def test_an_entity_that_is_not_there_says_where_to_look(case: Case) -> None:
    with pytest.raises(UnknownName, match="there is no INC-99") as caught:
        entity(case, "INC-99")
    assert "sightline find" in (caught.value.todo or "")


def test_a_time_that_is_no_time_is_refused(case: Case, lines: Lines) -> None:
    import_statements(case, lines(*TOWN))
    with pytest.raises(BadTime):
        entity(case, "place/town", times=Times(held_at="last tuesday"))
