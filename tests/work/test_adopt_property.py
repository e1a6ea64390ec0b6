"""Whatever is done on two copies, and whenever they adopt each other: both end with the same answers."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.fixtures.copies import answers, same_but_for_the_last_adoption, say

from sightline.core.clock import FixedClock
from sightline.core.errors import AskPerson, RowRefused, WrongUse
from sightline.model.draft import IdentityDraft
from sightline.model.record import ranking
from sightline.store.tables import entities, events, statements
from sightline.work.adopt import adopt
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.judging import judge_statement
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.protect import erase, protect, unprotect
from sightline.work.protecting.find import Target
from sightline.work.taking.collect import collect
from sightline.work.taking.intake import Wish
from sightline.work.undoing import undo
from sightline.work.write import writing

WHO = {"authority": "Chief editor", "reason": "risk"}
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(
            "say say say close again judge undo rank same different protect erase open file adopt".split()
        ),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=14,
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a case once; every example works on copies of it."""
    folder = tmp_path_factory.mktemp("start")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", clock=FixedClock(), by="tester")
        say(case, ("actor/0", "name", "value 0"), ("actor/1", "name", "value 1"))
        for n in range(3):
            (folder / f"file-{n}.txt").write_text(f"file {n} names nobody\n")
        close_case(case)
        yield folder


def standing(case: Case, *, closed: bool = False) -> list[str]:
    with case.catalogue.reading() as connection:
        query = select(statements.c.id).distinct()
        if not closed:
            query = query.where(statements.c.closed.is_(None))
        return sorted(bytes(i).hex() for i in connection.execute(query).scalars())


def pick(some: list[str], n: int) -> str:
    return some[n % len(some)] if some else "0" * 32


def step(case: Case, other: Case, deed: str, a: int, b: int, folder: Path) -> None:
    """Do one thing; what cannot be done is refused, and nothing is done."""
    with case.catalogue.reading() as connection:
        known = sorted(bytes(i).hex() for i in connection.execute(select(entities.c.id)).scalars())
        acts = connection.execute(
            select(events.c.writer, events.c.number).where(events.c.kind == "value.protected")
        ).all()
    chosen = pick(standing(case), a)
    if deed == "say":
        say(case, (f"actor/{a % 4}", "alias", f"value {b}"))
    elif deed == "close":
        retract(case, chosen, how="retracted", reason="withdrawn")
    elif deed == "again":
        undo(case, pick(standing(case, closed=True), a))
    elif deed == "judge":
        judge_statement(case, chosen, verdict=["verified", "refuted"][b % 2], reason="seen")
    elif deed == "undo":
        undo(case)
    elif deed == "rank":
        with writing(case) as writer:
            rank = ["preferred", "deprecated"][b % 2]
            writer.append("statement.closed", [ranking(bytes.fromhex(chosen), rank, reason="so")])
    elif deed in ("same", "different"):
        say(case, IdentityDraft(deed, (pick(known, a), pick(known, b))))
    elif deed in ("protect", "erase"):
        {"protect": protect, "erase": erase}[deed](case, Target("statement", chosen), **WHO)
    elif deed == "open" and acts:
        row = acts[a % len(acts)]
        name = f"{bytes(row.writer).hex()[-8:]}:{row.number}"
        unprotect(case, Target("protection", name), authority="Chief editor", reason="agreed")
    elif deed == "file":
        list(collect(case, [str(folder / f"file-{a % 3}.txt")], Wish()))
    elif deed == "adopt":
        adopt(case, other.folder)


@settings(max_examples=15)
@given(steps=STEPS)
def test_both_end_with_the_same_answers(start: Path, steps: list[tuple[int, str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        folder = Path(place)
        patched.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        shutil.copytree(start / "keys", folder / "keys")
        for name in ("one", "two"):
            shutil.copytree(start / "case", folder / name)
        for home in (folder / "keys").glob("*/home.json"):
            home.write_text(json.dumps({"folder": str((folder / "one").resolve())}))
        cases = [
            open_case(folder / name, clock=FixedClock(1_500_000_000_000, seed=1000 * n, step_ms=n), by=name)
            for n, name in ((1, "one"), (2, "two"))
        ]
        try:
            for who, deed, a, b in steps:
                try:
                    step(cases[who], cases[1 - who], deed, a, b, start)
                except (WrongUse, AskPerson, RowRefused):
                    continue
            finished(cases)
        finally:
            for case in cases:
                close_case(case)


def finished(cases: list[Case]) -> None:
    one, two = cases
    adopt(one, two.folder)
    adopt(two, one.folder)
    adopt(one, two.folder)
    for case in cases:
        assert () == check(case).faults
    same_but_for_the_last_adoption(one, two)
    mine: Any = answers(one)["events"]
    yours: Any = answers(two)["events"]
    assert set(yours) <= set(mine)
