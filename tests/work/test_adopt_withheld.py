"""What one copy withheld or erased does not come back in clear from the other, nor stay in clear there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.fixtures.copies import same_but_for_the_last_adoption, say
from tests.work.test_adopt import sound
from tests.work.test_protect import NAME, WHO, WORDS, hits, rows, traces

from sightline.model.arrival import Arrival, Origin
from sightline.model.draft import Draft
from sightline.model.evidence_record import capture, finding, finding_id, stored
from sightline.model.finding import Finding
from sightline.model.record import entity, entity_key
from sightline.store.tables import statements
from sightline.work.add import add
from sightline.work.adopt import adopt
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.protect import erase, protect, unprotect
from sightline.work.protecting.find import Target
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.taking.intake import Wish
from sightline.work.write import writing

Fill = Callable[..., Any]
DEEDS = pytest.mark.parametrize("deed", [protect, erase])
PLAIN = "A report that names nobody."


def work_on(copy: Case, made: Any) -> None:
    """Let the other copy go on with everything that carries the name."""
    with copy.catalogue.reading() as connection:
        row = connection.execute(select(statements).where(statements.c.id == made.named)).one()
    # the same statement is closed and said again: the same id in a leaf that no protection names
    retract(copy, made.named.hex(), how="mistranscribed", reason="a typing error")
    with writing(copy) as writer:
        record(writer, Resolver(copy), [Draft("actor/named", "name", NAME, kind="Actor")])
    assert row.id == made.named
    say(copy, ("actor/named", "alias", f"{NAME} the elder"), ("actor/other", "name", PLAIN))
    # the photo is captured and examined once more, and more is made of it
    picture = copy.vault.put(f"contact sheet with {NAME}".encode())
    item = copy.ids.new()
    found = Finding("media.other", 1, "found", f"It shows {NAME}.", values={"who": NAME})
    identifier = finding_id((made.photo,), found)
    arrival = Arrival("item/again", "photo", "captured", Origin(address="/evidence/again.jpg"))
    files: list[Any] = [{"sha256": made.photo.hex(), "role": "original", "name": "again.jpg"}]
    products: list[Any] = [{"sha256": picture.sha256.hex(), "role": "thumbnail"}]
    with writing(copy) as writer:
        taken = capture(copy.ids.new(), item, None, arrival, files=files, collector={"collector": "x"})
        writer.append(
            "item.captured",
            [
                entity(item, "Item", key="item/again"),
                stored(picture.sha256, picture.sha512, picture.size, role="derivative", media_type=None),
                taken,
                finding(identifier, made.photo, found, products=products, prints=None, sandbox="none", ms=1),
                # the withheld key, given to another entity
                entity_key(item, f"item/photo-of-{NAME}-again"),
            ],
        )


@DEEDS
def test_what_we_withheld_does_not_come_back(
    case: Case, copy_of: Any, fill: Fill, tmp_path: Path, deed: Any
) -> None:
    made = fill(case, NAME)
    copy = copy_of(case)
    deed(case, WORDS, **WHO)
    work_on(copy, made)
    done = adopt(case, copy.folder)
    assert 3 < done.withheld
    assert [] == traces(case, tmp_path, rows(case), str(done))
    assert 0 == hits(case, NAME)
    sound(case)
    assert [] == traces(case, tmp_path, rows(case))
    # the rest came
    assert PLAIN in rows(case)
    # and the other copy, adopting in turn, loses it too
    adopt(copy, case.folder)
    assert [] == traces(copy, tmp_path, rows(copy))
    sound(copy)
    same_but_for_the_last_adoption(case, copy)


@DEEDS
def test_what_the_other_withheld_is_withheld_here(
    case: Case, copy_of: Any, fill: Fill, tmp_path: Path, deed: Any
) -> None:
    made = fill(case, NAME)
    copy = copy_of(case)
    deed(copy, WORDS, **WHO)
    work_on(case, made)
    adopt(case, copy.folder)
    assert [] == traces(case, tmp_path, rows(case))
    sound(case)
    adopt(copy, case.folder)
    sound(copy)
    assert [] == traces(copy, tmp_path, rows(copy))
    same_but_for_the_last_adoption(case, copy)


def test_both_withheld_it_apart(case: Case, copy_of: Any, fill: Fill, tmp_path: Path) -> None:
    fill(case, NAME)
    copy = copy_of(case)
    protect(case, WORDS, **WHO)
    protect(copy, WORDS, **WHO)
    adopt(case, copy.folder)
    adopt(copy, case.folder)
    for one in (case, copy):
        assert [] == traces(one, tmp_path, rows(one))
        sound(one)
        assert 0 == check(one).unread
    same_but_for_the_last_adoption(case, copy)


def test_one_withheld_the_other_erased(case: Case, copy_of: Any, fill: Fill, tmp_path: Path) -> None:
    fill(case, NAME)
    copy = copy_of(case)
    protect(case, WORDS, **WHO)
    erase(copy, WORDS, **WHO)
    adopt(case, copy.folder)
    sound(case)
    adopt(copy, case.folder)
    sound(copy)
    same_but_for_the_last_adoption(case, copy)
    assert check(copy).erased == check(case).erased


def test_what_is_opened_by_who_knew_of_it_opens_in_both(case: Case, copy_of: Any, fill: Fill) -> None:
    fill(case, NAME)
    done = protect(case, WORDS, **WHO)
    copy = copy_of(case)
    say(copy, ("actor/other", "name", PLAIN))
    assert done.event is not None
    unprotect(copy, Target("protection", done.event), authority="Chief editor", reason="agreed")
    assert 2 == hits(copy, NAME)
    adopt(case, copy.folder)
    assert 2 == hits(case, NAME)
    sound(case)
    adopt(copy, case.folder)
    same_but_for_the_last_adoption(case, copy)
    assert [] == list(case.vault.sealed.all())


def test_what_is_opened_without_knowing_of_the_other_stays_withheld(
    case: Case, copy_of: Any, fill: Fill, tmp_path: Path
) -> None:
    made = fill(case, NAME)
    copy = copy_of(case)
    target = Target("statement", made.named.hex())
    protect(case, target, **WHO)
    protect(copy, target, **WHO)
    unprotect(copy, target, authority="Chief editor", reason="agreed")
    adopt(copy, case.folder)
    adopt(case, copy.folder)
    for one in (case, copy):
        with one.catalogue.reading() as connection:
            row = connection.execute(select(statements).where(statements.c.id == made.named)).one()
        assert (1, None) == (row.hidden, row.value)
        sound(one)


def test_without_the_keys_of_the_other_it_stays_closed(case: Case, copy_of: Any, fill: Fill) -> None:
    fill(case, NAME)
    copy = copy_of(case)
    protect(copy, WORDS, **WHO)
    home = case.keys_folder / copy.chain.writer.hex()
    home.rename(home.with_name("away"))
    adopt(case, copy.folder)
    checked = check(case)
    assert () == checked.faults
    assert 0 < checked.unread
    assert not (case.keys_folder / copy.chain.writer.hex()).exists()


def test_a_protection_after_the_adoption_reaches_both_chains(
    case: Case, copy_of: Any, fill: Fill, tmp_path: Path
) -> None:
    made = fill(case, NAME)
    copy = copy_of(case)
    work_on(copy, made)
    adopt(case, copy.folder)
    protect(case, WORDS, **WHO)
    assert [] == traces(case, tmp_path, rows(case))
    sound(case)
    adopt(copy, case.folder)
    assert [] == traces(copy, tmp_path, rows(copy))
    sound(copy)
    same_but_for_the_last_adoption(case, copy)
    done = json.dumps([str(f) for f in check(case).faults])
    assert "[]" == done


def test_what_somebody_writes_knowing_of_it_stays(case: Case, copy_of: Any, fill: Fill) -> None:
    # an adoption withholds what was written meanwhile; not what a person writes afterwards, knowing what they do
    fill(case, NAME)
    copy = copy_of(case)
    say(copy, ("actor/other", "name", PLAIN))
    protect(case, WORDS, **WHO)
    say(case, ("actor/other", "alias", f"{NAME} agreed to be named"))
    done = adopt(case, copy.folder)
    assert 0 == done.withheld
    assert 1 == hits(case, NAME)
    adopt(copy, case.folder)
    assert 1 == hits(copy, NAME)
    sound(copy)


def test_the_same_file_in_both_withheld_in_one(case: Case, copy_of: Any, tmp_path: Path) -> None:
    copy = copy_of(case)
    file = tmp_path / "letter.txt"
    file.write_text(f"{NAME} wrote this letter.\n")
    for one in (case, copy):
        list(add(one, [str(file)], Wish()))
    (sha256,) = (o for o in case.vault.all() if case.vault.read(o).startswith(NAME.encode()))
    protect(case, Target("object", sha256.hex()), **WHO)
    adopt(case, copy.folder)
    adopt(copy, case.folder)
    for one in (case, copy):
        assert [] == traces(one, tmp_path, rows(one))
        assert not one.vault.has(sha256)
        sound(one)
    same_but_for_the_last_adoption(case, copy)
    unprotect(copy, Target("object", sha256.hex()), authority="Chief editor", reason="agreed")
    sound(copy)
    adopt(case, copy.folder)
    assert case.vault.has(sha256)
    sound(case)
    same_but_for_the_last_adoption(case, copy)


def test_a_file_that_holds_withheld_words_comes_encrypted(
    case: Case, copy_of: Any, fill: Fill, tmp_path: Path
) -> None:
    fill(case, NAME)
    copy = copy_of(case)
    protect(case, WORDS, **WHO)
    (tmp_path / "list.txt").write_text(f"A list on which {NAME} stands.\n")
    list(add(copy, [str(tmp_path / "list.txt")], Wish()))
    done = adopt(case, copy.folder)
    assert 0 < done.withheld
    assert [] == traces(case, tmp_path, rows(case))
    sound(case)
