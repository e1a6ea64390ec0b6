"""Answer one of the five questions of verification, and let a second person review the answer."""

from collections.abc import Sequence

from attrs import frozen

from sightline.core.errors import BadValue, WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Statement
from sightline.store.read import names_of
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.assessing.citations import citation_draft, read_citation
from sightline.work.assessing.reading import author, word
from sightline.work.assessing.taking import Taken, drafted, giving_way, taken, written
from sightline.work.case import Case
from sightline.work.people import same_person
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.verifying.found import KIND, open_or_begin, verifications_of
from sightline.work.write import Writer, writing

NEEDS_REASON = ("answered", "partly", "unresolved", "refuted")


@frozen(slots=True)
class Answering:
    """What is said of one question."""

    text: str
    """The answer in one sentence; of an open question what is to be found out."""
    state: str = "answered"
    confidence: str | None = None
    percent: int | None = None
    why: str | None = None
    against: str | None = None
    cites: Sequence[str] = ()


def answer(case: Case, code: str, question: str, answering: Answering) -> Act:
    """Answer a question of verification of an item, incident or other thing; an earlier answer gives way, readable.

    Each question stands alone: 100 % the original and 60 % sure when is a legitimate state.

    Raises
    ------
    WrongUse
        The answer is empty, or one that settles something has no reason.
    BadValue
        No such question, state or word; or a percentage is not between 0 and 100.
    UnknownName, AmbiguousName
        The thing, or what is cited, is not there, or several are.
    """
    if answering.percent is not None and not 0 <= answering.percent <= 100:
        raise BadValue(f"{answering.percent} is no percentage", item="--percent", todo="from 0 to 100")
    if answering.text.strip() == "":
        raise WrongUse("says nothing", item=question, todo="say the answer in one sentence")
    with writing(case) as writer:
        before = last_number(writer)
        subject = point_at(writer.connection, code)
        if subject.kind == KIND:
            raise WrongUse(
                "is a verification itself", item=subject.code, todo="name the thing that is verified: ITM-3"
            )
        resolver = Resolver(case)
        open_, drafts = open_or_begin(case, writer, subject, resolver)
        said = _said(case, writer, open_, question, answering)
        asked = str(said.qualifiers["question"])
        state = str(said.qualifiers["state"])
        why = (
            answering.why
            if state not in NEEDS_REASON
            else reason_given(answering.why, act=f"verify {asked}", option="--why")
        )
        old = [
            one
            for one in open_.said
            if one.property in ("conclusion", "cites") and word(one, "question") == asked
        ]
        cited: list[Draft] = []
        for one in answering.cites:
            found = read_citation(case, writer.connection, one)
            cited.append(citation_draft(open_.subject.id, found, {"question": asked}))
        # the answer stands first: what gives way gives way to it
        done = record_drafts(
            writer, [said, *cited, *drafts], resolver=resolver, why=why or f"verify {asked}",
            closings=giving_way(old, why or "answered anew"),
        )  # fmt: skip
        writer.batch.flush()
        record = names_of(writer.connection, [open_.subject.id])[open_.subject.id].code
        return Act(
            act="verify",
            event=event_after(writer, before),
            code=record,
            id=done.ids[0].hex(),
            ids=tuple(one.hex() for one in done.ids),
            known=event_after(writer, before) is None,
            told=sentences(
                (
                    f"{subject.code} {asked}: {state}",
                    *_became(old, done.ids, cited=len(cited), new=done.new),
                    None if answering.cites else "it cites nothing; cite with --cite",
                )
            ),
        )


def _became(old: Sequence[Statement], ids: Sequence[bytes], *, cited: int, new: int) -> tuple[str, ...]:
    """Say what became of the earlier answer and of what it cited: the one thing that is true of each."""
    answers = [one for one in old if one.property == "conclusion"]
    lost = sum(1 for one in old if one.property == "cites" and one.id not in ids)
    if not answers:
        return ()
    if not any(one.id == ids[0] for one in answers):
        return ("the earlier answer stays readable, superseded",)
    out = []
    if new == 0 and lost == 0:
        out.append("it stands already, in the same words; nothing was recorded")
    else:
        out.append("the answer stands as it was")
        if new > 0:
            out.append(f"new to it: {new} of the {cited} cited")
    if lost > 0:
        out.append(f"cited before and not named now, and so taken off it: {lost}")
    return tuple(out)


def review(case: Case, code: str, question: str, verdict: str, *, why: str | None) -> Act:
    """Say, as a second person, whether the reasons carry the answer that stands; it changes nothing else.

    ``code`` is the thing that was verified, or the verification record.

    Raises
    ------
    WrongUse
        No reason, no answer to review, or it is one's own.
    BadValue
        No such question or verdict.
    """
    reason = reason_given(why, act="verify review", option="--why")
    with writing(case) as writer:
        before = last_number(writer)
        subject = point_at(writer.connection, code)
        record = subject.code
        if subject.kind != KIND:
            every = verifications_of(writer.connection, [subject.id]).get(subject.id, [])
            if not every:
                raise WrongUse("was not verified yet", item=subject.code, todo="there is nothing to review")
            record = every[0].code
        open_ = taken(writer, record, KIND)
        asked = question_of(case, question)
        standing = [o for o in open_.of("conclusion") if word(o, "question") == asked]
        if not standing:
            raise WrongUse(f"{asked} has no answer yet", item=subject.code, todo="there is nothing to review")
        if any(same_person(name, case.by) for name in {author(standing[-1]), standing[-1].by or ""}):
            raise WrongUse("is your own answer: a review is somebody else's", item=f"{subject.code} {asked}")
        old = [
            o
            for o in open_.of("review")
            if word(o, "question") == asked and same_person(author(o, "reviewer"), case.by)
        ]
        told: dict[str, Json | None] = {
            "question": asked,
            "basis": reason,
            "reviewer": case.by,
            "statement": standing[-1].id.hex(),
        }
        drafts = [drafted(case, writer, open_.subject, "review", verdict, told)]
        return written(writer, open_.subject, drafts, before=before, act="verify review", why=reason, old=old)


def question_of(case: Case, text: str) -> str:
    """Read the name of a question, also by its label or by what people call it.

    Raises
    ------
    BadValue
        It is none of the five.
    """
    terms = case.schema.vocabulary("verification_question").terms
    words = {t.label.casefold(): t.id for t in terms.values()} | {t: t for t in terms}
    found = {
        **words,
        "when": "date",
        "where": "place",
        "who": "source",
        "why": "motive",
        "original": "provenance",
    }.get(text.strip().casefold())
    if found is None or found not in terms:
        raise BadValue(
            f"{text!r} is none of the questions", item="QUESTION", todo=f"one of {', '.join(terms)}"
        )
    return found


def _said(case: Case, writer: Writer, open_: Taken, question: str, answering: Answering) -> Draft:
    told: dict[str, Json | None] = {
        "question": question_of(case, question),
        "state": answering.state,
        "confidence": answering.confidence,
        "percent": answering.percent,
        "basis": answering.why,
        "against": answering.against,
        "analyst": case.by,
    }
    return drafted(case, writer, open_.subject, "conclusion", answering.text.strip(), told)
