"""Fingerprint the regions of a film in which another picture may stand: the only way to an inset by its picture."""

import time
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import Damaged
from sightline.measure.media.aligning.overlays import Rectangle
from sightline.measure.media.aligning.prints import Prints, prints_of
from sightline.measure.media.aligning.regions import FEWEST_FRAMES, propose_regions
from sightline.measure.media.container import frame_rotation
from sightline.measure.media.decoding import Decoded, decode, is_full_range, luma_of, video_stream
from sightline.measure.media.opening import open_media
from sightline.measure.media.runs import Runs
from sightline.measure.media.sniff import sniff_file
from sightline.measure.media.views import Hasher, part, turned
from sightline.model.print_views import FULL, View

_FRAMES: Final = 24
_SMALLEST: Final = 64
_HOUR_S: Final = 3600.0


@frozen(slots=True, eq=False)
class Region:
    """A part of a film's picture and the fingerprints of it alone, as if it were a film."""

    where: Rectangle
    prints: Prints


def read_regions(
    path: Path, *, most: int = 4, threads: int = 0, seconds: float = _HOUR_S
) -> tuple[Region, ...]:
    """Look for parts of a film's picture in which another may stand, and fingerprint each; decodes it twice.

    :param most: regions at most.
    :param seconds: of work after which it stops with what there is.
    :raises Damaged: when no moving picture of it decodes.
    :raises OverLimit: when its frames are too large.
    """
    deadline = time.monotonic() + seconds
    frames, rotation = _frames(path, threads, deadline)
    if len(frames) < FEWEST_FRAMES or min(frames[0].shape) < _SMALLEST:
        return ()
    found = propose_regions(np.stack(frames), most=most)
    if len(found) == 0:
        return ()
    # proposals lie in the picture as it is stored; views are named for the upright one
    views = [
        View("region", *turned((one.left, one.top, 1000 - one.right, 1000 - one.bottom), rotation))
        for one in found
    ]
    prints = _hashed(path, views, threads, deadline)
    return tuple(
        Region(Rectangle(view.left, view.top, 1000 - view.right, 1000 - view.bottom), each)
        for view, each in zip(views, prints, strict=True)
        if len(each) > 0
    )


def _frames(path: Path, threads: int, deadline: float) -> tuple[list[NDArray[np.uint8]], int]:
    """Return some frames from all over a film as they are stored, and how it is turned."""
    kept: list[NDArray[np.uint8]] = []
    step, number, rotation = 1, 0, 0
    with open_media(path, sniff_file(path).media_type) as container:
        stream = video_stream(container)
        if stream is None:
            raise Damaged("it holds no moving picture", item=str(path))
        for frame, _ in decode(container, stream, Decoded(), deadline=deadline, threads=threads):
            if number % step == 0:
                luma = luma_of(frame)
                if len(kept) > 0 and luma.shape != kept[0].shape:
                    break
                rotation = frame_rotation(frame)
                kept.append(luma.copy())
                if len(kept) == 2 * _FRAMES:
                    kept, step = kept[::2], step * 2
            number += 1
    return kept, rotation


def _hashed(path: Path, views: list[View], threads: int, deadline: float) -> list[Prints]:
    runs = [Runs(FULL) for _ in views]
    hasher, report = Hasher(), Decoded()
    with open_media(path, sniff_file(path).media_type) as container:
        stream = video_stream(container)
        if stream is None:
            raise Damaged("it holds no moving picture", item=str(path))
        for frame, at in decode(container, stream, report, deadline=deadline, threads=threads):
            luma, rotation = luma_of(frame), frame_rotation(frame)
            for view, run in zip(views, runs, strict=True):
                cut = part(luma, view, rotation)
                run.add(at, *hasher.hash(cut, rotation, full_range=is_full_range(frame)))
    for run in runs:
        run.end(report.end_ms)
    return [prints_of(run) for run in runs]
