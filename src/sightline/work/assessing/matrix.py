"""Fill the matrix of an assessment: pieces of evidence and cells. What changes gives way, and stays readable."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Named, Statement
from sightline.work.act import Act, event_after, last_number, reason_given
from sightline.work.assessing.citations import citation_draft, read_citation
from sightline.work.assessing.letters import letter, marks, number_of
from sightline.work.assessing.reading import text_of, whole
from sightline.work.assessing.taking import Taken, drafted, giving_way, taken, written
from sightline.work.case import Case
from sightline.work.say import record_drafts
from sightline.work.write import Writer, writing

KIND: Final = "Assessment"
EXAMPLE: Final = "A=C B=II C=N"
DIGITS: Final = 9
"""Of the longest number of a piece; more is a slip of the finger."""


@frozen(slots=True)
class Weighing:
    """What one piece of evidence is, and what it rests on."""

    text: str
    cites: Sequence[str] = ()
    """Ids of statements, ``INC-1.attributed_to``, or codes; none: it is assumed."""
    credibility: str | None = None
    """Grade of the Admiralty scale, 1 to 6."""
    relevance: str | None = None
    """high, medium or low."""


def weigh(
    case: Case, code: str, piece: Weighing, *, cells: Sequence[str] = (), why: str | None = None
) -> Act:
    """Put a piece of evidence on record, with what it rests on and, where given, its row of cells.

    Parameters
    ----------
    cells : sequence of str
        ``A=C``, ``B=II``: how it fits each explanation; the rest can follow later.

    Raises
    ------
    WrongUse, BadValue
        It says nothing, or a grade or cell is none.
    UnknownName, AmbiguousName
        What is cited, or an explanation, is not there, or several are.
    """
    if piece.text.strip() == "":
        raise WrongUse("says nothing", item="assess piece", todo="say in one sentence what is weighed")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        number = open_.next_number("piece", also=("piece",))
        told: dict[str, Json | None] = {
            "order": number, "credibility": piece.credibility, "relevance": piece.relevance,
            "analyst": case.by,
        }  # fmt: skip
        drafts = [drafted(case, writer, open_.subject, "piece", piece.text.strip(), told)]
        for one in piece.cites:
            cited = read_citation(case, writer.connection, one)
            drafts.append(citation_draft(open_.subject.id, cited, {"piece": number}))
        if cells:
            given = marks(cells, explanations_of(open_), example=EXAMPLE)
            drafts += [_cell(case, writer, open_.subject, number, e, v, why) for e, v in given.items()]
        assumed = None if piece.cites else "it cites nothing, so it counts as assumed; cite with --cite"
        said = (f"piece {number}", assumed)
        return written(writer, open_.subject, drafts, before=before, act="assess piece", why=why, told=said)


def fill(case: Case, code: str, piece: int, cells: Sequence[str], *, why: str | None = None) -> Act:
    """Judge how one piece fits explanations; an earlier cell gives way, and a change of mind needs its reason.

    Parameters
    ----------
    cells : sequence of str
        ``A=C``, ``B=II``: CC, C, N, I, II or NA for each explanation.

    Raises
    ------
    WrongUse
        There is no such piece or explanation, or a cell changes without a reason.
    BadValue
        A cell is none of the six.
    """
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        row(open_, piece)
        given = marks(cells, explanations_of(open_), example=EXAMPLE)
        drafts = [_cell(case, writer, open_.subject, piece, e, v, why) for e, v in given.items()]
        old, same = [], []
        for draft, explanation in zip(drafts, given, strict=True):
            here = [
                c
                for c in open_.of("cell")
                if (whole(c, "piece"), whole(c, "explanation")) == (piece, explanation)
            ]
            if any(c.value == draft.value for c in here) and why is None:
                same.append(draft)
            else:
                old += here
        changed = [d for d in drafts if d not in same]
        reason = (
            reason_given(why, act=f"{code} piece {piece}, which was judged before", option="--why")
            if old
            else why
        )
        told = [f"{letter(e)}: {d.value}" for e, d in zip(given, drafts, strict=True)]
        if not changed:
            return Act("assess cell", None, code=open_.subject.code, known=True, told=tuple(told))
        return written(
            writer, open_.subject, changed, before=before, act="assess cell", why=reason, old=old, told=told
        )


def reweigh(
    case: Case,
    code: str,
    piece: int,
    *,
    why: str | None,
    text: str | None = None,
    credibility: str | None = None,
    relevance: str | None = None,
    cites: Sequence[str] = (),
) -> Act:
    """Grade or word a piece anew, or cite more for it; the older words stay readable.

    Raises
    ------
    WrongUse
        No reason, no such piece, or nothing changes.
    BadValue
        A grade is none.
    """
    reason = reason_given(why, act="assess weigh", option="--why")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        old = row(open_, piece)
        told = dict(old.qualifiers) | {
            name: one for name, one in (("credibility", credibility), ("relevance", relevance)) if one is not None
        }  # fmt: skip
        drafts: list[Draft] = []
        if text is not None or credibility is not None or relevance is not None:
            words = text_of(old.value) if text is None else text.strip()
            again = {**told, "analyst": case.by, "basis": reason}
            drafts.append(drafted(case, writer, open_.subject, "piece", words, again))
        for one in cites:
            cited = read_citation(case, writer.connection, one)
            drafts.append(citation_draft(open_.subject.id, cited, {"piece": piece}))
        if not drafts:
            raise WrongUse(
                "changes nothing",
                item="assess weigh",
                todo="give --credibility, --relevance, --text or --cite",
            )
        worded = [old] if drafts[0].property == "piece" else []
        return written(
            writer, open_.subject, drafts, before=before, act="assess weigh", why=reason, old=worded
        )


def drop(case: Case, code: str, what: str, *, why: str | None) -> Act:
    """Take a piece (its number) or an explanation (its letter) out of the matrix, with its cells and citations.

    Its number or letter is not given again, and the earlier state stays readable.

    Raises
    ------
    WrongUse
        No reason, or there is no such piece or explanation.
    """
    reason = reason_given(why, act="assess drop", option="--why")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        if what.strip().isdecimal() and len(what.strip()) <= DIGITS:
            number, name, prop, found = int(what), f"piece {int(what)}", "piece", row(open_, int(what))
        else:
            number = number_of(what, explanations_of(open_))
            name, prop = letter(number), "explanation"
            found = next(o for o in open_.of("explanation") if whole(o, "order") == number)
        with_it = [o for o in open_.said if whole(o, prop) == number]
        record_drafts(writer, [], why=reason, closings=giving_way([found, *with_it], reason))
        left = f"{name} is dropped, with {len(with_it)} cells and citations; nothing of it is lost"
        return Act("assess drop", event_after(writer, before), code=open_.subject.code, told=(left,))


def explanations_of(open_: Taken) -> dict[int, str]:
    """Give the explanations that stand, by number."""
    return {
        n: text_of(o.value) for o in open_.of("explanation") if (n := whole(o, "order")) is not None and n > 0
    }


def row(open_: Taken, piece: int) -> Statement:
    """Give the statement of a piece that stands.

    Raises
    ------
    WrongUse
        There is none of this number.
    """
    rows: Mapping[int, Statement] = {n: o for o in open_.of("piece") if (n := whole(o, "order")) is not None}
    if piece not in rows:
        have = ", ".join(map(str, sorted(rows)))
        raise WrongUse(
            f"has no piece {piece}",
            item=open_.subject.code,
            todo=f"there are {have}" if have else "put one on record first: sightline assess piece",
        )
    return rows[piece]


def _cell(
    case: Case, writer: Writer, subject: Named, piece: int, explanation: int, value: str, why: str | None
) -> Draft:
    told: dict[str, Json | None] = {
        "piece": piece, "explanation": explanation, "basis": why, "analyst": case.by,
    }  # fmt: skip
    try:
        return drafted(case, writer, subject, "cell", value.upper(), told)
    except UnknownName as error:
        raise WrongUse(error.fault, item=value, todo=error.todo) from error
