"""A passage marked, found no more, and opened again, on both databases."""

from pathlib import Path

from sightline.model.evidence_record import layer, stored
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.passages import layers_of
from sightline.work.pointing import point_at
from sightline.work.rebuild import rebuild
from sightline.work.safety.marking import mark_hazardous
from sightline.work.safety.marks import marks_on, open_text
from sightline.work.search import Query, find
from sightline.work.taking.collect import Added, Wish, collect
from sightline.work.undoing import undo
from sightline.work.write import writing

WHO = {"authority": "Chief editor", "reason": "instructions"}
TEXT = (
    "The market was full.\n"
    "How to make the toxic agent of this exercise: step one, take 20 grams of sugarplum.\n"
    "The marmalade is in the cellar."
)


def taken(case: Case, folder: Path, name: str = "a.txt") -> None:
    (folder / name).write_text(f"as it came: {TEXT}")
    (added,) = collect(case, [str(folder / name)], Wish())
    assert isinstance(added, Added)
    kept = case.vault.put(TEXT.encode())
    made = stored(kept.sha256, kept.sha512, kept.size, role="derivative", media_type="text/plain")
    source = bytes.fromhex(added.sha256 or "")
    read = layer(case.ids.new(), source, "extraction", kept.sha256, lang="en", maker="test 1", anchors=())
    with writing(case) as writer:
        writer.append("object.examined", [made, read])


def test_a_passage_is_marked_and_opened_again(case: Case, tmp_path: Path) -> None:
    taken(case, tmp_path)
    start = TEXT.index("The marmalade")
    assert () == find(case, Query(text="sugarplum")).hits
    assert 1 == len(find(case, Query(text="marmalade")).hits)
    done = mark_hazardous(case, f"ITM-1@{start}-{len(TEXT)}:extraction", **WHO)
    assert () == find(case, Query(text="marmalade")).hits
    assert 1 == len(find(case, Query(text="market")).hits)
    assert check(case).ok
    rebuild(case)
    assert () == find(case, Query(text="marmalade")).hits
    assert () == find(case, Query(text="sugarplum")).hits
    with case.catalogue.reading() as connection:
        item = point_at(connection, "ITM-1").id
        (only,) = layers_of(connection, item)
        text = open_text(case, connection, item, only, TEXT)
        assert 1 == len(marks_on(connection, [item])[item])
    assert (len(TEXT), False, False) == (len(text), "marmalade" in text, "sugarplum" in text)
    assert done.event is not None
    undo(case, str(done.event[1]))
    assert 1 == len(find(case, Query(text="marmalade")).hits)
