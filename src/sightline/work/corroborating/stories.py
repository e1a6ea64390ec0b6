"""Tells how a source's word on one question changed through time: corrections, retractions, second thoughts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sightline.model.claim_order import Answer, Meeting, compare
from sightline.model.view import Named
from sightline.work.corroborating.heard import Ground, Heard, answer_of, in_order, later, said_span
from sightline.work.corroborating.records import Step, Story
from sightline.work.corroborating.rows import OURS, Naming
from sightline.work.corroborating.states import Standing


def stories_of(
    ground: Ground, heard: Sequence[Heard], standing: Mapping[int, Standing], *, name: Naming
) -> tuple[Story, ...]:
    """Find the sources that did not always say the same.

    Only what one source itself told is set in order: what two tellers make of a third may be their difference. Two
    statements that were said at one time, or that nobody dated, are no story.
    """
    told: dict[tuple[bytes | None, bytes | None, str, object], list[Heard]] = defaultdict(list)
    for one in heard:
        if one.one.source is None or one.one.hidden or one.one.property in OURS:
            continue
        answer = answer_of(ground, one.one)
        source, via = ground.way(one.one)
        key = (source, via, one.one.property, answer.conditions)
        told[key].append(one)
    return tuple(_stories(ground, told.values(), standing, name))


def _stories(
    ground: Ground,
    told: Iterable[list[Heard]],
    standing: Mapping[int, Standing],
    name: Naming,
) -> Iterator[Story]:
    for mine in told:
        ordered = [one for one in in_order(mine) if said_span(one.one) is not None]
        changes = list(_changes(ground, ordered))
        if not changes:
            continue
        first = ordered[0].one
        voice = name(first.via if first.via is not None else first.source or b"")
        declared = ground.properties.get(first.property)
        if voice is not None:
            yield Story(
                voice=voice,
                property=first.property,
                label=first.property if declared is None else declared.label,
                steps=tuple(_step(ground, one) for one in ordered),
                why=_why(voice, changes, standing),
            )


def _changes(ground: Ground, ordered: Sequence[Heard]) -> Iterator[tuple[Heard, Heard, str]]:
    """Find each statement that departs from all that was said at the time before it, with how."""
    times: list[list[tuple[Heard, Answer]]] = []
    for one in ordered:
        answer = answer_of(ground, one.one)
        if not times or later(times[-1][0][0].one, one.one):
            times.append([])
        times[-1].append((one, answer))
    for earlier, now in pairwise(times):
        for one, answer in now:
            departures = [(old, _departs(ground, one.one.property, said, answer)) for old, said in earlier]
            if all(how for _, how in departures):
                old, how = departures[0]
                yield old, one, how


def _departs(ground: Ground, prop: str, old: Answer, new: Answer) -> str:
    """Say how a later answer departs from an earlier one; empty where it does not."""
    declared = ground.properties.get(prop)
    sort = "text" if declared is None else declared.type
    if old.negated != new.negated:
        same = compare(sort, old, new, one_only=ground.one_only(prop), known=ground.known)
        if same.meeting is not Meeting.APART:
            return ""
        first, second = ("is", "is not") if new.negated else ("is not", "is")
        return f"first that it {first} {old.text}, later that it {second}"
    bounds = [None if a.figure is None else (a.figure.low, a.figure.high) for a in (old, new)]
    if (old.key, bounds[0]) == (new.key, bounds[1]) or old.negated:
        return ""
    if sort == "text" and not ground.one_only(prop):
        return ""  # other words are told beside each other, not instead of each other
    met = compare(sort, old, new, one_only=ground.one_only(prop), known=ground.known)
    if met.meeting is Meeting.BOTH and sort in ("entity", "term"):
        return ""
    return f"first {old.text}, later {new.text}"


def _step(ground: Ground, heard: Heard) -> Step:
    one = heard.one
    said = one.said if one.said is not None else one.said_default
    return Step(said, answer_of(ground, one).text, one.id.hex(), one.negated, one.hedged)


def _why(voice: Named, changes: Sequence[tuple[Heard, Heard, str]], standing: Mapping[int, Standing]) -> str:
    parts = []
    for old, _, how in changes:
        states = standing[old.one.n].ordered if old.one.n in standing else ()
        back = " (and so took it back)" if "retracted" in states else ""
        parts.append(f"{how}{back}")
    return f"{voice.title} said {'; then '.join(parts)}."
