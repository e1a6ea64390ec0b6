"""Answers a question of a small fixed grammar as of a date, from what sources say; what was superseded stands beside.

No question is guessed at and no answer made up: an answer is an entity with the statements that say so.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from attrs import evolve
from sqlalchemy import Connection

from sightline.core.errors import UnknownName, WrongUse
from sightline.core.fold import fold
from sightline.model.span_order import Answer as Held
from sightline.model.view import Moments
from sightline.store.relations_found import deprecated_among
from sightline.work.asking.changes import changes
from sightline.work.asking.corrections import corrections
from sightline.work.asking.grammar import form_of, grammar, read_question
from sightline.work.asking.holding import ANSWERS, of_actor, of_place
from sightline.work.asking.neighbours import neighbour_note
from sightline.work.asking.records import Also, Answer, Answered, Part, Question
from sightline.work.asking.setting import Setting
from sightline.work.asking.taken_back import TERRITORY, taken_back
from sightline.work.asking.telling import incidents_in, said_of_one
from sightline.work.asking.walking import WAYS, walked
from sightline.work.asking.words import but_ended
from sightline.work.case import Case
from sightline.work.identify import ACTOR
from sightline.work.identifying.finding import Fits, called
from sightline.work.identifying.naming import Settled, named_one
from sightline.work.pointing import SHORT
from sightline.work.relating.judged import judged_of
from sightline.work.relating.meanings import meaning_of
from sightline.work.view import NOW, Times, moments_of

__all__ = ["Answered", "ask", "grammar"]

NO_DAY: Final = "no day was given"
DATE_LIKE: Final = re.compile(
    r"\d{4}|\d[/.]\d|\b(yesterday|since|from|until|before|after|during|last)\b", re.IGNORECASE
)
"""What may be a date that was not written as one."""
UNDATED: Final = ("incidents", "said")
"""Forms that are not asked of a day unless one is given."""
ABOUT_PLACES: Final = ("governing", "controlled", "contested", "besieged", "incidents")


def ask(case: Case, text: str, times: Times = NOW) -> Answered:
    """Answer a question such as ``factions governing PLACE on DATE``.

    Parameters
    ----------
    text : str
        A question of the grammar; :func:`grammar` writes it out.
    times : Times
        The times, where the question itself does not give them. Without a day, it is the day that is looked back to
        (``said_by``, else ``known_at``), else today.

    Raises
    ------
    WrongUse
        It is no question of the grammar (the nearest form is named), or gives two dates for one thing.
    UnknownName, AmbiguousName
        No such place, actor or source, or several; names them.
    BadTime
        A date cannot be read.
    """
    today = datetime.fromtimestamp(case.clock.now_ms() / 1000, UTC).strftime("%Y-%m-%d")
    question = read_question(text, today=today, zone=case.settings.case_zone or None)
    asked = evolve(question, times=_joined(question.times, times))
    if asked.between is None:
        return _answered(case, asked, asked.times, today)
    first, second = (
        _answered(case, asked, _moved(asked.times, day), today, told=asked.times) for day in asked.between
    )
    told = changes(first, second, asked.between)
    known = {i for one in told for i in one.statements}
    rest = tuple(one for one in second.also if not set(one.statements) <= known or one.kind == "corrected")
    return evolve(
        second,
        read_as=f"how did “{second.read_as}” change between {asked.between[0]} and {asked.between[1]}",
        notes=tuple(note for note in second.notes if not note.startswith(NO_DAY)),
        before=first.answers,
        also=(*told, *rest),
    )


def _answered(
    case: Case, question: Question, given: Times, today: str, *, told: Times | None = None
) -> Answered:
    """Answer at one day; ``told`` are the times that the question is read back with, where not all of these."""
    times = Times(
        given.held_at or _day(given.said_by or given.known_at) or today, given.said_by, given.known_at
    )
    dated = given.held_at is not None
    spoken = dated or question.form not in UNDATED
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        one, two = _meant(case, connection, question, moments)
    setting = Setting(case, times, moments, one.named, None if two is None else two.named)
    part = _part(setting, question.form, dated=dated)
    also = [*part.also]
    if question.form not in UNDATED:
        taken = {t.statement for a in part.answers for t in a.told} | {i for a in also for i in a.statements}
        related = {
            a.entity.id for a in also if a.entity is not None and a.kind in ("superseded", "denied", "over")
        }
        actors = {a.entity.id for a in part.answers} | related
        if question.form not in ABOUT_PLACES:
            actors.add(setting.about.id)
        also += corrections(setting, actors, taken)
        also += taken_back(setting, _props(question.form))
    answers = tuple(_unless_ended(one, also) for one in part.answers)
    answers, also = _with_judgements(setting, answers, also)
    return Answered(
        question=question,
        read_as=_read_as(question, one, two, told or (times if spoken else evolve(times, held_at=None))),
        held_at=times.held_at if spoken else None,
        said_by=times.said_by,
        known_at=times.known_at,
        answers=answers,
        also=tuple(also),
        notes=(*_notes(question, one, two, times, dated=dated), *neighbour_note(case, answers, times)),
        left_out=part.left_out,
    )


def _unless_ended(one: Answer, also: Iterable[Also]) -> Answer:
    """Say of an answer that is only last attested that it has ended since, where somebody says so."""
    if one.held != Held.LAST_ATTESTED.value:
        return one
    by = next((a for a in also if a.ends and a.entity is not None and a.entity.id == one.entity.id), None)
    return one if by is None else evolve(one, why=but_ended(one.why, by.why))


def _with_judgements(
    setting: Setting, answers: Sequence[Answer], also: Sequence[Also]
) -> tuple[tuple[Answer, ...], list[Also]]:
    """Tell in the reasons how people judged and ranked the statements; what was refuted is still what was said."""
    ids = {t.statement for a in answers for t in a.told} | {i for a in also for i in a.statements}
    with setting.case.catalogue.reading() as connection:
        known = setting.moments.known_at
        found = judged_of(connection, ids, known_at=known)
        back = deprecated_among(connection, map(bytes.fromhex, ids), known=-1 if known is None else known)
    if not found and not back:
        return tuple(answers), list(also)

    def words(statements: Iterable[str]) -> str:
        every = tuple(statements)
        told = [f"{found[i]} ({i[:SHORT]})" for i in every if i in found]
        told += [f"ranked deprecated ({i[:SHORT]})" for i in every if bytes.fromhex(i) in back]
        return "".join(f"; {one}" for one in dict.fromkeys(told))

    return (
        tuple(evolve(a, why=a.why + words(t.statement for t in a.told)) for a in answers),
        [evolve(a, why=a.why + words(a.statements)) for a in also],
    )


def _props(form: str) -> Sequence[str]:
    """Give the properties that answer a form, also by the older words for them."""
    if form in TERRITORY:
        return TERRITORY[form]
    every = [word for sort in WAYS[form].sorts for word in (sort, *meaning_of(sort).also)]
    return tuple(dict.fromkeys(every))


def _part(setting: Setting, form: str, *, dated: bool) -> Part:
    if form == "holdings":
        return of_actor(setting)
    if form in ANSWERS:
        return of_place(setting, form)
    if form in WAYS:
        return walked(setting, form)
    return incidents_in(setting, dated=dated) if form == "incidents" else said_of_one(setting, dated=dated)


def _meant(
    case: Case, connection: Connection, question: Question, moments: Moments
) -> tuple[Settled, Settled | None]:
    def one(name: str, wanted: Sequence[str], fits: Fits, what: str) -> Settled:
        kinds = [k.id for k in case.schema.concrete() if case.schema.is_a(k.id, wanted)]
        try:
            return named_one(connection, name, kinds, fits=fits, what=what, known_at=moments.known_at)
        except UnknownName as error:
            if DATE_LIKE.search(name) is None:
                raise
            todo = f"{error.todo}; if a date was meant, write it as: on 2014-04-12"
            raise UnknownName(error.fault, item=error.item, todo=todo) from error

    if question.form == "said":
        source = one(question.subject, ("Source",), "actors", "source")
        about = one(question.second or "", (ACTOR, "Place", "Incident"), "actors", "actor")
        return source, about
    if question.form in ABOUT_PLACES:
        return one(question.subject, ("Place",), "plain", "place"), None
    return one(question.subject, (ACTOR,), "actors", "actor"), None


def _joined(asked: Times, given: Times) -> Times:
    """Take the times of the question, else those given beside it; both only where they are the same."""
    for axis in ("held_at", "said_by", "known_at"):
        mine, theirs = getattr(asked, axis), getattr(given, axis)
        if mine is not None and theirs is not None and mine != theirs:
            raise WrongUse(
                f"the question says {mine} and the option {theirs}",
                item=f"--{axis.replace('_', '-')}",
                todo="give it once",
            )
    return Times(
        asked.held_at or given.held_at, asked.said_by or given.said_by, asked.known_at or given.known_at
    )


def _moved(times: Times, day: str) -> Times:
    """Ask at another day: by what had been said by it, or, where that is fixed, at what held then."""
    if times.said_by is not None and times.held_at is None:
        return evolve(times, held_at=day)
    return evolve(times, said_by=day)


def _day(written: str | None) -> str | None:
    """Give the day of a moment, so that it can be asked what held then."""
    return None if written is None else written.split("T")[0]


def _read_as(question: Question, one: Settled, two: Settled | None, times: Times) -> str:
    slots = {"PLACE": one, "SOURCE": one, "ACTOR": one if two is None else two}
    shape = form_of(question.form).shape.split(" ")
    words = " ".join(called(slots[word].named) if word in slots else word for word in shape)
    words += "" if times.held_at is None else f" on {times.held_at}"
    words += "" if times.said_by is None else f" as said by {times.said_by}"
    return words + ("" if times.known_at is None else f" as known on {times.known_at}")


def _typed(question: Question) -> tuple[str, ...]:
    return (question.subject,) if question.second is None else (question.subject, question.second)


def _notes(question: Question, one: Settled, two: Settled | None, times: Times, *, dated: bool) -> list[str]:
    out = []
    if not dated and question.form not in UNDATED:
        out.append(f"{NO_DAY}, so it is asked of {times.held_at}")
    for settled in (one, two):
        if settled is None:
            continue
        typed = {f"{article}{name}" for article in ("", "the ") for name in _typed(question)}
        plain = fold(settled.name) in {fold(one) for one in typed}
        if settled.how == "denied" or (settled.how == "same" and not plain):
            out.append(f"{called(settled.named)} is meant, as “{settled.name}”: {settled.why}")
        out += [
            f"not meant: {called(other.named)}, as “{other.name}”: {other.why}" for other in settled.namesakes
        ]
    return out
