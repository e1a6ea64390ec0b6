"""Records what a person agreed to, and that they took it back: a withdrawal closes every release of the item."""

from collections.abc import Sequence

from sightline.core.errors import BadValue, WrongUse
from sightline.model.draft import Draft
from sightline.model.view import Statement
from sightline.store.read import cluster_of, statements_of
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.assessing.taking import drafted, giving_way
from sightline.work.case import Case
from sightline.work.pointing import point_at
from sightline.work.say import record_drafts
from sightline.work.verifying.approval import CLOSING
from sightline.work.write import writing


def consent(case: Case, code: str, given: str, *, terms: str | None = None, why: str | None = None) -> Act:
    """Record what whoever gave or appears in an item agreed to; the newest word stands, the older stay readable.

    With ``withdrawn`` or ``refused`` every standing release of the item, and of records judged to be the same, is
    closed in the same event. What was published before cannot be called back by this.

    Parameters
    ----------
    given : str
        A term of the vocabulary *consent*: internal, partner, court, public, refused, withdrawn, …
    terms : str, optional
        The terms in words: purpose, until when, under which conditions.
    why : str, optional
        How it was given or taken back; needed to withdraw or refuse.

    Raises
    ------
    WrongUse
        A withdrawal without a word of how it came.
    BadValue
        No such term, or the thing has no consent.
    UnknownName, AmbiguousName
        There is no such thing, or several.
    """
    with writing(case) as writer:
        before = last_number(writer)
        subject = point_at(writer.connection, code)
        if "consent" not in case.schema.kinds[subject.kind].properties:
            raise BadValue(f"is {subject.kind}, which has no consent", item=subject.code, todo="name an item")
        drafts: list[Draft] = [drafted(case, writer, subject, "consent", given, note=why)]
        ends = str(drafts[0].value) in CLOSING
        reason = (
            reason_given(why, act=f"consent {drafts[0].value}", option="--why")
            if ends
            else why or "consent recorded"
        )
        if terms is not None:
            if terms.strip() == "":
                raise WrongUse("the terms say nothing", item="--terms", todo="leave --terms out")
            drafts.append(drafted(case, writer, subject, "consent_terms", terms))
        ids = cluster_of(writer.connection, subject.id)
        said = statements_of(writer.connection, ids)
        old = [s for s in said if s.property in ("consent", "consent_terms")]
        releases = [s for s in said if s.property == "release"] if ends else []
        done = record_drafts(writer, drafts, why=reason, closings=giving_way([*old, *releases], reason))
        return Act(
            act="consent",
            event=event_after(writer, before),
            code=subject.code,
            id=done.ids[0].hex(),
            ids=tuple(one.hex() for one in done.ids),
            known=done.new == 0 and not releases,
            told=sentences((f"{subject.code} consent: {drafts[0].value}", *_told(releases))),
        )


def _told(releases: Sequence[Statement]) -> tuple[str, ...]:
    if not releases:
        return ()
    to = ", ".join(str(s.value) if not s.hidden else "withheld" for s in releases)
    return (
        f"closed: the release to {to}",
        "what was published or handed over before is out: tell those who have it, and publish anew",
    )
