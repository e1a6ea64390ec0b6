"""Files made for the tests: films, pictures and containers, sound and broken."""

import struct
import time
import zlib

import av
import numpy as np
import pytest
from PIL import Image

from sightline.measure.media.sniff import sniff_file
from sightline.measure.media.subject import Subject


@pytest.fixture
def subject(tmp_path):
    """Build what a measure is given, from a path."""
    out = tmp_path / "out"
    out.mkdir()

    def build(path, *, answers=None, seconds=60, **parameters):
        return Subject(
            path=path,
            sniffed=sniff_file(path),
            parameters=parameters,
            out=out,
            deadline=time.monotonic() + seconds,
            ask=(answers or {}).get,
        )

    return build


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """Yield a folder of short films made once."""
    folder = tmp_path_factory.mktemp("films")
    make_film(folder / "plain.mp4")
    make_film(folder / "cut.mp4", frames=60, scene=_two_scenes)
    make_film(folder / "still.mp4", frames=50, scene=lambda at: scene(7))
    return folder


def scene(seed, width=320, height=240):
    """Return a picture with detail at the scales PDQ looks at, the same for the same seed."""
    rough = np.random.default_rng(seed).integers(0, 255, (12, 16, 3), np.uint8)
    return np.asarray(Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC))


def _moving(at):
    return np.roll(scene(1), at * 4, axis=1)


def _two_scenes(at):
    return scene(1) if at < 30 else scene(2)


def make_film(path, *, frames=30, rate=25, scene=_moving, codec="mpeg4", rotation=None):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.bit_rate = 2_000_000
        for at in range(frames):
            for packet in stream.encode(
                av.VideoFrame.from_ndarray(np.ascontiguousarray(scene(at)), format="rgb24")
            ):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def many_tracks(path, count):
    """Write an MP4 whose index declares ``count`` tracks and nothing else: cheap to write, dear to a parser."""
    head = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41")
    mvhd = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 1000) + bytes(80))
    mdhd = box(b"mdhd", bytes(12) + struct.pack(">IIHH", 1000, 1000, 0, 0))
    hdlr = box(b"hdlr", bytes(8) + b"vide" + bytes(13))
    tables = [box(kind, bytes(8)) for kind in (b"stsd", b"stts", b"stsc", b"stco")]
    stbl = box(b"stbl", *tables, box(b"stsz", bytes(12)))
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", mdhd, hdlr, box(b"minf", stbl)))
    path.write_bytes(head + box(b"moov", mvhd, track * count))
    return path


def png_bomb(path, width, height):
    """Write a valid PNG of one colour: a hundred megapixels in a few hundred kilobytes."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    row = b"\x00" + bytes((width + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )
    return path


@pytest.fixture(scope="session")
def make():
    """Yield the makers of files."""

    class Makers:
        film = staticmethod(make_film)
        tracks = staticmethod(many_tracks)
        bomb = staticmethod(png_bomb)
        scene = staticmethod(scene)

    return Makers
