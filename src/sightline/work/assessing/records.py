"""What an assessment comes to when it is read: explanations, evidence, cells, ranking, and the conclusion."""

from attrs import frozen

from sightline.model.ach import Changes, Diagnosticity, Ranked
from sightline.model.view import Named


@frozen(slots=True)
class Cited:
    """A record of the case, or one statement of it, that something rests on."""

    entity: Named
    property: str | None
    source: Named | None
    """Whose word it is: who is quoted, else who says it."""
    statement: str | None
    """Id (hex) of the statement; None where the whole record is cited, or the statement is not in this case."""
    text: str
    """What it says, in one line; empty where it is withheld."""
    state: str
    """stands, withheld, erased, missing, or how it was closed: retracted, superseded, mistranscribed."""
    judged: str = ""
    """What people judged of it: verified by …, refuted by …"""
    reliability: tuple[str, ...] = ()
    """Grades that stand for its source; they rate the source, never this."""
    through: Named | None = None
    """Who passed it on, where somebody is quoted."""
    one_of: int = 1
    """How many statements fit the citation in this copy of the case; which one is meant is known only for 1."""


def is_sound(cited: Cited) -> bool:
    """Tell whether something can still be rested on: nobody took it back, and nobody refuted it."""
    return cited.state in ("stands", "withheld") and "refuted" not in cited.judged


@frozen(slots=True)
class Graded:
    """A grade and where it comes from."""

    term: str | None
    why: str = ""


@frozen(slots=True)
class Explanation:
    """One of the competing explanations."""

    number: int
    letter: str
    text: str
    statement: str
    by: str
    at: int


@frozen(slots=True)
class CellShown:
    """How one piece fits one explanation, as a person judged."""

    piece: int
    explanation: int
    value: str
    basis: str
    statement: str
    by: str
    at: int


@frozen(slots=True)
class PieceShown:
    """One piece of evidence, what it rests on, and what it does."""

    number: int
    text: str
    credibility: Graded
    relevance: str | None
    weight: int
    """Millionths of a piece that is confirmed and highly relevant."""
    cites: tuple[Cited, ...]
    """Nothing: it is assumed."""
    statement: str
    by: str
    at: int
    tells: Diagnosticity
    why: str
    """What it does among the explanations, in one sentence."""
    falls: Changes
    """What changes if it falls away."""
    leaders_without: tuple[int, ...]


@frozen(slots=True)
class SourceFalls:
    """What changes if everything falls away that rests on one source alone, as its own word or passed on by it."""

    source: Named
    pieces: tuple[int, ...]
    changes: Changes
    leaders: tuple[int, ...]


@frozen(slots=True)
class Likelihood:
    """A word of likelihood for one explanation, of one scale."""

    explanation: int | None
    term: str
    label: str
    interval: tuple[int, int] | None
    """What the scale itself gives the word [%]."""
    basis: str
    by: str
    at: int
    statement: str


@frozen(slots=True)
class Review:
    """What a second person said of a conclusion or an answer."""

    verdict: str
    reviewer: str
    why: str
    at: int
    statement: str


@frozen(slots=True)
class Conclusion:
    """What was concluded, with confidence apart from likelihood."""

    scale: str
    likelihoods: tuple[Likelihood, ...]
    confidence: str
    confidence_label: str
    confidence_why: str
    finding: str
    would_change: tuple[str, ...]
    limits: tuple[str, ...]
    cites: tuple[Cited, ...]
    by: str
    at: int
    made: str
    reviews: tuple[Review, ...]


@frozen(slots=True)
class Assessed:
    """One assessment as it stands at the chosen times."""

    entity: Named
    question: str
    of: tuple[Named, ...]
    published_by: tuple[Named, ...]
    """Sources whose judgement it is, where somebody else published it."""
    levels: tuple[str, ...]
    """Levels and findings of a published judgement, in its own words."""
    explanations: tuple[Explanation, ...]
    pieces: tuple[PieceShown, ...]
    cells: tuple[CellShown, ...]
    ranking: tuple[Ranked, ...]
    plain_ranking: tuple[Ranked, ...]
    """The same with all weights alike."""
    turns: tuple[tuple[int, ...], ...]
    """Smallest sets of pieces without which another explanation comes first."""
    sources: tuple[SourceFalls, ...]
    conclusion: Conclusion | None
    supersedes: tuple[Named, ...]
    superseded_by: tuple[Named, ...]
    notices: tuple[str, ...]
    """What to look at: a cited claim that was taken back, cells that nobody judged, assumptions."""
    withheld: int
    """Statements of it that are withheld or erased."""

    def cell(self, piece: int, explanation: int) -> CellShown | None:
        """Give one cell, None where nobody judged it."""
        found = (c for c in self.cells if (c.piece, c.explanation) == (piece, explanation))
        return next(found, None)
