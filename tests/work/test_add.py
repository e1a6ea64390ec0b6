"""Adding: taken in and examined in one go; a run that was interrupted goes on with both."""

from pathlib import Path

import pytest

from sightline.core.errors import MissingProgram
from sightline.core.sandbox import Examiner
from sightline.work.add import add, summary
from sightline.work.case import Case
from sightline.work.taking.intake import Added, Wish


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"the words of {name}")
    return folder


def test_what_is_taken_in_is_examined(case: Case, box: Path) -> None:
    done = summary(list(add(case, [str(box)], Wish())))
    assert {a.sha256 for a in done.added} == {e.sha256.hex() for e in done.examined}


def test_what_was_kept_before_an_interrupt_is_examined_after_it(case: Case, box: Path) -> None:
    # what was kept is not taken again, and so was once never examined
    half = add(case, [str(box)], Wish())
    first = next(half)
    half.close()
    assert isinstance(first, Added)
    done = summary(list(add(case, [str(box)], Wish())))
    assert 2 == len(done.added)
    assert 3 == len({e.sha256 for e in done.examined})


def test_a_run_is_over_only_when_all_is_examined(
    case: Case, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(_self: object, _job: object) -> None:
        raise MissingProgram("the sandbox does not start")

    with monkeypatch.context() as patch:
        patch.setattr(Examiner, "run", dead)
        steps = []
        with pytest.raises(MissingProgram):  # noqa: PT012 - steps come before it
            for step in add(case, [str(box)], Wish()):
                steps.append(step)  # noqa: PERF402 - kept although an error follows
    assert 3 == len(steps)
    done = summary(list(add(case, [str(box)], Wish())))
    assert (0, 3) == (len(done.added), len(done.examined))
    assert 3 == len(summary(list(add(case, [str(box)], Wish()))).added)
