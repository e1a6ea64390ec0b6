"""What the rules of claims work on: statements with what became of them, and what is known of the entities they name.

Both the verb and the dossier make these, each from what it may read, so that the two never disagree.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from sightline.core.errors import BadTime
from sightline.core.fold import fold
from sightline.model.claim_order import NOTHING_KNOWN, Answer, Known
from sightline.model.figures import Figure, figure_of, written
from sightline.model.finding import Json
from sightline.model.schema import Property
from sightline.model.span import Span
from sightline.model.span_order import Answer as Held
from sightline.model.time import read
from sightline.model.view import Statement
from sightline.work.figure_words import manner_of

CONDITIONS: Final = ("state", "group", "role", "at", "hypothesis", "place")
"""Qualifiers that say what a value is about; values about different things do not contradict each other."""
ALL: Final = "all"
"""The group of a figure whose source tells no groups apart."""


@frozen(slots=True)
class Heard:
    """One statement, as it came to be known."""

    one: Statement
    fate: str | None = None
    """superseded or retracted, where it was closed; None where it stands."""
    fate_why: str = ""
    successor: bytes | None = None
    verdicts: tuple[tuple[str, str], ...] = ()
    """What each person judged of it: (verdict, by whom and why)."""
    held: Held | None = None
    said: Held | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it is open, readable and relied on."""
        return self.fate is None and not self.one.hidden and self.one.rank != "deprecated"


@frozen(slots=True)
class Ground:
    """What is known beside the statements."""

    properties: Mapping[str, Property]
    text: Callable[[Property | None, Json], str]
    """Writes a value for a person."""
    head: Callable[[bytes], bytes]
    """Gives the canonical record of an entity."""
    known: Known = NOTHING_KNOWN
    speaks_for: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """For a source whom it speaks for (canonical ids)."""

    def voice(self, one: Statement) -> bytes | None:
        """Give whose claim a statement is: who is quoted, else its source; None for this case itself."""
        speaker = one.via if one.via is not None else one.source
        return None if speaker is None else self.head(speaker)

    def way(self, one: Statement) -> tuple[bytes | None, bytes | None]:
        """Give by which way a statement came: its source and whom it quotes, each by its canonical record.

        Two records that a person judged to be one source are one: the word that it gave unnamed and the one that it
        gave under its name are its own.
        """
        source, via = (None if some is None else self.head(some) for some in (one.source, one.via))
        return source, None if via == source else via

    def one_only(self, prop: str) -> bool:
        """Tell whether a property has one true answer."""
        declared = self.properties.get(prop)
        return declared is not None and (declared.single or declared.contradicts)


def answer_of(ground: Ground, one: Statement) -> Answer:
    """Read what a statement answers; of a withheld one nothing."""
    declared = ground.properties.get(one.property)
    sort = "text" if declared is None else declared.type
    text = text_of(ground, declared, one)
    target = one.target if one.target is not None else _entity(one.value)
    entity = None if target is None or sort != "entity" else ground.head(target)
    span = span_of(one.value, None) if sort == "date" and isinstance(one.value, str) else None
    local = None
    if span is not None and isinstance(one.value, str) and "T" not in one.value:
        local = span_of(one.value, "Z")
    words = words_of(one)
    figure = figure_in(one) if sort == "range" else None
    if entity is not None:
        key = entity.hex()
    elif isinstance(one.value, str):
        key = fold(one.value) or one.value
    else:
        key = str(sorted(one.value.items())) if isinstance(one.value, dict) else str(one.value)
    return Answer(
        value=one.value,
        text=text if not words or words == text.partition(" (")[0] else f"“{words}”, read as {text}",
        key=key,
        negated=one.negated,
        entity=entity,
        span=span,
        local=local,
        figure=figure,
        conditions=conditions_of(one, sort),
        valid=span_of(one.valid, one.valid_zone),
    )


def conditions_of(one: Statement, sort: str) -> tuple[tuple[str, str], ...]:
    """Give the qualifiers that say what a value is about."""
    found = {name: _plain(one.qualifiers[name]) for name in CONDITIONS if name in one.qualifiers}
    if sort == "range":
        found.setdefault("group", ALL)
    return tuple(sorted(found.items()))


def words_of(one: Statement) -> str:
    """Give how a source put a figure, where that was kept."""
    words = one.qualifiers.get("approximate")
    return words if isinstance(words, str) else ""


def figure_in(one: Statement) -> Figure | None:
    """Read the figure that a statement gives, with what its words make of it; None where it is none."""
    words = words_of(one)
    return figure_of(one.value, words=words, manner=manner_of(words, one.value))


def text_of(ground: Ground, declared: Property | None, one: Statement) -> str:
    """Write the value of a statement for a person: a figure as its words bound it, anything else as its type is."""
    figure = figure_in(one) if declared is not None and declared.type == "range" else None
    return ground.text(declared, one.value) if figure is None else written(figure)


@lru_cache(maxsize=16_384)
def span_of(written: str | None, zone: str | None) -> Span | None:
    """Read a written time; None where there is none, or it was written by a version that read more."""
    if written is None:
        return None
    try:
        return read(written, zone=zone)
    except BadTime:
        return None


def said_span(one: Statement) -> Span | None:
    """Give when a statement was said: as stated, else by the publication of its evidence."""
    return span_of(one.said if one.said is not None else one.said_default, one.said_zone)


def later(first: Statement, second: Statement) -> bool:
    """Tell whether the second was said after the first, as far as their dates say."""
    a, b = said_span(first), said_span(second)
    if a is None or b is None or b.begin_earliest is None:
        return False
    if (a.begin_earliest, a.end_latest) == (b.begin_earliest, b.end_latest):
        return False
    begins = a.begin_earliest is None or a.begin_earliest < b.begin_earliest
    return begins and (a.end_latest is None or b.end_latest is None or a.end_latest <= b.end_latest)


def in_order(heard: Sequence[Heard]) -> list[Heard]:
    """Order statements by when they were said, those nobody dated last, then as recorded."""

    def key(one: Heard) -> tuple[bool, int, int, int]:
        span = said_span(one.one)
        begin = None if span is None else span.begin_earliest
        end = None if span is None else span.end_latest
        return (span is None, begin if begin is not None else 0, end if end is not None else 0, one.one.n)

    return sorted(heard, key=key)


def _entity(value: Json) -> bytes | None:
    if isinstance(value, dict) and isinstance(value.get("entity"), str):
        return bytes.fromhex(str(value["entity"]))
    return None


def _plain(value: Json) -> str:
    return str(value["entity"]) if isinstance(value, dict) and "entity" in value else str(value)
