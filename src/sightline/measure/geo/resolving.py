"""Resolve a place name or a description of a place: ranked candidates with their reasons, or a plain "unresolved".

A name is compared with the spellings of the gazetteer (``gazetteer.distances``); what is said about the place is
weighed for each candidate (``described.evidence``). Both are logarithms of odds and are added. Beside the candidates
stands one more: *none of these*. Belief is divided between them all; a candidate is the answer when it has most of it,
several are "ambiguous" when they share it, and when none of them has it, the answer is "unresolved": a namesake in
another province is not the place that was meant.

The weights are this project's own, set on pairs of spellings of one place and checked on a labelled set of spellings.
"""

import math
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from sightline.measure.geo.described.anchors import anchors
from sightline.measure.geo.described.description import Description, Relation
from sightline.measure.geo.described.doubts import doubt, turn_down_elsewhere
from sightline.measure.geo.described.endings import undeclined
from sightline.measure.geo.described.grammar import describe
from sightline.measure.geo.described.passage import Passage, read_passage
from sightline.measure.geo.described.reckoning import land_named, reckon
from sightline.measure.geo.described.sentence import NoFit, explain, unresolved_sentence
from sightline.measure.geo.described.standing import ORDINARY
from sightline.measure.geo.described.weighing import (
    AREA_WORDS,
    Weighed,
    Wish,
    namesakes_of_two_kinds,
    weigh_all,
)
from sightline.measure.geo.described.wishes import area_wish, country_code
from sightline.measure.geo.described.words import translations
from sightline.measure.geo.gazetteer.gazetteer import Found, Gazetteer, look_up
from sightline.measure.geo.gazetteer.letters import readings, words
from sightline.measure.geo.gazetteer.records import AREAS
from sightline.measure.geo.places import Around, Candidate, Known, Resolution

LONGEST: Final = 300
"""Characters of a query that are read; no name or description is longer."""

SHOWN: Final = 12
SEEN: Final = 0.02
"""Least share of the belief of a candidate that is told."""

CLEARLY: Final = 0.05
"""How much nearer a spelling must be to be clearly the nearer."""

MARGIN: Final = 2.0
"""How often the belief in the next must go into that in the answer."""

NONE_OF_THESE: Final = -2.0
_SURE: Final = 0.6
_NO_RIVAL_KM: Final = 6.0


def resolve(
    text: str,
    gazetteer: Gazetteer,
    *,
    context: str | None = None,
    near: Around | None = None,
    inside: str | None = None,
    known: Sequence[Known] = (),
    country: str | None = None,
) -> Resolution:
    """Resolve a place name or description.

    :param text: "Talmenes", "Kafr Zita, Hama", "15 km north-east of Kafr Zita", in Latin, Arabic or Cyrillic letters
    :param context: the passage it stands in; what it says of the place and which places it names is weighed
    :param near: a point to look about; with a distance nothing farther is taken
    :param inside: a province, district or country it must lie in
    :param known: places that the case holds; the nearer to them the likelier
    :param country: two letters or a name; places elsewhere are much less likely
    :returns: candidates best first; ``rejected`` holds namesakes that were not taken
    :raises BadValue: for a country that is none
    """
    query = text.strip() if len(text) <= LONGEST else text[:LONGEST].strip() + "…"
    wish = Wish(
        near=near, inside=area_wish(gazetteer, inside), known=tuple(known), country=country_code(country)
    )
    said = describe(query[:LONGEST])
    said = evolve(said, asked=said.kind != "")
    if said.head == "" and not said.relations:
        return Resolution(query, "unresolved", why="there is no name of a place in this")
    passage = Passage() if context is None else read_passage(context, said.head or query, gazetteer)
    told = _all_said(said, passage)
    if told.head == "":
        return reckon(query, told, gazetteer, wish, passage)
    answer = _named(query, told, gazetteer, wish, passage)
    if answer.status == "unresolved":
        for other in _with_less(told, gazetteer):
            again = _named(query, other, gazetteer, wish, passage)
            if again.status == "resolved":
                return again
        if any(relation.kind == "area" for relation in told.relations):
            return reckon(query, told, gazetteer, wish, passage)
    return answer if answer.status == "resolved" else land_named(query, wish) or answer


@frozen(slots=True)
class _Share:
    weighed: Weighed
    share: float


def _named(query: str, told: Description, gazetteer: Gazetteer, wish: Wish, passage: Passage) -> Resolution:
    rows = tuple(dict.fromkeys(row for form in _forms(query, told) for row in readings(form) if len(row) > 1))
    found = look_up(gazetteer, rows, farthest=0.34)
    weighed = turn_down_elsewhere(
        weigh_all(found, told, gazetteer, wish, passage), told.head, gazetteer, passage
    )
    if not weighed:
        return Resolution(query, "unresolved", why=unresolved_sentence(told.head, NoFit.SPELLING, ()))
    none = NONE_OF_THESE + chance(gazetteer) + (3.0 if told.person else 0.0)
    total = math.exp(none) + sum(math.exp(one.odds) for one in weighed)
    shares = sorted(
        (_Share(one, math.exp(one.odds) / total) for one in weighed), key=lambda each: -each.share
    )
    nothing = math.exp(none) / total
    standing = [each for each in shares if not each.weighed.fails]
    turned_down = [each for each in shares if each.weighed.fails]
    best = shares[0]
    turned_away = best.share < nothing or bool(best.weighed.fails) or _only_a_person(best.weighed, told)
    if turned_away or _spelled_better(turned_down, standing[0]):
        near = best if best.weighed.fails or not turned_down else turned_down[0]
        why = unresolved_sentence(told.head, _no_fit(told, near), tuple(each.weighed for each in shares[:5]))
        return Resolution(query, "unresolved", why=why, rejected=_candidates(shares[:5], told, query))
    rivals = [each for each in shares[1:] if _rival(best.weighed, each.weighed)]
    against = sum(each.share for each in rivals)
    near_ones = [each for each in standing if each.share >= SEEN][:SHOWN]
    listed = _candidates(near_ones, told, query)
    rejected = _candidates([each for each in turned_down if each.share >= SEEN][:5], told, query)
    with_best = 1.0 - nothing - against
    same = [each for each in standing[1:] if each not in rivals]
    open_pair = _open_pair(best, same, told)
    close = rivals != [] and with_best < MARGIN * rivals[0].share
    shared = with_best < _SURE or with_best <= nothing + against or close
    doubted = None if shared else doubt(best.weighed, told, passage)
    if shared or open_pair is not None or doubted is not None:
        why = open_pair or doubted or _undecided(near_ones, nothing)
        return Resolution(query, "ambiguous", listed, why, rejected)
    others = f"; {len(rivals)} others were weighed" if rivals else ""
    told_apart = "".join(f"; {part}" for part in _told_apart(best, same, told))
    return Resolution(query, "resolved", listed, f"{listed[0].name} fits{told_apart}{others}", rejected)


def _open_pair(best: _Share, same: Sequence[_Share], told: Description) -> str | None:
    """Say that a town and the district called after it share the belief, where neither has twice the other's."""
    pair = next((each for each in same if namesakes_of_two_kinds(best.weighed, each.weighed)), None)
    if told.kind != "county" or pair is None or best.share >= MARGIN * pair.share:
        return None
    return "a district and its seat have this name, and nothing said decides which is meant"


def _only_a_person(best: Weighed, told: Description) -> bool:
    """Whether the words are a person's name and nothing said makes them a place; places of the case are believed."""
    return told.person and told.kind == "" and not best.fits and best.found.prior <= 0


def _spelled_better(turned_down: Sequence[_Share], best: _Share) -> bool:
    """Whether what is said contradicts a place spelled as written, and what is left is spelled clearly otherwise."""
    off = best.weighed.found.distance
    return off > ORDINARY and any(
        each.weighed.found.distance + CLEARLY <= off and each.share >= SEEN for each in turned_down
    )


def _undecided(near: Sequence[_Share], nothing: float) -> str:
    if len(near) == 1:
        return (
            f"one place may be meant, and nothing said makes it sure: {nothing:.2f} of the belief is in none"
        )
    return f"{len(near)} places fit and nothing said decides between them"


def _told_apart(best: _Share, same: Sequence[_Share], told: Description) -> list[str]:
    """Say why candidates beside the best are no other answer: the area of a town's name, the same spot."""
    out = []
    pair = next((each.weighed for each in same if namesakes_of_two_kinds(best.weighed, each.weighed)), None)
    if pair is not None and pair.found.kind not in AREAS:
        out.append("the area is taken, not the town of that name, as the words say an area")
    elif pair is not None and told.kind not in AREA_WORDS:
        out.append(
            "the town is taken, not the area of that name, as no word such as province or countryside is said"
        )
    spots = [each for each in same if best.weighed.km_to(each.weighed) <= _NO_RIVAL_KM]
    spots = [each for each in spots if each.weighed is not pair and each.share >= SEEN]
    if spots:
        far = max(best.weighed.km_to(each.weighed) for each in spots)
        records = "a second record" if len(spots) == 1 else f"{len(spots)} more records"
        out.append(f"{records} within {far:.1f} km counted as the same spot")
    return out


def _no_fit(told: Description, best: _Share) -> NoFit:
    if best.weighed.found.distance >= 0.05:
        return NoFit.SPELLING
    return NoFit.PERSON if told.person and not best.weighed.fails else NoFit.PLACE


def chance(gazetteer: Gazetteer) -> float:
    """How much likelier chance matches a name that is not held than among a hundred thousand names."""
    names = sum(
        index.names * math.exp(prior)
        for index, prior in zip(
            gazetteer.indexes, gazetteer.priors or (0.0,) * len(gazetteer.indexes), strict=True
        )
    )
    return min(max(0.8 * math.log(max(names, 1.0) / 100_000), -0.5), 2.5)


def _rival(best: Weighed, other: Weighed) -> bool:
    """Whether another candidate would be another answer: not the area of the same name around it, nor the same spot."""
    if best.km_to(other) <= _NO_RIVAL_KM and other.found.distance <= best.found.distance + 0.05:
        return False
    return not namesakes_of_two_kinds(best, other)


def _candidates(listed: Sequence[_Share], told: Description, query: str) -> tuple[Candidate, ...]:
    return tuple(_candidate(each, listed, told, query) for each in listed)


def _candidate(each: _Share, listed: Sequence[_Share], told: Description, query: str) -> Candidate:
    found = each.weighed.found
    return Candidate(
        name=found.name,
        lat=round(found.lat, 6),
        lon=round(found.lon, 6),
        country=found.country,
        admin=found.region,
        score=round(each.share, 4),
        why=explain(query, told, each.weighed, [other.weighed for other in listed if other is not each]),
        ids=found.ids,
        kind=found.kind,
        sources=found.sources,
    )


def _forms(query: str, told: Description) -> tuple[str, ...]:
    """Give the spellings to look up: the name, and the whole where a word for a kind may belong to the name."""
    whole = query[:LONGEST]
    forms = [told.head]
    if not told.relations and len(words(whole)) <= 5:
        forms.append(whole)
    first, _, rest = told.head.partition(" ")
    if rest:
        forms += [f"{rest} al {word}" for word in translations().get(" ".join(words(first)), ())]
    return tuple(forms)


def _all_said(said: Description, passage: Passage) -> Description:
    """Add what the passage says right at the name to what the query says itself."""
    more = passage.said
    if more is None:
        return said
    known = {(relation.kind, relation.anchors) for relation in said.relations}
    added = tuple(
        evolve(relation, loose=True)
        for relation in more.relations
        if (relation.kind, relation.anchors) not in known
    )
    return evolve(
        said,
        kind=said.kind or more.kind,
        relations=said.relations + added,
        person=said.person or more.person,
    )


def _with_less(told: Description, gazetteer: Gazetteer) -> list[Description]:
    """Take away from a name that is not found: the ending of a case, a direction before it, the area after it."""
    parts = told.head.split()
    found = [evolve(told, head=form) for form in undeclined(told.head)]
    if told.part is not None and len(parts) > 1:
        found.append(evolve(told, head=" ".join(parts[1:]), part=None))
    for count in (1, 2) if not told.person else ():
        tail = " ".join(parts[-count:])
        if len(parts) > count and any(
            one.region or one.whole_country for one in anchors(gazetteer, tail, loose=True)
        ):
            relation = Relation("inside", (tail,), level="region", said=tail)
            head = " ".join(parts[:-count])
            found.append(evolve(told, head=head, relations=(*told.relations, relation), part=None))
    return found


__all__ = ["Around", "Candidate", "Found", "Known", "Resolution", "resolve"]
