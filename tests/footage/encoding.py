"""Write films the same way every time: one door to the ffmpeg program, one thread, nothing of the day in the file."""

import subprocess
import wave
from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np

RATE = 44100
"""Samples a second of all sound that is made here."""
QUIET = ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y"]
EXACT = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]


def video_options(*, crf: int = 23, gop: int = 50, preset: str = "veryfast") -> list[str]:
    """Return the options of H.264 by one thread."""
    # one slice thread and one frame thread: with more, two runs may differ
    return [
        *("-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-g", str(gop), "-threads", "1"),
        *("-pix_fmt", "yuv420p"),
    ]


SOUND_OPTIONS = ["-c:a", "aac", "-b:a", "96k", "-ac", "1", "-ar", str(RATE)]


def run(*arguments: str | Path) -> None:
    """Run ffmpeg; what it says stands in the error."""
    line = [*QUIET, "-filter_threads", "1", *(str(argument) for argument in arguments)]
    done = subprocess.run(line, capture_output=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(line)}\n{done.stderr.decode(errors='replace')}")


def write_film(
    target: Path,
    frames: Iterable[np.ndarray],
    *,
    size,
    rate=25,
    sound: np.ndarray | Path | None = None,
    crf: int = 23,
) -> Path:
    """Encode frames, each I420 as (height * 3 / 2, width) uint8, with sound as float32 at RATE or a file's."""
    target.parent.mkdir(parents=True, exist_ok=True)
    heard = _sound_file(target, sound)
    raw = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "yuv420p",
        "-s",
        f"{size[0]}x{size[1]}",
        "-r",
        str(rate),
        "-i",
        "pipe:0",
    ]
    also = [] if heard is None else ["-i", str(heard), "-map", "0:v", "-map", "1:a?", *SOUND_OPTIONS]
    line = [*QUIET, *raw, *also, *video_options(crf=crf), *EXACT, "-movflags", "+faststart", str(target)]
    line.remove("-nostdin")
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        try:
            for frame in frames:
                program.stdin.write(frame.tobytes())
        except BrokenPipeError:
            pass
        said = program.communicate()[1]
    if isinstance(sound, np.ndarray):
        heard.unlink()
    if program.returncode != 0:
        raise AssertionError(f"{' '.join(line)}\n{said.decode(errors='replace')}")
    return target


def write_wave(target: Path, sound: np.ndarray, *, rate: int = RATE) -> Path:
    """Write mono sound, -1 to 1, as 16-bit samples."""
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.clip(np.round(np.asarray(sound) * 32767), -32768, 32767).astype("<i2").tobytes())
    return target


def read_sound(path: Path, *, rate: int = RATE) -> np.ndarray:
    """Return the first sound stream as mono float32; empty where there is none."""
    line = [*QUIET, "-i", str(path), "-map", "0:a:0?", "-ac", "1", "-ar", str(rate), "-f", "f32le", "pipe:1"]
    return np.frombuffer(subprocess.run(line, capture_output=True, check=False).stdout, np.float32).copy()


def read_frames(path: Path) -> Iterable[np.ndarray]:
    """Yield every frame as I420, (height * 3 / 2, width) uint8."""
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            yield frame.to_ndarray(format="yuv420p")


def read_luma(path: Path) -> list[np.ndarray]:
    """Return the luma of every frame, (height, width) uint8."""
    return [frame[: frame.shape[0] * 2 // 3] for frame in read_frames(path)]


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height of the first video stream."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        return stream.width, stream.height


def has_sound(path: Path) -> bool:
    """Tell whether there is a sound stream."""
    with av.open(str(path)) as film:
        return len(film.streams.audio) > 0


def rate_of(path: Path):
    """Return the frames a second as a fraction."""
    with av.open(str(path)) as film:
        return film.streams.video[0].average_rate


def seconds_of(path: Path) -> float:
    """Return how long the film lasts [s]."""
    with av.open(str(path)) as film:
        return film.duration / av.time_base


def _sound_file(target: Path, sound: np.ndarray | Path | None) -> Path | None:
    if sound is None or isinstance(sound, Path):
        return sound
    return write_wave(target.with_name(target.name + ".wav"), sound)
