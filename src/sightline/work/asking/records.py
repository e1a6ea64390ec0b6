"""What an answer to a question is made of: the question as it was read, answers with sources, what else is said."""

from collections.abc import Sequence

from attrs import frozen

from sightline.model.view import Named
from sightline.work.view import Times

VERSION = 1


@frozen(slots=True)
class Question:
    """A question, read: one form of the grammar with its words."""

    text: str
    """As it was typed."""
    form: str
    """Id of the form, such as ``governing``."""
    subject: str
    """The place, actor or source that is asked about, as typed."""
    second: str | None
    """Of "what SOURCE said of ACTOR", the actor."""
    times: Times
    between: tuple[str, str] | None = None
    """Two dates, where it is asked how the answer changed."""


@frozen(slots=True)
class Told:
    """Who says one thing, when, through whom."""

    source: Named | None
    via: Named | None
    valid: str | None
    said: str | None
    statement: str
    """Id (hex)."""
    later: bool = False
    """Whether it may have been said only after what is asked back to."""


@frozen(slots=True)
class Answer:
    """One answer: an entity, with everybody who says so."""

    entity: Named
    role: str
    """What it is or does, in plain words: ``member of Lower Aren Front``."""
    held: str | None
    """held, possibly or last attested at the date; None where nobody said when."""
    valid: str | None
    said: str | None
    told: tuple[Told, ...]
    why: str
    hedged: bool = False
    """Whether everybody who says so is unsure."""
    negated: bool = False


@frozen(slots=True)
class Also:
    """What belongs beside the answers: what was superseded, denied, disputed, corrected, or came to an end."""

    kind: str
    """superseded, denied, disputed, corrected, retracted, over, event, related, inside, appeared, vanished, changed."""
    entity: Named | None
    valid: str | None
    said: str | None
    told: tuple[Told, ...]
    why: str
    statements: tuple[str, ...]
    hedged: bool = False
    negated: bool = False
    ends: bool = False
    """Whether by it the entity was no longer a thing of its own on the day asked about."""


@frozen(slots=True)
class Part:
    """What one sort of question gives, before it is put together."""

    answers: tuple[Answer, ...] = ()
    also: tuple[Also, ...] = ()
    left_out: int = 0


@frozen(slots=True)
class Answered:
    """A question with its answers."""

    question: Question
    read_as: str
    """The question in the words of the grammar, with the entities that it was taken to mean."""
    held_at: str | None
    said_by: str | None
    known_at: str | None
    answers: tuple[Answer, ...]
    also: tuple[Also, ...]
    notes: tuple[str, ...] = ()
    """Which day was taken, which namesakes there are."""
    before: tuple[Answer, ...] = ()
    """The answers at the first of two dates."""
    left_out: int = 0


def beside(
    kind: str,
    entity: Named | None,
    told: Sequence[Told],
    why: str,
    *,
    statements: Sequence[str] = (),
    hedged: bool = False,
    negated: bool = False,
) -> Also:
    """Make what stands beside the answers; the times are those of the first who says it."""
    first = told[0] if told else None
    ids = tuple(dict.fromkeys((*(t.statement for t in told), *statements)))
    return Also(
        kind,
        entity,
        None if first is None else first.valid,
        None if first is None else first.said,
        tuple(told),
        why,
        ids,
        hedged=hedged,
        negated=negated,
    )
