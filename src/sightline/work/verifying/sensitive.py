"""Sets the class of sensitivity of a thing: sexual violence, children. From then on no ordinary release lets it out."""

from typing import Final

from sightline.work.act import Act, event_after, last_number, reason_given
from sightline.work.assessing.taking import drafted
from sightline.work.case import Case
from sightline.work.pointing import point_at
from sightline.work.say import record_drafts
from sightline.work.write import writing

NOTE: Final = (
    "releases made before stand, and no longer let it out; a second person approves a new one: "
    "sightline release {code} --to … --approved-by …"
)


def set_class(case: Case, code: str, term: str, *, why: str | None) -> Act:
    """Set a class of sensitivity of a thing; releases that stand no longer let it out.

    Raises
    ------
    WrongUse
        No reason.
    BadValue
        There is no such class.
    UnknownName, AmbiguousName
        There is no such thing, or several.
    """
    reason = reason_given(why, act="verify sensitive", option="--why")
    with writing(case) as writer:
        before = last_number(writer)
        subject = point_at(writer.connection, code)
        draft = drafted(case, writer, subject, "sensitivity", term, note=reason)
        done = record_drafts(writer, [draft], why=reason)
        return Act(
            act="verify sensitive",
            event=event_after(writer, before),
            code=subject.code,
            id=done.ids[0].hex(),
            known=done.new == 0,
            told=(f"{subject.code} sensitivity: {draft.value}", NOTE.format(code=subject.code)),
        )
