"""The JSON documents that others rely on have the keys that the page shows, verb by verb, on a small real case."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.docs.documents import SECTIONS, Run, printed, same_shape, shown
from tests.footage.event import clips_of_one_event
from tests.footage.scene import still

from sightline.cli.out import SCHEMAS


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Make a case with a text, a picture and a refused path; yield a function that runs a verb on it."""
    folder = tmp_path_factory.mktemp("json")

    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        patched.chdir(folder)
        prepare(folder, printed)
        yield printed


def prepare(folder: Path, verb: Run) -> None:
    (folder / "report.txt").write_text("A yellow cylinder was seen near the mill on 18 April 2014.\n")
    Image.new("RGB", (64, 48), (200, 180, 20)).save(folder / "cylinder.png")
    same_shape(shown("init"), verb("init", "case"))
    (folder / "case" / "sightline.toml").write_text('[case]\ntitle = "Attacks of April"\nby = "A. Editor"\n')
    added = verb("add", "-w", "case", "report.txt", "cylinder.png", "nowhere.txt")
    same_shape(shown("add"), added)
    assert ["report.txt", "cylinder.png"] == [Path(entry["path"]).name for entry in added["added"]]
    assert ["nowhere.txt"] == [Path(entry["path"]).name for entry in added["refused"]]
    verb("new", "-w", "case", "Source", "--name", "The blog")
    verb("new", "-w", "case", "Incident", "--title", "A yellow cylinder at the mill")


def test_every_document_has_a_section_with_its_schema_and_version() -> None:
    assert [] == [name for name in SCHEMAS if name not in SECTIONS]
    for name, version in SCHEMAS.items():
        assert f"sightline/{name}/{version}" == shown(name)["schema"]


def test_add_tells_what_was_known_before(run: Run) -> None:
    assert [True] == [entry["known_before"] for entry in run("add", "-w", "case", "report.txt")["added"]]


def test_examine(run: Run) -> None:
    same_shape(shown("examine"), run("examine", "-w", "case"))


def test_find(run: Run) -> None:
    got = run("find", "-w", "case", "yellow cylinder")
    same_shape(shown("find"), got)
    assert "INC-1" in [hit["code"] for hit in got["hits"]]


@pytest.mark.parametrize("name", ["items", "incidents", "places", "actors", "sources"])
def test_list(run: Run, name: str) -> None:
    got = run(name, "-w", "case")
    same_shape(shown("list"), got)
    assert name == got["list"]


def test_acts_and_show(run: Run) -> None:
    said = run(
        "say", "-w", "case", "INC-1", "occurred", "2014-04-11",
        "--source", "SRC-1", "--evidence", "ITM-1", "--said", "2014-04-12",
    )  # fmt: skip
    same_shape(shown("act"), said)
    judged = run("judge", "-w", "case", "statement", said["id"], "verified", "--reason", "counted")
    same_shape(shown("act"), judged)
    # a successor offers the judgement of the old statement
    again = ("2014-04-12", "--source", "SRC-1", "--succeeds", said["id"], "--reason", "wrong day")
    after = run("say", "-w", "case", "INC-1", "occurred", *again)
    same_shape(shown("act"), after)
    assert ["verified"] == [one["verdict"] for one in after["offered"]]
    grouped = run("group-into", "-w", "case", "INC-1", "ITM-1", "ITM-2")
    for done in (
        run("note", "-w", "case", "INC-1", "look again"),
        grouped,
        run("release", "-w", "case", "ITM-2", "--fit", "fit"),
        run("undo", "-w", "case"),
    ):
        same_shape(shown("act"), done)
    for code in ("INC-1", "ITM-1", "ITM-2"):
        same_shape(shown("show"), run("show", "-w", "case", code))


def test_identity_has_four_more_keys(run: Run) -> None:
    run("new", "-w", "case", "Actor", "--name", "River Brigade")
    run("new", "-w", "case", "Actor", "--name", "River Battalion")
    run("judge", "-w", "case", "same", "ACT-1", "ACT-2")
    got = run("judge", "-w", "case", "different", "ACT-1", "ACT-2")
    more = {"verdict", "codes", "together", "unapplied"}
    assert set(shown("act")) | more == set(got)
    assert {"same", "different", "sentence"} == set(got["unapplied"][0])


def test_frames(run: Run, shared: Path) -> None:
    added = run("add", "-w", "case", str(shared / "data" / "videos" / "chair-20-sd-bar.mp4"), "--no-examine")
    code = added["added"][0]["code"]
    same_shape(shown("frames"), run("frames", "-w", "case", code, "--from", "0:01", "--count", "1"))


def test_matches_and_like(run: Run) -> None:
    Path("copies").mkdir()
    picture = Image.fromarray(still(seed=2))
    for name, quality in (("one.jpg", 90), ("two.jpg", 60)):
        picture.save(f"copies/{name}", quality=quality)
    run("add", "-w", "case", "copies")
    got = run("matches", "-w", "case", "--look")
    same_shape(shown("matches"), got)
    assert (1, 1) == (len(got["segments"]), len(got["families"]))
    picture.save("asked.jpg", quality=40)
    like = run("find", "-w", "case", "--like", "asked.jpg")
    same_shape(shown("like"), like)
    assert 2 == len(like["segments"])
    judged = run("judge", "-w", "case", "finding", got["segments"][0]["finding"], "same")
    same_shape(shown("act"), judged)
    assert ["same"] == [one["judged"] for one in run("matches", "-w", "case")["segments"]]


def test_sync(run: Run) -> None:
    event = clips_of_one_event(Path("event"), seed=4, count=2, seconds=16)
    codes = [e["code"] for e in run("add", "-w", "case", *(str(c.path) for c in event.clips))["added"]]
    got = run("sync", "-w", "case", *codes)
    same_shape(shown("sync"), got)
    assert 1 == len(got["groups"])
    assert 0 < len(got["groups"][0]["distances"])


def test_export_and_import(run: Run) -> None:
    same_shape(shown("export"), run("export", "-w", "case", "statements", "all.jsonl"))
    run("init", "other")
    same_shape(shown("import"), run("import", "-w", "other", "all.jsonl"))
    same_shape(shown("export sheet"), run("export", "-w", "case", "sheet", "i.xlsx", "--kind", "Incident"))
    same_shape(shown("import sheet"), run("import", "-w", "case", "sheet", "i.xlsx"))


def test_checkpoint_and_check(run: Run) -> None:
    signed = run("checkpoint", "-w", "case")
    same_shape(shown("checkpoint"), signed)
    same_shape(shown("checkpoint verify"), run("checkpoint", "-w", "case", "--verify", signed["line"]))
    got = run("check", "-w", "case")
    same_shape(shown("check"), got)
    assert (True, []) == (got["ok"], got["faults"])


def test_status(run: Run) -> None:
    same_shape(shown("status"), run("status", "-w", "case"))


def test_protect_rebuild_publish(run: Run) -> None:
    run("new", "-w", "case", "Incident", "--title", "One that is withheld")
    code = run("incidents", "-w", "case", "--search", "withheld")["rows"][0]["code"]
    why = ("--authority", "A. Editor", "--reason", "asked for it")
    same_shape(shown("protect"), run("protect", "-w", "case", code, "title", *why))
    same_shape(shown("protect"), run("protect", "-w", "case", code, "title", "--undo", *why))
    same_shape(shown("protect"), run("erase", "-w", "case", code, "title", "--yes", *why))
    same_shape(shown("rebuild"), run("rebuild", "-w", "case"))
    same_shape(shown("publish"), run("publish", "-w", "case", "site"))


def test_adopt(run: Run) -> None:
    run("init", "first")
    run("new", "-w", "first", "Actor", "--name", "River Brigade", "--key", "actor/river")
    shutil.copytree("first", "second")
    run("new", "-w", "first", "Incident", "--title", "One")
    run("new", "-w", "second", "Incident", "--title", "Two", "--key", "incident/mill")
    got = run("adopt", "-w", "first", "second")
    same_shape(shown("adopt"), got)
    assert [{"there": "INC-1", "here": "INC-2"}] == got["codes"]
    assert 2 == len(run("status", "-w", "first")["ledger"]["chains"])
    assert run("check", "-w", "first")["ok"]


def test_demo(run: Run) -> None:
    same_shape(shown("demo"), run("demo", "example"))
