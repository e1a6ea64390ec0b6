"""Keep what bounds came to as a chronolocation: the interval, both ends with their reasons, and what it rests on.

It is a conclusion of the reasons, so it is never counted among them again (see ``saying``).
"""

from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.finding import Json
from sightline.store.read import find_entity
from sightline.work.act import Act
from sightline.work.bounding.reasons import FIRST_MS, LAST_MS, written
from sightline.work.bounding.saying import SAYS
from sightline.work.bounds import METHOD, VERSION, Bounds, End, Placed
from sightline.work.case import Case
from sightline.work.locating.analysis import SUBJECTS, Step, begin_with
from sightline.work.say import ITEM_KINDS

TOLD = f"{METHOD}, version {VERSION}"
_MOST_EVIDENCE = 20


def keep(case: Case, found: Bounds) -> Act:
    """Record bounds as a chronolocation of what they are of, as one event; the analyst is whoever does this.

    Raises
    ------
    WrongUse
        The reasons contradict each other, nothing bounds it, or it is no item and no incident.
    """
    thing = found.thing
    if thing.kind not in SUBJECTS:
        raise WrongUse(
            f"a chronolocation is of an item or incident, and {thing.code} is neither",
            item="--keep",
            todo="keep the bounds of its items or incidents",
        )
    if found.everything is None:
        words = {one.id: one.words for one in found.reasons}
        named = "; ".join(words[name] for name in found.contradictions[0].reasons)
        raise WrongUse(
            f"what is known about {thing.code} cannot all be true, so there is nothing to keep: {named}",
            item="--keep",
            todo="find out which of these is wrong and retract or deprecate it, then ask again",
        )
    ends = (_near(found.everything.begin.earliest), _near(found.everything.end.latest))
    if ends == (None, None):
        raise WrongUse(
            f"nothing bounds when {thing.code} was, so there is nothing to keep",
            item="--keep",
            todo='say what is known first, or give a reason: --with "after …: why"',
        )
    with case.catalogue.reading() as connection:
        steps = _steps(connection, found, found.everything, ends)
    return begin_with(case, "Chronolocation", thing.code, steps, act="keep")


def _near(bound: End | None) -> End | None:
    """Leave out what lies beyond the years that can be written."""
    return bound if bound is not None and FIRST_MS <= bound.at_ms <= LAST_MS else None


def _steps(
    connection: Connection, found: Bounds, placed: Placed, ends: tuple[End | None, End | None]
) -> list[Step]:
    steps = []
    for prop, bound in zip(("not_before", "not_after"), ends, strict=True):
        if bound is not None:
            basis = _by_code(found, "; ".join(bound.chain) or _named(found, bound))
            quals: dict[str, Json] = {"basis": basis, "method": TOLD}
            steps.append(
                Step(prop, written(bound.at_ms), quals, evidence=_evidence(connection, found, bound))
            )
    low, high = ("" if one is None else written(one.at_ms) for one in ends)
    steps.append(Step("answer", f"{low}/{high}", {"method": TOLD}))
    steps.append(Step("summary", _summary(found, placed)))
    limits = _limits(found, placed)
    if limits:
        steps.append(Step("limits", limits))
    steps.append(Step("outcome", "answered"))
    return steps


def _named(found: Bounds, bound: End) -> str:
    words = {one.id: one.words for one in found.reasons}
    return "together: " + "; ".join(words[name] for name in bound.reasons)


def _by_code(found: Bounds, text: str) -> str:
    """Name sources by their codes: in what is kept, a name would stay in clear where its source is protected later."""
    for one in found.reasons:
        if one.by is not None:
            text = text.replace(f"{one.by.title}{SAYS}", f"{one.by.code}{SAYS}")
    return text


def _evidence(connection: Connection, found: Bounds, bound: End) -> tuple[str, ...]:
    """Name the items that the reasons of an end speak of."""
    of = {one.id: one.of for one in found.reasons}
    codes = sorted({code for name in bound.reasons for code in of[name]})
    items = [named.code for code in codes if (named := find_entity(connection, code)) is not None
             and named.kind in ITEM_KINDS]  # fmt: skip
    return tuple(items[:_MOST_EVIDENCE])


def _summary(found: Bounds, placed: Placed) -> str:
    """Say the answer and where begin and end lie, with the gaps between."""
    parts = [found.why]
    for name, moment in (("begins", placed.begin), ("ends", placed.end)):
        spans = " or ".join(
            f"{'…' if low is None else written(low)} to {'…' if high is None else written(high)}"
            for low, high in moment.stretches
        )
        parts.append(f"It {name} {spans}.")
    parts.append(f"{len(found.reasons)} reasons, of {len(found.beside) + 1} things, were taken together.")
    return " ".join(parts)


def _limits(found: Bounds, placed: Placed) -> str:
    """Say what it rests on that may be wrong."""
    used = {
        name
        for bound in (placed.begin.earliest, placed.end.latest)
        if bound is not None
        for name in bound.reasons
    }
    weak = [one.words for one in found.reasons if one.weak and one.id in used]
    parts = [_by_code(found, f"It rests on weak reasons: {'; '.join(weak)}.")] if weak else []
    if not placed.exact:
        parts.append("There were too many readings to try all; tighter bounds may exist.")
    return " ".join([*parts, *(f"{one}." for one in found.notes)])
