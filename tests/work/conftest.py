"""A small case that holds one of everything, so that custody is tested on every kind of record."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

from sightline.core.clock import FixedClock
from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, finding, finding_id, layer, stored
from sightline.model.finding import Finding, Proposal
from sightline.model.record import Record, closing, entity, entity_key, identity, judgement, ranking, undoing
from sightline.store.tables import statements
from sightline.work.case import Case
from sightline.work.checkpoint import checkpoint
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.write import writing


@frozen
class Made:
    """Ids of what the small case holds."""

    item: bytes
    capture: bytes
    photo: bytes
    page: bytes
    thumbnail: bytes
    layer: bytes
    finding: bytes
    named: bytes
    """The statement that names somebody."""
    judged: bytes


ROWS: tuple[dict[str, object], ...] = (
    {"entity": "actor/river", "kind": "Actor", "property": "name", "value": "River Brigade", "lang": "en"},
    {"entity": "actor/river", "property": "name", "value": "لواء النهر", "lang": "ar"},
    {"entity": "actor/river", "property": "part_of", "value": {"entity": "actor/front"}, "valid": "../2014-04",
     "said": "2014-05-12", "source": "source/blog", "certainty": "hedged"},
    {"entity": "actor/front", "property": "name", "value": "Northern Front"},
    {"entity": "incident/one", "property": "title", "value": "Attack on the bridge", "source": "source/blog",
     "note": "told twice",
     "evidence": [{"item": "item/post", "layer": "original", "start": 3, "end": 9, "quote": "bridge"}]},
    {"entity": "place/bridge", "property": "name", "value": "Old Bridge"},
    {"entity": "place/bridge", "property": "position", "value": {"lat": "35.5", "lon": "36.6", "radius_m": 300}},
    {"entity": "source/blog", "property": "name", "value": "A blog"},
    {"entity": "source/blog", "property": "contact", "value": "by the old well"},
    {"identity": "same", "entities": ["actor/river", "actor/river-2"], "reason": "same flag"},
)  # fmt: skip


@pytest.fixture
def rows() -> tuple[dict[str, object], ...]:
    """Statements of the small case, as they are imported."""
    return ROWS


@pytest.fixture
def fill(tmp_path: Path) -> Callable[..., Made]:
    """Put one of everything into a case; ``who`` is the name that stands wherever a name can stand."""

    def make(case: Case, who: str = "Some Person") -> Made:
        return filled(case, tmp_path / "rows.jsonl", who)

    return make


@pytest.fixture(scope="session")
def signed_case(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Make a case with one of everything, signed, once: (folder that holds it with its keys, ids)."""
    folder = tmp_path_factory.mktemp("signed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="A case", clock=FixedClock(), by="tester")
        made = filled(case, folder / "rows.jsonl", "Some Person")
        checkpoint(case)
        case.vault.put(b"left by an interrupted step")
        close_case(case)
    return folder, made


@pytest.fixture
def copied(signed_case: tuple[Path, Made], tmp_path: Path, keys: Path) -> Iterator[Case]:
    """Open a copy of the signed case that believes to be the original; its keys are copied too."""
    folder, _ = signed_case
    shutil.copytree(folder / "case", tmp_path / "case")
    shutil.copytree(folder / "keys", keys)
    for home in keys.glob("*/home.json"):
        home.write_text(json.dumps({"folder": str((tmp_path / "case").resolve())}))
    case = open_case(tmp_path / "case", clock=FixedClock(1_500_000_000_000, seed=5_000), by="tester")
    yield case
    close_case(case)


def filled(case: Case, path: Path, who: str) -> Made:
    """Import the rows with some that name ``who``, and write one of everything else."""
    more = (
        {"entity": "actor/named", "kind": "Actor", "property": "name", "value": who},
        {"entity": "actor/named", "property": "person_name", "value": who},
        {"entity": "incident/one", "property": "outcome", "value": "seen", "note": f"says {who}",
         "evidence": [{"item": "item/post", "quote": f"… {who} …"}]},
        {"entity": f"source/{who}", "property": "name", "value": "a witness"},
    )  # fmt: skip
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (*ROWS, *more)), "utf-8")
    import_statements(case, path)
    return collected(case, who)


def collected(case: Case, who: str) -> Made:
    """Write a capture with files, a finding with its picture, a text layer, and people's decisions."""
    ids = case.ids
    item, run = ids.new(), ids.new()
    photo = case.vault.put(b"not really a photo of " + who.encode("utf-16-le"))
    page = case.vault.put(f"<p>{who} was there</p>".encode())
    thumbnail = case.vault.put(b"a smaller picture")
    text = case.vault.put(f"A page that names {who} beside the bridge.".encode())
    found = Finding(
        "media.metadata",
        1,
        "found",
        f"The camera belongs to {who}.",
        values={"owner": who},
        proposals=(Proposal("description", f"by {who}"),),
    )
    identifier = finding_id((photo.sha256,), found)
    arrival = Arrival(
        "item/photo",
        "photo",
        "captured",
        Origin(address=f"/evidence/{who}/photo.jpg"),
        title=f"Photo by {who}",
    )
    files: list[Record] = [
        {"sha256": photo.sha256.hex(), "role": "original", "name": f"{who}.jpg"},
        {"sha256": page.sha256.hex(), "role": "response", "name": "page.html"},
    ]
    layer_id, act = ids.new(), ids.new()
    with writing(case) as writer:
        taken = capture(ids.new(), item, run, arrival, files=files, collector={"collector": who})
        writer.append(
            "item.captured",
            [
                entity(item, "Item", key="item/photo"),
                entity_key(item, f"item/photo-of-{who}"),
                *(
                    stored(s.sha256, s.sha512, s.size, role="original", media_type=None)
                    for s in (photo, page)
                ),
                taken,
            ],
            why=f"sent by {who}",
        )
    with writing(case) as writer:
        products: list[Record] = [
            {"sha256": thumbnail.sha256.hex(), "role": "thumbnail", "caption": f"with {who}"}
        ]
        writer.append(
            "object.examined",
            [
                *(
                    stored(s.sha256, s.sha512, s.size, role="derivative", media_type="image/webp")
                    for s in (thumbnail, text)
                ),
                finding(
                    identifier, photo.sha256, found, products=products, prints=None, sandbox="none", ms=3
                ),
                layer(
                    layer_id,
                    page.sha256,
                    "extraction",
                    text.sha256,
                    lang="en",
                    maker="test 1",
                    anchors=[(0, 4, "page:1")],
                ),
            ],
        )
    with writing(case) as writer:
        value = json.dumps(who, ensure_ascii=False)
        query = statements.select().where(statements.c.prop == "name", statements.c.value == value)
        named = bytes(writer.connection.execute(query).one().id)
        other = bytes(
            writer.connection.execute(statements.select().where(statements.c.prop == "title")).one().id
        )
        writer.append(
            "judgement.made",
            [judgement(act, "statement", named, "accept", reason=f"{who} confirmed it")],
            by=who,
        )
        writer.append("statement.closed", [ranking(named, "preferred", reason=f"as {who} says")])
        writer.append("statement.closed", [closing(other, "retracted", reason=f"{who} took it back")])
        pair = ids.new()
        writer.append(
            "identity.judged", [identity(pair, "different", item, named, reason=f"{who} knows")], by=who
        )
        writer.append("act.undone", [undoing("identity", pair, reason=f"{who} does not")])
    return Made(
        item,
        bytes.fromhex(str(taken["id"])),
        photo.sha256,
        page.sha256,
        thumbnail.sha256,
        layer_id,
        identifier,
        named,
        act,
    )
