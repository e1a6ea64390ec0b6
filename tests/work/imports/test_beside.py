"""A long import is prepared by a second process; the rows are those of the ordinary way, whatever happens to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import func, select

from sightline.store.tables import events, statements
from sightline.work import importing
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.following import follow_text
from sightline.work.importing import import_statements
from sightline.work.imports import beside as import_beside
from sightline.work.imports.beside import Beside
from sightline.work.search import find
from sightline.work.searching.query import Query

Lines = Callable[..., Path]


def row(number: int, **more: Any) -> dict[str, Any]:
    return {
        "entity": f"incident/{number // 3}",
        "property": "summary",
        "value": f"Witness {number} قال برميل",
        "lang": "en",
        "valid": f"2014-04-{1 + number % 28:02d}",
        "said": "2014-05~",
        "source": f"source/blog-{number % 4}",
        "evidence": [{"item": f"item/post-{number}", "start": 3, "end": 9, "quote": "barrel"}],
        **more,
    }


def rows() -> list[dict[str, Any]]:
    place = {"lat": "33.5", "lon": "36.3", "radius_m": 500}
    return [
        *(row(number) for number in range(20)),
        {"entity": "place/old-bridge", "property": "position", "value": place},
        {"entity": "place/old-bridge", "property": "name", "value": "Old Bridge", "lang": "en"},
        {"entity": "incident/1", "property": "occurred", "value": "2014-04-11"},
        *(row(number, polarity="negated", certainty="hedged") for number in range(20, 40)),
    ]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 7)
    monkeypatch.setattr(import_beside, "cores", lambda: 2)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each batch came prepared."""
    seen: list[bool] = []
    answer = Beside.answer

    def told(self: Beside) -> Any:
        prepared = answer(self)
        seen.append(prepared is not None)
        return prepared

    monkeypatch.setattr(Beside, "answer", told)
    return seen


def count(case: Case) -> int:
    with case.catalogue.reading() as connection:
        return connection.execute(select(func.count()).select_from(statements)).scalar_one()


def test_what_was_prepared_is_what_a_rebuild_makes(case: Case, lines: Lines, answers: list[bool]) -> None:
    done = import_statements(case, lines(*rows()))
    assert (43, 43, 0) == (done.lines, done.new, done.known)
    assert [True] * 7 == answers
    assert () == check(case).faults
    assert 1 == len(find(case, Query(text="Witness 31")).hits)
    assert "Old Bridge" in [hit.title for hit in find(case, Query(text="bridge")).hits]


def test_known_double_and_sealed_go_the_ordinary_way(case: Case, lines: Lines, answers: list[bool]) -> None:
    import_statements(case, lines(*rows()[:10]))
    answers.clear()
    sealed = {"entity": "source/witness", "property": "contact", "value": "+963 11 000"}
    done = import_statements(case, lines(*rows(), *rows()[:9], sealed, *(row(n) for n in range(40, 54))))
    assert (48, 19) == (done.new, done.known)
    assert False in answers
    assert True in answers
    assert () == check(case).faults


def test_a_second_process_that_dies_costs_nothing(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, asked = Beside.ask, list[int]()

    def killed(self: Beside, offset: int, size: int) -> None:
        asked.append(offset)
        if len(asked) == 3 and self._process is not None:
            self._process.kill()
            self._process.wait()
        ask(self, offset, size)

    monkeypatch.setattr(Beside, "ask", killed)
    assert 43 == import_statements(case, lines(*rows())).new
    assert 7 == len(asked)
    assert 43 == count(case)
    assert () == check(case).faults


def test_with_the_text_following(case: Case, lines: Lines, answers: list[bool]) -> None:
    again = evolve(case, settings=evolve(case.settings, catalogue_text="following"))
    assert 43 == import_statements(again, lines(*rows())).new
    assert [True] * 7 == answers
    assert () == find(again, Query(text="Witness 31")).hits
    follow_text(again)
    assert 1 == len(find(again, Query(text="Witness 31")).hits)
    assert () == check(again).faults


def test_a_short_import_starts_no_process(case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_beside, "_start", lambda *_: pytest.fail("a process for two batches"))
    assert 13 == import_statements(case, lines(*rows()[:13])).new
    with case.catalogue.reading() as connection:
        kinds = connection.execute(select(events.c.kind).order_by(events.c.pos)).scalars().all()
    assert ["import.begun", "import.batch", "import.done"] == kinds[-3:]
