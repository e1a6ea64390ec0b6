"""Fingerprint a film in one pass: every frame, and what lies inside its borders; key frames and a contact sheet.

Frames that look alike are one run, so that a row of the index is a stretch of time. Each frame is hashed whole and,
where its shot has flat borders, inside them.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from sightline.core.errors import Damaged, WrongUse
from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.decoding import Decoded, video_stream
from sightline.measure.media.drawing import save_sheet, timecode
from sightline.measure.media.film_pass import STILL_SIDE, Pass, pass_over
from sightline.measure.media.fingerprint_loops import compiled
from sightline.measure.media.keyframes import Kept
from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, FramePrint, Json, Outcome, Product
from sightline.model.print_views import FULL

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

NAME: Final = "media.frames"
VERSION: Final = 2
KEY_FRAME_FILES: Final = 6
_RESERVE_S: Final = 5.0
COMPILE_FROM_BYTES: Final = 24 << 20


CROPS_EVERY_MS: Final = 250
"""Of the parts people crop to, so many a second are enough: the copy is looked for with all of its frames."""


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may hold moving pictures this measure decodes."""
    return media_type.startswith("video/") and media_type != "video/x-mng"


def warm(sniffed: Sniffed) -> None:
    """Load decoder and fonts; compile the loops where the film is long enough to be worth a second."""
    from PIL import ImageDraw, ImageFont, JpegImagePlugin  # noqa: F401 - imported to be there after the fork

    warm_decoder(sniffed)
    if sniffed.size >= COMPILE_FROM_BYTES:
        compiled()


def measure_frames(subject: Subject) -> Finding:
    """Decode a film once and fingerprint every frame.

    :returns: *found* with one print for each run of frames that look alike, view by view; *nothing* where it has no
        moving picture. Parameters: ``threads`` of the decoder, ``key_frames`` how many stills to write (0 to 24,
        default 6), ``views`` ("crops", the default, to hash the parts people crop to as well, or "whole"),
        ``crops_every_ms`` (at most so often; default 250; 0 for every run).
    :raises WrongUse: when ``views`` or ``crops_every_ms`` is something else.
    :raises OverLimit: when its frames are too large.
    :raises Damaged: when no frame decodes.
    """
    wanted = max(0, min(24, int(subject.parameters.get("key_frames", KEY_FRAME_FILES))))
    threads = int(subject.parameters.get("threads", 0))
    views = subject.parameters.get("views", "crops")
    if views not in ("whole", "crops"):
        raise WrongUse(f"there are no views {str(views)[:40]!r}", todo='ask for "crops" or "whole"')
    every = subject.parameters.get("crops_every_ms", CROPS_EVERY_MS)
    if type(every) is not int or every < 0:
        raise WrongUse(f"crops_every_ms cannot be {str(every)[:40]!r}", todo="give milliseconds, 0 or more")
    with open_media(subject.path, subject.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return Finding(NAME, VERSION, "nothing", "It holds no moving picture.")
        declared = None if container.duration is None else container.duration // 1000
        found = pass_over(
            container,
            stream,
            deadline=subject.deadline - _RESERVE_S,
            threads=threads,
            crops=views == "crops",
            crops_every_ms=every,
        )
    return _finding(subject, found, declared, wanted)


def fingerprint_stream(
    container: "InputContainer",
    stream: "VideoStream",
    *,
    deadline: float,
    threads: int = 0,
    side: int = STILL_SIDE,
    crops: bool = False,
) -> tuple[Decoded, tuple[FramePrint, ...], tuple[Kept, ...]]:
    """Decode a stream once; return how it went, the runs of like frames view by view, and the frames that stand for it.

    Arguments are those of :func:`pass_over`.
    """
    found = pass_over(container, stream, deadline=deadline, threads=threads, side=side, crops=crops)
    return found.report, found.runs.prints(), found.keys.chosen()


def _finding(subject: Subject, found: Pass, declared: int | None, wanted: int) -> Finding:
    report, runs = found.report, found.runs
    kept = found.keys.chosen()
    if len(kept) == 0:
        raise Damaged("no frame of it decodes")
    values: dict[str, Json] = {
        "frames": report.frames,
        "runs": len(runs[FULL]),
        "views": dict(runs.counts()),
        "borders": list(found.borders.values()),
        "decoded_ms": report.end_ms,
        "declared_ms": declared,
        "faults": report.faults,
        "clock_jumps": report.jumps,
        "size_changes": found.resized,
        "key_frames_ms": [one.at_ms for one in kept],
        "low_quality_runs": runs[FULL].low,
    }
    sentence = (
        f"{report.frames} frames in {report.end_ms / 1000:.1f} s, {len(runs[FULL])} that look different."
    )
    sentence += found.borders.sentence()
    doubts = _doubts(found, declared)
    partly = report.stopped or runs.full_since is not None
    outcome: Outcome = "inconclusive" if partly else "against" if len(doubts) > 0 else "found"
    if len(doubts) > 0:
        sentence += f" But {'; '.join(doubts)}."
    return Finding(
        NAME,
        VERSION,
        outcome,
        sentence,
        values,
        uncertainty="; ".join(doubts),
        products=_products(subject, kept, wanted),
        prints=runs.prints(),
        todo="" if len(doubts) == 0 else "look for a complete copy, or examine it alone with more time",
    )


def _doubts(found: Pass, declared: int | None) -> list[str]:
    """Say what is not as it should be, so that a person knows what the fingerprints leave out."""
    report = found.report
    doubts = []
    if report.faults > 0:
        doubts.append(f"{report.faults} packets could not be decoded")
    if report.jumps > 0:
        doubts.append(f"its clock jumps {report.jumps} times, so times after that are counted on")
    if found.runs.full_since is not None:
        doubts.append(
            f"it has more different frames than are kept; from {timecode(found.runs.full_since)} on there are no "
            "fingerprints"
        )
    if report.stopped:
        doubts.append(f"the time allowed ran out at {timecode(report.end_ms)}; the rest has no fingerprints")
    elif declared is not None and declared - report.end_ms > max(1_000, declared // 50):
        doubts.append(f"it declares {declared / 1000:.1f} s, and only {report.end_ms / 1000:.1f} s decode")
    return doubts


def _products(subject: Subject, kept: tuple[Kept, ...], wanted: int) -> tuple[Product, ...]:
    save_sheet([(one.at_ms, one.make()) for one in kept], subject.out / "contact_sheet.jpg")
    products = [
        Product("contact_sheet", "contact_sheet.jpg", "image/jpeg", caption=f"{len(kept)} frames with times")
    ]
    steps = np.linspace(0, len(kept) - 1, min(wanted, len(kept)))
    for at in sorted({round(float(one)) for one in steps}):
        name = f"key_frame_{kept[at].at_ms:09d}.jpg"
        kept[at].make().save(subject.out / name, "JPEG", quality=82)
        products.append(
            Product(
                "key_frame",
                name,
                "image/jpeg",
                caption=timecode(kept[at].at_ms),
                media_time_ms=kept[at].at_ms,
            )
        )
    return tuple(products)
