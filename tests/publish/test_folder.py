import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.core.errors import Broken, WrongUse
from sightline.publish.folder import MANIFEST, write_site


def test_files_and_their_digests_are_written(tmp_path: Path) -> None:
    count, size = write_site(tmp_path / "site", [("index.html", b"one"), ("item/a.html", b"two")])
    assert 3 == count
    assert b"two" == (tmp_path / "site" / "item" / "a.html").read_bytes()
    line = (tmp_path / "site" / MANIFEST).read_text().splitlines()[0]
    assert f"{hashlib.sha256(b'one').hexdigest()}  index.html" == line
    assert size == sum(path.stat().st_size for path in (tmp_path / "site").rglob("*") if path.is_file())


def test_an_earlier_site_is_replaced_whole(tmp_path: Path) -> None:
    write_site(
        tmp_path / "site", [("index.html", b"old"), ("item/withdrawn.html", b"a page that must not stay")]
    )
    write_site(tmp_path / "site", [("index.html", b"new")])
    assert b"new" == (tmp_path / "site" / "index.html").read_bytes()
    # what was published once and is no longer disclosed must not lie about in the folder
    assert not (tmp_path / "site" / "item").exists()
    assert ["site"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with pytest.raises(WrongUse, match="not a site"):
        write_site(tmp_path / "photos", [("index.html", b"x")])
    assert [tmp_path / "photos" / "a.jpg"] == list((tmp_path / "photos").iterdir())


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"x")
    with pytest.raises(WrongUse):
        write_site(tmp_path / "site", [])


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    with pytest.raises(WrongUse):
        write_site(tmp_path / "site", [("index.html", b"x")])


def test_a_failure_half_way_leaves_the_earlier_site(tmp_path: Path) -> None:
    write_site(tmp_path / "site", [("index.html", b"old")])

    def breaking() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise Broken("a picture is not what was kept")

    with pytest.raises(Broken):
        write_site(tmp_path / "site", breaking())
    assert b"old" == (tmp_path / "site" / "index.html").read_bytes()
    assert ["site"] == sorted(path.name for path in tmp_path.iterdir())
