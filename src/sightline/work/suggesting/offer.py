"""A suggestion as it is put before a person: what the text says, what people said of it, what the case holds."""

import json
from collections.abc import Sequence
from hashlib import sha256

from attrs import field, frozen

from sightline.measure.text.claims.record import Suggestion

__all__ = ["ACCEPTED", "OPEN", "REFUSED", "VERDICTS", "Answer", "Held", "Offer", "Suggested", "Suggestion"]

ACCEPTED = "accept"
REFUSED = "reject"
OPEN = "unsure"
VERDICTS = (ACCEPTED, REFUSED, OPEN)


@frozen(slots=True)
class Held:
    """An incident of the case that a suggested one may be."""

    code: str
    title: str
    score: float
    """From 0 to 1: how much of what is known of both agrees."""
    why: str
    against: str = ""


@frozen(slots=True)
class Answer:
    """What a person said of a suggestion."""

    verdict: str
    by: str
    made: str | None = None
    """Code of the incident it was accepted as, or for."""
    judgement: str = ""
    """Id (hex) of the judgement that keeps it; empty for one that was given a moment ago."""


@frozen(slots=True)
class Offer:
    """One suggestion of a text of the case, or of any text."""

    id: str
    """Hex digest of the text and of what is suggested of which words: the same from run to run."""
    suggestion: Suggestion
    answer: Answer | None = None
    held: tuple[Held, ...] = field(default=())


@frozen(slots=True)
class Suggested:
    """What was suggested of one text."""

    item: str | None
    layer: str | None
    """Kind of the text layer."""
    written: str | None
    text: str
    """The text, with a block for every letter that is kept back."""
    offers: tuple[Offer, ...]
    not_looked_at: int = 0
    """Names of places that were not looked up, since there were too many."""
    kept_back: int = 0
    """Passages that are hazardous: nothing in them is suggested."""

    @property
    def waiting(self) -> tuple[Offer, ...]:
        """Give what nobody said yes or no to."""
        return tuple(one for one in self.offers if one.answer is None or one.answer.verdict == OPEN)


def offers_of(text_digest: str, suggestions: Sequence[Suggestion]) -> tuple[Offer, ...]:
    """Give each suggestion its id."""
    return tuple(Offer(id_of(text_digest, one), one) for one in suggestions)


def id_of(text_digest: str, one: Suggestion) -> str:
    """Tell a suggestion by its text, its words and what it says; not by the version of the rules that found it."""
    value = dict(one.value) if not isinstance(one.value, str | int | float | None) else one.value
    if isinstance(value, dict):  # a gazetteer may give the same place a slightly other position tomorrow
        value = {name: part for name, part in value.items() if name not in ("lat", "lon")}
    told = [
        text_digest,
        one.kind,
        one.property,
        value,
        one.start,
        one.end,
        one.polarity,
        one.subject if one.kind in ("relation", "control") else None,
    ]
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:32]
