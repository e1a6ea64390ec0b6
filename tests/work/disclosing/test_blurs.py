"""Blurred stand-ins: small, grey, made in a sandbox, and a grey area where a picture brings its reader down."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from sightline.measure.media.blurring import SIDE
from sightline.store.vault import FolderVault
from sightline.work.disclosing.blurs import Blurs, png


def made(tmp_path: Path) -> FolderVault:
    (tmp_path / "scratch").mkdir()
    return FolderVault(tmp_path / "objects", tmp_path / "scratch")


def picture(kind: str, size: tuple[int, int] = (320, 180)) -> bytes:
    made = Image.new("RGB", size, (200, 30, 30))
    ImageDraw.Draw(made).text((10, 10), "a sentence that could be read", fill=(255, 255, 255))
    out = io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


def test_a_blur_holds_nothing_that_can_be_recognised(tmp_path: Path) -> None:
    vault = made(tmp_path)
    kept = [vault.put(picture(kind)).sha256 for kind in ("JPEG", "PNG", "WEBP")]
    blurs = Blurs(vault)
    wanted = [blurs.of(sha256) for sha256 in kept]
    for get in wanted:
        blurred = Image.open(io.BytesIO(get()))
        assert ((SIDE, 13), "L", "PNG") == (blurred.size, blurred.mode, blurred.format)


def test_one_that_cannot_be_read_is_grey_and_takes_no_other_with_it(tmp_path: Path) -> None:
    vault = made(tmp_path)
    blurs = Blurs(vault)
    broken = blurs.of(vault.put(b"\xff\xd8\xff\xe0 no picture").sha256)
    gone = blurs.of(bytes(32))
    tall = blurs.of(vault.put(picture("PNG", (1, 4_000))).sha256)
    sizes = [Image.open(io.BytesIO(get())).size for get in (broken, gone, tall)]
    assert [(1, 1), (1, 1), (1, SIDE)] == sizes


def test_a_png_of_our_own_reads_back() -> None:
    rows = bytes(range(6))
    read = Image.open(io.BytesIO(png(3, 2, rows)))
    assert ((3, 2), "L", rows) == (read.size, read.mode, read.tobytes())
