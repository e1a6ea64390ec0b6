"""Propose the claims that a text may make: the one name that everything else uses.

How: the text is made plain without losing its offsets (``flat``), cut into sentences (``sentences``), actors and
voices are found over all of it (``names``, ``voices``), then each sentence gives its incidents, means, figures,
perpetrators, relations and states of control, by the words of its language (``lexicon``). What is negated, hedged and
said by whom is told by the words around (``stance``). Rules and lists only: nothing is learnt, nothing downloaded, and
nothing is more than a suggestion.
"""

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve

from sightline.measure.text.claims.arabic.deeds import deeds_in
from sightline.measure.text.claims.arabic.names.placed_names import closed_by_places
from sightline.measure.text.claims.blame import blamed_in, denying_in
from sightline.measure.text.claims.events import incidents_in, is_aggregate, means_in
from sightline.measure.text.claims.figures import figures_in
from sightline.measure.text.claims.flat import Flat, flatten
from sightline.measure.text.claims.later import later_dates
from sightline.measure.text.claims.lexicon import LANGUAGES, Lexicon, lexicon
from sightline.measure.text.claims.names import Named, actors_in
from sightline.measure.text.claims.record import DateGiven, Draft, PlaceGiven, Suggestion
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.sentences import Sentence, sentences
from sightline.measure.text.claims.settling import settle
from sightline.measure.text.claims.stance import spans_of
from sightline.measure.text.claims.ties import control_in, relations_in
from sightline.measure.text.claims.voices import Voice, voices_in
from sightline.measure.text.claims.where import places_kept

_Spanned = TypeVar("_Spanned", Named, DateGiven, Voice)
RECENT = 60
"""Actors and places before a sentence that "it" and "the town" may mean."""
KEPT = 4
"""Sentences without a figure after which "two of them" no longer goes on with the last one."""


def suggest_claims(
    text: str,
    *,
    dates: Sequence[DateGiven] = (),
    places: Sequence[PlaceGiven] = (),
    actors: Sequence[str] = (),
    hazardous: Sequence[tuple[int, int]] = (),
) -> tuple[Suggestion, ...]:
    """Propose claims of a text, in its order.

    :param text: any text, of any length; English and Arabic sentences are read, others give dates and places only
    :param dates: the dates that a reader of dates found, offsets in code points
    :param places: the names of places that were looked up, resolved or not
    :param actors: names and aliases of actors that the case holds
    :param hazardous: spans that must not be suggested: nothing that touches one is
    :raises BadSchema: a table of words cannot be read
    """
    flat = flatten(text)
    row = list(sentences(flat.text))
    words = {name: lexicon(name) for name in LANGUAGES}
    shifted = [evolve(d, start=s, end=e) for d in dates for s, e in [flat.flat_span(d.start, d.end)]]
    shifted += later_dates(flat, row, words, shifted)
    named = actors_in(flat, row, words, actors)
    moved = [evolve(p, start=s, end=e) for p in places for s, e in [flat.flat_span(p.start, p.end)]]
    named = closed_by_places(flat, named, moved, words["ar"])
    voices = voices_in(flat, row, words, named)
    kept = places_kept(flat, words, moved, named, shifted)
    drafts = _drafts(flat, row, words, shifted, kept, named, voices)
    shut = [flat.flat_span(start, end) for start, end in hazardous]
    drafts = [d for d in drafts if not any(s < d.end and d.start < e for s, e in shut)]
    return settle(flat, row, words, drafts, voices)


def _drafts(
    flat: Flat,
    row: Sequence[Sentence],
    words: dict[str, Lexicon],
    dates: Sequence[DateGiven],
    places: Sequence[PlaceGiven],
    names: Sequence[Named],
    voices: Sequence[Voice],
) -> list[Draft]:
    out: list[Draft] = []
    at_name = at_place = at_date = at_voice = 0
    fresh, gas, state, since = True, False, None, 0
    spots = [Named(p.name, p.start, p.end, "place") for p in places]
    ordered = sorted(dates, key=lambda d: d.start)
    for one in row:
        at_name, here = _within(names, at_name, one)
        at_place, around = _within(spots, at_place, one)
        at_date, told = _within(ordered, at_date, one)
        at_voice, said = _within(voices, at_voice, one)
        out += [_dated(d) for d in told if d.edtf is not None]
        table = words.get(one.language)
        if table is None:
            continue
        before = tuple(names[max(0, at_name - len(here) - RECENT) : at_name - len(here)])
        seen = tuple(spots[max(0, at_place - len(around) - RECENT) : at_place - len(around)])
        events = incidents_in(flat, one, table, spans_of(said), fresh=fresh)
        fresh = fresh and not events
        out += [_aggregate(flat, e, table) for e in events]
        means = means_in(flat, one, table)
        gas = gas or any(m.value == "gas" for m in means)
        out += means
        shut = [(d.start, d.end) for d in told]
        figures = figures_in(flat, one, table, shut, earlier=state if since < KEPT else None, gas=gas)
        state, since = (_state_of(figures), 0) if figures else (state, since + 1)
        out += figures
        blamed = blamed_in(flat, one, table, here, before)
        denied = {d.value for d in blamed if d.polarity == "negated"}
        out += blamed + [d for d in denying_in(flat, table, here, said) if d.value not in denied]
        scene = Scene(flat, one, table, tuple(here), tuple(around), before, seen)
        if one.language == "ar":
            told_so = {(d.value, d.start) for d in blamed}
            out += [d for d in deeds_in(scene) if (d.value, d.start) not in told_so]
        out += relations_in(scene)
        out += control_in(scene)
        out += [_voiced(v) for v in said if not v.pronoun]
    out += [_placed(p) for p in places]
    return out + _actors(names)


def _within(row: Sequence[_Spanned], at: int, one: Sentence) -> tuple[int, list[_Spanned]]:
    """Give what begins inside a sentence, and where to go on for the next one."""
    found: list[_Spanned] = []
    while at < len(row) and row[at].start < one.end:
        if row[at].start >= one.start:
            found.append(row[at])
        at += 1
    return at, found


def _state_of(figures: Sequence[Draft]) -> str | None:
    value = figures[-1].value if figures else None
    return str(value["state"]) if isinstance(value, dict) else None


def _aggregate(flat: Flat, draft: Draft, table: Lexicon) -> Draft:
    if not is_aggregate(flat, draft, table):
        return draft
    return evolve(
        draft, property="aggregate", why=f"{draft.why}; it tells of several, or of one that goes on"
    )


def _dated(date: DateGiven) -> Draft:
    return Draft("date", "occurred", date.edtf, date.start, date.end, date.why, polarity="affirmed")


def _placed(place: PlaceGiven) -> Draft:
    if place.lat is None or place.lon is None:
        return Draft("place", "place_name", place.name, place.start, place.end, place.why, polarity="affirmed",
                     status="unresolved")  # fmt: skip
    value: dict[str, str | int | float | None] = {"name": place.name, "lat": place.lat, "lon": place.lon}
    return Draft("place", "position", value, place.start, place.end, place.why, polarity="affirmed")


def _voiced(voice: Voice) -> Draft:
    return Draft("attribution", voice.speech, voice.by, voice.start, voice.end, voice.why, polarity="affirmed",
                 certainty="asserted", via=voice.via)  # fmt: skip


def _actors(names: Sequence[Named]) -> list[Draft]:
    out: list[Draft] = []
    seen: set[str] = set()
    for one in names:
        if one.kind == "short" or one.name.casefold() in seen:
            continue
        seen.add(one.name.casefold())
        why = (
            "a unit word makes it the name of a group" if one.kind == "name" else "a common noun for a party"
        )
        out.append(
            Draft(
                "actor", "name", one.name, one.start, one.end, why, polarity="affirmed", certainty="asserted"
            )
        )
    return out
