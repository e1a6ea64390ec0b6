"""Names of people: kept as typed, compared however they are spelled."""

from pathlib import Path

import pytest

from sightline.core.errors import WrongUse
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.people import same_person, spellings, written_name


@pytest.mark.parametrize(
    "one, other",
    [
        ("Ben", "ben "),
        ("BEN", "ben"),
        ("José  Díaz", "jose diaz"),
        ("ben\u200b", "Ben"),
        ("Бен", "БЕН"),
        ("أحمد", "احمد"),
        ("Al", "al"),  # folds to nothing, and is a name all the same
    ],
)
def test_one_person_however_spelled(one: str, other: str) -> None:
    assert same_person(one, other)


@pytest.mark.parametrize("one, other", [("Ben", "Benno"), ("Al", "El"), ("anna", "ben"), ("🙂", "🙃")])
def test_two_people(one: str, other: str) -> None:
    assert not same_person(one, other)


def test_the_written_form_is_kept() -> None:
    assert "Anna Éditeur" == written_name("  Anna \t Éditeur\n")
    assert ["BEN", "Ben ", "ben"] == spellings("ben", ["BEN", None, "anna", "Ben "])


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\n"])
def test_nothing_is_no_name(name: str) -> None:
    with pytest.raises(WrongUse, match="no name of a person"):
        written_name(name)


def test_who_opens_a_case_is_stripped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    close_case(make_case(tmp_path / "case", by=" Anna  Editor "))
    case = open_case(tmp_path / "case", by="Anna Editor ")
    assert "Anna Editor" == case.by
    close_case(case)
    with pytest.raises(WrongUse, match="no name"):
        open_case(tmp_path / "case", by="  ")
