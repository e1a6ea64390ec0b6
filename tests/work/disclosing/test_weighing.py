"""What people weighed, through the gate: the same answers as the verbs give, and nothing of what was not released."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sightline.model.disclosed import Dossier
from sightline.model.shown import ShownEntity
from sightline.work.assess import assessment
from sightline.work.assessing.records import Assessed
from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.features import Features, features
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case
from sightline.work.releasing import release


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("weighed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        made = make_case(folder / "case", title="April 2014", zone="Asia/Damascus", by="editor")
        for name in ("statements.jsonl", "assessment.jsonl"):
            with as_file(files("sightline") / "resources/cases/april_2014" / name) as path:
                import_statements(made, Path(path))
        yield made
        close_case(made)


@pytest.fixture(scope="module")
def dossier(case: Case) -> Dossier:
    return disclose(case)


@pytest.fixture(scope="module")
def weighed(case: Case) -> Assessed:
    return assessment(case, "assessment/kafr-zita-2014-04-11")


@pytest.fixture(scope="module")
def compared(case: Case) -> Features:
    return features(case)


def of(dossier: Dossier, code: str) -> ShownEntity:
    return next(one for one in dossier.entities if one.code == code)


def test_the_table_of_an_assessment_is_that_of_the_verb(dossier: Dossier, weighed: Assessed) -> None:
    shown = of(dossier, weighed.entity.code).ach
    assert shown is not None
    letters = {e.number: e.letter for e in weighed.explanations}
    assert [letters[r.explanation] for r in weighed.ranking] == [e.letter for e in shown.explanations]
    assert [p.tells.tells.value for p in weighed.pieces] == [p.tells for p in shown.pieces]
    cells = {(c.piece, letters[c.explanation], c.value, c.basis) for c in weighed.cells}
    assert cells == {(p.number, c.letter, c.value, c.why) for p in shown.pieces for c in p.cells}
    assert [[c.statement for c in p.cites] for p in weighed.pieces] == [
        [c.statement for c in p.cites] for p in shown.pieces
    ]
    assert weighed.conclusion is not None
    assert ("ICD 203", weighed.conclusion.confidence_label) == (shown.scale, shown.confidence)
    assert weighed.conclusion.would_change == shown.would_change
    assert ["The conflict blog"] == [one.title for one in shown.hangs_on if "first" in one.changes]


def test_the_matrix_of_features_is_that_of_the_verb(dossier: Dossier, compared: Features) -> None:
    shown = dossier.features
    assert shown is not None
    assert [compared.labels[f] for f in compared.matrix.features] == [row.label for row in shown.rows]
    codes = [place.code for place in shown.places]
    assert {compared.names[p].code for p in compared.matrix.places} == set(codes)
    found = {
        (compared.labels[f], compared.names[p].code, tuple(sorted(s.statement for s in (*c.seen, *c.denied))))
        for (f, p), c in compared.matrix.cells.items()
    }
    assert found == {
        (row.label, codes[cell.place], tuple(sorted(s.statement for s in cell.sights)))
        for row in shown.rows
        for cell in row.cells
    }


def test_every_claim_stands_in_the_table_and_figures_are_ranges(dossier: Dossier) -> None:
    incident = of(dossier, "INC-1")
    asked = {row.property for row in incident.table}
    assert {"occurred", "place", "attributed_to", "casualties"} <= asked
    assert {row.property for row in incident.claims} <= asked
    blame = next(row for row in incident.table if row.property == "attributed_to")
    assert blame.reasons
    assert "3 sources, at most 1 with no tie found" == blame.sources
    killed = next(one for one in incident.figures if one.label.endswith("killed"))
    assert ("2", "2", "2") == (killed.lowest, killed.best, killed.highest)
    affected = next(one for one in incident.figures if one.label.endswith("affected"))
    assert ("101", "no upper bound") == (affected.lowest, affected.highest)
    assert () == of(dossier, "ACT-1").table


def test_a_release_weighs_only_what_was_released(case: Case, dossier: Dossier, weighed: Assessed) -> None:
    release(case, weighed.entity.code, to="public", reason="the judgement is published", by="editor")
    out = disclose(case, audience="public")
    assert [weighed.entity.code] == [one.code for one in out.entities]
    shown = out.entities[0].ach
    assert shown is not None
    assert [()] * 7 == [piece.cites for piece in shown.pieces]  # not one of the records it rests on is named
    assert any("what was released" in notice for notice in shown.notices)
    assert out.features is None
    told = repr(out.entities[0].ach)
    assert "INC-1" not in told
    assert "conflict blog" not in told
