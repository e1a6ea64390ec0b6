"""What a text names: places resolved in their passage, dates as EDTF, people and groups not looked up."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from sightline.core.errors import UnknownName, WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work import mentions
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.gazetteers import gathering
from sightline.work.mentions import Mentions, mentions_in, mentions_of_item
from sightline.work.new import new
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.say import say
from sightline.work.taking.intake import Wish

WORLD = (
    Place((Name("Hama", preferred=True), Name("حماة")), 35.13179, 36.75783, "SY", ("Hama",), population=460_602),
    Place((Name("Kafr Zita"), Name("كفر زيتا")), 35.3742, 36.6033, "SY", ("Hama",), population=20_000),
    Place((Name("Atshan"),), 35.4073, 36.8233, "SY", ("Hama",)),
    Place((Name("Atshan"),), 36.9, 40.5, "SY", ("Al-Hasakah",)),
    Place((Name("Umar"),), 36.1, 40.9, "SY", ("Al-Hasakah",)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a world of five places in the place of the built-in one, and its cache in the test's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="m" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice(WORLD, None))
    return


def told(found: Mentions) -> dict[str, str | None]:
    return {one.mention.text: None if one.found is None else one.found.status for one in found.places}


def test_each_place_is_resolved_in_its_own_passage() -> None:
    text = "Two shells fell on Atshan, 31 km north of Hama, on 11 April.\n" + "Nothing else. " * 40
    text += "Later there was fire in Kafr Zita."
    found = mentions_in(text, written="2014-04-13")
    assert {"Atshan": "resolved", "Hama": "resolved", "Kafr Zita": "resolved"} == told(found)
    best = found.places[0].found
    assert best is not None
    assert 35.4073 == best.candidates[0].lat
    for one in found.places:
        assert one.mention.text == text[one.mention.start : one.mention.end]
    assert [("11 April", "2014-04-11")] == [(date.text, date.edtf) for date in found.dates]
    assert all(text[date.start : date.end] == date.text for date in found.dates)
    assert (None, None, "2014-04-13", 0) == (found.item, found.layer, found.written, found.not_looked_at)


def test_a_namesake_that_nothing_decides_stays_ambiguous() -> None:
    assert {"Atshan": "ambiguous"} == told(mentions_in("Two shells fell on Atshan."))


def test_people_and_groups_are_told_and_never_looked_up() -> None:
    found = mentions_in("Fighters of the Umar al-Mukhtar Brigade and Colonel Hama were in Kafr Zita.")
    assert {"Umar": None, "Hama": None, "Kafr Zita": "resolved"} == told(found)
    assert ["group", "person", None] == [one.mention.looks_like for one in found.places]
    assert 0 == found.not_looked_at


@pytest.mark.parametrize(
    "text",
    ["Shells fell on Qarat al-Tell.", "Qarat at-Tell's school", "in QARAT AL-TELL", "in Qarat al Tell"],
)
def test_a_place_of_the_case_with_an_article_inside_is_found(case: Case, text: str) -> None:
    # folding drops the article, the gazetteer keeps it: such names of the case were never found in its texts
    own = new(case, "Place", name="Qarat al-Tell")
    say(case, own.code, "position", {"lat": "35.42", "lon": "36.39"})
    found = mentions_in(text, case=case)
    assert ["resolved"] == list(told(found).values())
    answer = found.places[0].found
    assert answer is not None
    assert ("case", own.code) == answer.candidates[0].ids[0]


def test_a_withheld_place_is_not_found(case: Case) -> None:
    hidden = new(case, "Place", name="Qarat al-Tell")
    say(case, hidden.code, "position", {"lat": "35.42", "lon": "36.39"})
    protect(case, Target("entity", hidden.id), authority="editor", reason="a source lives there")
    assert {} == told(mentions_in("Shells fell on Qarat al-Tell.", case=case))


def test_a_reason_is_told_once() -> None:
    # a row of days without a year said "no year is written" once for each of its days
    for text in ("on 12 April, 13 April and 14 April", "9-10 April", "overnight 9-10 April"):
        for date in mentions_in(text, written="2014-04-20").dates:
            assert 1 == date.why.lower().count("no year is written"), (text, date.why)


def test_the_rest_of_a_text_with_very_many_names_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "MOST", 3)
    found = mentions_in("Kafr Zita. Hama. " * 3)
    assert (6, 3) == (len(found.places), found.not_looked_at)
    assert [None] * 3 == [one.found for one in found.places[3:]]


def test_there_must_be_a_text() -> None:
    for text in ("", "  \n"):
        with pytest.raises(WrongUse):
            mentions_in(text)
    found = mentions_in("nothing of the kind here")
    assert ((), ()) == (found.places, found.dates)


def test_the_text_of_an_item_is_read_and_dates_lean_on_when_it_was_posted(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Last night two shells fell on Kafr Zita.\n", encoding="utf-8")
    list(add(case, [str(path)], Wish()))
    found = mentions_of_item(case, "ITM-1")
    assert ("ITM-1", "original", None) == (
        found.item,
        None if found.layer is None else found.layer.kind,
        found.written,
    )
    assert {"Kafr Zita": "resolved"} == told(found)
    assert [None] == [date.edtf for date in found.dates]  # nobody says when it was written
    say(case, "ITM-1", "posted_at", "2014-04-13")
    for found in (mentions_of_item(case, "ITM-1"), mentions_of_item(case, "ITM-1", written="2014-04-13")):
        assert "2014-04-13" == found.written
        assert ["2014-04-12/2014-04-13"] == [date.edtf for date in found.dates]
    assert "2014-05-01" == mentions_of_item(case, "ITM-1", written="2014-05-01").written


def test_an_item_or_layer_that_is_not_there_is_named(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Kafr Zita.\n", encoding="utf-8")
    list(add(case, [str(path)], Wish()))
    with pytest.raises(UnknownName):
        mentions_of_item(case, "ITM-9")
    with pytest.raises(UnknownName) as caught:
        mentions_of_item(case, "ITM-1", layer="transcript")
    assert "original" in str(caught.value.todo)
