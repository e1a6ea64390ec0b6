"""Frozen bytes of one header and of every sort of body: what was once hashed must give the same hash for ever.

A change here is a change of format: it needs a new version of the event and a function that lifts the old shape
(``upcast``), with these bytes kept.
"""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sightline.core.digest import canonical, leaf_hash, sha256, tree_root
from sightline.model import evidence_record, record
from sightline.model.arrival import Arrival, Origin
from sightline.model.event_kinds import EVENT_KINDS
from sightline.model.finding import Finding, Proposal
from sightline.model.shells import protection, shell
from sightline.model.upcast import upcast
from sightline.store.ledger import START, header_bytes
from sightline.store.project.apply import BODIES, RECORD_ONLY
from sightline.store.rotation import Rotation, rotation_body
from sightline.work.adopting.taking import chain

A, B, C = bytes(range(16)), bytes(range(16, 32)), bytes(range(32))

HEADER = (
    b'{"at":"2014-04-12T03:15:00.250Z","count":3,"kind":"statements.recorded","number":2,'
    b'"previous":"0000000000000000000000000000000000000000000000000000000000000000",'
    b'"root":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","version":1,'
    b'"writer":"000102030405060708090a0b0c0d0e0f"}'
)


def test_the_header() -> None:
    assert HEADER == header_bytes(A, 2, START, "statements.recorded", 1_397_272_500_250, 3, C)
    assert "ad73f1063e6fe33bc96c7592af451d2349d1be874ebcf745cc0158fd17fa269d" == sha256(HEADER).hex()


def test_a_leaf_and_the_root_of_one() -> None:
    salt, body = bytes(range(16)), b'{"by":"A. Editor","is":"act","tool":"sightline 0.1.0"}'
    one = hashlib.sha256(b"\x00" + salt + body).digest()
    assert one == leaf_hash(salt, body) == tree_root([one])


def test_ids_of_a_statement() -> None:
    body: record.Record = {
        "subject": A.hex(),
        "property": "name",
        "value": "River Brigade",
        "origin": "source",
    }
    identifier, group = record.statement_ids(b"s" * 32, body)
    assert (IDS[0], IDS[1]) == (identifier.hex(), group.hex())
    # a default that is written out gives the same id
    assert (identifier, group) == record.statement_ids(b"s" * 32, {**record.STATEMENT_DEFAULTS, **body})
    assert identifier != record.statement_ids(b"t" * 32, body)[0]


IDS = ("73611605df3dae3afe80d56df659a608", "1dc34143257c081f23d676691335d2df")

FOUND = Finding(
    "media.metadata",
    2,
    "found",
    "It was made on 12 April.",
    values={"make": "X"},
    uncertainty="zone unknown",
    parameters={"limit": 3},
    proposals=(Proposal("created", "2014-04-12", valid="2014-04-12"),),
    todo="compare",
)
ARRIVAL = Arrival(
    "item/1",
    "video",
    "captured",
    Origin(address="https://example.org/1", tool_version="0.1.0", fetched_at="2014-04-12T03:15:00.000Z"),
)
STATEMENT: record.Record = {
    "subject": A.hex(),
    "property": "part_of",
    "value": {"entity": B.hex()},
    "qualifiers": {"order": 1},
    "lang": "ar",
    "valid": {"edtf": "2014-04", "zone": "Asia/Damascus"},
    "said": "2014-04-12",
    "polarity": "negated",
    "certainty": "hedged",
    "via": A.hex(),
    "source": B.hex(),
    "evidence": [{"item": A.hex(), "layer": "original", "start": 1, "end": 3, "unit": "char", "quote": "…"}],
    "origin": "source",
    "rank": "preferred",
    "note": "n",
}

SAMPLES: dict[str, record.Record] = {
    "act": record.act("A. Editor", tool="sightline 0.1.0", why="because"),
    "entity": record.entity(A, "Actor", key="actor/river"),
    "key": record.entity_key(A, "actor/river-2"),
    "statement": record.statement(A, B, STATEMENT),
    "sealed": record.sealed("a contact", of=A.hex()),
    "close": record.closing(A, "superseded", reason="mistyped", successor=B),
    "rank": record.ranking(A, "deprecated", reason="refuted"),
    "object": evidence_record.stored(C, C + C, 9, role="original", media_type="text/plain"),
    "capture": evidence_record.capture(
        A,
        B,
        C[:16],
        ARRIVAL,
        files=[{"sha256": C.hex(), "role": "original", "name": "f"}],
        collector={"collector": "c"},
    ),
    "finding": evidence_record.finding(
        A,
        C,
        FOUND,
        products=[{"sha256": C.hex(), "role": "thumbnail"}],
        prints={"sha256": C.hex(), "count": 1},
        sandbox="bwrap",
        ms=12,
    ),
    "layer": evidence_record.layer(
        A, C, "ocr", C, lang="ar", maker="text 1", anchors=[(0, 4, "page:1")], parent=B
    ),
    "judgement": record.judgement(A, "finding", B, "accept", reason="seen"),
    "identity": record.identity(A, "same", C[16:], B, reason=None),
    "undo": record.undoing("identity", A, reason=None),
    "run": record.run(A, "import", "what", total=3),
    "progress": record.progress(A, 3, finished=True),
    "schema": record.schema_file("workspace/x.yaml", "kind: X\n"),
    "protection": protection(
        "protect",
        f"statement {A.hex()}",
        authority="Chief editor",
        reason="a person at risk",
        leaves=[
            {
                "leaf": f"{A.hex()}:4/2",
                "shell": shell(record.entity(A, "Actor", key="k"), b"s" * 32),
                "sealed": C.hex(),
            }
        ],
        objects=[{"sha256": C.hex(), "sealed": C.hex()}],
    ),
    "rotation": rotation_body(Rotation(A, C, C, 3, C), C + C, C + C),
    "ledger": {
        "is": "ledger",
        "writer": A.hex(),
        "public_key": C.hex(),
        "format": 1,
        "continues": {B.hex(): [3, C.hex()]},
    },
    "checkpoint": {"is": "checkpoint", "note": "sightline/…\n"},
    "chain": chain(A, 1, 3, 1_397_272_500_250, C),
}

FROZEN = {
    json.loads(line)["is"]: line
    for line in Path(__file__).with_name("frozen_bodies.jsonl").read_bytes().splitlines()
}
"""The canonical bytes of each sample, as they were first written."""


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_bodies_are_written_as_ever(name: str) -> None:
    assert name == SAMPLES[name]["is"]
    assert FROZEN[name] == canonical(SAMPLES[name])


def test_every_sort_of_body_has_a_sample() -> None:
    assert {"act", *BODIES, *RECORD_ONLY} == set(SAMPLES) == set(FROZEN)


def test_a_shell_says_nothing() -> None:
    for name, body in SAMPLES.items():
        left = shell(body, b"s" * 32)
        assert {"is": name, "hidden": True}.items() <= left.items()
        for word in (
            "A. Editor",
            "because",
            "river",
            "mistyped",
            "refuted",
            "example.org",
            "12 April",
            "seen",
            "…",
        ):
            assert word not in canonical(left).decode()


def test_nothing_to_lift_yet() -> None:
    assert {"is": "act"} == upcast(1, {"is": "act"})


def test_the_example_in_the_decision_is_true() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0002-ledger-format.md"
    typed = re.findall(r"^\$ (.*)\n(.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert 5 == len(typed)
    shell = shutil.which("sh")
    assert shell is not None
    for command, answer in typed:
        done = subprocess.run([shell, "-c", command], capture_output=True, text=True, check=True)
        assert answer == done.stdout.strip()


def test_every_kind_of_event_that_is_written_is_listed() -> None:
    package = Path(__file__).resolve().parents[2] / "src" / "sightline"
    groups = {kind.split(".")[0] for kind in EVENT_KINDS}
    written = {
        kind
        for path in sorted((package / "work").glob("*.py"))
        for kind in re.findall(r'"([a-z]+\.[a-z]+)"', path.read_text(encoding="utf-8"))
        if kind.split(".")[0] in groups and kind != "statements.jsonl"
    }
    assert set() == written - set(EVENT_KINDS)
