"""Examining: each object once, what was found before is used again, and who waits always gets an answer."""

from pathlib import Path

import pytest

from sightline.core.sandbox import Examiner
from sightline.work.case import Case
from sightline.work.collect import collect
from sightline.work.examine import examine, examining
from sightline.work.intake import Wish
from sightline.work.targets import targets_of


@pytest.fixture
def filled(case: Case, tmp_path: Path) -> Case:
    for name, text in {"a.txt": "a text of some words", "b.pdf": "%PDF-1.4 and no more", "c.bin": ""}.items():
        (tmp_path / name).write_text(text)
        list(collect(case, [str(tmp_path / name)], Wish()))
    return case


def test_a_second_run_uses_what_was_found(filled: Case) -> None:
    first = list(examine(filled, targets_of(filled)))
    second = list(examine(filled, targets_of(filled)))
    assert 3 == len(first) == len(second)
    assert {()} == {e.ran for e in second}
    assert sorted(len(e.ran) for e in first) == sorted(e.reused for e in second)


def test_what_failed_before_is_told_again(filled: Case) -> None:
    # else the second run over a broken file would look as if it were sound
    first = [e.failed for e in examine(filled, targets_of(filled)) if e.failed]
    second = [e.failed for e in examine(filled, targets_of(filled)) if e.failed]
    assert 1 == len(first)
    assert {m for m, _ in first[0]} == {m for m, _ in second[0]}


def test_the_same_object_ordered_twice_runs_once(filled: Case) -> None:
    twice = [t for target in targets_of(filled) for t in (target, target)]
    done = list(examine(filled, twice))
    assert 6 == len(done)
    assert 3 == sum(1 for e in done if e.ran)


def test_an_error_in_a_thread_is_raised_where_it_is_waited_for(
    filled: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object, _job: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Examiner, "run", broken)
    with pytest.raises(ZeroDivisionError):
        list(examine(filled, targets_of(filled)))


def test_leaving_early_ends_the_sandboxes(filled: Case) -> None:
    with examining(filled) as pool:
        for target in targets_of(filled):
            pool.submit(target)
        threads = list(pool._threads)
    assert [False] * len(threads) == [t.is_alive() for t in threads]
    assert 3 == len([e for e in examine(filled, targets_of(filled)) if e.ran])
