"""Put films into films: pieces cut out and set into another, one above the other, side by side, one after the other."""

from collections.abc import Sequence
from pathlib import Path

from tests.footage.encoding import (
    EXACT,
    RATE,
    SOUND_OPTIONS,
    has_sound,
    rate_of,
    run,
    seconds_of,
    size_of,
    video_options,
)


def put_into(
    piece: Path,
    other: Path,
    target: Path,
    *,
    at: float,
    length: float,
    piece_start: float,
    speed: float = 1.0,
) -> Path:
    """Set ``length`` seconds of ``piece``, from ``piece_start`` on, into ``other`` before its second ``at``.

    The other film goes on afterwards where it stopped, so the result lasts ``length / speed`` longer than it; picture
    and sound of the piece come along, the piece scaled and padded to the other's size and frame rate.
    """
    whole = seconds_of(other)
    parts = [
        (0, other, 0.0, min(at, whole), 1.0),
        (1, piece, piece_start, piece_start + length, speed),
        (0, other, at, whole, 1.0),
    ]
    parts = [part for part in parts if part[3] - part[2] > 1e-3]
    return _concatenated([other, piece], parts, target)


def join(paths: Sequence[Path], target: Path) -> Path:
    """Write a compilation: the films one after the other at the size and frame rate of the first."""
    return _concatenated(
        list(paths), [(at, path, 0.0, seconds_of(path), 1.0) for at, path in enumerate(paths)], target
    )


def picture_in_picture(inner: Path, outer: Path, target: Path, *, scale: float = 0.5) -> Path:
    """Lay ``inner``, ``scale`` times as wide as the picture, into the upper right corner of ``outer``.

    The sound is inner's; the result is as long as the shorter one.
    """
    (width, height), (wide, high) = size_of(outer), size_of(inner)
    across = _even(width * scale)
    down = _even(across * high / wide)
    x, y = _even(width * 0.97 - across), _even(height * 0.04)
    shown = (
        f"[1:v]fps={rate_of(outer)},scale={across}:{down},setsar=1[i];[0:v][i]overlay={x}:{y}:shortest=1[v]"
    )
    return _mixed([outer, inner], shown, 1, target)


def stack(a: Path, b: Path, target: Path, *, way: str = "h") -> Path:
    """Set two films side by side (``way`` "h") or one above the other ("v"), with the sound of ``a``."""
    width, height = size_of(a)
    fitted = f"scale=-2:{height}" if way == "h" else f"scale={width}:-2"
    shown = f"[1:v]fps={rate_of(a)},{fitted},setsar=1[b];[0:v]setsar=1[a];[a][b]{way}stack=shortest=1[v]"
    return _mixed([a, b], shown, 0, target)


def _mixed(paths: list[Path], shown: str, heard: int, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    inputs = [argument for path in paths for argument in ("-i", path)]
    length = min(seconds_of(path) for path in paths)
    options = ["-filter_complex", shown, "-map", "[v]", "-map", f"{heard}:a:0?", "-t", f"{length:.6f}"]
    run(*inputs, *options, *video_options(), *SOUND_OPTIONS, *EXACT, "-movflags", "+faststart", target)
    return target


def _concatenated(paths: list[Path], parts: list[tuple], target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    (width, height), rate = size_of(paths[0]), rate_of(paths[0])
    chains, joints = [], []
    for number, (source, path, start, end, speed) in enumerate(parts):
        chains.append(
            f"[{source}:v]trim=start={start:.6f}:end={end:.6f},setpts=(PTS-STARTPTS)/{speed},fps={rate},"
            f"scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2,"
            f"pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:black,setsar=1,format=yuv420p[v{number}]"
        )
        shape = f"aformat=sample_rates={RATE}:channel_layouts=mono"
        if has_sound(path):
            heard = f"[{source}:a]{shape},atrim=start={start:.6f}:end={end:.6f},asetpts=PTS-STARTPTS"
            heard += f",atempo={speed}" if speed != 1 else ""
        else:
            heard = f"anullsrc=r={RATE}:cl=mono,atrim=end={(end - start) / speed:.6f}"
        # a stretch of sound is made exactly as long as its pictures, so that what follows does not slip
        chains.append(f"{heard},apad,atrim=end={(end - start) / speed:.6f}[a{number}]")
        joints.append(f"[v{number}][a{number}]")
    chains.append(f"{''.join(joints)}concat=n={len(parts)}:v=1:a=1[v][a]")
    inputs = [argument for path in paths for argument in ("-i", path)]
    options = ["-filter_complex", ";".join(chains), "-map", "[v]", "-map", "[a]"]
    run(*inputs, *options, *video_options(), *SOUND_OPTIONS, *EXACT, "-movflags", "+faststart", target)
    return target


def _even(number: float) -> int:
    return max(2, round(number / 2) * 2)
