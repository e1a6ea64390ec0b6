"""The example case: what it opens on, what it proves, and that building it twice changes nothing."""

from pathlib import Path

import pytest

from sightline.publish.dossier import publish
from sightline.work.check import check
from sightline.work.demo import Demo, build_demo
from sightline.work.opening import close_case, open_case
from sightline.work.view import entity


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        return build_demo(folder / "example", tell=lambda _: None)


@pytest.fixture(autouse=True)
def _keys(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(demo.folder.parent / "keys"))


def test_it_opens_on_the_11th_with_two_accusers_side_by_side(demo: Demo) -> None:
    first = next(e for e in demo.dossier.entities if e.code == demo.dossier.first)
    assert first.title == "Kafr Zita, 11 April 2014"
    sides = next(c for c in first.claims if "done it" in c.question).sides
    assert len(sides) == 2
    assert all(side.statement is not None and side.evidence for side in sides)


def test_the_aggregate_is_not_added(demo: Demo) -> None:
    tallies = [e.tally for e in demo.dossier.entities if e.aggregate]
    assert "at least six claimed, four dated, not added" in tallies


def test_the_flipped_byte_is_named(demo: Demo) -> None:
    assert demo.fault.startswith("objects/sha256/")
    assert not (demo.folder / "tmp" / "flipped").exists()


def test_the_case_itself_is_whole_and_a_value_is_withheld(demo: Demo) -> None:
    case = open_case(demo.folder)
    try:
        checked = check(case)
        assert checked.ok, checked.faults
        assert checked.withheld > 0
        assert checked.unsigned == 0
        (shown,) = entity(case, "source/account-one").of("contact")
        assert (shown.statement.value, shown.statement.hidden) == (None, 1)
    finally:
        close_case(case)


def test_built_again_it_is_the_same_case(demo: Demo) -> None:
    again = build_demo(demo.folder, tell=lambda _: None)
    assert again.line == demo.line
    assert len(again.dossier.entities) == len(demo.dossier.entities)


def test_the_withheld_value_stands_on_no_page(demo: Demo, tmp_path: Path) -> None:
    site = publish(demo.dossier, tmp_path / "site")
    secret = "example contact, invented"
    hits = [p for p in sorted(site.folder.rglob("*")) if p.is_file() and secret.encode() in p.read_bytes()]
    assert hits == []
