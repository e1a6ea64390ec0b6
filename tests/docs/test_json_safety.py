"""The documents of protecting a source and of looking for names have the shape that the page shows."""

from pathlib import Path

from tests.docs.documents import printed, same_shape, shown

from sightline.work.opening import close_case, make_case


def test_protect_source_and_names(tmp_path: Path, keys: Path) -> None:
    close_case(make_case(tmp_path / "case", title="A case", by="tester"))
    here = ("-w", tmp_path / "case")
    why = ("--authority", "A. Editor", "--reason", "asked for it")
    code = printed("new", *here, "Source", "--name", "Quixenby")["code"]
    same_shape(shown("protect source"), printed("protect", *here, code, "--as", "Blue heron", *why))
    looked = ("--checked", "quote,media,place,time", "--by", "B. Editor", "--reason", "known")
    same_shape(shown("act"), printed("protect", *here, code, "--confirm", "all", *looked))
    person = printed("new", *here, "Actor", "--name", "Marigold Persimmon")["code"]
    printed("say", *here, person, "actor_kind", "person")
    incident = printed("new", *here, "Incident", "--title", "Marigold Persimmon was there")["code"]
    printed("release", *here, incident, "--to", "public", "--by", "A. Editor", "--reason", "r")
    got = printed("release", *here, "--names", "public")
    same_shape(shown("names"), got)
    assert [person] == [one["person"] for one in got["names"]]
    same_shape(shown("protect source"), printed("protect", *here, code, "--undo", *why))
