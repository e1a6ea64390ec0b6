"""What a measure says about bytes: a finding explains itself, and only proposes.

Canonical JSON of the ledger knows no floats, so every number in ``values`` is an integer (of a stated unit) or a
decimal string. "Nothing found" and "evidence against" are different outcomes, and so is "could not tell".
"""

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""JSON without floats: what may be hashed."""

Outcome = Literal["found", "nothing", "against", "inconclusive", "failed"]
OUTCOMES: tuple[Outcome, ...] = ("found", "nothing", "against", "inconclusive", "failed")


@frozen(slots=True)
class Proposal:
    """A statement that a finding proposes; invisible in views until a person judged it."""

    property: str
    value: Json
    """In the shape of the import format: text, integer, decimal string, EDTF text, ``{"lat": "…", "lon": "…"}``."""
    valid: str | None = None
    """EDTF, when the value held in the world."""
    lang: str | None = None
    certainty: str = "asserted"
    qualifiers: Mapping[str, Json] = field(factory=dict)


@frozen(slots=True)
class Product:
    """A file that a measure made: a contact sheet, a key frame, a thumbnail. It becomes a derivative object."""

    role: str
    """contact_sheet, key_frame, thumbnail, map, page."""
    file: str
    """Name inside the output folder of the run; plain ASCII, no folder."""
    media_type: str
    caption: str = ""
    media_time_ms: int | None = None


@frozen(slots=True)
class LayerText:
    """A text layer that a measure made of its input: extraction, OCR, transcript, translation."""

    kind: str
    text: str
    lang: str | None = None
    anchors: tuple[tuple[int, int, str], ...] = ()
    """(start, end, where) in code points of ``text``; where is ``page:3``, ``span:120-180``, ``time:1500-2750``
    (milliseconds) or ``box:x,y,w,h`` (pixels) in the parent."""


@frozen(slots=True)
class FramePrint:
    """One run of equal-looking frames, or one picture."""

    start_ms: int
    end_ms: int
    pdq: bytes
    """32 bytes, bit 0 of the hash first as pdqhash orders it."""
    quality: int
    """0 to 100; under 50 the hash says little."""
    view: str = "full"
    """full, inner (flat borders removed)."""


@frozen(slots=True)
class Finding:
    """The result of one measure on its inputs."""

    measure: str
    """Name with its room: ``media.container``, ``media.metadata``, ``text.language``."""
    version: int
    outcome: Outcome
    sentence: str
    """One plain sentence that a tired person understands."""
    values: Mapping[str, Json] = field(factory=dict)
    uncertainty: str = ""
    parameters: Mapping[str, Json] = field(factory=dict)
    proposals: tuple[Proposal, ...] = ()
    products: tuple[Product, ...] = ()
    layers: tuple[LayerText, ...] = ()
    prints: tuple[FramePrint, ...] = ()
    todo: str = ""
    """What a person can do about a failure or a conflict."""
