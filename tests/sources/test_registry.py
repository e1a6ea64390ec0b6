from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from sightline.core.errors import AmbiguousDates, UnknownName, Unreadable, WrongUse
from sightline.model.arrival import Arrival, Origin
from sightline.sources import registry
from sightline.sources.registry import BUILTIN, arrivals, choose_source
from sightline.sources.source import Asked

AMBIGUOUS = "Link,Date\nhttps://youtu.be/abcdefgh001,03/04/2014\nhttps://youtu.be/abcdefgh002,05/06/2014\n"


def test_the_first_that_accepts_reads_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Link\nhttps://youtu.be/abcdefgh001\n")
    (tmp_path / "a.html").touch()
    (tmp_path / "a.jpg").touch()

    def name(address: object) -> str:
        return choose_source(str(address), Asked(tmp_path)).name

    assert ["list", "page", "folder", "folder", "folder"] == [
        name(tmp_path / "a.csv"), name(tmp_path / "a.html"), name(tmp_path / "a.jpg"), name(tmp_path), name("nowhere"),
    ]  # fmt: skip
    assert ["video", "page"] == [name("https://youtu.be/lCl3TKuuLj8"), name("https://news.example/a")]


def test_names_of_sources_are_unique() -> None:
    assert sorted({source.name for source in BUILTIN}) == sorted(source.name for source in BUILTIN)


def test_a_person_chooses_the_source(tmp_path: Path) -> None:
    assert "page" == choose_source("https://youtu.be/lCl3TKuuLj8", Asked(tmp_path, prefer="page")).name
    with pytest.raises(UnknownName, match="there is no source 'film'"):
        choose_source("a", Asked(tmp_path, prefer="film"))
    with pytest.raises(Unreadable):
        choose_source("ftp://example.org/a", Asked(tmp_path))


def test_lists_and_pages_inside_a_folder_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "gathered"
    folder.mkdir()
    (folder / "list.csv").write_text("Link,Title\nhttps://youtu.be/abcdefgh001,A film\n")
    (folder / "page.html").write_text(
        "<html><head><title>A page</title></head><body><p>Words</p></body></html>"
    )
    (folder / "zz.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    found = list(arrivals(str(folder), Asked(tmp_path)))

    assert ["list", "video", "article", "photo"] == [arrival.item_kind for arrival in found]
    assert ["list.csv", "A film", "A page", "zz.jpg"] == [arrival.title for arrival in found]


def test_an_ambiguous_list_stops_itself_and_not_the_walk(tmp_path: Path) -> None:
    folder = tmp_path / "gathered"
    folder.mkdir()
    (folder / "list.csv").write_text(AMBIGUOUS)
    (folder / "zz.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    found = list(arrivals(str(folder), Asked(tmp_path)))

    assert ["list.csv", "zz.jpg"] == [arrival.title for arrival in found]
    # the file is kept, and what to say is said
    assert ("captured", True) == (found[0].state, "no row decides" in (found[0].fault or ""))
    assert "--map" in (found[0].todo or "")
    with pytest.raises(AmbiguousDates):
        list(arrivals(str(folder / "list.csv"), Asked(tmp_path)))


class Outside:
    """A source of another package."""

    def __init__(self, name: str) -> None:
        self.name = name

    def accepts(self, address: str, _asked: Asked) -> bool:
        return address.startswith("https://messenger.example/")

    def arrivals(self, address: str, _asked: Asked) -> Iterator[Arrival]:
        yield Arrival("item/messenger:1", "post", "listed", Origin(address))


def offer(monkeypatch: pytest.MonkeyPatch, source: object) -> None:
    class Offered(EntryPoint):
        def load(self) -> object:
            return source

    offered = Offered("x", "package:SOURCE", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [offered] if group == registry.GROUP else [])


def test_an_outside_package_may_offer_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, Outside("messenger"))
    (arrival,) = arrivals("https://messenger.example/1", Asked(tmp_path))

    assert "item/messenger:1" == arrival.key
    assert "page" == choose_source("https://news.example/", Asked(tmp_path)).name


@pytest.mark.parametrize("source", [Outside("list"), object()])
def test_an_outside_source_that_cannot_be_one_is_refused(
    source: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, source)
    with pytest.raises(WrongUse):
        choose_source("https://news.example/", Asked(tmp_path))


def test_every_real_file_is_accounted_for(shared: Path, tmp_path: Path) -> None:
    data = shared / "data"
    folders = ("photos", "images", "videos", "documents", "odd_files", "lists")
    files = sum(1 for name in folders for path in (data / name).rglob("*") if path.is_file())
    found = [arrival for name in folders for arrival in arrivals(str(data / name), Asked(tmp_path))]
    captured = [arrival for arrival in found if arrival.state == "captured"]

    assert files == len(captured)
    # 138 and 1,562 rows of the two lists
    assert 1_700 == sum(1 for arrival in found if arrival.state == "listed")
    assert {"captured", "listed"} == {arrival.state for arrival in found}
