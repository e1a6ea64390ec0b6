"""What people weighed, as it may be shown: figures beside each other, an ACH table, a matrix of features.

Texts are plain text, never markup; codes become links only where the dossier holds a page for them.
"""

from attrs import frozen


@frozen(slots=True)
class FigureVoice:
    """What one voice says of a figure."""

    who: str
    code: str | None
    text: str
    """``6``, ``at least 6``, ``6 to 10``."""
    statement: str
    told_by: tuple[str, ...] = ()
    """Who passes it on."""
    hedged: bool = False


@frozen(slots=True)
class ShownFigure:
    """One thing that was counted, with the lowest, best and highest that anybody says; never added to another."""

    label: str
    lowest: str
    best: str
    highest: str
    why: str
    sources: str
    voices: tuple[FigureVoice, ...]
    contradicted: tuple[str, ...] = ()
    """Why some of the figures cannot both be so."""


@frozen(slots=True)
class AchCite:
    """What a piece of evidence or a conclusion rests on."""

    title: str
    code: str | None
    statement: str | None
    text: str
    state: str
    """``stands``, or what became of it."""


@frozen(slots=True)
class AchCell:
    """How one piece fits one explanation."""

    letter: str
    """Of the explanation."""
    value: str
    """CC, C, N, I, II, NA; empty where nobody judged it."""
    word: str
    why: str = ""
    statement: str | None = None


@frozen(slots=True)
class AchPiece:
    """One row."""

    number: int
    text: str
    statement: str
    weight: str
    """Beside a piece that is confirmed and highly relevant, which is 1."""
    credibility: str
    relevance: str
    tells: str
    """parts, all_alike, supports_only or one_only."""
    why: str
    falls: str
    """What changes if it falls away; empty where nothing does."""
    cells: tuple[AchCell, ...]
    cites: tuple[AchCite, ...]


@frozen(slots=True)
class AchExplanation:
    """One column."""

    letter: str
    text: str
    statement: str
    rank: int
    against: str
    """Weighted sum of what does not fit."""
    fits: int
    open: int
    likelihood: str = ""
    likelihood_why: str = ""
    likelihood_statement: str | None = None


@frozen(slots=True)
class AchFalls:
    """What changes if everything falls away that rests on one source alone."""

    title: str
    code: str | None
    pieces: tuple[int, ...]
    changes: str


@frozen(slots=True)
class ShownAch:
    """An assessment as a table, explanations in the order of what speaks against them, the least first."""

    explanations: tuple[AchExplanation, ...]
    pieces: tuple[AchPiece, ...]
    scale: str = ""
    """Name of the scale of likelihood."""
    confidence: str = ""
    confidence_why: str = ""
    finding: str = ""
    would_change: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    cites: tuple[AchCite, ...] = ()
    """What the conclusion rests on."""
    reviews: tuple[tuple[str, str], ...] = ()
    """(verdict, reason) of second people."""
    notices: tuple[str, ...] = ()
    hangs_on: tuple[AchFalls, ...] = ()
    """Sources without which the order is another."""
    turns: str = ""
    """The smallest change that puts another explanation first."""


@frozen(slots=True)
class FeatureSight:
    """One statement that a feature is seen, or not."""

    statement: str
    subject: str
    """Code of the page it stands on."""
    subject_title: str
    text: str
    who: str
    seen_in: str
    """Title of the item; empty where nobody says."""
    hedged: bool
    negated: bool


@frozen(slots=True)
class FeatureCell:
    """What is said of one feature in one place."""

    place: int
    """Number of the column."""
    state: str
    """seen, hedged, denied, or disputed."""
    sights: tuple[FeatureSight, ...]


@frozen(slots=True)
class FeatureRow:
    """One feature."""

    label: str
    weight: str
    """How distinctive it is [bits]."""
    count: int
    """Places that show it."""
    cells: tuple[FeatureCell, ...]


@frozen(slots=True)
class FeaturePlace:
    """One column: an incident, or a thing or item of which no incident is known."""

    code: str
    title: str
    kind: str
    alike: tuple[tuple[str, str, str], ...] = ()
    """(code, title, by what) of those that look most like it, the likest first."""


@frozen(slots=True)
class ShownFeatures:
    """Features by places, the most distinctive first."""

    rows: tuple[FeatureRow, ...]
    places: tuple[FeaturePlace, ...]
    left_out: str = ""
    """What is not drawn, where there is too much of it."""
