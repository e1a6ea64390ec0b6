"""What a verification record comes to when it is read."""

from attrs import frozen

from sightline.model.view import Named
from sightline.work.assessing.records import Cited, Review


@frozen(slots=True)
class Answered:
    """One of the five questions, as it stands."""

    question: str
    label: str
    gloss: str
    state: str
    """A term of verification_state; open where nobody said anything."""
    state_label: str
    answer: str
    confidence: str | None
    percent: int | None
    """As a person gave it; never made from the word, nor the word from it."""
    basis: str
    against: str
    cites: tuple[Cited, ...]
    by: str
    at: int | None
    statement: str | None
    reviews: tuple[Review, ...]
    earlier: int
    """How many answers this one took the place of."""
    others: tuple[str, ...] = ()
    """Older answers that stand as well, of another record of the thing or of another copy, in one line each."""


@frozen(slots=True)
class Beside:
    """What a geolocation or chronolocation of the thing says of a question."""

    analysis: Named
    question: str
    confidence: str
    basis: str
    by: str


@frozen(slots=True)
class ClaimGraded:
    """How credible one statement is, as a person rated it; its source is rated apart."""

    grade: str
    label: str
    why: str
    by: str
    at: int
    claim: tuple[Cited, ...]
    statement: str


@frozen(slots=True)
class Author:
    """Who made the thing, with the grades people gave and what became of what it said; none is made from the other."""

    source: Named
    reliability: tuple[str, ...]
    record: str


@frozen(slots=True)
class Verified:
    """The five questions of one thing, and what else was verified of it."""

    subject: Named
    records: tuple[Named, ...]
    questions: tuple[Answered, ...]
    authors: tuple[Author, ...]
    beside: tuple[Beside, ...]
    claims: tuple[ClaimGraded, ...]
    consent: tuple[str, ...]
    """Terms of consent that stand, with their labels."""
    sensitivity: tuple[str, ...]
    released: tuple[str, ...]
    """Audiences that releases stand for."""
    notices: tuple[str, ...]
    withheld: int
