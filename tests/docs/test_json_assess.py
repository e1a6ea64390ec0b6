"""The documents of ``assess``, ``verify`` and ``plan`` have the keys that the page for programs shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.documents import nothing_optional, printed, shown
from tests.fixtures.assessments import Small, small

from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.concluding import Judging, conclude, review
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.judging import judge_statement
from sightline.work.locating import analysis
from sightline.work.opening import close_case
from sightline.work.verifying import answering
from sightline.work.verifying.answering import Answering
from sightline.work.verifying.planning import Search, new_plan, search
from sightline.work.verifying.ratings import rate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a case with one of everything that the documents can hold."""
    place = tmp_path_factory.mktemp("assess")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(place / "keys"))
        made = small(place / "case")
        _assessed(made)
        _verified(made)
        close_case(made.case)
        yield place / "case"


def _assessed(made: Small) -> None:
    case = made.case
    new_assessment(case, "Who did it?", of="INC-1", explanations=["the government", "the rebels"])
    piece = Weighing("television accuses the rebels", [made.accused], "5", "low")
    weigh(case, "ASM-1", piece, cells=["A=I", "B=C"], why="a party to the war")
    new_assessment(case, "Who did it, once more?", supersedes="ASM-1")
    cites = ["INC-1.argument"]
    conclude(
        case, "ASM-1", Judging(["B=unlikely"], "low", "r", cites=cites, would_change=["x"], limits=["y"])
    )
    review(made.by("ben"), "ASM-1", "agrees", why="followed it")


def _verified(made: Small) -> None:
    case = made.case
    said = Answering(
        "television", confidence="tentative", percent=60, why="r", against="a", cites=[made.accused]
    )
    answering.answer(case, "INC-1", "source", said)
    answering.review(made.by("ben"), "INC-1", "source", "agrees", why="followed it")
    rate(case, made.accused, "4", why="nothing else says so")
    rate(case, "SRC-2", "E", why="speaks for a party")
    judge_statement(case, made.accused, verdict="refuted", reason="the studio was elsewhere")
    analysis.begin(case, "Chronolocation", "INC-1")
    analysis.sure(case, "CHR-1", "date", "tentative", "one clock")
    new_plan(case, "The attack", of="INC-1", question="Who filmed it?", steps=["find the first upload"])
    search(case, "PLN-1", Search("the video", "the platform", "found", found=["ITM-1"], note="late"))


@pytest.mark.parametrize(
    "section, words",
    [
        ("assess", ("assess", "ASM-1")),
        ("verify", ("verify", "INC-1")),
        ("track", ("verify", "track", "SRC-2")),
        ("plan", ("plan", "PLN-1")),
        ("assessments", ("assess",)),
        ("verifications", ("verify",)),
        ("plans", ("plan",)),
    ],
)
def test_document(folder: Path, section: str, words: tuple[str, ...]) -> None:
    found = printed(*words, "-w", folder, "--by", "anna")
    nothing_optional(shown(section), found)
    for key, value in shown(section).items():  # what the page shows full is full here too
        assert bool(value) <= bool(found[key]) or key in ("sensitivity", "released", "notices", "authors"), (
            key
        )
