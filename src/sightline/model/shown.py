"""One entity as it may be shown: its statements, findings, judgements and captures, ready to display, still structured.

Texts are plain text, never markup. Times are integers of milliseconds since the epoch, coordinates of 1e-7 degree.
Empty text means "nothing to show here", so that a page can leave the line out. ``model.disclosed`` has the whole.
"""

from collections.abc import Callable
from typing import Literal

from attrs import field, frozen

from sightline.model.shown_time import ShownTime
from sightline.model.shown_weighing import ShownAch, ShownFigure

Status = Literal["current", "superseded", "retracted", "deprecated", "withheld", "erased"]
Fit = Literal["unseen", "fit", "graphic"]
Axis = Literal["held", "said", "known"]
Count = tuple[int | None, int | None, int | None]
"""(min, best, max) of a count, each None where it was not said."""


@frozen(slots=True)
class Link:
    """Another entity, named. It becomes a link only where the dossier holds a page for ``code``."""

    title: str
    code: str | None = None
    kind: str = ""


@frozen(slots=True)
class ShownEvidence:
    """Where in the evidence a thing is said or seen."""

    item: Link
    layer: str = ""
    """original, extraction, ocr, transcript, translation: with its language."""
    where: str = ""
    """As a person reads it: ``0:39 to 0:47``, ``row 118``, ``page 3``, ``characters 1204 to 1290``."""
    region: str = ""
    """``x,y,w,h`` in thousandths of the picture."""
    quote: str = ""
    quote_lang: str = ""
    url: str = ""
    """Address the item was published at; empty where it may not be shown."""
    archived: str = ""
    """sha256 of the kept bytes, or empty when nothing was captured."""


@frozen(slots=True)
class ShownQualifier:
    """One condition of a statement: in which role, where, how many."""

    label: str
    text: str
    code: str | None = None
    id: str = ""
    term: str = ""
    """For programs: its name in the schema, and the id of the term where it is one."""


@frozen(slots=True)
class ShownStatement:
    """One row: who says what of whom, when it held, when it was said and when we wrote it down."""

    id: str
    """Hex. Unique in the dossier; links point to it."""
    subject: Link
    property: str
    label: str
    value: str
    """The clean value as text; empty when ``status`` is withheld or erased."""
    raw: str = ""
    """As it was written, where it differs from ``value``."""
    lang: str = ""
    dir: Literal["auto", "ltr", "rtl"] = "auto"
    code: str | None = None
    """Code of the entity that the value is."""
    term: str = ""
    count: Count | None = None
    """For programs: id of the term that the value is, numbers of a count."""
    relation: str = ""
    """``between`` two entities, ``territory``, or empty: as the schema declares the property."""
    qualifiers: tuple[ShownQualifier, ...] = ()
    valid: ShownTime | None = None
    said: ShownTime | None = None
    polarity: Literal["affirmed", "negated"] = "affirmed"
    certainty: Literal["asserted", "hedged"] = "asserted"
    via: Link | None = None
    """The source it quotes."""
    source: Link | None = None
    """Who says it; None when an analyst or a measure does."""
    evidence: tuple[ShownEvidence, ...] = ()
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    note: str = ""
    status: Status = "current"
    status_note: str = ""
    """Why and on whose authority it is not current: ``withheld on 3 May 2026 by the editor: protects a witness``."""
    succeeded_by: str | None = None
    """Id of the statement that came after it."""
    withdrawn_ms: int | None = None
    """When its own source took it back (axis ``said``), half-open."""
    recorded: str = ""
    recorded_ms: int | None = None
    recorded_by: str = ""
    retracted_ms: int | None = None
    """When we took it back or superseded it (axis ``known``), half-open."""
    ledger: tuple[str, int] | None = None
    """(writer's short id, number) of the event that recorded it."""
    origin: Literal["source", "measure", "analyst"] = "source"


@frozen(slots=True)
class ShownJudgement:
    """A person's decision, with its reason; an undone one stays readable."""

    verdict: str
    """accept, reject, same, different, unsure, verified, refuted, fit, graphic, …"""
    about: str
    reason: str = ""
    by: str = ""
    at: str = ""
    at_ms: int | None = None
    undone: str = ""
    """When and by whom it was undone; empty while it stands."""
    others: tuple[Link, ...] = ()


@frozen(slots=True)
class ShownFinding:
    """What a measure says: it explains itself and only proposes."""

    measure: str
    version: int
    outcome: Literal["found", "nothing", "against", "inconclusive", "failed"]
    sentence: str
    uncertainty: str = ""
    values: tuple[tuple[str, str], ...] = ()
    """(label, text) of its main values."""
    todo: str = ""
    stale: bool = False


@frozen(slots=True)
class ShownMedia:
    """A picture that may be copied into a site: a key frame, a contact sheet, a page."""

    digest: str
    """sha256 of the bytes, hex: it names the file."""
    media_type: str
    read: Callable[[], bytes] = field(eq=False, repr=False)
    """Yields the bytes when the site is written."""
    role: str = "key_frame"
    caption: str = ""
    media_time_ms: int | None = None
    fit: Fit = "unseen"
    size: tuple[int, int] | None = None
    """(width, height) [pixels]."""
    blurred: Callable[[], bytes] | None = field(default=None, eq=False, repr=False)
    """Yields a PNG in which nothing can be recognised: what a page shows until a person judged the picture fit."""


@frozen(slots=True)
class ShownPosition:
    """A place on the map, never without its radius."""

    lat_e7: int
    lon_e7: int
    radius_m: int
    precision: str
    """point, street, village, town, district, …"""
    label: str
    role: str = ""
    """site, camera, seat, impact point, …"""
    statement: str | None = None


@frozen(slots=True)
class ShownSpan:
    """A bar on the timeline."""

    time: ShownTime
    label: str
    statement: str | None = None


@frozen(slots=True)
class ShownRelation:
    """Other entities that stand in one role to this one: ``seen in``, ``member of``, ``copies``."""

    role: str
    entities: tuple[Link, ...]
    note: str = ""


@frozen(slots=True)
class ShownCapture:
    """One act of preserving an item."""

    address: str
    """As given."""
    redirects: tuple[str, ...] = ()
    state: Literal["listed", "captured", "failed", "gone"] = "captured"
    when: str = ""
    collector: str = ""
    tool: str = ""
    via: str = ""
    """How it was found: query, channel, tip."""
    why: str = ""
    files: tuple["ShownFile", ...] = ()
    fault: str = ""
    todo: str = ""


@frozen(slots=True)
class ShownFile:
    """Kept bytes, by digest; the bytes themselves stay in the vault."""

    name: str
    role: str
    sha256: str
    size: int
    media_type: str = ""


@frozen(slots=True)
class ClaimSide:
    """One side's answer to a question about an incident."""

    who: Link
    what: str
    statement: str | None = None
    when: str = ""
    said: ShownTime | None = None
    polarity: Literal["affirmed", "negated"] = "affirmed"
    certainty: Literal["asserted", "hedged"] = "asserted"
    contradicts: tuple[str, ...] = ()
    """Names of the sides it cannot stand beside."""
    via: Link | None = None
    evidence: tuple[ShownEvidence, ...] = ()
    independent: str = ""
    """What it shares with others, when it does: ``same video as the media centre``."""
    state: str = "affirmed"
    """affirmed, hedged, negated, disputed, denied, refuted, superseded or retracted; kept apart."""
    state_note: str = ""
    """What makes its state, in a sentence."""
    agrees: tuple[str, ...] = ()
    """Names of the sides that say the same, or nothing that could not be one."""


@frozen(slots=True)
class ClaimRow:
    """A question that sources answer differently, each side beside the others."""

    question: str
    sides: tuple[ClaimSide, ...]
    note: str = ""
    property: str = ""
    reasons: tuple[str, ...] = ()
    """Why answers contradict each other, each once."""
    sources: str = ""
    """How many sources stand behind it: ``3 sources, at most 1 with no tie found``."""


@frozen(slots=True)
class ShownEntity:
    """One entity as it may be shown: a view over its statements."""

    code: str
    kind: str
    """Name of its kind, as declared: Incident, Item, Source, Actor, Place, …, or a workspace's own."""
    title: str
    title_lang: str = ""
    subtitle: str = ""
    when: ShownTime | None = None
    """Its main time, for lists and the timeline."""
    where: str = ""
    state: str = ""
    """Items: listed, captured, failed, gone. Incidents: the grade in use."""
    status: Literal["shown", "withheld"] = "shown"
    tally: str = ""
    """Aggregates: ``at least six claimed, four dated, not added``."""
    aggregate: bool = False
    """A record that is never counted with its members."""
    summary: str = ""
    statements: tuple[ShownStatement, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    table: tuple[ClaimRow, ...] = ()
    """Incidents and aggregates: every question; ``claims`` are those that are answered differently."""
    figures: tuple[ShownFigure, ...] = ()
    ach: ShownAch | None = None
    positions: tuple[ShownPosition, ...] = ()
    spans: tuple[ShownSpan, ...] = ()
    relations: tuple[ShownRelation, ...] = ()
    findings: tuple[ShownFinding, ...] = ()
    judgements: tuple[ShownJudgement, ...] = ()
    captures: tuple[ShownCapture, ...] = ()
    media: tuple[ShownMedia, ...] = ()
    merged_from: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()  # footage that is older than what it is said to show
