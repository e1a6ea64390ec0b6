"""A source protected, confirmed and opened again on both databases; and the spellings its name is looked for in."""

from pathlib import Path

import pytest

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.disclose import disclose
from sightline.work.export import export_statements
from sightline.work.rebuild import rebuild
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.safety.confirm import confirm_publishable, is_protected
from sightline.work.safety.limit import recent_since
from sightline.work.safety.names import names_in_release
from sightline.work.safety.source_words import address_words, long_enough, name_words
from sightline.work.safety.sources import protect_source, unprotect_source
from sightline.work.sheet import export_sheet
from sightline.work.view import entity
from sightline.work.write import writing

WHO = {"authority": "Chief editor", "reason": "asked for it"}
CHECKED = ("quote", "media", "place", "time")


def drafted(case: Case, *drafts: Draft) -> list[str]:
    with writing(case) as writer:
        return [i.hex() for i in record(writer, Resolver(case), drafts).ids]


def planted(case: Case) -> list[str]:
    return drafted(
        case,
        Draft("source/q", "name", "Quixenby", origin="analyst"),
        Draft("item/post", "title", "Quixenby at the mill", origin="analyst"),
        Draft("item/post", "author", {"entity": "source/q"}, origin="analyst"),
        Draft("incident/a", "title", "Fire", origin="analyst"),
        Draft("incident/a", "outcome", "Marzipan", source="source/q", evidence=(EvidenceRef("item/post"),)),
        Draft("incident/a", "outcome", "Nougat", origin="analyst"),
    )


def test_protected_confirmed_and_opened_on_both_databases(case: Case, tmp_path: Path) -> None:
    ids = planted(case)
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    assert is_protected(case, "SRC-1")
    assert "Blue heron" == entity(case, "SRC-1").title
    done = export_statements(case, tmp_path / "a.jsonl")
    assert done.protected > 0
    assert 0 == export_sheet(case, tmp_path / "s.csv", kind="Source").rows
    assert "Marzipan" not in repr(disclose(case, copied=True))
    confirm_publishable(case, "SRC-1", ids[4], checked=CHECKED, reason="known", by="A. Editor")
    assert "Marzipan" in repr(disclose(case, copied=True))
    assert () == names_in_release(case, "public")
    recent_since(case, days=1, reason="long over")
    assert check(case).ok
    rebuild(case)
    assert is_protected(case, "SRC-1")
    unprotect_source(case, "SRC-1", **WHO)
    assert "Quixenby" == entity(case, "SRC-1").title
    assert "Quixenby at the mill" == entity(case, "ITM-1").title
    assert check(case).ok


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_what_is_of_the_source_is_confirmed(case: Case) -> None:
    ids = planted(case)
    with pytest.raises(WrongUse, match="is not protected"):
        confirm_publishable(case, "SRC-1", checked=CHECKED, reason="r", by="b")
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    for what in (ids[5], "INC-1"):
        with pytest.raises(UnknownName):
            confirm_publishable(case, "SRC-1", what, checked=CHECKED, reason="r", by="b")
    confirm_publishable(case, "SRC-1", "ITM-1", checked=CHECKED, reason="r", by="b")
    assert "ITM-1" in [e.code for e in disclose(case, copied=True).entities]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_ordinary_word_is_not_withheld_everywhere_unasked(case: Case) -> None:
    planted(case)
    drafted(case, *(Draft("incident/a", "note", f"quixenby {n}", origin="analyst") for n in range(205)))
    with pytest.raises(WrongUse, match="other places"):
        protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    assert not is_protected(case, "SRC-1")
    done = protect_source(case, "SRC-1", pseudonym="Blue heron", everywhere=False, **WHO)
    assert 205 <= len(done.done.also)
    assert "Blue heron" == entity(case, "SRC-1").title


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_given_again_it_takes_what_was_said_since(case: Case) -> None:
    planted(case)
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    drafted(case, Draft("SRC-1", "alias", "Zaffre", origin="analyst"))
    assert any(s.statement.value == "Zaffre" for s in entity(case, "SRC-1").statements)
    protect_source(case, "SRC-1", pseudonym="Grey heron", **WHO)
    assert not any(s.statement.value == "Zaffre" for s in entity(case, "SRC-1").statements)
    assert "Grey heron" == entity(case, "SRC-1").title


def test_names_are_looked_for_as_handles_and_addresses() -> None:
    every = set(name_words("Zara Q Quix"))
    assert {"Zara Q Quix", "ZaraQQuix", "Zara_Q_Quix", "zara%20q%20quix", "Zara-Q-Quix"} <= every
    assert "%D8%A3" in "".join(name_words("أ"))
    assert {"quix", "twitter.com/quix"} <= set(address_words("https://twitter.com/quix"))
    assert "twitter.com" not in set(address_words("https://twitter.com/quix"))
    assert "quix.example.org" in set(address_words("https://www.quix.example.org/a/b"))
    assert "quix.blogspot.com" in set(address_words("http://quix.blogspot.com/2014/"))
    assert ("abcd",) == long_enough(["abcd", "abc", " abcd "])
