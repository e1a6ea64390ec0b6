"""Two copies of one case, worked on apart, take in each other's chains: whole, once, and to the same answers."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from tests.fixtures.copies import answers, same_but_for_the_last_adoption, say

from sightline.core.clock import FixedClock, rfc3339
from sightline.core.errors import Broken, NotAWorkspace, WrongUse
from sightline.model.draft import IdentityDraft
from sightline.store.table_digest import table_digest
from sightline.store.tables import PROJECTIONS, entities, entity_keys, events, leaves, statements
from sightline.work.adopt import adopt
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checkpoint import checkpoint, verify_line
from sightline.work.closing import retract
from sightline.work.judging import judge_statement
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.rebuild import rebuild
from sightline.work.taking.collect import collect
from sightline.work.taking.intake import Wish
from sightline.work.undoing import undo
from sightline.work.view import Times, entity

Lines = Callable[..., Path]
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def sound(case: Case) -> None:
    """Check a case, make its tables again, and compare them with those that stood."""
    assert () == check(case).faults
    with case.catalogue.reading() as connection:
        before = {t.name: table_digest(connection, t).hex() for t in PROJECTIONS}
    rebuild(case)
    with case.catalogue.reading() as connection:
        assert before == {t.name: table_digest(connection, t).hex() for t in PROJECTIONS}
    assert () == check(case).faults


def count(case: Case) -> int:
    with case.catalogue.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(events)).scalar_one())


def test_each_adopts_the_other(case: Case, copy_of: Any, tmp_path: Path) -> None:
    say(case, ("actor/river", "name", "River Brigade"), ("actor/front", "name", "Northern Front"))
    copy = copy_of(case)
    say(case, ("incident/mill", "title", "Attack on the mill"))
    say(copy, ("incident/bridge", "title", "Attack on the bridge"), ("actor/river", "alias", "The River"))
    checkpoint(case)
    checkpoint(copy)
    file = tmp_path / "report.txt"
    file.write_text("A yellow cylinder was seen near the mill.\n")
    assert [None] == [getattr(o, "fault", None) for o in collect(case, [str(file)], Wish())]
    assert [None] == [getattr(o, "fault", None) for o in collect(copy, [str(file)], Wish())]
    done = adopt(case, copy.folder)
    assert [copy.chain.writer.hex()] == [c.ledger for c in done.chains]
    assert (1, ()) == (done.chains[0].first, done.missing)
    sound(case)
    back = adopt(copy, case.folder)
    assert [case.chain.writer.hex()] == [c.ledger for c in back.chains]
    sound(copy)
    same_but_for_the_last_adoption(case, copy)
    # both made an item for the same file: two items of one key, one object, two captures
    assert 1 == len(done.alike)
    assert {s.sound for s in check(case).checkpoints} == {True}
    assert 2 == len(check(case).checkpoints)


def test_again_changes_nothing(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)
    say(copy, ("actor/a", "name", "One"))
    assert 1 < adopt(case, copy.folder).events
    before = count(case)
    again = adopt(case, copy.folder)
    assert ((), 0, before) == (again.chains, again.objects, count(case))
    say(copy, ("actor/b", "name", "Two"))
    more = adopt(case, copy.folder)
    assert [(3, 3)] == [(c.first, c.last) for c in more.chains]
    sound(case)


def test_the_past_does_not_show_what_was_adopted_later(case: Case, copy_of: Any) -> None:
    say(case, ("actor/a", "name", "One"))
    copy = copy_of(case)
    say(copy, ("actor/a", "alias", "Another"))
    with case.catalogue.reading() as connection:
        last = connection.execute(select(func.max(events.c.received))).scalar_one()
    adopt(case, copy.folder)
    then = entity(case, "actor/a", times=Times(known_at=rfc3339(last)))
    assert ["name"] == [s.statement.property for s in then.statements]
    assert {"name", "alias"} == {s.statement.property for s in entity(case, "actor/a").statements}


def test_codes_are_names_of_one_copy(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)
    say(case, ("incident/one", "title", "One"))
    say(copy, ("incident/two", "title", "Two"))
    done = adopt(case, copy.folder)
    assert [("INC-1", "INC-2")] == [(c.there, c.here) for c in done.codes]
    assert "Two" == entity(case, "INC-2").title


def test_one_key_in_two_copies_means_the_oldest_and_the_pair_is_proposed(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)
    say(case, ("actor/river", "name", "River Brigade"))
    say(copy, ("actor/river", "name", "The River Brigade"))
    done = adopt(case, copy.folder)
    back = adopt(copy, case.folder)
    ((low, high),) = done.alike
    assert ((low.id, high.id),) == tuple((a.id, b.id) for a, b in back.alike)
    for one in (case, copy):
        with one.catalogue.reading() as connection:
            row = connection.execute(select(entity_keys).where(entity_keys.c.key == "actor/river")).one()
        assert min(low.id, high.id) == bytes(row.entity)
        sound(one)
    say(case, IdentityDraft("same", (low.id.hex(), high.id.hex())))
    assert () == adopt(case, copy.folder).alike
    adopt(copy, case.folder)
    same_but_for_the_last_adoption(case, copy)


def test_the_same_said_twice_stands_once_and_a_closing_closes_both(case: Case, copy_of: Any) -> None:
    say(case, ("actor/a", "name", "One"))
    copy = copy_of(case)
    (here,) = say(case, ("actor/a", "alias", "Another"))
    (there,) = say(copy, ("actor/a", "alias", "Another"))
    assert here == there
    retract(case, here.hex(), how="retracted", reason="withdrawn")
    adopt(case, copy.folder)
    adopt(copy, case.folder)
    same_but_for_the_last_adoption(case, copy)
    with case.catalogue.reading() as connection:
        open_rows = select(statements.c.id).where(statements.c.id == here, statements.c.closed.is_(None))
        assert [] == connection.execute(open_rows).all()
    # whoever knows that it was withdrawn may say it again
    say(copy, ("actor/a", "alias", "Another"))
    adopt(case, copy.folder)
    same_but_for_the_last_adoption(case, copy)
    with case.catalogue.reading() as connection:
        assert 1 == len(connection.execute(open_rows).all())
    sound(case)
    sound(copy)


def test_later_acts_of_the_other_apply_to_rows_of_ours(case: Case, copy_of: Any) -> None:
    (name,) = say(case, ("actor/a", "name", "One"))
    copy = copy_of(case)
    judge_statement(copy, name.hex(), verdict="refuted", reason="no")
    undo(copy)
    judge_statement(copy, name.hex(), verdict="verified", reason="seen")
    retract(copy, name.hex(), how="mistranscribed", reason="a typing error")
    adopt(case, copy.folder)
    sound(case)
    assert [] == list(entity(case, "actor/a").statements)
    assert answers(case)["judged"] == answers(copy)["judged"]


def test_what_is_no_copy_is_refused(case: Case, tmp_path: Path) -> None:
    other = make_case(tmp_path / "other", title="Another case")
    say(other, ("actor/a", "name", "One"))
    before = count(case)
    with pytest.raises(WrongUse, match="no copy of this case"):
        adopt(case, other.folder)
    with pytest.raises(WrongUse, match="this case itself"):
        adopt(case, case.folder)
    with pytest.raises(NotAWorkspace):
        adopt(case, tmp_path / "nowhere")
    assert before == count(case)
    close_case(other)


def test_a_broken_chain_is_refused_by_its_event(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)
    say(copy, ("actor/a", "name", "One"))
    say(copy, ("actor/a", "name", "Two"))
    before = count(case)
    with copy.catalogue.writing() as connection:
        row = connection.execute(
            select(events.c.first).where(events.c.writer == copy.chain.writer, events.c.number == 2)
        ).one()
        connection.execute(update(leaves).where(leaves.c.n == row.first + 2).values(body=b'{"is":"x"}'))
    with pytest.raises(Broken, match=f"{copy.chain.writer.hex()[-8:]}:2/2.*nothing was taken"):
        adopt(case, copy.folder)
    assert before == count(case)


@on_sqlite
def test_two_histories_of_one_writer_are_refused(case: Case, copy_of: Any, keys: Path) -> None:
    say(case, ("actor/a", "name", "One"))
    # a copy that somebody opens with the keys of the original, believing that it is the original
    shutil.copytree(case.folder, case.folder.with_name("twin"))
    twin = open_case(case.folder.with_name("twin"), clock=FixedClock(1_600_000_000_000, seed=9), by="other")
    twin.chain.copied = False
    say(case, ("actor/a", "alias", "Here"))
    say(twin, ("actor/a", "alias", "There"))
    before = count(case)
    with pytest.raises(Broken, match="two histories of one writer") as caught:
        adopt(case, twin.folder)
    assert f"{case.chain.writer.hex()[-8:]}:4" in caught.value.fault
    assert before == count(case)
    close_case(twin)


@on_sqlite
def test_a_lost_end_of_our_own_chain_comes_back(case: Case, copy_of: Any) -> None:
    say(case, ("actor/a", "name", "One"))
    shutil.copytree(case.folder, case.folder.with_name("backup"))
    say(case, ("actor/a", "alias", "Two"))
    copy = copy_of(case)
    say(copy, ("actor/a", "alias", "Three"))
    folder = case.folder
    close_case(case)
    shutil.rmtree(folder)
    shutil.move(folder.with_name("backup"), folder)
    again = open_case(folder, clock=FixedClock(1_700_000_000_000, seed=77), by="tester")
    assert not again.chain.copied
    done = adopt(again, copy.folder)
    assert 2 == len(done.chains)
    say(again, ("actor/a", "alias", "Four"))
    sound(again)
    assert {"One", "Two", "Three", "Four"} == {s.statement.value for s in entity(again, "actor/a").statements}
    close_case(again)


def test_missing_objects_are_named_and_brought_later(case: Case, copy_of: Any, tmp_path: Path) -> None:
    copy = copy_of(case)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"text {name}\n")
    list(collect(copy, [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")], Wish()))
    lost, kept = sorted(copy.vault.all())
    path = copy.vault.path(lost)
    data = path.read_bytes()
    path.unlink()
    done = adopt(case, copy.folder)
    assert ((case.vault.where(lost),), 1) == (done.missing, done.objects)
    assert case.vault.has(kept)
    assert [case.vault.where(lost)] == [f.where for f in check(case).faults]
    path.write_bytes(data)
    again = adopt(case, copy.folder)
    assert ((), 1, 0) == (again.missing, again.objects, again.events)
    sound(case)


def test_what_was_adopted_cannot_be_taken_out_again(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)
    say(copy, ("actor/a", "name", "One"))
    line = checkpoint(copy).line
    adopt(case, copy.folder)
    assert verify_line(case, line).ok
    with case.catalogue.writing() as connection:
        connection.execute(
            update(events).where(events.c.kind == "checkpoint.signed").values(number=events.c.number + 50)
        )
    told = json.dumps([f"{f.where}: {f.what}" for f in check(case).faults])
    assert "is missing" in told


def test_entities_count_once(case: Case, copy_of: Any) -> None:
    say(case, ("actor/a", "name", "One"))
    copy = copy_of(case)
    say(copy, ("actor/b", "name", "Two"))
    adopt(case, copy.folder)
    adopt(copy, case.folder)
    adopt(case, copy.folder)
    for one in (case, copy):
        with one.catalogue.reading() as connection:
            assert 2 == connection.execute(select(func.count()).select_from(entities)).scalar_one()


@on_sqlite
def test_the_other_copy_is_only_read(case: Case, copy_of: Any, tmp_path: Path) -> None:
    copy = copy_of(case)
    (tmp_path / "one.txt").write_text("text one\n")
    list(collect(copy, [str(tmp_path / "one.txt")], Wish()))
    close_case(copy)

    def files() -> dict[str, bytes]:
        whole = sorted(p for p in copy.folder.rglob("*") if p.is_file())
        return {p.as_posix(): p.read_bytes() for p in whole if not p.name.endswith(("-wal", "-shm"))}

    before = files()
    assert 0 < adopt(case, copy.folder).events
    assert before == files()
    # nor is the folder needed to be one that can be written to
    say(copy, ("actor/late", "name", "Late"))
    close_case(copy)
    for path in (copy.folder, copy.folder / "catalogue.sqlite3"):
        path.chmod(path.stat().st_mode & ~0o222)
    assert 1 == adopt(case, copy.folder).events
    copy.folder.chmod(0o755)


def test_three_copies_in_a_ring(case: Case, copy_of: Any) -> None:
    say(case, ("actor/a", "name", "One"))
    second, third = copy_of(case), copy_of(case)
    ring = (case, second, third)
    for n, one in enumerate(ring):
        say(one, ("actor/a", "alias", f"Only {n}"), ("actor/a", "alias", "All"), (f"actor/{n}", "name", "N"))
    retract(second, say(second, ("actor/a", "alias", "All"))[0].hex(), how="retracted", reason="withdrawn")
    for one, other in ((second, case), (third, second), (case, third), (second, case), (third, case)):
        adopt(one, other.folder)
    for one in ring:
        assert () == check(one).faults
        same_but_for_the_last_adoption(case, one)
    assert "All" not in {s.statement.value for s in entity(third, "actor/a").statements}
    # what a chain took in from a third is told by that chain, and by ours
    assert 3 == len({w for (w,) in _writers(case)})


def _writers(case: Case) -> list[Any]:
    with case.catalogue.reading() as connection:
        return list(connection.execute(select(events.c.writer).distinct()).all())


@on_sqlite
def test_a_copy_that_was_handed_the_secret_keeps_the_ids(
    case: Case, copy_of: Any, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a colleague's machine, with a key folder of its own that holds nothing but the secret
    shutil.copytree(case.folder, tmp_path / "there")
    home = tmp_path / "keys-there" / case.chain.writer.hex()
    home.mkdir(parents=True)
    shutil.copy(keys / case.chain.writer.hex() / "secret.key", home)
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys-there"))
    there = open_case(tmp_path / "there", clock=FixedClock(1_600_000_000_000, seed=9), by="colleague")
    assert there.chain.copied
    assert (
        say(case, ("actor/a", "name", "One"))[0] != say(there, ("actor/a", "name", "One"))[0]
    )  # other entities
    adopt(there, case.folder)
    entity_id = entity(there, "actor/a").id.hex()
    adopt(case, there.folder)
    assert say(case, (entity_id, "alias", "Two")) == say(there, (entity_id, "alias", "Two"))
    adopt(case, there.folder)
    assert 1 == [s.statement.value for s in entity(case, entity_id).statements].count("Two")
    assert () == check(case).faults
    close_case(there)


@on_sqlite
def test_kinds_that_are_not_declared_here_are_asked_for_first(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)
    (copy.folder / "schemas" / "own.yaml").write_text("kinds: {}\n")
    with pytest.raises(WrongUse, match=r"declares kinds in schemas/own\.yaml"):
        adopt(case, copy.folder)


def test_a_clock_set_back_does_not_mix_up_what_was_known(case: Case, copy_of: Any) -> None:
    copy = copy_of(case)  # its clock is years ahead
    say(copy, ("actor/a", "name", "One"))
    adopt(case, copy.folder)
    adopt(copy, case.folder)
    say(case, ("actor/a", "alias", "Two"))
    for one in (case, copy):
        with one.catalogue.reading() as connection:
            received = connection.execute(select(events.c.received).order_by(events.c.pos)).scalars().all()
        assert sorted(received) == list(received)
