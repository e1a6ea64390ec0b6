"""Make films and pictures with one fault each, named after it: what strangers send and programs stumble over."""

from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
from tests.footage.encoding import EXACT, SOUND_OPTIONS, run, video_options
from tests.footage.scene import film_scene

SMALL = {"size": (320, 180), "cuts": False}


def broken(folder: Path, name: str) -> Path:
    """Write the film or picture with the fault ``name``, a key of BROKEN, and return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    maker, ending = BROKEN[name]
    target = folder / f"{name}.{ending}"
    maker(target)
    return target


def _one_frame(target: Path) -> None:
    film_scene(target, seed=21, seconds=1 / 25, sound=False, **SMALL)


def _no_frames(target: Path) -> None:
    with av.open(str(target), "w", options={"movflags": "empty_moov+frag_keyframe"}) as film:
        stream = film.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        film.start_encoding()


def _variable_rate(target: Path) -> None:
    # telephones drop to half the rate in the dark and catch up; some frames never come
    source = film_scene(_beside(target), seed=22, seconds=3, **SMALL)
    late = "select='not(eq(mod(n,7),3)+between(n,40,44))',setpts='PTS+(0.012*sin(N*1.7)+0.012)/TB'"
    options = [
        "-vf",
        late,
        "-fps_mode",
        "vfr",
        "-enc_time_base",
        "1:90000",
        "-video_track_timescale",
        "90000",
    ]
    run("-i", source, *options, *video_options(), *SOUND_OPTIONS, *EXACT, target)
    source.unlink()


def _plain(colour: str, sound: str) -> Callable[[Path], None]:
    def make(target: Path) -> None:
        inputs = ["-f", "lavfi", "-i", f"color=c={colour}:s=320x180:r=25:d=3", "-f", "lavfi", "-i", sound]
        run(*inputs, "-t", "3", *video_options(), *SOUND_OPTIONS, *EXACT, target)

    return make


def _changing_size(target: Path) -> None:
    first = film_scene(_beside(target, "1.mp4"), seed=23, seconds=2, cuts=False, size=(320, 180))
    second = film_scene(_beside(target, "2.mp4"), seed=24, seconds=2, cuts=False, size=(240, 320))
    _one_after_the_other([(first, 0), (second, 2)], target)


def _backwards(target: Path) -> None:
    # two recordings of one camera glued together: the second begins at zero again
    first = film_scene(_beside(target, "1.mp4"), seed=25, seconds=2, **SMALL)
    second = film_scene(_beside(target, "2.mp4"), seed=26, seconds=2, **SMALL)
    _one_after_the_other([(first, 5), (second, 0)], target)


def _one_after_the_other(parts: list[tuple[Path, float]], target: Path) -> None:
    glued = b""
    for path, offset in parts:
        piece = path.with_suffix(".ts")
        run(
            "-i",
            path,
            "-c",
            "copy",
            "-bsf:v",
            "h264_mp4toannexb",
            "-output_ts_offset",
            str(offset),
            *EXACT,
            piece,
        )
        glued += piece.read_bytes()
        path.unlink()
        piece.unlink()
    target.write_bytes(glued)


def _no_sound(target: Path) -> None:
    film_scene(target, seed=27, seconds=2, sound=False, **SMALL)


def _only_sound(target: Path) -> None:
    source = film_scene(_beside(target), seed=28, seconds=3, **SMALL)
    run("-i", source, "-vn", *SOUND_OPTIONS, *EXACT, target)
    source.unlink()


def _index_cut(target: Path) -> None:
    """The recording broke off: all the pictures are there, the index at the end was never written."""
    content = _with_index_last(target)
    target.write_bytes(content[: content.rindex(b"moov") - 4])


def _index_half(target: Path) -> None:
    content = _with_index_last(target)
    target.write_bytes(content[: (content.rindex(b"moov") + len(content)) // 2])


def _index_zeroed(target: Path) -> None:
    content = _with_index_last(target)
    begin = content.rindex(b"moov") + 4
    target.write_bytes(content[:begin] + bytes(len(content) - begin))


def _with_index_last(target: Path) -> bytes:
    source = film_scene(_beside(target), seed=29, seconds=2, **SMALL)
    moved = _beside(target, "last.mp4")
    run("-i", source, "-c", "copy", *EXACT, moved)
    content = moved.read_bytes()
    source.unlink()
    moved.unlink()
    return content


def _huge(target: Path) -> None:
    source = film_scene(_beside(target), seed=30, seconds=0.12, sound=False, **SMALL)
    run(
        "-i",
        source,
        "-vf",
        "scale=7680:4320:flags=fast_bilinear",
        *video_options(preset="ultrafast"),
        *EXACT,
        target,
    )
    source.unlink()


def _ten_hours(target: Path) -> None:
    moving = "testsrc2=s=64x36:r=1/4:d=36000"
    run("-f", "lavfi", "-i", moving, *video_options(preset="ultrafast", crf=40), *EXACT, target)


def _picture(width: int, height: int) -> Callable[[Path], None]:
    def make(target: Path) -> None:
        noise = np.random.default_rng(31).integers(0, 256, (height, width, 3)).astype(np.uint8)
        if not cv2.imwrite(str(target), noise):
            raise AssertionError(f"could not write {target}")

    return make


def _plain_picture(target: Path) -> None:
    cv2.imwrite(str(target), np.full((240, 320, 3), (96, 128, 64), np.uint8))


def _beside(target: Path, ending: str = "source.mp4") -> Path:
    return target.with_name(f"{target.name}.{ending}")


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "one-frame": (_one_frame, "mp4"),
    "no-frames": (_no_frames, "mp4"),
    "variable-rate": (_variable_rate, "mp4"),
    "black": (_plain("black", "sine=f=330:d=3"), "mp4"),
    "one-colour": (_plain("0x406080", "anullsrc=r=44100:cl=mono"), "mp4"),
    "changing-size": (_changing_size, "ts"),
    "backwards": (_backwards, "ts"),
    "no-sound": (_no_sound, "mp4"),
    "only-sound": (_only_sound, "mp4"),
    "index-cut": (_index_cut, "mp4"),
    "index-half": (_index_half, "mp4"),
    "index-zeroed": (_index_zeroed, "mp4"),
    "8k": (_huge, "mp4"),
    "ten-hours": (_ten_hours, "mp4"),
    "picture-1x1": (_picture(1, 1), "png"),
    "picture-1x20000": (_picture(1, 20_000), "png"),
    "picture-one-colour": (_plain_picture, "png"),
}
"""Each fault with its maker and the ending of its file."""
