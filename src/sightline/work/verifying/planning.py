"""Begin a plan, put steps on it and mark them, and write searches into its log.

Nothing is taken out of the log: a slip is taken back with ``undo`` and stays readable.
"""

from collections.abc import Sequence

from attrs import frozen

from sightline.core.clock import rfc3339
from sightline.core.errors import WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Named
from sightline.store.read import names_of
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.assessing.reading import text_of, whole, word
from sightline.work.assessing.taking import Taken, drafted, taken, written
from sightline.work.case import Case
from sightline.work.new import begin_entity
from sightline.work.plan import KIND
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.write import Writer, writing


@frozen(slots=True)
class Search:
    """One search: what was looked for, and how it ended."""

    text: str
    where: str
    result: str
    """found, partly, not_found or unreachable."""
    query: str | None = None
    when: str | None = None
    """EDTF; today by default."""
    how: str | None = None
    found: Sequence[str] = ()
    """Codes of what was found."""
    note: str | None = None


def new_plan(
    case: Case, title: str, *, of: str | None = None, question: str | None = None, steps: Sequence[str] = ()
) -> Act:
    """Begin a plan, of one thing or of the whole case.

    Raises
    ------
    WrongUse
        It has no title.
    UnknownName, AmbiguousName
        What it is of is not there, or several are.
    """
    with writing(case) as writer:
        before = last_number(writer)
        resolver = Resolver(case)
        made, drafts = begin_entity(resolver, case.schema.kind(KIND), title=title)
        named = Named(made, "", KIND, title)
        if of is not None:
            about = point_at(writer.connection, of)
            drafts.append(drafted(case, writer, named, "of", about.code))
        if question is not None:
            drafts.append(drafted(case, writer, named, "question", question))
        drafts += [_step(case, writer, Taken(named), n, text) for n, text in enumerate(steps, start=1)]
        record_drafts(writer, drafts, resolver=resolver, why="new plan")
        writer.batch.flush()
        code = names_of(writer.connection, [made])[made].code
        return Act("plan new", event_after(writer, before), code=code, id=made.hex())


def step(case: Case, code: str, text: str, *, phase: str | None = None) -> Act:
    """Put a step on the plan; it gets the next number.

    Raises
    ------
    UnknownName, BadValue
        There is no such plan or phase.
    """
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        number = open_.next_number("step")
        draft = _step(case, writer, open_, number, text, phase=phase)
        return written(
            writer, open_.subject, [draft], before=before, act="plan step", told=(f"step {number}: {text}",)
        )


def mark(case: Case, code: str, number: int, state: str, *, why: str | None = None) -> Act:
    """Say that a step is done, dropped (with the reason) or open again.

    Raises
    ------
    WrongUse
        There is no such step, or it is dropped without a reason.
    BadValue
        It is no state.
    """
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        old = next((o for o in open_.of("step") if whole(o, "order") == number), None)
        if old is None:
            have = ", ".join(
                map(str, sorted(n for o in open_.of("step") if (n := whole(o, "order")) is not None))
            )
            raise WrongUse(
                f"has no step {number}", item=open_.subject.code, todo=f"there are {have or 'none'}"
            )
        draft = _step(
            case, writer, open_, number, text_of(old.value), phase=word(old, "phase"), state=state, why=why
        )
        if draft.qualifiers["state"] == "dropped":
            reason_given(why, act=f"{code} step {number} dropped", option="--why")
        return written(
            writer, open_.subject, [draft], before=before, act="plan mark",
            why=why or f"step {number}: {draft.qualifiers['state']}", old=[old],
            told=(f"step {number}: {draft.qualifiers['state']}",),
        )  # fmt: skip


def search(case: Case, code: str, made: Search) -> Act:
    """Write a search into the log, also and above all where nothing was found.

    Raises
    ------
    WrongUse
        It does not say what was looked for or where; or something was found and the result says nothing was.
    BadValue, BadTime
        No such result, or the date is none.
    UnknownName, AmbiguousName
        There is no such plan, or what was found is not there.
    """
    for told, name in ((made.text, "what was looked for"), (made.where, "--where it was looked for")):
        if told.strip() == "":
            raise WrongUse(
                f"does not say {name}", item="plan search", todo="so that somebody can do it again"
            )
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        number = open_.next_number("searched", also=("search",))
        about: dict[str, Json | None] = {
            "order": number, "where": made.where.strip(), "query": made.query, "how": made.how,
            "when": made.when or rfc3339(case.clock.now_ms())[:10], "result": made.result, "analyst": case.by,
        }  # fmt: skip
        entry = drafted(case, writer, open_.subject, "searched", made.text.strip(), about, note=made.note)
        if made.found and entry.qualifiers["result"] in ("not_found", "unreachable"):
            raise WrongUse(
                f"found {', '.join(made.found)} and says {entry.qualifiers['result']}",
                item="--result",
                todo="give --result found or partly",
            )
        drafts = [entry]
        for one in made.found:
            found = point_at(writer.connection, one)
            drafts.append(drafted(case, writer, open_.subject, "found", found.code, {"search": number}))
        result = entry.qualifiers["result"]
        lesson = {
            "not_found": "that it is not there is a finding; cite it with its id",
            "unreachable": "nothing follows from a place that could not be searched",
        }.get(str(result))
        return written(
            writer,
            open_.subject,
            drafts,
            before=before,
            act="plan search",
            told=sentences((f"search {number}: {result}", lesson)),
        )


def _step(
    case: Case, writer: Writer, open_: Taken, number: int, text: str, *, phase: str | None = None,
    state: str = "open", why: str | None = None,
) -> Draft:  # fmt: skip
    if text.strip() == "":
        raise WrongUse("says nothing", item="plan step", todo="say what is to be done")
    about: dict[str, Json | None] = {"order": number, "state": state, "phase": phase, "basis": why}
    return drafted(case, writer, open_.subject, "step", text.strip(), about)
