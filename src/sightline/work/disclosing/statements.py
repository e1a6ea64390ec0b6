"""Turns statements into what is shown of them: who says it, with which evidence, when, and what became of it."""

import re
from typing import Literal

from attrs import field, frozen

from sightline.model.disclosed import INTERNAL
from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.shown import Link, ShownEvidence, ShownStatement, Status
from sightline.model.shown_time import ShownTime
from sightline.model.view import Statement
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.machine import count_of, qualifiers_shown, term_of
from sightline.work.disclosing.words import (
    day_text,
    direction,
    entity_in,
    kind_of,
    link,
    moment_text,
    property_label,
    property_of,
    said_text,
    shown_time,
)
from sightline.work.people import with_last_word

_LAST: tuple[str, ...] = ("note", "tag", "external_id", "described_in", "release", "list_field")
"""Properties that every kind has and that a reader needs last."""
_FIRST: tuple[str, ...] = ("title", "name", "alias", "summary")
_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
_CLOSED: dict[str, Status] = {
    "superseded": "superseded",
    "retracted": "retracted",
    "mistranscribed": "retracted",
}
_WEB = re.compile(r"https?://", re.IGNORECASE)


@frozen(slots=True)
class Showing:
    """What showing statements needs beside the statements: looked up once for the whole disclosure."""

    held: Held
    urls: dict[bytes, str] = field(factory=dict)
    """Where an item was published."""
    archived: dict[bytes, str] = field(factory=dict)
    """sha256 (hex) of the first original of an item."""
    withdrawn: dict[int, int] = field(factory=dict)
    """When its own source took a statement back [ms], by number."""
    members: dict[bytes, list[bytes]] = field(factory=dict)
    """The records that are one thing, by the one that stands for them."""
    latest: dict[bytes, int] = field(factory=dict)
    """Number of the last row of each statement; one that was closed and said again has several."""
    about: dict[bytes, dict[bytes, None]] = field(factory=dict)
    """For each entity the items that say they show or report it."""
    verdicts: dict[bytes, dict[str, str]] = field(factory=dict)
    """For each statement that was judged the last word of each person."""

    @property
    def internal(self) -> bool:
        """Tell whether this stays in the team."""
        return self.held.audience == INTERNAL


def showing_of(held: Held) -> Showing:
    """Look up what statements of a disclosure refer to."""
    out = Showing(held, members=held.members())
    for entity, every in held.said.items():
        for said in every:
            value = said.one.value
            out.latest[said.one.id] = max(said.one.n, out.latest.get(said.one.id, 0))
            if said.one.property in ("shows", "reports") and said.stands and not said.one.negated:
                target = entity_in(value)
                if target is not None:
                    out.about.setdefault(held.head(target), {})[held.head(entity)] = None
            if said.one.property == "url" and said.stands and isinstance(value, str) and _WEB.match(value):
                out.urls.setdefault(held.head(entity), value)
        out.withdrawn.update(_withdrawals(every))
    for judged in held.judgements:
        if judged.undone is None and judged.on_kind == "statement":
            mine = out.verdicts.get(judged.on[0], {})
            out.verdicts[judged.on[0]] = with_last_word(mine, judged.act.by, judged.verdict)
    for item, captures in held.captures.items():
        for capture in captures:
            for file in capture.files:
                kept = held.objects.get(file.sha256)
                if file.role != "original" or kept is None or not (out.internal or kept.state == "kept"):
                    continue
                out.archived.setdefault(held.head(item), file.sha256.hex())
    return out


def _withdrawals(every: tuple[Said, ...]) -> dict[int, int]:
    """Find what a source said and later denied itself: the source was wrong, the world did not change.

    A denial with a time of its own speaks of that time only; then the world changed, and nothing was taken back.
    """
    out: dict[int, int] = {}
    denials = [s.one for s in every if s.stands and s.one.negated and s.one.source is not None]
    for denial in denials:
        for said in every:
            one = said.one
            same = (one.source, one.property, one.value) == (denial.source, denial.property, denial.value)
            if (
                same
                and not one.negated
                and not one.hidden
                and denial.valid in (None, one.valid)
                and later(one, denial)
            ):
                begin = _begin(denial)
                if begin is not None:
                    out[one.n] = min(begin, out.get(one.n, begin))
    return out


def _begin(one: Statement) -> int | None:
    time = said_time(one)
    return None if time is None else time.begin_min


def later(first: Statement, second: Statement) -> bool:
    """Tell whether the second was said after the first, as far as their dates say."""
    a, b = said_time(first), said_time(second)
    if a is None or b is None or b.begin_min is None or a.edtf == b.edtf:
        return False
    begins = a.begin_min is None or a.begin_min < b.begin_min
    return begins and (a.end_max is None or b.end_max is None or a.end_max <= b.end_max)


def said_time(one: Statement) -> ShownTime | None:
    """Give when a statement was said: as stated, else by the publication of its evidence."""
    return shown_time(one.said if one.said is not None else one.said_default, one.said_zone)


def statements_shown(showing: Showing, head: bytes, members: list[bytes]) -> tuple[ShownStatement, ...]:
    """Show all statements of one entity, in the order of its kind's declaration; what stands comes first."""
    held = showing.held
    kind = kind_of(held, head)
    order = (
        [] if kind is None else [*_FIRST, *(p for p in kind.properties if p not in (*_FIRST, *_LAST)), *_LAST]
    )
    places = {prop: number for number, prop in enumerate(order)}
    every = [said for member in members for said in held.said.get(member, ())]
    every.sort(
        key=lambda s: (
            places.get(s.one.property, 999),
            s.one.property,
            not s.stands,
            _RANKS[s.one.rank],
            s.one.n,
        )
    )
    subject = link(held, head)
    return tuple(statement_shown(showing, said, subject) for said in every)


def statement_shown(showing: Showing, said: Said, subject: Link) -> ShownStatement:
    """Show one statement."""
    held, one = showing.held, said.one
    declared = property_of(held, one.entity, one.property)
    entity = None if one.hidden else entity_in(one.value)
    status, why = _status(said)
    text = "" if one.hidden else _value(held, one)
    return ShownStatement(
        id=shown_id(showing, said.one),
        subject=subject,
        property=one.property,
        label=property_label(held, one.entity, one.property),
        value=text,
        raw="" if one.hidden else _raw(one, text, None if declared is None else declared.type),
        lang=one.lang or "",
        dir=_direction(one.lang),
        code=None if entity is None else link(held, entity).code,
        term="" if one.hidden else term_of(declared, one.value),
        count=None if one.hidden else count_of(declared, one.value),
        relation="" if declared is None else declared.relation,
        qualifiers=() if one.hidden else qualifiers_shown(held, one),
        valid=shown_time(one.valid, one.valid_zone),
        said=said_time(one),
        polarity="negated" if one.negated else "affirmed",
        certainty="hedged" if one.hedged else "asserted",
        via=None if one.via is None else link(held, one.via),
        source=None if one.source is None else link(held, one.source),
        evidence=tuple(evidence_shown(showing, ref, hidden=bool(one.hidden)) for ref in one.evidence),
        rank=one.rank,  # type: ignore[arg-type]
        note="" if one.hidden else one.note or "",
        status=status,
        status_note=why if showing.internal else "",
        succeeded_by=None if said.successor is None else said.successor.hex(),
        withdrawn_ms=showing.withdrawn.get(one.n),
        recorded=moment_text(one.recorded) if showing.internal else "",
        recorded_ms=one.recorded if showing.internal else None,
        recorded_by=(one.by or "") if showing.internal else "",
        retracted_ms=None if said.closed is None or not showing.internal else said.closed.at,
        ledger=(one.where[0][-8:], one.where[1]) if one.where[0] else None,
        origin=one.origin,  # type: ignore[arg-type]
    )


def shown_id(showing: Showing, one: Statement) -> str:
    """Give the id on the page; an earlier row of a statement that was said again has its number too."""
    return one.id.hex() if showing.latest.get(one.id, one.n) == one.n else f"{one.id.hex()}-{one.n}"


def _direction(lang: str | None) -> Literal["auto", "rtl"]:
    return "rtl" if direction(lang) == "rtl" else "auto"


def _value(held: Held, one: Statement) -> str:
    declared = property_of(held, one.entity, one.property)
    if one.clean is not None and (declared is None or declared.type != "date"):
        return one.clean
    return said_text(held, declared, one)


def _raw(one: Statement, text: str, sort: str | None) -> str:
    written = one.value
    return written if isinstance(written, str) and written != text and sort != "term" else ""


def evidence_shown(showing: Showing, ref: EvidenceRef, *, hidden: bool = False) -> ShownEvidence:
    """Show where in an item a thing is said or seen; of a withheld statement only the item."""
    held = showing.held
    item = held.head(bytes.fromhex(ref.item))
    named = link(held, item)
    if hidden or named.code is None:
        return ShownEvidence(named)
    kind, _, lang = (ref.layer or "").partition(":")
    return ShownEvidence(
        item=named,
        layer=f"{kind}, {lang}" if lang else kind,
        where=_where(ref),
        region=ref.region or "",
        quote=ref.quote or "",
        url=showing.urls.get(item, ""),
        archived=showing.archived.get(item, ""),
    )


def _where(ref: EvidenceRef) -> str:
    if ref.start is None:
        return ""
    last = ref.end if ref.end is not None and ref.end != ref.start else None
    if ref.unit == "ms":
        return _clock(ref.start) if last is None else f"{_clock(ref.start)} to {_clock(last)}"
    name = {"row": "row", "page": "page"}.get(ref.unit, "character")
    return f"{name} {ref.start}" if last is None else f"{name}s {ref.start} to {last}"


def _clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    rest = f".{ms % 1000 // 100}" if ms % 1000 >= 100 else ""
    return (f"{hours}:{minutes:02}" if hours else f"{minutes}") + f":{seconds:02}{rest}"


def _status(said: Said) -> tuple[Status, str]:
    """Say whether a statement stands, and if not, since when and on whose word."""
    one = said.one
    if one.hidden:
        status: Status = "erased" if one.hidden == 2 else "withheld"
        if said.protected is None:
            return status, f"{status} from the first moment: values of this sort are always sealed"
        act = said.protected
        by = f" by {act.by}" if act.by else ""
        return status, f"{status} on {day_text(act.at)}{by}" + (f": {act.reason}" if act.reason else "")
    if said.closed is not None:
        act = said.closed
        how = {"mistranscribed": "taken back as wrongly recorded", "retracted": "withdrawn by its source"}
        told = f"{how.get(act.deed, act.deed)} on {day_text(act.at)}" + (f" by {act.by}" if act.by else "")
        return _CLOSED.get(act.deed, "retracted"), told + (f": {act.reason}" if act.reason else "")
    if one.rank == "deprecated":
        return "deprecated", said.ranked
    return "current", ""


def best(held: Held, members: list[bytes], prop: str) -> Said | None:
    """Choose the statement of a property that heads a page: preferred first, then the earliest."""
    mine = [
        s
        for m in members
        for s in held.said.get(m, ())
        if s.one.property == prop and s.stands and not s.one.negated
    ]
    return min(mine, key=lambda s: (_RANKS[s.one.rank], s.one.n), default=None)


def best_text(held: Held, members: list[bytes], prop: str) -> str:
    """Give the text of that statement; empty where there is none."""
    said = best(held, members, prop)
    return "" if said is None else _value(held, said.one)


def plain(value: Json) -> str:
    """Give a value that is text; empty for anything else."""
    return value if isinstance(value, str) else ""
