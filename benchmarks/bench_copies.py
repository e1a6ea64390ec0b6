"""Recall of copies by edit and strength, beside vPDQ's own rule and plain PDQ at the same frames; false pairs counted.

Run: python benchmarks/bench_copies.py [--films 3] [--seconds 12] [--only NAME...] [--keep FOLDER]

Films are made by the tests' generator, edited, decoded and aligned with every film, related or not. The table is
Markdown. Columns:

- PDQ: share of the copy's frames, two a second, that lie within 31 bits of any frame of the original, whole pictures.
- views: the same with borders removed, crops and the mirrored hash.
- vPDQ: films found by its rule, 80 % of all frames of the copy within 31 bits of the original, quality 50 and more.
- found: films for which `align` gives a segment whose offset and speed are right.
- aligned: share of the copy's time in such segments.
- sound: films found by their sound, at the right offset.
- details: films found by the local details of key frames, at the right offset within the error that is told.

A false pair is a copy that is found in a film it does not hold.
"""

import argparse
import platform
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.footage.compile import picture_in_picture, put_into, stack
from tests.footage.edit import EDITS, cut_start, edit
from tests.footage.scene import film_scene

from sightline.measure.media.align import align
from sightline.measure.media.aligning.bits import near
from sightline.measure.media.aligning.layers import STRONG, layers_of, pairings
from sightline.measure.media.aligning.prints import read_film
from sightline.measure.media.details.align import align_details
from sightline.measure.media.details.film import read_details
from sightline.measure.media.sound.align import align_sound
from sightline.measure.media.sound.measure import read_sound

RADIUS = 31
RULE = 0.8
OFFSET_MS = 250
SPEED = 25
ROW = "| {:22} | {:8} | {:>6} | {:>6} | {:>6} | {:>6} | {:>8} | {:>6} | {:>7} |"
SKIPPED = ("sound-replaced", "sound-removed")
GOALS = {"mirrored": 0.95, "letterbox": 0.95, "pillarbox": 0.95, "square": 0.95}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--films", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--only", nargs="*", default=[], help="edits to try; all by default")
    parser.add_argument("--keep", type=Path, help="folder in which films are kept for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return run(asked, asked.keep or Path(scratch))


def run(asked, folder):
    folder.mkdir(parents=True, exist_ok=True)
    sources = {}
    for seed in range(1, asked.films + 1):
        path = folder / f"film{seed}_{asked.seconds:g}.mp4"
        made(path, lambda target, seed=seed: film_scene(target, seed=seed, seconds=asked.seconds))
        sources[seed] = (path, read_film(path), read_details(path), read_sound(path))
    print(f"{asked.films} films of {asked.seconds:g} s, {platform.processor() or platform.machine()}\n")
    print(ROW.format("edit", "strength", "PDQ", "views", "vPDQ", "found", "aligned", "sound", "details"))
    print("|" + "|".join("---" for _ in range(9)) + "|")
    false, rule_false, pairs, reached, spent = [], 0, 0, True, []
    for name, strength, make, truth in cases(asked):
        rows = []
        for seed, (path, original, details, sound) in sources.items():
            target = folder / f"{path.stem}-{name}-{str(strength).replace(' ', '_').replace(':', 'x')}.mp4"
            host = sources[seed % asked.films + 1]
            made(target, lambda out, path=path, host=host, make=make: make(path, host[0], out))
            copy = read_film(target)
            holds = {seed, seed % asked.films + 1} if truth(path)[2] else {seed}
            began = time.process_time()
            found = align(original, copy)
            spent.append(time.process_time() - began)
            shown, heard = read_details(target), read_sound(target)
            rows.append(
                (
                    *measured(original, copy, truth(path), found),
                    by_sound(sound, heard, truth(path)),
                    by_details(details, shown, truth(path)),
                )
            )
            for other, (_, unrelated, of_unrelated, unlike) in sources.items():
                if other not in holds:
                    pairs += 1
                    rule_false += vpdq_rule(unrelated, copy)
                    every = (
                        *align(unrelated, copy),
                        *align_details(of_unrelated, shown),
                        *align_sound(unlike, heard),
                    )
                    false += [(name, strength, other, one.why) for one in every]
        reached &= report(name, strength, rows)
    print(f"\nfalse pairs: {len(false)} of {pairs} unrelated pairs (vPDQ's rule: {rule_false})")
    for one in false:
        print("  ", *one)
    print(f"aligning took {np.median(spent):.3f} CPU s a pair, at most {max(spent):.3f}")
    return 0 if reached and len(false) == 0 else 1


def cases(asked):
    """Yield name, strength, how to make it, and the truth: start in the original [ms], speed, whether a host shows."""
    for name, strengths in EDITS.items():
        for strength in strengths:
            if name not in SKIPPED and (len(asked.only) == 0 or name in asked.only):
                yield name, strength, *edited(name, strength)
    start, length = asked.seconds / 4, min(5.0, asked.seconds / 2)
    for speed in (1.0, 1.1):
        if len(asked.only) == 0 or "put into" in asked.only:
            yield (
                "put into",
                speed,
                lambda piece, host, out, speed=speed: put_into(
                    piece, host, out, at=start, length=length, piece_start=start, speed=speed
                ),
                lambda _, speed=speed: (
                    start * 1000 - start * 1000 * speed,
                    speed,
                    True,
                    start,
                    length / speed,
                ),
            )
            yield (
                "put into, 30 a second",
                speed,
                lambda piece, host, out, speed=speed: put_and_convert(piece, host, out, start, length, speed),
                lambda _, speed=speed: (
                    start * 1000 - start * 1000 * speed,
                    speed,
                    True,
                    start,
                    length / speed,
                ),
            )
    whole = lambda _: (0.0, 1.0, True, 0.0, asked.seconds)  # noqa: E731
    if len(asked.only) == 0 or "inset" in asked.only:
        for scale in (0.5, 0.35):
            yield "inset", scale, lambda a, b, out, s=scale: picture_in_picture(a, b, out, scale=s), whole
        yield "stacked", "h", lambda a, b, out: stack(a, b, out, way="h"), whole
        yield "stacked", "v", lambda a, b, out: stack(a, b, out, way="v"), whole


def edited(name, strength):
    def truth(path):
        speed = float(strength) if name.startswith("speed") else 1.0
        start = cut_start(path, float(strength)) * 1000 if name == "cut" else 0.0
        return (start, speed, False, 0.0, None)

    return (lambda path, _, out: edit(path, out, name, strength=strength)), truth


def put_and_convert(piece, host, out, start, length, speed):
    """Set a piece into another film, and convert that from 25 to 30 frames a second."""
    between = out.with_name(out.stem + "-25.mp4")
    put_into(piece, host, between, at=start, length=length, piece_start=start, speed=speed)
    return edit(between, out, "rate-30", strength="blend")


def made(path, make):
    if not path.exists():
        make(path)


def measured(original, copy, truth, found):
    """Return PDQ, views, vPDQ, found, aligned of one copy, each from 0 to 1."""
    start, speed, _, begin, length = truth
    length = copy.duration_ms / 1000 - begin if length is None else length
    times = np.arange(begin * 1000 + 50, (begin + length) * 1000 - 50, 500)
    right = [one for one in found if is_right(one, start, speed)]
    aligned = sum(one.b_end_ms - one.b_start_ms for one in right) / (length * 1000)
    return (
        frames_found(original, copy, times, plain=True),
        frames_found(original, copy, times, plain=False),
        float(vpdq_rule(original, copy)),
        float(len(right) > 0),
        min(1.0, aligned),
    )


def by_sound(original, copy, truth):
    """Tell whether sound finds a copy, 0 or 1, at the offset that was made."""
    start, speed, *_ = truth
    return float(any(is_near(one, start, speed) for one in align_sound(original, copy)))


def by_details(original, copy, truth):
    """Tell whether details find a copy, 0 or 1, at the offset that was made, within the error they tell."""
    start, speed, *_ = truth
    return float(any(is_near(one, start, speed) for one in align_details(original, copy)))


def is_near(segment, start, speed):
    """Tell whether a segment of details lies where the copy was made from, as nearly as it says."""
    middle = (segment.b_start_ms + segment.b_end_ms) / 2
    there = (segment.a_start_ms + segment.a_end_ms) / 2
    return abs(there - (start + speed * middle)) <= OFFSET_MS + segment.offset_error_ms


def is_right(segment, start, speed):
    """Tell whether a segment has the offset and speed that were made."""
    middle = (segment.b_start_ms + segment.b_end_ms) / 2
    there = (segment.a_start_ms + segment.a_end_ms) / 2
    return abs(there - (start + speed * middle)) <= OFFSET_MS and abs(segment.speed - 1000 * speed) <= SPEED


def frames_found(original, copy, times, *, plain):
    """Return the share of the copy's frames at these times within 31 bits of any frame of the original."""
    hit = np.zeros(len(times), bool)
    for mirrored in (False,) if plain else (False, True):
        one, other = layers_of(original, mirrored=mirrored), layers_of(copy)
        for mine, theirs in ((0, 0),) if plain else pairings(one, other, mirrored=mirrored):
            rows = other[theirs].rows_at(times)
            good = np.flatnonzero((rows >= 0) & (other[theirs].quality[rows] >= STRONG))
            held = one[mine].words[one[mine].quality >= STRONG]
            hit[good[np.unique(near(other[theirs].words[rows[good]], held, radius=RADIUS, most=1).one)]] = (
                True
            )
    return float(hit.mean())


def vpdq_rule(original, copy):
    """Tell whether 80 % of all good frames of the copy have a frame of the original within 31 bits."""
    one, other = original.of_view(0), copy.of_view(0)
    good, held = other.quality >= STRONG, one.quality >= STRONG
    if not good.any():
        return False
    seen = np.unique(near(other.words[good], one.words[held], radius=RADIUS, most=1).one)
    lasting = (other.end_ms - other.start_ms)[good]
    return bool(lasting[seen].sum() >= RULE * lasting.sum())


def report(name, strength, rows):
    count = len(rows)
    pdq, views, rule, found, aligned, sound, details = np.array(rows).mean(axis=0)
    print(
        ROW.format(
            name,
            str(strength),
            f"{pdq:.0%}",
            f"{views:.0%}",
            f"{round(rule * count)}/{count}",
            f"{round(found * count)}/{count}",
            f"{aligned:.0%}",
            f"{round(sound * count)}/{count}",
            f"{round(details * count)}/{count}",
        ),
        flush=True,
    )
    goal = GOALS.get(name, 0.6 if name == "crop" and strength == 0.10 else 0.0)
    if name.startswith("put into"):
        return found == 1
    return views >= goal and (goal == 0 or aligned >= goal)


if __name__ == "__main__":
    sys.exit(main())
