"""Put drafts into the words of the original: polarity, certainty, source and incident of each, in the text's order."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.record import Draft, Suggestion
from sightline.measure.text.claims.sentences import Sentence
from sightline.measure.text.claims.stance import certainty_at, polarity_at
from sightline.measure.text.claims.voices import Voice, voice_at

_OF_INCIDENT: Final = ("date", "place", "figure", "means", "perpetrator")
_TIES: Final = ("relation", "control")
_POLAR: Final = ("incident", "means", "perpetrator", "relation", "control")
_ORDER: Final = {
    "incident": 0,
    "attribution": 1,
    "date": 2,
    "place": 3,
    "figure": 4,
    "means": 5,
    "perpetrator": 6,
}


def settle(
    flat: Flat,
    row: Sequence[Sentence],
    words: dict[str, Lexicon],
    drafts: Sequence[Draft],
    voices: Sequence[Voice],
) -> tuple[Suggestion, ...]:
    """Give the suggestions that drafts make, each once, in the order of the text."""
    starts = [one.start for one in row]
    at_sentence = [bisect_right(starts, d.start) - 1 for d in drafts]
    voiced: dict[int, list[Voice]] = {}
    for v in voices:
        voiced.setdefault(bisect_right(starts, v.start) - 1, []).append(v)
    settled: list[tuple[int, Draft]] = []
    for k, draft in sorted(zip(at_sentence, drafts, strict=True), key=lambda kd: (kd[1].start, kd[1].end)):
        one = row[max(k, 0)]
        table = words.get(one.language)
        settled.append(
            (
                k,
                draft if table is None else _stood(flat, one, table, draft, voiced.get(k, [])),
            )
        )
    settled = _dated(settled)
    incidents = [(k, d) for k, d in settled if d.kind == "incident"]
    where = [k for k, _ in incidents]
    tied = {k for k, d in settled if d.kind in _TIES} - {k for k, _ in incidents}
    out: list[Suggestion] = []
    seen: set[tuple[object, ...]] = set()
    for k, draft in sorted(settled, key=lambda kd: (kd[1].start, _ORDER.get(kd[1].kind, 7), kd[1].end)):
        key = _key(draft)
        if key in seen:
            continue
        seen.add(key)
        subject = draft.subject
        if draft.kind in _OF_INCIDENT and subject is None:
            of = None if draft.kind == "date" and k in tied else _incident_of(k, draft, incidents, where)
            subject = None if of is None else _quote(flat, of)
        out.append(_suggestion(flat, draft, subject))
    return tuple(out)


def _stood(flat: Flat, one: Sentence, table: Lexicon, draft: Draft, voices: Sequence[Voice]) -> Draft:
    voice = voice_at(voices, draft.start, draft.end)
    polarity, certainty, source = draft.polarity, draft.certainty, draft.source
    if polarity is None:
        polarity = (
            polarity_at(flat, one, table, voice, draft.start, draft.end)
            if draft.kind in _POLAR
            else "affirmed"
        )
    if certainty is None:
        certainty = certainty_at(flat, one, table, draft.start, draft.end)
    if source is None and draft.kind not in ("attribution", "actor"):
        source = None if voice is None else voice.by
    return evolve(draft, polarity=polarity, certainty=certainty, source=source)


def _dated(settled: Sequence[tuple[int, Draft]]) -> list[tuple[int, Draft]]:
    """Give relations and states of control the date of their sentence, where it tells just one."""
    told: dict[int, list[str]] = {}
    for k, draft in settled:
        if draft.kind == "date" and isinstance(draft.value, str):
            told.setdefault(k, []).append(draft.value)
    return [
        (k, evolve(d, valid=told[k][0]) if d.kind in _TIES and len(told.get(k, ())) == 1 else d)
        for k, d in settled
    ]


def _key(draft: Draft) -> tuple[object, ...]:
    """What makes two drafts one: a name once, the rest once at its place."""
    value = tuple(sorted(draft.value.items(), key=str)) if isinstance(draft.value, dict) else draft.value
    if draft.kind in ("place", "actor"):
        return draft.kind, value if draft.kind == "actor" else str(value)
    if draft.kind == "means":
        return draft.kind, value, draft.polarity
    if draft.kind in ("relation", "control"):
        return draft.kind, draft.property, draft.subject, value, draft.polarity
    return draft.kind, draft.property, value, draft.start, draft.end


def _incident_of(
    k: int, draft: Draft, incidents: Sequence[tuple[int, Draft]], where: Sequence[int]
) -> Draft | None:
    """Give the incident that a claim belongs to: of its sentence, else the last before it, else the next.

    :param where: sentence of each incident, in order
    """
    first, behind = bisect_left(where, k), bisect_right(where, k)
    here = [d for _, d in incidents[first:behind]]
    if here:
        return min(here, key=lambda d: _apart(draft, d))
    if first > 0:
        return incidents[first - 1][1]
    return incidents[behind][1] if behind < len(incidents) else None


def _apart(one: Draft, other: Draft) -> int:
    if other.start <= one.start < other.end:
        return 0
    return min(abs(other.start - one.end), abs(one.start - other.end))


def _quote(flat: Flat, draft: Draft) -> str:
    start, end = flat.original_span(draft.start, draft.end)
    return flat.original[start:end]


def _suggestion(flat: Flat, draft: Draft, subject: str | None) -> Suggestion:
    start, end = flat.original_span(draft.start, draft.end)
    return Suggestion(
        draft.kind,
        draft.property,
        draft.value,
        start,
        end,
        flat.original[start:end],
        draft.polarity or "affirmed",
        draft.certainty or "asserted",
        draft.source,
        subject,
        draft.why,
        draft.via,
        draft.status,
        draft.valid,
    )
