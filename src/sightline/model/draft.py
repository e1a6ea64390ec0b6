"""A statement as somebody hands it in: the shape of one line of ``statements.jsonl``, before ids and times are set.

Everything that writes (an import, a list, ``sightline say``, an accepted finding) makes drafts; only ``work.record``
turns drafts into statements. Entities and evidence are named by the writer's own keys (``item/youtube:abc``) or by
codes of the case (``INC-12``).
"""

from collections.abc import Mapping

from attrs import field, frozen

from sightline.model.finding import Json


@frozen(slots=True)
class EvidenceRef:
    """Where in the evidence a thing is said or seen."""

    item: str
    """Key, code or id of an Item."""
    layer: str | None = None
    """original, extraction, ocr, transcript, translation, optionally ``kind:lang`` or a layer's digest."""
    start: int | None = None
    """Code point in the layer, or milliseconds when ``unit`` is ``ms``: half-open up to ``end``. Rows and pages count
    from 1, and ``end`` is the last one meant."""
    end: int | None = None
    unit: str = "char"
    """char, ms, row, page."""
    region: str | None = None
    """``x,y,w,h`` in thousandths of the picture's width and height."""
    quote: str | None = None


@frozen(slots=True)
class Draft:
    """One statement to be recorded."""

    entity: str
    property: str
    value: Json
    kind: str | None = None
    lang: str | None = None
    qualifiers: Mapping[str, Json] = field(factory=dict)
    valid: str | None = None
    said: str | None = None
    polarity: str = "affirmed"
    certainty: str = "asserted"
    via: str | None = None
    source: str | None = None
    evidence: tuple[EvidenceRef, ...] = ()
    rank: str = "normal"
    note: str | None = None
    origin: str = "source"
    """source, measure or analyst."""
    valid_zone: str | None = None
    said_zone: str | None = None
    """IANA zones in which the times were read, where they are not those of the case that takes them in."""
    line: int | None = None
    """Line or row of the file it came from, for messages."""


@frozen(slots=True)
class IdentityDraft:
    """A judgement that entities are the same, different, or that nobody can tell yet."""

    identity: str
    entities: tuple[str, ...]
    reason: str | None = None
    line: int | None = None
