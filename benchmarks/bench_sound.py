"""Find copies by their sound: recall by what was done to them, false pairs, and time, beside chromaprint.

Run: python benchmarks/bench_sound.py [--tracks 20] [--parts 10] [--folder FILMS]

Sounds are made up (voices, streets, music, bangs, mixtures). The peer is chromaprint as the ffmpeg program carries it
(``-f chromaprint``), its raw fingerprints compared at every offset of the shorter inside the longer: a match is the
lowest mean of differing bits, with the limit set so that it has no false pair among the same unrelated sounds; that
rule is better than any fixed limit would do. It is also
told which part to look for. The limits of ours are those of the code; they were chosen on sounds of this same generator
(seeds 0 to 19), so false pairs here are no independent test: ``--folder`` with other films is.
"""

import argparse
import itertools
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.measure.media.sound.soundtracks import (  # noqa: E402
    RATE,
    at_8k,
    band_limited,
    filmed_off_a_screen,
    hum,
    noisy,
    resampled,
    soundtrack,
    white,
)

from sightline.measure.media.sound.align import align_sound  # noqa: E402
from sightline.measure.media.sound.measure import read_sound  # noqa: E402
from sightline.measure.media.sound.peaks import peaks_of  # noqa: E402

SECONDS = 30
RIGHT_MS = 150


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=20)
    parser.add_argument("--parts", type=int, default=10, help="tracks that copies are made of")
    parser.add_argument(
        "--folder", type=Path, help="films to compare with each other, beside the made-up sounds"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench(asked, Path(folder))
    if asked.folder is not None:
        films(asked.folder)


def bench(asked, folder):
    tracks = [soundtrack(seed, SECONDS) for seed in range(asked.tracks)]
    ours = [peaks_of(at_8k(one)) for one in tracks]
    peer = Peer(folder)
    theirs = [peer.prints(one) for one in tracks]
    false = [
        (a, b)
        for a, b in itertools.combinations(range(len(tracks)), 2)
        if len(align_sound(ours[a], ours[b])) > 0
    ]
    pairs = len(tracks) * (len(tracks) - 1) // 2
    least = (
        min((distance(a, b)[0] for a, b in itertools.combinations(theirs, 2)), default=0) if peer.there else 0
    )
    print(f"false pairs among {pairs} of unrelated sounds of {SECONDS} s: ours {len(false)} {false or ''}")
    if peer.there:
        print(
            f"  chromaprint: nearest unrelated pair differs in {least:.1%} of bits; its limit is set below that"
        )
    else:
        print(f"  chromaprint: not compared, {peer.why}")
    nothing()
    print(f"\n{'what was done':34} {'found':>7} {'offset off by, median ms':>26} {'chromaprint':>12}")
    for name, edit, part in edits(folder):
        row(name, edit, part, tracks[: asked.parts], ours, theirs, peer, least)
    cost(tracks, peer, folder)


def edits(folder):
    """Yield a name, what makes the copy out of a whole sound, and (from, seconds) of the part it holds, or None."""
    yield "re-encoded, mp3 at 32 kbit/s", lambda one: encoded(one, folder, "libmp3lame", 32), None
    yield "re-encoded, Opus at 12 kbit/s", lambda one: encoded(one, folder, "libopus", 12), None
    yield "noise as loud as the sound", lambda one: noisy(one, 0), None
    yield "noise 6 dB louder", lambda one: noisy(one, -6), None
    yield "300 to 3000 Hz", band_limited, None
    yield "filmed off a screen", filmed_off_a_screen, None
    yield (
        "filmed off a screen, larger room",
        lambda one: filmed_off_a_screen(one, decay=0.6, decibels=10),
        None,
    )
    for speed in (0.9, 1.1, 1.25, 2.0):
        yield f"speed {speed}, pitch moved", lambda one, s=speed: resampled(one, s), (0, SECONDS, speed)
        yield f"speed {speed}, pitch kept", lambda one, s=speed: tempo(one, s, folder), (0, SECONDS, speed)
    yield "5 s inside another", lambda one: one, (8, 5, 1.0)
    yield "5 s inside another, mp3 32", lambda one: encoded(one, folder, "libmp3lame", 32), (8, 5, 1.0)
    yield "5 s inside another, off a screen", filmed_off_a_screen, (8, 5, 1.0)
    yield "5 s inside another, noise 6 dB down", lambda one: noisy(one, 6), (8, 5, 1.0)
    yield "5 s inside another, speed 1.1", lambda one: resampled(one, 1.1), (8, 5, 1.1)
    yield "3 s inside another", lambda one: one, (8, 3, 1.0)


def row(name, edit, part, tracks, ours, theirs, peer, least):
    found, off, peers = 0, [], 0
    for at, track in enumerate(tracks):
        begin, long, speed = part or (0, SECONDS, 1.0)
        lead = 0
        copy = edit(track[begin * RATE : (begin + long) * RATE])
        if long < SECONDS:
            host = tracks[(at + 1) % len(tracks)]
            lead = 10
            copy = np.concatenate([host[: lead * RATE], copy, host[lead * RATE :]])
        segments = align_sound(ours[at], peaks_of(at_8k(copy)))
        errors = [
            abs(one.a_start_ms - (begin * 1000 + (one.b_start_ms - lead * 1000) * speed))
            for one in segments
            if abs(one.speed / 1000 / speed - 1) < 0.03
        ]
        if len(errors) > 0 and min(errors) <= RIGHT_MS:
            found += 1
            off.append(min(errors))
        if peer.there:
            peers += peer_finds(theirs[at], peer.prints(copy), part, least)
    middle = f"{np.median(off):.0f}" if len(off) > 0 else "-"
    other = f"{peers}/{len(tracks)}" if peer.there else "none"
    print(f"{name:34} {found:>4}/{len(tracks)} {middle:>24} {other:>12}", flush=True)


def peer_finds(whole, copy, part, least):
    """Tell whether the peer's best place for the part is nearer than any unrelated pair."""
    if part is not None and part[1] < SECONDS:
        # it is told which part to look for, which it would have to find out
        step = len(whole) / SECONDS
        whole = whole[int(part[0] * step) : int((part[0] + part[1]) * step)]
    return bool(distance(whole, copy)[0] < least)


class Peer:
    """chromaprint inside the ffmpeg program."""

    def __init__(self, folder):
        self.folder = folder
        try:
            formats = subprocess.run(
                ["ffmpeg", "-hide_banner", "-muxers"], capture_output=True, text=True, check=True
            )
            self.there = "chromaprint" in formats.stdout
            self.why = "this ffmpeg was built without it"
        except FileNotFoundError:
            self.there, self.why = False, "there is no ffmpeg program"

    def prints(self, sound):
        if not self.there:
            return None
        path = write(sound, self.folder / "peer.wav")
        return self.of_file(path)

    def of_file(self, path):
        argv = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "chromaprint", "-fp_format", "raw", "-"]
        return np.frombuffer(subprocess.run(argv, capture_output=True, check=True).stdout, "<u4")


def distance(one, other):
    """Return the least share of bits that differ over all offsets of the shorter inside the longer, and the offset."""
    short, long = sorted((one, other), key=len)
    least = min(len(short), 30)
    best = (1.0, 0)
    for shift in range(-(len(short) - least), len(long) - least + 1):
        low, high = max(0, shift), min(len(long), shift + len(short))
        differ = np.bitwise_count(long[low:high] ^ short[low - shift : high - shift]).mean() / 32
        best = min(best, (float(differ), shift))
    return best


def nothing():
    """Print what is said about sounds that are none."""
    made = {"silence": np.zeros(20 * 8_000, np.float32), "hum": hum(20, 8_000)}
    made |= {f"white noise {seed}": white(seed, 20, 8_000) for seed in (1, 2, 3)}
    peaks = [peaks_of(one) for one in made.values()]
    matches = sum(len(align_sound(a, b)) > 0 for a, b in itertools.combinations_with_replacement(peaks, 2))
    pairs = len(made) * (len(made) + 1) // 2
    print(f"silence, hum and white noise, also against themselves: {matches} matches of {pairs}")


def cost(tracks, peer, folder):
    """Print the time for an hour of sound, decoding included, as processor seconds."""
    hour = np.tile(np.concatenate(tracks), -(-3600 // (SECONDS * len(tracks))))[: 600 * RATE]
    path = folder / "long.m4a"
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-i",
        str(write(hour, folder / "long.wav")),
        "-ar",
        "44100",
        str(path),
    ]
    subprocess.run(argv, check=True)
    began = time.process_time()
    peaks = read_sound(path)
    own = (time.process_time() - began) * 6
    print(
        f"\nan hour of AAC at 44.1 kHz: ours {own:.1f} s of processor, {len(peaks) / 600:.1f} peaks a second",
        end="",
    )
    if peer.there:
        import resource

        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        peer.of_file(path)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"; chromaprint {(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 6:.1f} s",
            end="",
        )
    began = time.process_time()
    align_sound(peaks, peaks_of(at_8k(tracks[0])))
    print(f"\nalign ten minutes with {SECONDS} s at all speeds: {time.process_time() - began:.2f} s")


def films(folder):
    """Compare all films of a folder by their sound."""
    paths = sorted(
        path for path in folder.rglob("*") if path.suffix in {".mp4", ".mkv", ".mov", ".mp3", ".m4a"}
    )
    peaks = [read_sound(path) for path in paths]
    print(f"\n{len(paths)} films of {folder.name}")
    for a, b in itertools.combinations(range(len(paths)), 2):
        for one in align_sound(peaks[a], peaks[b]):
            print(f"  {paths[a].name} {one.a_start_ms} ms = {paths[b].name} {one.b_start_ms} ms: {one.why}")


def encoded(sound, folder, codec, kilobits):
    """Return a sound after a codec at a low rate."""
    path = folder / ("low.mp3" if codec == "libmp3lame" else "low.opus")
    source = write(sound, folder / "clean.wav")
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-i",
        str(source),
        "-c:a",
        codec,
        "-b:a",
        f"{kilobits}k",
        str(path),
    ]
    subprocess.run(argv, check=True)
    return read(path)


def tempo(sound, speed, folder):
    """Return a sound played faster with its pitch kept."""
    source = write(sound, folder / "clean.wav")
    target = folder / "tempo.wav"
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(source), "-af", f"atempo={speed}", str(target)]
    subprocess.run(argv, check=True)
    return read(target)


def write(sound, path):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32_000).astype("<i2").tobytes())
    return path


def read(path):
    argv = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(argv, capture_output=True, check=True).stdout, "<f4")


if __name__ == "__main__":
    sys.exit(main())
