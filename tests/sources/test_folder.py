import os
import socket
import stat
from pathlib import Path

import pytest

from sightline.model.arrival import Arrival
from sightline.sources.folder import FOLDER
from sightline.sources.source import Asked


def walk(address: str | Path, scratch: Path) -> list[Arrival]:
    return list(FOLDER.arrivals(os.fspath(address), Asked(scratch)))


def by_title(arrivals: list[Arrival]) -> dict[str | None, Arrival]:
    return {arrival.title: arrival for arrival in arrivals}


@pytest.fixture
def gathered(tmp_path: Path) -> Path:
    """Give an empty folder of evidence, beside other things that are not to be taken."""
    folder = tmp_path / "gathered"
    folder.mkdir()
    return folder


def test_files_come_sorted_whatever_order_the_disk_lists_them_in(gathered: Path, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "ü.txt"):
        (gathered / name).write_text(name)
    (gathered / "aa").mkdir()
    (gathered / "aa" / "z.txt").write_text("z")

    assert ["a.txt", "b.txt", "ü.txt", "z.txt"] == [arrival.title for arrival in walk(gathered, tmp_path)]


def test_one_file_is_taken_by_its_own_path(gathered: Path, tmp_path: Path) -> None:
    (gathered / "film.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(40))
    (arrival,) = walk(gathered / "film.mp4", tmp_path)

    assert ("video", "captured", "film.mp4") == (arrival.item_kind, arrival.state, arrival.files[0].name)
    assert "original" == arrival.files[0].role
    assert arrival.fault is None


def test_the_key_is_the_same_however_the_path_is_written(
    gathered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # adding "photos" today and "./photos/" tomorrow must not double every Item
    (gathered / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    monkeypatch.chdir(tmp_path)
    spellings = ["gathered", "./gathered/", str(gathered), "gathered/../gathered"]

    assert 1 == len({walk(spelling, tmp_path)[0].key for spelling in spellings})


def test_two_folders_with_the_same_names_never_share_a_key(tmp_path: Path) -> None:
    # phones number their pictures alike: IMG_0001.jpg of two witnesses are two Items
    for witness in ("one", "two"):
        (tmp_path / witness).mkdir()
        (tmp_path / witness / "IMG_0001.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    keys = [walk(tmp_path / witness, tmp_path)[0].key for witness in ("one", "two")]

    assert keys[0] != keys[1]


def test_a_link_out_of_the_folder_is_listed_and_not_followed(gathered: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not evidence")
    (gathered / "link.txt").symlink_to(secret)
    (gathered / "linked").symlink_to(tmp_path)
    arrivals = walk(gathered, tmp_path)

    assert {"link.txt": "failed", "linked": "failed"} == {a.title: a.state for a in arrivals}
    assert all("out of the folder" in (a.fault or "") and a.files == () for a in arrivals)
    assert all(a.todo is not None for a in arrivals)


def test_a_link_inside_is_named_with_its_target(gathered: Path, tmp_path: Path) -> None:
    (gathered / "a.txt").write_text("a")
    (gathered / "again.txt").symlink_to("a.txt")
    (gathered / "loop").symlink_to(".")
    found = by_title(walk(gathered, tmp_path))

    assert "captured" == found["a.txt"].state
    assert "a link to a.txt in the same folder, which is taken there" == found["again.txt"].fault
    assert "failed" == found["loop"].state


def test_a_link_to_nothing_is_named(gathered: Path, tmp_path: Path) -> None:
    (gathered / "gone.txt").symlink_to("nowhere.txt")
    (arrival,) = walk(gathered, tmp_path)

    assert "a link to something that is not there" == arrival.fault


def test_sockets_pipes_and_devices_are_refused_without_blocking(gathered: Path, tmp_path: Path) -> None:
    # opening a pipe nobody writes to blocks for ever
    os.mkfifo(gathered / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(gathered / "socket"))
        found = by_title(walk(gathered, tmp_path))

    assert "a pipe (FIFO), which holds no bytes to keep" == found["pipe"].fault
    assert "a socket, which holds no bytes to keep" == found["socket"].fault
    assert "a device, which holds no bytes to keep" == walk("/dev/null", tmp_path)[0].fault


def test_a_file_without_permission_does_not_stop_the_walk(gathered: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (gathered / "a.txt").write_text("a")
    (gathered / "a.txt").chmod(0)
    (gathered / "b.txt").write_text("b")
    found = by_title(walk(gathered, tmp_path))

    assert ("failed", "no permission to read it") == (found["a.txt"].state, found["a.txt"].fault)
    assert "captured" == found["b.txt"].state


def test_a_refused_open_is_a_failed_item(
    gathered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the same as above for those who run the tests as root
    (gathered / "a.txt").write_text("a")
    (gathered / "b.txt").write_text("b")
    real = os.open

    def no_a(path: object, flags: int, *more: int) -> int:
        if os.fsencode(path).endswith(b"a.txt"):  # type: ignore[call-overload]
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", no_a)

    assert ["failed", "captured"] == [arrival.state for arrival in walk(gathered, tmp_path)]


def test_a_name_that_is_not_utf8_is_repaired_and_its_bytes_kept(gathered: Path, tmp_path: Path) -> None:
    raw = "صورة.jpg".encode("cp1256")
    Path(os.fsdecode(os.fsencode(gathered) + b"/" + raw)).write_bytes(b"\xff\xd8\xff\xe0")
    (arrival,) = walk(gathered, tmp_path)

    assert raw == arrival.files[0].raw_name
    assert "\\xd5\\xe6\\xd1\\xc9.jpg" == arrival.files[0].name
    assert arrival.key.endswith("/%D5%E6%D1%C9.jpg")
    arrival.key.encode("utf-8")
    arrival.origin.address.encode("utf-8")
    assert b"\xff\xd8\xff\xe0" == arrival.files[0].path.read_bytes()


def test_a_name_that_turns_the_reading_direction_is_shown_for_what_it_is(
    gathered: Path, tmp_path: Path
) -> None:
    # "photo<RLO>gpj.exe" shows as photoexe.jpg in most programs
    (gathered / "photo\u202egpj.exe").write_bytes(b"MZ")
    (arrival,) = walk(gathered, tmp_path)

    assert "photo\\u202egpj.exe" == arrival.title


def test_names_with_a_line_break_or_a_per_cent_sign_have_keys_of_their_own(
    gathered: Path, tmp_path: Path
) -> None:
    for name in ("a\nb.txt", "a%0Ab.txt"):
        (gathered / name).write_text(name)
    keys = {arrival.key for arrival in walk(gathered, tmp_path)}

    assert 2 == len(keys)
    assert not any("\n" in key for key in keys)


def test_a_very_long_name_is_kept_whole(gathered: Path, tmp_path: Path) -> None:
    # 255 bytes is what most disks take; a path may be far longer
    deep = gathered
    for _ in range(12):
        deep = deep / ("n" * 100)
    deep.mkdir(parents=True)
    name = "x" * 251 + ".txt"
    (deep / name).write_text("x")
    (arrival,) = walk(gathered, tmp_path)

    assert name == arrival.files[0].name
    assert "captured" == arrival.state


def test_a_path_longer_than_the_system_takes_is_a_failed_item(tmp_path: Path) -> None:
    (arrival,) = walk(str(tmp_path / ("n" * 300)), tmp_path)

    assert "failed" == arrival.state
    assert "it cannot be read: File name too long" == arrival.fault


def test_a_path_to_nothing_is_a_failed_item(tmp_path: Path) -> None:
    (arrival,) = walk(tmp_path / "nothing", tmp_path)

    assert ("failed", "there is nothing at this path", "check the path") == (
        arrival.state,
        arrival.fault,
        arrival.todo,
    )


def test_an_empty_file_is_kept(gathered: Path, tmp_path: Path) -> None:
    (gathered / "empty.jpg").touch()
    (arrival,) = walk(gathered, tmp_path)

    assert ("captured", "other", None) == (arrival.state, arrival.item_kind, arrival.files[0].media_type)


def test_a_workspace_inside_is_named_and_not_walked_into(gathered: Path, tmp_path: Path) -> None:
    # adding one's home folder must not pull in the vault of the case it goes to
    case = gathered / "my-case"
    (case / "objects").mkdir(parents=True)
    (case / "sightline.toml").touch()
    (case / "objects" / "ab").write_bytes(b"an object")
    (gathered / "a.txt").write_text("a")
    found = by_title(walk(gathered, tmp_path))

    assert {"a.txt", "my-case"} == set(found)
    assert "workspace" in (found["my-case"].fault or "")


def test_a_tree_deeper_than_the_stack_is_walked(gathered: Path, tmp_path: Path) -> None:
    deep = gathered
    for _ in range(900):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("a")

    assert ["a.txt"] == [arrival.title for arrival in walk(gathered, tmp_path)]


def test_every_real_file_is_accounted_for(shared: Path, tmp_path: Path) -> None:
    data = shared / "data"
    expected = sum(1 for path in data.rglob("*") if stat.S_ISREG(path.lstat().st_mode))
    arrivals = walk(data, tmp_path)

    assert expected == len(arrivals)
    assert set() == {arrival.title for arrival in arrivals if arrival.state != "captured"}
    assert len(arrivals) == len({arrival.key for arrival in arrivals})
