"""Stills of a stretch of film, with the time code burnt in, and boxes and captions where they were asked for."""

from typing import TYPE_CHECKING, Any, Final

from sightline.core.errors import Damaged, WrongUse
from sightline.measure.media.container import frame_rotation
from sightline.measure.media.decoding import Decoded, decode, video_stream
from sightline.measure.media.drawing import Mark, save_sheet, still_of, timecode, write_on
from sightline.measure.media.opening import open_media
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Product

if TYPE_CHECKING:
    from av.container import InputContainer
    from PIL.Image import Image as Picture

NAME: Final = "media.stills"
VERSION: Final = 1
MOST_STILLS: Final = 48
LARGEST_SIDE: Final = 1920
_RESERVE_S: Final = 5.0


def measure_stills(subject: Subject) -> Finding:
    """Write stills of a film as products.

    Parameters: ``from_ms`` (default 0), ``to_ms`` (default the end), ``count`` (1 to 48, default 8), ``step_ms``
    (instead of ``to_ms``), ``side`` (longest side, default 1920), ``marks`` (list of ``{x, y, width, height, caption}``
    in thousandths), ``caption``.

    :raises WrongUse: when a parameter cannot be meant.
    :raises Damaged: when no frame decodes.
    """
    asked = _asked(subject)
    with open_media(subject.path, subject.media_type) as container:
        declared = None if container.duration is None else container.duration // 1000
        wanted = wanted_times(asked, declared)
        stills = take(container, wanted, side=asked["side"], deadline=subject.deadline - _RESERVE_S)
    if len(stills) == 0:
        raise Damaged(f"no frame decodes from {timecode(wanted[0])} on", todo="choose an earlier time")
    products = []
    for at, picture in stills:
        name = f"still_{at:09d}.jpg"
        text = timecode(at) if asked["caption"] == "" else f"{timecode(at)}  {asked['caption']}"
        write_on(picture, text, marks=asked["marks"]).save(subject.out / name, "JPEG", quality=90)
        products.append(Product("key_frame", name, "image/jpeg", caption=text, media_time_ms=at))
    save_sheet(stills, subject.out / "stills_sheet.jpg")
    products.append(
        Product("contact_sheet", "stills_sheet.jpg", "image/jpeg", caption=f"{len(stills)} stills")
    )
    values: dict[str, Json] = {"times_ms": [at for at, _ in stills]}
    sentence = f"{len(stills)} stills from {timecode(stills[0][0])} to {timecode(stills[-1][0])}."
    return Finding(NAME, VERSION, "found", sentence, values, products=tuple(products))


def wanted_times(asked: dict[str, Any], declared: int | None) -> list[int]:
    """Return the media times [ms] to take stills at, each once and in order."""
    begin, count = int(asked["from_ms"]), int(asked["count"])
    if asked["step_ms"] is not None:
        return [begin + at * int(asked["step_ms"]) for at in range(count)]
    end = asked["to_ms"] if asked["to_ms"] is not None else declared
    if end is None or end <= begin:
        end = begin + count * 1_000
    return sorted({begin + (int(end) - begin) * at // count for at in range(count)})


def take(
    container: "InputContainer", wanted: list[int], *, side: int, deadline: float
) -> list[tuple[int, "Picture"]]:
    """Return for each wanted time the frame shown then, with the time it really has."""
    stream = video_stream(container)
    if stream is None:
        raise Damaged("it holds no moving picture")
    found: list[tuple[int, Picture]] = []
    report = Decoded()
    base = stream.time_base
    if wanted[0] > 2_000 and base is not None:
        container.seek(int(wanted[0] / 1000 / base) + (stream.start_time or 0), stream=stream, backward=True)
    before: tuple[Any, int] | None = None
    left = list(wanted)
    for frame, at in decode(container, stream, report, deadline=deadline):
        while len(left) > 0 and at > left[0]:
            shown, moment = before if before is not None else (frame, at)
            _add(found, shown, moment, side)
            left.pop(0)
        before = (frame, at)
        if len(left) == 0:
            break
    if len(left) > 0 and before is not None:
        _add(found, before[0], before[1], side)
    return found


def _add(found: list[tuple[int, "Picture"]], frame: Any, at: int, side: int) -> None:
    if len(found) == 0 or found[-1][0] != at:
        found.append((at, still_of(frame, side=side, rotation=frame_rotation(frame))))


def _asked(subject: Subject) -> dict[str, Any]:
    """Check the parameters; they come from people, so what they cannot mean is said."""
    given = subject.parameters
    count = given.get("count", 8)
    if not isinstance(count, int) or not 1 <= count <= MOST_STILLS:
        raise WrongUse(f"{count} stills cannot be made", todo=f"ask for 1 to {MOST_STILLS}")
    for key in ("from_ms", "to_ms", "step_ms"):
        value = given.get(key)
        if value is not None and (not isinstance(value, int) or value < 0):
            raise WrongUse(f"{key} must be milliseconds from the start", todo="write it as 0:39")
    side = given.get("side", LARGEST_SIDE)
    marks = given.get("marks", [])
    if not isinstance(marks, list) or not isinstance(side, int):
        raise WrongUse("marks must be a list and side a number")
    return {
        "from_ms": given.get("from_ms", 0),
        "to_ms": given.get("to_ms"),
        "step_ms": given.get("step_ms"),
        "count": count,
        "side": max(64, min(LARGEST_SIDE, side)),
        "caption": str(given.get("caption", ""))[:200],
        "marks": [_mark(one) for one in marks[:50]],
    }


def _mark(value: Any) -> Mark:
    if not isinstance(value, dict):
        raise WrongUse("a mark needs x, y, width and height in thousandths")
    sides = [value.get(key) for key in ("x", "y", "width", "height")]
    numbers = [one for one in sides if isinstance(one, int) and 0 <= one <= 1000]
    if len(numbers) != 4:
        raise WrongUse("a mark needs x, y, width and height in thousandths, 0 to 1000")
    return Mark(numbers[0], numbers[1], numbers[2], numbers[3], str(value.get("caption", "")))
