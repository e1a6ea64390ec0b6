"""What a file says about itself: its tags kept raw, and the times and the place they claim as proposals."""

from typing import Final

from sightline.measure.media.clocks import Reading, read_clocks, zone_text
from sightline.measure.media.exif_tags import parse_tags
from sightline.measure.media.positions import position_of
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Proposal

NAME: Final = "media.metadata"
VERSION: Final = 1
_MOST_TEXT: Final = 150_000
_DOCUMENTS: Final = frozenset(
    {"application/pdf", "application/ogg", "application/rtf", "application/postscript"}
)


def measure_metadata(subject: Subject) -> Finding:
    """Read the tags of a file with exiftool.

    :returns: *found* with tags, *nothing* where the file carries none beyond its format.
    """
    answer = subject.ask("exiftool")
    if answer is None:
        return failed_metadata(NAME, VERSION)
    tags = parse_tags(answer)
    kept: dict[str, Json] = {}
    room = _MOST_TEXT
    for name, tag in tags.by_name.items():
        room -= len(name) + len(tag.raw) + len(tag.shown)
        if room < 0:
            break
        kept[name] = tag.raw if tag.raw == tag.shown else {"raw": tag.raw, "shown": tag.shown}
    left_out = tags.left_out + len(tags.by_name) - len(kept)
    readings = read_clocks(tags)
    place, where = position_of(tags)
    values: dict[str, Json] = {"tags": kept, "left_out": left_out, "exiftool": tags.version}
    if len(tags.complaints) > 0:
        values["warnings"] = list(tags.complaints)
    proposals = (*times_of(readings), *(() if place is None else (place,)))
    own = [name for name in kept if name.partition(":")[0] not in ("File", "Composite")]
    sentence = " ".join(part for part in (_made_with(kept), _clock_sentence(readings), where) if part != "")
    if len(own) == 0 and len(proposals) == 0:
        return Finding(NAME, VERSION, "nothing", "The file carries no metadata of its own.", values)
    if sentence == "":
        sentence = f"{len(kept)} tags, none of which says when, where or with what it was recorded."
    return Finding(
        NAME,
        VERSION,
        "found",
        sentence,
        values,
        uncertainty="Metadata can be wrong by accident and written by anybody.",
        proposals=proposals,
    )


def times_of(readings: tuple[Reading, ...]) -> tuple[Proposal, ...]:
    """Return the proposals of recording times that clocks give; the clocks of file system and post propose none."""
    found = []
    for one in readings:
        if one.clock in ("file", "post") or (one.clock == "editor" and one.role == "not_after"):
            continue
        qualifiers: dict[str, Json] = {
            "clock": one.clock,
            "tag": one.tag,
            "raw": one.raw,
            "zone": "unknown" if one.zone_min is None else zone_text(one.zone_min),
            "assumption": one.assumption,
        }
        certainty = "hedged" if one.hedged or one.zone_min is None else "asserted"
        found.append(Proposal("recorded_at", one.edtf(), certainty=certainty, qualifiers=qualifiers))
    return tuple(found)


def failed_metadata(name: str, version: int) -> Finding:
    """Say that exiftool gave no answer."""
    return Finding(
        name,
        version,
        "failed",
        "exiftool gave no answer: it is not installed, or this file would have taken more than its limits.",
        {"fault": "no answer"},
        todo="install it (Debian: apt install libimage-exiftool-perl) and examine again",
    )


def _made_with(tags: dict[str, Json]) -> str:
    parts = [
        _shown(tags.get(f"IFD0:{one}") or tags.get(f"Keys:{one}")) for one in ("Make", "Model", "Software")
    ]
    device = " ".join(part for part in parts[:2] if part != "")
    if device == "":
        return "" if parts[2] == "" else f"Written by {parts[2]}."
    return f"Made with {device}." if parts[2] == "" else f"Made with {device}, written by {parts[2]}."


def _shown(value: Json) -> str:
    text = value.get("shown") if isinstance(value, dict) else value
    return "" if text is None else str(text).strip()[:60]


def _clock_sentence(readings: tuple[Reading, ...]) -> str:
    recorded = [one for one in readings if one.role == "recorded"]
    if len(recorded) == 0:
        return ""
    first = recorded[0]
    more = "" if len(recorded) == 1 else f" ({len(recorded) - 1} more clocks.)"
    return f"Its {first.clock} clock says {first.words()}.{more}"


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may carry metadata worth asking for."""
    room = media_type.partition("/")[0]
    return room in ("image", "video", "audio") or media_type in _DOCUMENTS
