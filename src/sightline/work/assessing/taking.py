"""Opens a record of our own work to be added to, and records what is added as one event."""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.record import Record, closing
from sightline.model.view import Named, Statement
from sightline.store.read import cluster_of, statements_of
from sightline.work.act import Act, event_after, sentences
from sightline.work.case import Case
from sightline.work.pointing import point_at
from sightline.work.say import Saying, draft_of, record_drafts
from sightline.work.write import Writer


@frozen(slots=True)
class Taken:
    """A record that is being added to."""

    subject: Named
    ever: list[Statement] = field(factory=list)
    """Everything that was ever said of it, also what was closed."""

    @property
    def said(self) -> list[Statement]:
        """Give what stands and is readable."""
        return [one for one in self.ever if one.closed is None and not one.hidden and not one.negated]

    def of(self, prop: str) -> list[Statement]:
        """Give what stands of one property."""
        return [one for one in self.said if one.property == prop]

    def next_number(self, prop: str, *, also: Sequence[str] = (), qualifier: str = "order") -> int:
        """Give the next number of a property: none is used twice, also where one was taken back or withheld.

        Parameters
        ----------
        also : sequence of str
            Qualifiers by which other statements name one of them.
        """
        mine = [one for one in self.ever if one.property == prop]
        numbers = [n for one in mine if isinstance(n := one.qualifiers.get(qualifier), int)]
        numbers += [n for one in self.ever for q in also if isinstance(n := one.qualifiers.get(q), int)]
        return 1 + max([len({one.id for one in mine}), *numbers], default=0)


def taken(writer: Writer, code: str, kind: str) -> Taken:
    """Open a record of one kind.

    Raises
    ------
    UnknownName, AmbiguousName
        There is none, or several.
    """
    subject = point_at(writer.connection, code, kinds=(kind,))
    ids = cluster_of(writer.connection, subject.id)
    return Taken(subject, statements_of(writer.connection, ids, closed=True))


def drafted(
    case: Case,
    writer: Writer,
    subject: Named,
    prop: str,
    value: Json,
    qualifiers: Mapping[str, Json | None] | None = None,
    *,
    note: str | None = None,
) -> Draft:
    """Read one statement of our own as a person types it; qualifiers that are None are left out."""
    told = {name: one for name, one in (qualifiers or {}).items() if one is not None and one != ""}
    saying = Saying(qualifiers=told, origin="analyst", note=note)
    return draft_of(case, writer.connection, subject, prop, value, saying)


def written(
    writer: Writer,
    subject: Named,
    drafts: Sequence[Draft],
    *,
    before: int,
    act: str,
    why: str | None = None,
    old: Sequence[Statement] = (),
    told: Sequence[str | None] = (),
    replaced: str | None = None,
) -> Act:
    """Record drafts as one event; ``old`` statements give way to the first of them, which ``replaced`` tells.

    What is said again in the same words stays, and is not told as replaced.
    """
    done = record_drafts(writer, drafts, why=why, closings=giving_way(old, why))
    ids = tuple(one.hex() for one in done.ids)
    return Act(
        act=act,
        event=event_after(writer, before),
        code=subject.code,
        id=ids[0] if ids else None,
        ids=ids,
        known=done.new == 0,
        told=sentences((*told, replaced if any(one.id not in done.ids for one in old) else None)),
    )


def giving_way(old: Sequence[Statement], why: str | None) -> Callable[[Sequence[bytes]], list[Record]]:
    """Give what closes statements in favour of what takes their place; one that is said again stays open."""

    def close(ids: Sequence[bytes]) -> list[Record]:
        fresh = set(ids)
        successor = ids[0] if ids else None
        return [
            closing(one.id, "superseded", reason=why, successor=successor)
            for one in old
            if one.id not in fresh
        ]

    return close
