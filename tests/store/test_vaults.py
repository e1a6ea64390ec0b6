"""One suite for every vault: a folder and a bucket keep, give back, withhold and miss the same things."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.core.digest import sha256
from sightline.core.errors import BadSetting, Broken, Busy, Unsafe
from sightline.store import bucket as buckets
from sightline.store import vault_s3
from sightline.store.vault import FolderVault
from sightline.store.vault_kind import Vault
from sightline.store.vault_s3 import S3Vault
from sightline.store.vaults import open_vault

DATA = b"what was published " * 1000


@pytest.fixture(params=["folder", "bucket"])
def url(request: pytest.FixtureRequest) -> str:
    return "" if request.param == "folder" else str(request.getfixturevalue("bucket"))


@pytest.fixture
def again(tmp_path: Path, url: str) -> Callable[[], Vault]:
    """Open the vault as another process would."""
    for name in ("objects", "tmp"):
        (tmp_path / name).mkdir()
    return lambda: open_vault(url, tmp_path)


@pytest.fixture
def vault(again: Callable[[], Vault]) -> Vault:
    return again()


def spoil(vault: Vault, digest: bytes, data: bytes | None) -> None:
    """Change what lies under the name of an object, or remove it, as a hand or a bad disk would."""
    if isinstance(vault, S3Vault):
        import obstore

        name = vault.where(digest).removeprefix(f"{vault.bucket.url}/")
        obstore.delete(vault.bucket.store, name)
        if data is not None:
            obstore.put(vault.bucket.store, name, data)
        return
    path = vault.path(digest)
    path.chmod(0o600)
    path.unlink()
    if data is not None:
        path.write_bytes(data)


def test_what_is_put_comes_back(vault: Vault, again: Callable[[], Vault]) -> None:
    stored = vault.put(DATA)
    assert (sha256(DATA), len(DATA), True, DATA[:4096]) == (
        stored.sha256,
        stored.size,
        stored.new,
        stored.head,
    )
    for one in (vault, again()):
        assert one.has(stored.sha256)
        assert DATA == one.read(stored.sha256) == one.path(stored.sha256).read_bytes()
        assert one.fault(stored.sha256) is None
        assert one.path(stored.sha256).is_relative_to(one.root)


def test_the_same_bytes_twice_are_one_object(vault: Vault, again: Callable[[], Vault]) -> None:
    assert [True, False, False] == [vault.put(DATA).new, vault.put(DATA).new, again().put(DATA).new]
    assert [sha256(DATA)] == list(vault.all())


def test_a_file_is_taken_in_as_it_is(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    path.write_bytes(os.urandom(3_000_000))
    stored = vault.put_file(path)
    assert path.read_bytes() == vault.read(stored.sha256)
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(Unsafe):
        vault.put_file(tmp_path / "link")


def test_nothing_is_an_object_too(vault: Vault, again: Callable[[], Vault]) -> None:
    stored = vault.put(b"")
    assert (0, b"") == (stored.size, again().read(stored.sha256))


def test_what_is_not_there_is_told(vault: Vault) -> None:
    digest = sha256(b"never")
    assert not vault.has(digest)
    assert "missing" == vault.fault(digest)
    for ask in (vault.path, vault.read):
        with pytest.raises(Broken, match="not in the vault"):
            ask(digest)
    vault.remove(digest)


def test_other_bytes_under_a_name_are_told(vault: Vault, again: Callable[[], Vault]) -> None:
    stored = vault.put(DATA)
    spoil(vault, stored.sha256, b"x" + DATA[1:])
    later = again()
    assert "changed" == vault.fault(stored.sha256) == later.fault(stored.sha256)
    with pytest.raises(Broken, match="other bytes"):
        later.read(stored.sha256)
    with pytest.raises(Broken, match="other bytes"):
        later.put(DATA)


def test_a_lost_object_is_told(vault: Vault, again: Callable[[], Vault]) -> None:
    stored = vault.put(DATA)
    spoil(vault, stored.sha256, None)
    assert "missing" == vault.fault(stored.sha256)
    with pytest.raises(Broken, match="not in the vault"):
        again().read(stored.sha256)


def test_objects_are_listed_in_order(vault: Vault) -> None:
    digests = [vault.put(bytes([n]) * 50).sha256 for n in range(30)]
    assert sorted(digests) == list(vault.all())
    assert [] == list(vault.strays())


def test_what_is_no_object_is_named(vault: Vault, tmp_path: Path) -> None:
    vault.put(DATA)
    if isinstance(vault, S3Vault):
        import obstore

        for name in ("notes.txt", "sha256/ab/short", "sealed/zz/" + "0" * 62 + ".aead"):
            obstore.put(vault.bucket.store, name, b"x")
    else:
        for name in ("notes.txt", "sha256/ab/short", "sealed/zz/" + "0" * 62 + ".aead"):
            (tmp_path / "objects" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "objects" / name).write_bytes(b"x")
    assert ["notes.txt", "sealed/zz/" + "0" * 62 + ".aead", "sha256/ab/short"] == [
        s.split("objects/")[-1].split("some/case/")[-1] for s in vault.strays()
    ]
    assert [sha256(DATA)] == list(vault.all())


def test_withholding_opening_and_erasing(vault: Vault, again: Callable[[], Vault], tmp_path: Path) -> None:
    digest = vault.put(DATA).sha256
    assert vault.sealed.state(digest) is None
    assert vault.sealed.digest(digest) is None
    sealed = vault.sealed.put(digest, [b"encrypted ", b"bytes"])
    vault.remove(digest)
    for one in (vault, again()):
        assert (False, "withheld", sha256(b"encrypted bytes")) == (
            one.has(digest),
            one.sealed.state(digest),
            sealed,
        )
        assert sealed == one.sealed.digest(digest)
        assert b"encrypted bytes" == one.sealed.path(digest).read_bytes()
        assert [digest] == list(one.sealed.all())
        assert not one.put(DATA).new  # known, and not kept in the open
        assert not one.has(digest)
        (tmp_path / "again.bin").write_bytes(DATA)
        with pytest.raises(Unsafe, match="withheld"):
            one.put_file(tmp_path / "again.bin")
        assert not one.has(digest)
        assert DATA not in [
            p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name != "again.bin"
        ]
    assert digest == vault.put_blocks([DATA[:100], DATA[100:]]).sha256
    vault.sealed.remove(digest)
    assert (True, None) == (vault.has(digest), again().sealed.state(digest))
    vault.sealed.put(digest, [b"again"])
    vault.remove(digest)
    vault.sealed.bury(digest)
    for one in (vault, again()):
        assert ("erased", False) == (one.sealed.state(digest), one.has(digest))
        assert not one.sealed.path(digest).exists()
        assert [] == list(one.sealed.all()) == list(one.strays())
        with pytest.raises(Unsafe, match="erased"):
            one.put_file(tmp_path / "again.bin")


def test_places_have_names_for_people(vault: Vault) -> None:
    digest = vault.put(DATA).sha256
    name = digest.hex()
    vault.sealed.put(digest, [b"x"])
    assert vault.where(digest).endswith(f"/sha256/{name[:2]}/{name[2:]}")
    assert vault.shown(vault.sealed.path(digest)).endswith(f"/sealed/{name[:2]}/{name[2:]}.aead")
    assert vault.where(digest).startswith("s3://case-" if isinstance(vault, S3Vault) else "objects/")


def test_nothing_unfinished_is_left(vault: Vault, tmp_path: Path) -> None:
    vault.put(DATA)
    vault.put_blocks([DATA])
    assert [] == [p for p in (tmp_path / "tmp").iterdir() if not p.name.startswith("near-")]


# A video is larger than what is sent in one piece, and S3 takes no condition for what is sent in parts.
def test_a_large_file_goes_in_parts(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "LARGE", 1_000_000)
    (tmp_path / "tmp").mkdir()
    vault = open_vault(bucket, tmp_path)
    (tmp_path / "film").write_bytes(os.urandom(12_000_000))
    stored = vault.put_file(tmp_path / "film")
    assert (True, False) == (stored.new, open_vault(bucket, tmp_path).put_file(tmp_path / "film").new)
    assert (tmp_path / "film").read_bytes() == open_vault(bucket, tmp_path).read(stored.sha256)


def test_what_is_near_is_let_go_of_when_it_is_too_much(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_s3, "CACHE", 2_500)
    (tmp_path / "tmp").mkdir()
    vault = open_vault(bucket, tmp_path)
    digests = [vault.put(os.urandom(1_000)).sha256 for _ in range(5)]
    near = [p for p in vault.root.rglob("*") if p.is_file()]
    assert 2 == len(near)
    assert all(sha256(vault.read(d)) == d for d in digests)


def test_two_cases_in_one_bucket_do_not_meet(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    one, other = open_vault(f"{bucket}/one", tmp_path), open_vault(f"{bucket}/other", tmp_path)
    digest = one.put(DATA).sha256
    assert not other.has(digest)
    assert [] == list(other.all())


@pytest.mark.parametrize("url", ["s3://", "https://bucket/x", "gs://bucket", "bucket"])
def test_other_urls_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="write s3://bucket"):
        open_vault(url, tmp_path)


def test_a_bucket_that_is_not_there_is_told(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    with pytest.raises((Broken, Busy), match="bucket"):
        open_vault("s3://no-such-bucket-here", tmp_path).put(DATA)


def test_a_server_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a-canary-word")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another-canary-word")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    (tmp_path / "tmp").mkdir()
    store = open_vault("s3://bucket", tmp_path)
    with pytest.raises(Busy, match="the bucket does not answer") as caught:
        store.has(sha256(b"x"))
    assert "canary" not in str(caught.value)


def test_without_a_setting_it_is_the_folder(tmp_path: Path) -> None:
    assert isinstance(open_vault("", tmp_path), FolderVault)
