"""What a table of claims is made of: cells, rows, agreement, contradiction, stories, figures, ties. All of it typed."""

from typing import Literal

from attrs import frozen

from sightline.model.draft import EvidenceRef
from sightline.model.figures import Figure, Summary
from sightline.model.finding import Json
from sightline.model.independence import Tie
from sightline.model.span_order import Answer as Held
from sightline.model.view import Named

State = Literal[
    "affirmed", "hedged", "negated", "disputed", "denied", "refuted", "superseded", "retracted", "rejected"
]
STATES: dict[State, str] = {
    "affirmed": "its source says that it is so",
    "hedged": "its source says that it may be so",
    "negated": "its source says that it is not so",
    "disputed": "another source says that it is not so, or doubts it",
    "denied": "the one it speaks of, or who speaks for them, says that it is not so",
    "refuted": "a person judged that the evidence is against it",
    "superseded": "something newer stands in its place, of the same source or by a decision",
    "retracted": "its own source took it back",
    "rejected": "a person rejected the statement; its source may have said otherwise",
}
"""Every state of a claim; they are kept apart."""
COUNTED: tuple[State, ...] = ("affirmed", "hedged", "disputed", "denied")
"""States in which a claim still stands and counts for its value."""


@frozen(slots=True)
class Cell:
    """One source's value of one property."""

    statement: str
    """Id (hex)."""
    prop: str
    value: Json
    """None where it is withheld."""
    text: str
    """As a person reads it; ``[withheld]`` or ``[erased]``."""
    words: str
    """How the source put a figure, where that was kept."""
    source: Named | None
    """Who says it, or passes it on; None for this case itself."""
    via: Named | None
    """Whom they quote."""
    voice: bytes | None
    """Whose claim it is (canonical id): who is quoted, else the source; None for this case itself."""
    evidence: tuple[EvidenceRef, ...]
    lang: str | None
    negated: bool
    hedged: bool
    origin: str
    rank: str
    note: str
    valid: str | None
    said: str | None
    """EDTF; as stated, else the publication date of its evidence."""
    said_is_default: bool
    held: Held | None
    said_by: Held | None
    state: State
    states: tuple[State, ...]
    """Everything that applies, the strongest first."""
    why: str
    """What makes its state, in a sentence; empty where it is affirmed."""
    by: tuple[str, ...] = ()
    """Ids of the statements that make its state: denials, successors."""
    conditions: tuple[tuple[str, str], ...] = ()
    """Qualifiers, in words: (label, text)."""
    withheld: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether it counts for its value: said by a source, standing, readable."""
        return (
            self.voice is not None
            and self.state in COUNTED
            and self.rank != "deprecated"
            and not self.withheld
            and not self.negated
        )


@frozen(slots=True)
class Counted:
    """How many sources stand behind something, and which ties make the difference."""

    sources: int
    untied: int
    """The most of them between which no tie was found."""
    independent: int
    """The most of which a person judged every two independent; 0 where nobody did."""
    ties: tuple[Tie, ...] = ()
    """The ties in force among them."""
    sealed: int = 0
    """Ties that a person recorded under seal; they are counted and not shown."""
    voices: tuple[bytes, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        noun = "source" if self.sources == 1 else "sources"
        told = f"{self.sources} {noun}, {self.untied} with no tie found"
        if self.independent:
            told += f", {self.independent} judged independent"
        return told if not self.sealed else f"{told}; {self.sealed} under seal"


@frozen(slots=True)
class Agreement:
    """Sources that say the same of one property, or nothing that could not be one."""

    text: str
    statements: tuple[str, ...]
    counted: Counted
    hedged: int
    """How many of the statements are hedged."""


@frozen(slots=True)
class Contradiction:
    """Two claims that cannot both be true, or not as far as anybody judged; or a whole and parts it has no room for."""

    one: str
    other: str
    """Ids of the statements; of a whole and its parts the whole and its greatest part, of an aggregate and its members
    some of another record. ``other`` is empty where it is how many members are known."""
    why: str
    sure: bool
    """False where it needs a judgement first (two actors that nobody judged to be different)."""
    todo: str = ""
    also: tuple[str, ...] = ()
    """Further statements that cannot be true together with them: other parts of the whole."""
    of_parts: bool = False
    """The statements are figures of different groups, one of which holds the others."""

    @property
    def statements(self) -> tuple[str, ...]:
        """Give the ids of all statements of it."""
        return tuple(one for one in (self.one, self.other, *self.also) if one)


@frozen(slots=True)
class Step:
    """What a source said at one time."""

    said: str | None
    text: str
    statement: str
    negated: bool
    hedged: bool


@frozen(slots=True)
class Story:
    """How the word of one source on one property changed."""

    voice: Named
    property: str
    label: str
    steps: tuple[Step, ...]
    why: str


@frozen(slots=True)
class Row:
    """One property, with what every source says of it."""

    property: str
    label: str
    type: str
    one_only: bool
    cells: tuple[Cell, ...]
    agreements: tuple[Agreement, ...]
    contradictions: tuple[Contradiction, ...]
    counted: Counted
    not_compared: int = 0
    """Different answers that were not compared with the others: there are too many."""
    not_listed: int = 0
    """Contradictions beyond those that are listed."""


@frozen(slots=True)
class VoiceFigure:
    """What one voice says of one figure."""

    voice: Named
    figure: Figure
    told_by: tuple[Named, ...]
    """Who passes it on; empty where the voice says it itself."""
    statements: tuple[str, ...]
    said: str | None
    hedged: bool
    earlier: tuple[str, ...] = ()
    """Statements of the same voice that this one takes the place of; they are not counted."""


@frozen(slots=True)
class FigureRow:
    """All figures of one thing: who was counted, and what happened to them. Rows are never added up."""

    property: str
    conditions: tuple[tuple[str, str], ...]
    """(qualifier, term): state and group."""
    label: str
    """In words: ``killed, children``."""
    voices: tuple[VoiceFigure, ...]
    summary: Summary
    counted: Counted
    contradictions: tuple[Contradiction, ...]


@frozen(slots=True)
class Beside:
    """A record listed beside and never added: an aggregate and its members, a whole and its parts."""

    entity: Named
    role: str
    """``member``, ``aggregate``, ``part``, ``whole``."""
    hedged: bool
    figures: tuple[FigureRow, ...]
    claimed: str = ""
    """How many an aggregate is said to hold."""


@frozen(slots=True)
class TieShown:
    """A tie as it is told: whether it is in force, and what people said of it."""

    tie: Tie
    one: Named
    other: Named
    why: str
    verdict: Literal["found", "accepted", "refused", "disputed"]
    by: tuple[str, ...] = ()
    """Who judged, with reasons."""


@frozen(slots=True)
class Claims:
    """Who says what of one incident, how far they agree, and how many of them are witnesses of their own."""

    entity: Named
    members: tuple[Named, ...]
    rows: tuple[Row, ...]
    figures: tuple[FigureRow, ...]
    stories: tuple[Story, ...]
    ties: tuple[TieShown, ...]
    beside: tuple[Beside, ...]
    counted: Counted
    names: dict[bytes, Named]
    left_out: int = 0
    """Statements that were wrongly transcribed, or that the chosen times leave out."""
