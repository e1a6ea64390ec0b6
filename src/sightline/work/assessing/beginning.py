"""Begin an assessment: its question, and the explanations that compete."""

from collections.abc import Sequence

from sightline.core.errors import WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Named
from sightline.store.read import names_of
from sightline.work.act import Act, event_after, last_number, sentences
from sightline.work.assessing.letters import MOST, letter
from sightline.work.assessing.matrix import KIND, explanations_of
from sightline.work.assessing.taking import Taken, drafted, taken, written
from sightline.work.case import Case
from sightline.work.new import begin_entity
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.write import Writer, writing


def new_assessment(
    case: Case,
    question: str,
    *,
    of: str | None = None,
    explanations: Sequence[str] = (),
    supersedes: str | None = None,
) -> Act:
    """Begin an assessment of a question.

    Parameters
    ----------
    of : str, optional
        The incident, aggregate, item or actor it is about.
    explanations : sequence of str
        The competing explanations; they get the letters A, B, … in this order.
    supersedes : str, optional
        The assessment whose place it takes; that one stays readable.

    Raises
    ------
    WrongUse
        The question is empty, or an explanation is given twice.
    UnknownName, AmbiguousName
        There is no such thing, or several.
    """
    if question.strip() == "":
        raise WrongUse(
            "asks nothing", item="assess new", todo='for example: sightline assess new "Who did it?"'
        )
    with writing(case) as writer:
        before = last_number(writer)
        resolver = Resolver(case)
        made, drafts = begin_entity(resolver, case.schema.kind(KIND), title=question)
        named = Named(made, "", KIND, question)
        drafts.append(drafted(case, writer, named, "question", question.strip()))
        if of is not None:
            about = point_at(writer.connection, of, kinds=case.schema.kinds[KIND].properties["of"].kinds)
            drafts.append(drafted(case, writer, named, "of", about.code))
        if supersedes is not None:
            older = point_at(writer.connection, supersedes, kinds=(KIND,))
            drafts.append(drafted(case, writer, named, "supersedes", older.code))
        drafts += _explanations(case, writer, Taken(named), explanations)
        record_drafts(writer, drafts, resolver=resolver, why="new assessment")
        writer.batch.flush()
        code = names_of(writer.connection, [made])[made].code
        told = [f"{letter(n)}: {text.strip()}" for n, text in enumerate(explanations, start=1)]
        if len(explanations) < 2:
            told.append(f'put the explanations that compete on record: sightline assess explain {code} "…"')
        return Act("assess new", event_after(writer, before), code=code, id=made.hex(), told=sentences(told))


def explain(case: Case, code: str, texts: Sequence[str]) -> Act:
    """Put explanations on record; each gets the next letter.

    Raises
    ------
    WrongUse
        None is given, it is there already, or there are too many for letters.
    UnknownName
        There is no such assessment.
    """
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        drafts = _explanations(case, writer, open_, texts)
        if not drafts:
            raise WrongUse("there is no explanation to put on record", item=code)
        told = [f"{letter(int(str(d.qualifiers['order'])))}: {d.value}" for d in drafts]
        return written(writer, open_.subject, drafts, before=before, act="assess explain", told=told)


def _explanations(case: Case, writer: Writer, open_: Taken, texts: Sequence[str]) -> list[Draft]:
    first = open_.next_number("explanation", also=("explanation",))
    known = {text.casefold() for text in explanations_of(open_).values()}
    drafts = []
    for number, text in enumerate((t.strip() for t in texts), start=first):
        if text == "" or text.casefold() in known:
            raise WrongUse(
                "is there already" if text else "an explanation says nothing",
                item=text or "assess explain",
                todo="say in one sentence what would be the case",
            )
        if number > MOST:
            raise WrongUse(f"there are more than {MOST} explanations", item=open_.subject.code)
        known.add(text.casefold())
        told: dict[str, Json | None] = {"order": number, "analyst": case.by}
        drafts.append(drafted(case, writer, open_.subject, "explanation", text, told))
    return drafts
