"""What may be shown or sent: a dossier of records that already passed the one gate.

``work.disclose`` alone builds these from the store; publish, the workbench and ``--json`` accept nothing else. So a
value that is protected, withheld or not released to an audience cannot reach a page by accident: it is not in here.
"""

from attrs import frozen

from sightline.model.shown import Axis, ShownEntity
from sightline.model.shown_weighing import ShownFeatures

INTERNAL = "internal"
"""The audience that is the team itself; every other name is a release."""


@frozen(slots=True)
class Todo:
    """Something a person should do next, with what to type."""

    text: str
    code: str | None = None
    command: str = ""


@frozen(slots=True)
class Note:
    """One line about one entity or one text, in a summary: a failure, a conflict, an unresolved place."""

    text: str
    code: str | None = None
    detail: str = ""


@frozen(slots=True)
class Arrivals:
    """What came in, so that every file is accounted for."""

    kept: int
    failed: int = 0
    listed: int = 0
    gone: int = 0
    objects: int = 0
    failures: tuple[Note, ...] = ()
    copies: tuple[Note, ...] = ()
    conflicting_dates: tuple[Note, ...] = ()
    unresolved_places: tuple[Note, ...] = ()
    unread: tuple[Note, ...] = ()
    """Files that are kept, and that a measure could not read."""


@frozen(slots=True)
class Correction:
    """A dated change: of what a source says, or of what we hold."""

    at: str
    at_ms: int
    axis: Axis
    text: str
    code: str | None = None


@frozen(slots=True)
class TimeOffered:
    """A date on which answers differ, to look back from."""

    axis: Axis
    label: str
    at: str
    """``held`` and ``said``: EDTF, such as ``2014-04-12``. ``known``: milliseconds since the epoch."""
    zone: str | None = None


@frozen(slots=True)
class Demonstration:
    """Something tried in front of the reader: what was typed and what was answered."""

    title: str
    text: str = ""
    command: str = ""
    answer: str = ""


@frozen(slots=True)
class Proof:
    """What the ledger can show, and how far it reaches."""

    events: int
    objects: int
    ledger: str = ""
    """Short id of this copy's chain."""
    checkpoint: str = ""
    """The one line to post or mail; empty when none was signed yet."""
    checkpoint_at: str = ""
    signed_up_to: int = 0
    """Number of the last event under a signed checkpoint."""
    unsigned_after: int = 0
    """How many events lie after it."""
    check_ok: bool | None = None
    """None when check was not run."""
    check_at: str = ""
    check_said: tuple[str, ...] = ()
    faults: tuple[Note, ...] = ()
    withheld: int = 0
    erased: int = 0
    demonstrations: tuple[Demonstration, ...] = ()


@frozen(slots=True)
class Section:
    """A titled text of the front page; blank lines part paragraphs."""

    title: str
    text: str


@frozen(slots=True)
class Dossier:
    """Everything that one publication may hold."""

    title: str
    audience: str
    made_at: str
    made_by: str = ""
    case: str = ""
    """Short name of the workspace."""
    lead: str = ""
    """What this is, in a paragraph."""
    sections: tuple[Section, ...] = ()
    entities: tuple[ShownEntity, ...] = ()
    first: str | None = None
    """Code of the incident the front page opens on."""
    times: tuple[TimeOffered, ...] = ()
    corrections: tuple[Correction, ...] = ()
    arrivals: Arrivals | None = None
    todos: tuple[Todo, ...] = ()
    proof: Proof | None = None
    next_command: str = ""
    """What to type with one's own files."""
    features: ShownFeatures | None = None
    """What is seen where."""
    glossary: tuple[tuple[str, str], ...] = ()
    """(term, meaning) of the vocabularies in use, beside the site's own words."""
