"""Read the text that stands in pictures and on the key frames of films, with tesseract; only when asked for.

What is read is a suggestion with a place: letters on signs, vehicles and leaflets are read badly, and a wrong reading
looks as sure as a right one.
"""

import csv
import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from sightline.core.errors import MissingProgram, WrongUse
from sightline.measure.media.decoding import video_stream
from sightline.measure.media.frames import accepts as accepts_film
from sightline.measure.media.frames import fingerprint_stream
from sightline.measure.media.opening import open_media
from sightline.measure.media.pictures import FORMATS, load, open_picture, plain
from sightline.measure.media.pictures import warm as warm_pictures
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, LayerText

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

NAME: Final = "media.text"
VERSION: Final = 1
LANGUAGES: Final = ("eng", "ara", "rus", "ukr")
LEAST_CONFIDENCE: Final = 40
"""Of tesseract's 0 to 100; below it words are mostly grain and leaves."""
_LARGEST_SIDE: Final = 2400
_MOST_WORDS: Final = 5_000
_SECONDS_A_PICTURE: Final = 60
_RESERVE_S: Final = 6.0


@frozen(slots=True)
class Word:
    """One word as read, with its box in pixels of the picture."""

    text: str
    line: tuple[int, int, int]
    box: tuple[int, int, int, int]
    confidence: int


def accepts(media_type: str) -> bool:
    """Tell whether text may be read from a file of this type."""
    return media_type in FORMATS or accepts_film(media_type)


def warm(sniffed: Sniffed) -> None:
    """Load the readers of pictures."""
    warm_pictures(sniffed)


def measure_text(subject: Subject) -> Finding:
    """Read text in a picture, or on the key frames of a film.

    Parameters: ``languages``, a list of tesseract's names (default eng, ara, rus, ukr).

    :returns: *found* with a text layer, *nothing* where no word is read surely enough.
    :raises MissingProgram: when tesseract is not installed.
    :raises WrongUse: when a language is not a name.
    """
    if shutil.which("tesseract") is None:
        packages = " ".join(["tesseract-ocr", *(f"tesseract-ocr-{one}" for one in LANGUAGES[1:])])
        raise MissingProgram("tesseract is not installed", todo=f"apt install {packages}")
    given = subject.parameters.get("languages", list(LANGUAGES))
    languages = [str(one) for one in given] if isinstance(given, list) else []
    if len(languages) == 0 or not all(one.isascii() and one.replace("_", "").isalnum() for one in languages):
        raise WrongUse("languages must be a list such as eng, ara", todo="see `tesseract --list-langs`")
    words: list[tuple[int | None, Word]] = []
    scanned = 0
    late = False
    for at, picture in _pictures(subject):
        if subject.deadline - time.monotonic() < _RESERVE_S:
            late = True
            break
        scanned += 1
        words += [
            (at, word) for word in read_words(picture, languages, deadline=subject.deadline - _RESERVE_S)
        ]
    values: dict[str, Json] = {"words": len(words), "pictures": scanned, "languages": list(languages)}
    doubt = "The time allowed ran out before all key frames were read." if late else ""
    if len(words) == 0:
        return Finding(NAME, VERSION, "nothing", "No text was read in it.", values, uncertainty=doubt)
    layer = layer_of(words[:_MOST_WORDS])
    sure = sum(word.confidence for _, word in words) // len(words)
    values["mean_confidence"] = sure
    first = " ".join(layer.text.split())[:120]
    return Finding(
        NAME,
        VERSION,
        "found",
        f"{len(words)} words were read, beginning: {first}",
        values,
        uncertainty=f"Read by machine, sure to {sure} of 100; compare with the picture. {doubt}".strip(),
        layers=(layer,),
    )


def read_words(picture: "Picture", languages: list[str], *, deadline: float) -> list[Word]:
    """Read the words of one picture with tesseract, those it is sure enough of."""
    scale = min(1.0, _LARGEST_SIDE / max(picture.size))
    if scale < 1:
        picture = picture.resize((max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
    held = io.BytesIO()
    picture.convert("L").save(held, "PNG", compress_level=1)
    argv = ["tesseract", "stdin", "stdout", "-l", "+".join(languages), "--psm", "11", "tsv"]
    seconds = max(1.0, min(_SECONDS_A_PICTURE, deadline - time.monotonic()))
    try:
        done = subprocess.run(argv, input=held.getvalue(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return []
    return parse_tsv(done.stdout.decode("utf-8", "replace"), scale=scale)


def parse_tsv(text: str, *, scale: float = 1.0) -> list[Word]:
    """Read tesseract's table of words.

    :param scale: of the picture read against the original; boxes are given in the original's pixels.
    """
    found = []
    for row in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            confidence = int(float(row["conf"]))
            box = tuple(int(int(row[key]) / scale) for key in ("left", "top", "width", "height"))
            line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        except (KeyError, TypeError, ValueError):
            continue
        word = (row.get("text") or "").strip()
        letters = sum(1 for letter in word if letter.isalnum())
        if confidence >= LEAST_CONFIDENCE and letters > 0 and (letters > 1 or len(word) == 1):
            found.append(Word(word, line, (box[0], box[1], box[2], box[3]), confidence))
    return found


def layer_of(words: list[tuple[int | None, Word]]) -> LayerText:
    """Put words together as lines of text, each word anchored to its box, and its time where it has one."""
    parts: list[str] = []
    anchors: list[tuple[int, int, str]] = []
    length = 0
    before: tuple[int | None, tuple[int, int, int]] | None = None
    for at, word in words:
        here = (at, word.line)
        if before is not None:
            parts.append(" " if here == before else "\n")
            length += 1
        where = "box:" + ",".join(str(side) for side in word.box)
        if at is not None:
            anchors.append((length, length + len(word.text), f"time:{at}-{at}"))
        anchors.append((length, length + len(word.text), where))
        parts.append(word.text)
        length += len(word.text)
        before = here
    return LayerText("ocr", "".join(parts), anchors=tuple(anchors))


def _pictures(subject: Subject) -> Iterator[tuple[int | None, "Picture"]]:
    """Yield the pictures to read: the picture itself, or the key frames of a film with their times."""
    if subject.media_type in FORMATS:
        from PIL import ImageOps

        with open_picture(subject.path, subject.media_type) as picture:
            load(picture)
            yield None, plain(ImageOps.exif_transpose(picture))
        return
    with open_media(subject.path, subject.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return
        middle = (subject.deadline + time.monotonic()) / 2
        _, _, kept = fingerprint_stream(container, stream, deadline=middle, side=1280)
    for one in kept:
        yield one.at_ms, one.make()
