"""Gathers the five questions of verification onto the page of the thing that was verified.

Each question stands alone: that something is surely the original says nothing of when it was made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from sightline.model.shown import ShownEntity, ShownQualifier, ShownStatement

QUESTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "provenance": ("Provenance", "Is this the original piece of content?"),
    "source": ("Source", "Who made it?"),
    "date": ("Date", "When was it made?"),
    "place": ("Place", "Where was it made?"),
    "motive": ("Motive", "Why was it made and published?"),
}
SIGNS: Final[Mapping[str, str]] = {
    "open": "○",
    "in_work": "◔",
    "partly": "◑",
    "answered": "●",
    "unresolved": "?",
    "refuted": "×",
}
"""A sign beside each state, so that it is told apart without colour."""
KIND: Final = "Verification"


@frozen(slots=True)
class Review:
    """What a second person said."""

    verdict: str
    why: str
    who: str


@frozen(slots=True)
class Answer:
    """One question, as it stands."""

    label: str
    asks: str
    state: str
    state_label: str
    sign: str
    text: str = ""
    sure: str = ""
    """In words and, where a person gave one, a number; neither is made from the other."""
    basis: str = ""
    against: str = ""
    who: str = ""
    cites: tuple[ShownStatement, ...] = ()
    reviews: tuple[Review, ...] = ()
    earlier: int = 0
    statement: ShownStatement | None = None


@frozen(slots=True)
class Verified:
    """The five questions of one thing."""

    answers: tuple[Answer, ...]
    records: tuple[ShownEntity, ...]


def verified_of(entities: Mapping[str, ShownEntity]) -> dict[str, Verified]:
    """Give the five questions by the code of what was verified, and of the record itself."""
    about: dict[str, dict[str, ShownEntity]] = defaultdict(dict)
    for one in entities.values():
        if one.kind != KIND:
            continue
        about[one.code][one.code] = one
        for said in one.statements:
            if said.property == "of" and said.status == "current" and said.code in entities:
                about[said.code or ""][one.code] = one
    return {
        code: Verified(_answers([s for r in records.values() for s in r.statements]), tuple(records.values()))
        for code, records in about.items()
    }


def _answers(statements: Iterable[ShownStatement]) -> tuple[Answer, ...]:
    by_question: dict[str, list[ShownStatement]] = defaultdict(list)
    for one in statements:
        asked = _of(one, "question")
        if asked is not None:
            by_question[asked.term or asked.text].append(one)
    return tuple(_answer(name, by_question.get(name, [])) for name in QUESTIONS)


def _answer(name: str, every: list[ShownStatement]) -> Answer:
    label, asks = QUESTIONS[name]
    given = [s for s in every if s.property == "conclusion"]
    standing = [s for s in given if s.status == "current" and s.polarity == "affirmed"]
    if not standing:
        return Answer(label, asks, "open", "nobody has answered", SIGNS["open"], earlier=len(given))
    one = standing[-1]
    state, percent = _of(one, "state"), _text(one, "percent")
    term = "answered" if state is None else state.term or state.text
    words = [_text(one, "confidence"), f"{percent} %" if percent else ""]
    return Answer(
        label=label,
        asks=asks,
        state=term,
        state_label="answered" if state is None else state.text,
        sign=SIGNS.get(term, "•"),
        text=one.value,
        sure=", ".join(word for word in words if word),
        basis=_text(one, "basis"),
        against=_text(one, "against"),
        who=_text(one, "analyst"),
        cites=tuple(s for s in every if s.property == "cites" and s.status == "current"),
        reviews=tuple(
            Review(s.value, _text(s, "basis"), _text(s, "reviewer"))
            for s in every
            if s.property == "review" and s.status == "current"
        ),
        earlier=len(given) - len(standing),
        statement=one,
    )


def _of(one: ShownStatement, name: str) -> ShownQualifier | None:
    return next((q for q in one.qualifiers if q.id == name), None)


def _text(one: ShownStatement, name: str) -> str:
    found = _of(one, name)
    return "" if found is None else found.text
