"""Names and questions as strangers write them: marks that reorder text, endless words, circles, values withheld."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError
from sightline.measure.text.actor_names.compare import compare
from sightline.work.ask import ask
from sightline.work.case import Case
from sightline.work.identify import actor, alike
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.view import Times

Lines = Callable[..., Path]


def named(key: str, name: str, prop: str = "name") -> dict[str, object]:
    return {"entity": f"actor/{key}", "kind": "Actor", "property": prop, "value": name}


def tie(key: str, prop: str, other: str, **more: object) -> dict[str, object]:
    return {"entity": f"actor/{key}", "property": prop, "value": {"entity": f"actor/{other}"}, **more}


@pytest.mark.parametrize(
    "name",
    [
        "\u202eedagirB reviR\u202c",
        "River\u200bBrigade",
        "R" * 100_000,
        "ab " * 50_000,
        "(" * 5_000 + ")" * 5_000,
        "🙂🙂🙂",
        "ﷺ",
        "\ud800",
        "لواء River Бригада",
        "1" * 400,
        "a\u0301" * 3_000,
        "al " * 4_000,
    ],
)
def test_any_name_is_compared(name: str) -> None:
    for other in ("River Brigade", "لواء التوحيد", name):
        told = compare(name, other)
        assert told.verdict in ("same", "distinct", "maybe")
        assert len(told.why) < 2_000


QUESTIONS = (
    "\u202emembers of X",
    "members of " + "X " * 100_000,
    "members of X on " + "9" * 5_000,
    "how did " * 3_000,
    "between and between and between",
    "who " * 2_000 + "was part of",
    "members of ' OR 1=1 --",
    "members of (.*)+",
    "members of X on 2014-04-12 on",
    "what said of said of said of",
    "\x00",
)


def test_any_question_is_answered_or_refused(case: Case) -> None:
    for text in QUESTIONS:
        with pytest.raises(SightlineError):
            ask(case, text)


def test_what_is_withheld_answers_no_question(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            named("a", "Ashton Front"),
            named("c", "Mill Company"),
            {"entity": "source/s", "kind": "Source", "property": "name", "value": "Blog"},
            {"entity": "place/p", "kind": "Place", "property": "name", "value": "Borley"},
            tie("c", "member_of", "a", valid="2021/", said="2021-05-01", source="source/s"),
            {**tie("c", "controls", "x", valid="2021/", said="2021-05-01"), "value": {"entity": "place/p"}},
        ),
    )
    questions = (
        "members of Ashton Front on 2021-05-02",
        "who controlled Borley on 2021-05-02",
        "what Mill Company controlled on 2021-05-02",
        "what Blog said of Mill Company",
    )
    assert [1, 1, 1, 1] == [len(ask(case, q).answers) for q in questions]
    for event in actor(case, "Mill Company").life:
        for voice in event.voices:
            protect(case, Target("statement", voice.statement), authority="tester", reason="asked for")
    for question in questions:
        found = ask(case, question)
        assert (0, ()) == (len(found.answers), found.also), question
    assert () == actor(case, "Mill Company").life


def test_circles_and_actors_of_themselves_come_to_an_end(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            named("a", "Ashton Front"),
            named("b", "Borley Front"),
            tie("a", "part_of", "b", valid="2021/"),
            tie("b", "part_of", "a", valid="2021/"),
            tie("a", "leader_of", "b", valid="2021/"),
        ),
    )
    sheet = actor(case, "Ashton Front", Times(held_at="2021-06-01"))
    assert any(c.kind == "circle" for c in sheet.contradictions)
    assert ["Borley Front"] == [
        a.entity.title for a in ask(case, "parts of Ashton Front on 2021-06-01").answers
    ]


def test_two_records_judged_one_answer_as_one(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            named("a", "Ashton Front"), named("b", "Front of Ashton"), named("c", "Mill Company"),
            tie("c", "member_of", "b", valid="2021/", said="2021-05-01"),
        ),
    )  # fmt: skip
    judge_identity(case, "same", ["ACT-1", "ACT-2"], reason="one group")
    (answer,) = ask(case, "members of Ashton Front on 2021-05-02").answers
    assert "Mill Company" == answer.entity.title
    assert () == alike(case).pairs


def test_a_withheld_name_is_neither_found_nor_shown(case: Case, lines: Lines) -> None:
    import_statements(case, lines(named("a", "Ashton Front"), named("a", "Secret Name", "alias")))
    statement = next(
        v.statement for n in actor(case, "ACT-1").names if n.text == "Secret Name" for v in n.voices
    )
    protect(case, Target("statement", statement), authority="tester", reason="asked for")
    assert "Secret Name" not in [n.text for n in actor(case, "ACT-1").names]
    with pytest.raises(SightlineError) as caught:
        actor(case, "Secret Nama")
    assert "Secret Name" not in str(caught.value)


def test_words_of_strangers_do_not_drive_the_terminal(case: Case, lines: Lines) -> None:
    import_statements(case, lines(named("a", "Ashton\u202e\x1b[31m Front")))
    done = CliRunner().invoke(app, ["actor", "ACT-1", "-w", str(case.folder)])
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output
