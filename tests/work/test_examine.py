"""Examining: each object once, what was found before is used again, and who waits always gets an answer."""

from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select

from sightline.core.sandbox import Examiner, Job, Reply
from sightline.core.sandbox_faults import late
from sightline.measure.run import failed
from sightline.model.finding import Finding
from sightline.store.tables import findings
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.examine import examine, examining
from sightline.work.taking.collect import collect
from sightline.work.taking.intake import Wish
from sightline.work.taking.targets import targets_of


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


def limited(case: Case, seconds: int) -> Case:
    return evolve(case, settings=evolve(case.settings, examine_seconds=seconds))


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let every measure be stopped by its time while less than 100 s are given; gives the seconds it was asked with."""
    asked: list[int] = []
    real = Examiner.run

    def run(self: Examiner[Finding], job: Job, **more: object) -> Reply[Finding]:
        asked.append(self.limits.wall_s)
        if self.limits.wall_s >= 100:
            return real(self, job)
        faults = tuple((name, late(self.limits.wall_s)) for name in job.measures)
        found = tuple(failed(name, fault, job.parameters[name]) for name, fault in faults)
        return Reply(found, faults, "bubblewrap", 0.1)

    monkeypatch.setattr(Examiner, "run", run)
    return asked


def test_what_time_stopped_is_run_again_with_more_of_it(filled: Case, stopping: list[int]) -> None:
    # a film that needed two minutes stayed "failed" for ever, whatever the settings said later
    target = [t for t in targets_of(filled) if t.name == "a.txt"]
    (first,) = examine(limited(filled, 10), target)
    assert (2, 2) == (len(first.ran), len(first.failed))
    (same,) = examine(limited(filled, 10), target)
    (less,) = examine(limited(filled, 5), target)
    assert ((), 2, (), 2) == (same.ran, len(same.failed), less.ran, len(less.failed))
    assert [10] == stopping
    (more,) = examine(limited(filled, 200), target)
    assert (2, ()) == (len(more.ran), more.failed)
    (done,) = examine(limited(filled, 300), target)
    assert ((), 2, ()) == (done.ran, done.reused, done.failed)
    with filled.catalogue.reading() as connection:
        rows = connection.execute(select(findings.c.measure, findings.c.outcome).order_by(findings.c.n)).all()
    # the failure stays on record beside what was found
    assert ["failed", "failed"] == [r.outcome for r in rows[:2]]
    assert 4 == len(rows)
    assert check(filled).ok


def test_what_failed_otherwise_is_run_again_when_asked(filled: Case) -> None:
    target = [t for t in targets_of(filled) if t.name == "b.pdf"]
    (first,) = examine(filled, target)
    assert 2 == len(first.failed)
    (kept,) = examine(filled, target)
    assert () == kept.ran
    (again,) = examine(filled, target, again=True)
    assert {m for m, _ in first.failed} == set(again.ran)
    (after,) = examine(filled, target)
    assert (2, ()) == (len(after.failed), after.ran)
    assert check(filled).ok
