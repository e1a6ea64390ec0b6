"""The site's own words and small forms of text: dates, sizes, media times, and the glossary behind the popovers."""

import re
from datetime import UTC, datetime
from typing import Final

GLOSSARY: Final[tuple[tuple[str, str], ...]] = (
    (
        "statement",
        (
            "One thing that somebody says of one subject, with its evidence and its dates. Never "
            "edited: a later one may follow it."
        ),
    ),
    ("held", "When it was so in the world, as far as the statement says."),
    ("said", "When its source said it: by default the date on which the evidence was published."),
    ("recorded", "When it was written into this case. Set by the machine, never by an import."),
    ("may be", "The source hedges: it says this may be so, not that it is."),
    (
        "denied",
        "The source says that this is not so. That is a statement too, and different from saying nothing.",
    ),
    ("possibly", "The dates leave it open: it may or may not have been so, or said, by the date chosen."),
    ("last attested", "It was so before the date chosen, and nobody says that it ended or that it went on."),
    ("via", "The source repeats somebody else. What it repeats counts once, however many repeat it."),
    (
        "no tie found",
        (
            "Nobody has found that one of these sources has it from another, or both from a third. It is an "
            "upper bound of how many independent witnesses there are, and not their number."
        ),
    ),
    ("disputed", "Another source says that it is not so. Neither of them is thereby right."),
    ("refuted", "A person here judged, with a reason, that the evidence is against it."),
    (
        "likelihood",
        "How probable an explanation is, in the words of a named scale; never made out of a ranking.",
    ),
    ("confidence", "How good the ground of a conclusion is: something may be likely, on thin ground."),
    ("evidence", "The item, and the place in it, where this is said or seen."),
    (
        "finding",
        "What a program measured. It proposes; only a person's judgement changes what the case holds.",
    ),
    ("judgement", "A person's decision, with a reason. It can be undone, and the undoing stays readable."),
    (
        "aggregate",
        (
            "Several incidents spoken of together, such as “at least six attacks”. Listed with its "
            "known members and never counted with them."
        ),
    ),
    ("superseded", "A later statement of ours takes its place; this one stays readable."),
    ("retracted", "We took it back: we had recorded it wrongly."),
    ("deprecated", "Kept, with a reason not to rely on it."),
    ("withheld", "There is a value and it is protected. It is not in this publication in any form."),
    (
        "erased",
        (
            "The value was destroyed on somebody's authority. That there was one, and when it went, "
            "stays on record."
        ),
    ),
    ("radius", "How far from the point the true place may lie."),
    ("sha256", "A fingerprint of a file's bytes: change one bit and it is a different one."),
    (
        "checkpoint",
        (
            "A signed line that fixes everything recorded up to a number. It proves most when "
            "somebody else holds it."
        ),
    ),
    (
        "copy",
        "The same bytes, or the same footage, published more than once. It counts as one piece of evidence.",
    ),
)
"""(word, meaning) in the order in which a reader meets them."""

KIND_GLOSS: Final[dict[str, str]] = {
    "Incident": "Alleged events, each at a time and place that may be disputed.",
    "Aggregate": "Several incidents spoken of together. Never counted with their members.",
    "Item": "What was published or given: videos, photographs, posts, articles, documents.",
    "Source": "Who says something: accounts, outlets, organisations, witnesses.",
    "Actor": "Armed groups, governments, organisations.",
    "Place": "Where things happened, each with how exactly that is known.",
    "Artefact": "Things seen in footage and compared across it.",
    "Assessment": "Judgements of likelihood, each on a scale that keeps its own words.",
    "Verification": "The five questions of one thing, each answered on its own and each with its own confidence.",
    "Plan": "What was to be found out, and where it was looked for; that nothing was found is a result.",
    "Post": "What was published about the case, and when.",
}

_HOSTILE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
_TIME_ONLY: Final = re.compile(r"(\d+:)?\d+:\d\d(\.\d+)?")


def disarm(text: str) -> str:
    """Make characters visible that would turn or hide the text around them: bidi embeddings, controls, halves.

    Marks that Arabic and Hebrew need (U+200E, U+200F, U+061C, joiners) stay.
    """
    return _HOSTILE.sub(lambda found: f"‹U+{ord(found.group()):04X}›", text.replace("\r\n", "\n"))


def day_text(ms: int) -> str:
    """Write the UTC day of a moment [ms since 1970]: ``11 April 2014``."""
    day = datetime.fromtimestamp(ms / 1000, tz=UTC)
    return f"{day.day} {day:%B} {day.year}"


def media_time(ms: int) -> str:
    """Write a media time [ms]: ``0:41``, ``1:02:03``, ``0:41.5``."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{rest // 100}" if rest >= 100 else ""
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}{fraction}"
    return f"{minutes}:{seconds:02}{fraction}"


def beside_time(caption: str, ms: int | None) -> str:
    """Give the caption of a picture, or nothing where it only writes again the media time that stands beside it."""
    return "" if ms is not None and _TIME_ONLY.fullmatch(caption) else caption


def size_text(size: int) -> str:
    """Write a size [bytes]: ``812 B``, ``1.4 MB``."""
    if size < 1000:
        return f"{size} B"
    amount, unit = size / 1000, "kB"
    for larger in ("MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"


def radius_text(metres: int) -> str:
    """Write an error radius [m]: ``within 250 m``, ``within 3 km``."""
    if metres < 1000:
        return f"within {metres} m"
    return (
        f"within {metres / 1000:.1f} km"
        if metres % 1000 and metres < 10_000
        else f"within {round(metres / 1000)} km"
    )


def degrees_text(lat_e7: int, lon_e7: int) -> str:
    """Write a position [1e-7 degree] with as many digits as a person reads: ``35.3736 N, 36.6014 E``."""
    north, east = ("N" if lat_e7 >= 0 else "S"), ("E" if lon_e7 >= 0 else "W")
    return f"{abs(lat_e7) / 1e7:.4f} {north}, {abs(lon_e7) / 1e7:.4f} {east}"
