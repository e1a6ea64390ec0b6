"""The worked example: who or what released the gas at Kafr Zita on 11 April 2014, with the case's own evidence."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sightline.model.ach import Changes, Tells
from sightline.work.assess import assessment
from sightline.work.assessing.records import Assessed
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

KEY = "assessment/kafr-zita-2014-04-11"


@pytest.fixture(scope="module")
def april(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assessed]:
    folder = tmp_path_factory.mktemp("april")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="April 2014", zone="Asia/Damascus", by="editor")
        for name in ("statements.jsonl", "assessment.jsonl"):
            with as_file(files("sightline") / "resources/cases/april_2014" / name) as path:
                import_statements(case, Path(path))
        yield assessment(case, KEY)
        close_case(case)


def test_the_three_explanations_of_the_case(april: Assessed) -> None:
    assert ["A", "B", "C"] == [e.letter for e in april.explanations]
    assert ["INC-1"] == [n.code for n in april.of]
    assert [1, 3, 2] == [r.explanation for r in april.ranking]
    assert (
        () == april.notices
    )  # every cell judged, every piece cited and graded, no citation that leads nowhere


def test_every_citation_leads_to_one_statement(april: Assessed) -> None:
    cited = [c for p in april.pieces for c in p.cites]
    assert 7 == len(cited)
    assert {(1, "stands")} == {(c.one_of, c.state) for c in cited}
    assert all(c.statement is not None for c in cited)


def test_the_samples_say_what_and_not_who(april: Assessed) -> None:
    samples = next(p for p in april.pieces if p.text.startswith("Samples"))
    assert (Tells.ALL_ALIKE, Changes.NOTHING) == (samples.tells.tells, samples.falls)


def test_nearly_all_of_it_hangs_on_one_blog(april: Assessed) -> None:
    # the reason that confidence is low: no single piece turns it, one teller does
    assert {Changes.NOTHING} == {p.falls for p in april.pieces}
    blog = next(s for s in april.sources if s.source.title == "The conflict blog")
    assert Changes.LEADER is blog.changes
    assert april.conclusion is not None
    assert ("low", "icd203") == (april.conclusion.confidence, april.conclusion.scale)


def test_levels_of_another_scale_stay_in_their_own_words(april: Assessed) -> None:
    assert {"likely", "unlikely"} == {w.term for w in april.conclusion.likelihoods}  # type: ignore[union-attr]
    report = next(p for p in april.pieces if "consultancy" in p.text)
    assert "ASM-3 level: substantial" == report.cites[0].text
