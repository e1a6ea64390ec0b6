"""Read what exiftool says about a file: every tag with its raw and its printed value, bounded."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from sightline.core.errors import Damaged
from sightline.core.sandbox_companion import CompanionSpec
from sightline.measure.media.boxes import outline
from sightline.measure.media.sniff import sniff_file

MOST_TRACKS: Final = 100


def _exhausting(path: str) -> bool:
    """Tell whether a file declares so many tracks that exiftool would take half a minute over them."""
    try:
        drawn = outline(Path(path), sniff_file(Path(path)).media_type)
    except OSError:
        return True
    return drawn is not None and drawn.tracks > MOST_TRACKS


EXIFTOOL: Final = CompanionSpec(
    name="exiftool",
    # an empty -config keeps it from reading one out of the working folder
    argv=("exiftool", "-config", "", "-stay_open", "True", "-@", "-"),
    measures=frozenset({"media.metadata", "media.clocks"}),
    question=(
        b"-j\n-l\n-a\n-G1\n-charset\nfilename=utf8\n-api\nlargefilesupport=1\n--System:all\n{path}\n-execute{number}\n"
    ),
    mark=b"{ready{number}}\n",
    refuses=_exhausting,
)
MOST_TAGS: Final = 800
LONGEST: Final = 400
_NOT_TAGS: Final = frozenset({"SourceFile"})


@frozen(slots=True)
class Tag:
    """One tag: as the file holds it and as it is printed for people."""

    raw: str
    shown: str


@frozen(slots=True)
class Tags:
    """The tags of one file by ``Group:Name``, group being family 1 of exiftool (``GPS``, ``ExifIFD``, ``Keys``)."""

    by_name: Mapping[str, Tag]
    left_out: int
    """How many were dropped because there are too many."""
    version: str
    complaints: tuple[str, ...]
    """What exiftool warned of."""

    def raw(self, *names: str) -> str | None:
        """Return the raw value of the first of these tags that is there, without blanks around it."""
        for name in names:
            tag = self.by_name.get(name)
            if tag is not None and tag.raw.strip() != "":
                return tag.raw.strip()
        return None


def parse_tags(answer: bytes) -> Tags:
    """Parse one answer of exiftool (``-j -l -G1``).

    :raises Damaged: when it is not what exiftool writes.
    """
    try:
        documents = json.loads(answer.decode("utf-8", "replace"), parse_float=str, parse_int=str)
        document: dict[str, Any] = documents[0]
        items = [(str(name), _tag(value)) for name, value in document.items() if name not in _NOT_TAGS]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as fault:
        raise Damaged("exiftool gave no readable answer", todo="run exiftool on the file by hand") from fault
    version = next((tag.raw for name, tag in items if name == "ExifTool:ExifToolVersion"), "")
    complaints = tuple(tag.raw for name, tag in items if name.rpartition(":")[2] in ("Warning", "Error"))
    kept = [(name, tag) for name, tag in items if not name.startswith("ExifTool:")]
    return Tags(dict(kept[:MOST_TAGS]), max(0, len(kept) - MOST_TAGS), version, complaints[:10])


def _tag(value: Any) -> Tag:
    if isinstance(value, dict):
        shown = _text(value.get("val", ""))
        return Tag(_text(value["num"]) if "num" in value else shown, shown)
    return Tag(_text(value), _text(value))


def _text(value: Any) -> str:
    text = ", ".join(_text(one) for one in value[:50]) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
