"""Say in one sentence why a candidate is one, or why none is."""

import enum
from collections.abc import Sequence

from sightline.measure.geo.described.description import Description
from sightline.measure.geo.described.weighing import Weighed


class NoFit(enum.Enum):
    """Why there is no answer."""

    SPELLING = "spelling"
    PERSON = "person"
    PLACE = "place"


def explain(query: str, told: Description, one: Weighed, others: Sequence[Weighed]) -> str:
    """Say why a place is a candidate: its spelling, what fits, what does not, and its namesakes."""
    found = one.found
    head = told.head or query
    spelling = _spelling(head, one)
    clauses = [spelling, *one.fits]
    if one.fails:
        clauses.append("but " + " and ".join(one.fails))
    namesakes = [
        other for other in others if other.found.distance <= found.distance + 0.03 and one.km_to(other) > 6
    ]
    if namesakes:
        clauses.append(
            f"namesakes: {_listed(namesakes[:3])}"
            + (f" and {len(namesakes) - 3} more" if len(namesakes) > 3 else "")
        )
    if told.person:
        clauses.append("the words read like the name of a person")
    if len(found.sources) > 1:
        clauses.append(f"records of {len(found.sources)} gazetteers taken as one place")
    return "; ".join(clauses)


def _spelling(head: str, one: Weighed) -> str:
    found = one.found
    where = _sources(found.sources)
    if found.distance < 0.005:
        return f"so spelled in {where}" if found.spelled == head else f"spelled {found.spelled} in {where}"
    return f"near to the spelling {found.spelled} in {where} ({found.distance:.0%} of its letters' weight differs)"


def unresolved_sentence(head: str, reason: NoFit, near: Sequence[Weighed]) -> str:
    """Say why nothing was taken, and which namesakes there are."""
    if not near:
        return f"no gazetteer at hand has a spelling near to {head}"
    named = _listed(near[:3])
    if reason is NoFit.PERSON:
        return f"the words read like the name of a person or a group, and nothing says a place is meant ({named})"
    if reason is NoFit.PLACE:
        because = next(
            (f"{one.found.name}: {one.fails[0]}" for one in near if one.fails), "nothing else said fits them"
        )
        return f"places of this name are known ({named}), but none fits what is said: {because}"
    return f"no spelling near enough to {head} is known; the nearest ({named}) were not taken"


def _listed(places: Sequence[Weighed]) -> str:
    return ", ".join(
        f"{one.found.name} in {one.found.region or one.found.country or 'an area not told'}"
        + ("" if not one.found.region else f", {one.found.country}")
        for one in places
    )


def _sources(sources: Sequence[str]) -> str:
    return sources[0] if len(sources) == 1 else f"{sources[0]} and {len(sources) - 1} more"
