"""Pictures and films made to exhaust readers: kept, with a named fault, in seconds."""

import random
import struct
import time
import zlib
from pathlib import Path

from sightline.work.add import Summary

STREAMS = 10_000


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" * ((width + 7) // 8 + 1)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def atom(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + kind + data


def track(number: int) -> bytes:
    unity = struct.pack(">9I", 65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    head = (
        struct.pack(">IIIIII", 7, 0, 0, number, 0, 1000)
        + bytes(16)
        + unity
        + struct.pack(">II", 64 << 16, 64 << 16)
    )
    entry = struct.pack(">6xH16xHHIIIH32xHh", 1, 64, 64, 0x480000, 0x480000, 0, 1, 24, -1)
    table = b"".join(
        (
            atom(b"stsd", struct.pack(">II", 0, 1) + atom(b"mp4v", entry)),
            atom(b"stts", struct.pack(">IIII", 0, 1, 1, 1000)),
            atom(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
            atom(b"stsz", struct.pack(">IIII", 0, 0, 1, 8)),
            atom(b"stco", struct.pack(">III", 0, 1, 40)),
        )
    )
    place = atom(b"dinf", atom(b"dref", struct.pack(">II", 0, 1) + atom(b"url ", struct.pack(">I", 1))))
    information = atom(b"vmhd", struct.pack(">IQ", 1, 0)) + place + atom(b"stbl", table)
    media = (
        atom(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, 1000, 1000, 0x55C4, 0))
        + atom(b"hdlr", struct.pack(">II4s", 0, 0, b"vide") + bytes(13))
        + atom(b"minf", information)
    )
    return atom(b"trak", atom(b"tkhd", head) + atom(b"mdia", media))


def mp4(brand: bytes) -> bytes:
    unity = struct.pack(">9I", 65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    head = struct.pack(">IIIII", 0, 0, 0, 1000, 1000) + struct.pack(">IH10x", 65536, 256) + unity + bytes(24)
    tracks = b"".join(track(n) for n in range(1, STREAMS + 1))
    movie = atom(b"mvhd", head + struct.pack(">I", STREAMS + 1)) + tracks
    return (
        atom(b"ftyp", brand + struct.pack(">I", 512) + brand)
        + atom(b"mdat", bytes(32))
        + atom(b"moov", movie)
    )


def element(identifier: bytes, data: bytes) -> bytes:
    return identifier + struct.pack(">Q", len(data) | 1 << 56) + data


def mkv() -> bytes:
    size = element(b"\xe0", element(b"\xb0", b"\x40") + element(b"\xba", b"\x40"))

    def entry(number: int) -> bytes:
        name = struct.pack(">H", number)
        codec = element(b"\x86", b"V_MPEG4/ISO/AVC")
        return element(
            b"\xae",
            element(b"\xd7", name) + element(b"\x73\xc5", name) + element(b"\x83", b"\1") + codec + size,
        )

    kind = element(b"\x42\x82", b"matroska") + element(b"\x42\x87", b"\x04") + element(b"\x42\x85", b"\x02")
    head = element(b"\x1a\x45\xdf\xa3", kind)
    information = element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", b"\x0f\x42\x40"))
    tracks = element(b"\x16\x54\xae\x6b", b"".join(entry(n) for n in range(1, STREAMS + 1)))
    return head + element(b"\x18\x53\x80\x67", information + tracks)


def said(done: Summary) -> dict[str, str]:
    """Give what failed by name of the file."""
    names = {a.sha256: Path(a.path).name for a in done.added}
    failed: dict[str, str] = {}
    for one in done.examined:
        if one.failed:
            name = names[one.sha256.hex()]
            failed[name] = failed.get(name, "") + "; ".join(
                f"{measure}: {text}" for measure, text in one.failed
            )
    return failed


def test_bombs_and_ten_thousand_streams(take, box) -> None:
    for name, data in {
        "bomb.png": png(10_000, 10_000),
        "larger.png": png(60_000, 30_000),
        "streams.mp4": mp4(b"isom"),
        "streams.mov": mp4(b"qt  "),
        "streams.mkv": mkv(),
    }.items():
        (box / name).write_bytes(data)
    (box / "z.txt").write_text("after them")
    began = time.monotonic()
    done = take(box, look=True)
    assert time.monotonic() - began < 100
    assert 6 == len(done.added) == len(done.examined)
    failed = said(done)
    assert {"bomb.png", "larger.png", "streams.mp4", "streams.mov", "streams.mkv"} == set(failed)
    assert "100000000 pixels" in failed["bomb.png"]
    assert "10000 streams" in failed["streams.mp4"]
    assert "10000 streams" in failed["streams.mov"]
    assert "media.container" in failed["streams.mkv"]


def test_real_photographs_and_films_cut_and_changed(take, box, shared) -> None:
    photo = next(p for p in sorted((shared / "data" / "photos").rglob("*.jpg")) if p.stat().st_size > 50_000)
    film = min((shared / "data" / "videos").rglob("*.mp4"), key=lambda p: p.stat().st_size)
    chance = random.Random(3)
    for source in (photo, film):
        data = source.read_bytes()
        for share in (0.01, 0.5, 0.95):
            (box / f"cut-{share}{source.suffix}").write_bytes(data[: int(len(data) * share)])
        (box / f"end{source.suffix}").write_bytes(data[len(data) // 2 :])
        changed = bytearray(data)
        for _ in range(len(data) // 500):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        (box / f"changed{source.suffix}").write_bytes(changed)
    done = take(box, look=True)
    assert 10 == len(done.added)
    assert {bytes.fromhex(a.sha256 or "") for a in done.added} == {e.sha256 for e in done.examined}
    assert "cut-0.01.mp4" in said(done)
