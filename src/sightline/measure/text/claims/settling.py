"""Put drafts into the words of the original: polarity, certainty, source and incident of each, in the order of the text."""

from bisect import bisect_right
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
    carried = _carried(row, voiced)
    for k, draft in sorted(zip(at_sentence, drafts, strict=True), key=lambda kd: (kd[1].start, kd[1].end)):
        one = row[max(k, 0)]
        table = words.get(one.language)
        settled.append(
            (
                k,
                draft
                if table is None
                else _stood(flat, one, table, draft, voiced.get(k, []), carried.get(k)),
            )
        )
    incidents = [(k, d) for k, d in settled if d.kind == "incident"]
    out: list[Suggestion] = []
    seen: set[tuple[object, ...]] = set()
    for k, draft in sorted(settled, key=lambda kd: (kd[1].start, _ORDER.get(kd[1].kind, 7), kd[1].end)):
        key = _key(draft)
        if key in seen:
            continue
        seen.add(key)
        subject = draft.subject
        if draft.kind in _OF_INCIDENT and subject is None:
            of = _incident_of(k, draft, incidents)
            subject = None if of is None else _quote(flat, of)
        out.append(_suggestion(flat, draft, subject))
    return tuple(out)


def _stood(
    flat: Flat, one: Sentence, table: Lexicon, draft: Draft, voices: Sequence[Voice], carried: str | None
) -> Draft:
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
        source = carried if voice is None and not voices else None if voice is None else voice.by
    return evolve(draft, polarity=polarity, certainty=certainty, source=source)


def _carried(row: Sequence[Sentence], voiced: dict[int, list[Voice]]) -> dict[int, str | None]:
    """Tell who goes on speaking in sentences that name nobody: nobody, as the rules stand."""
    return {}


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


def _incident_of(k: int, draft: Draft, incidents: Sequence[tuple[int, Draft]]) -> Draft | None:
    """Give the incident that a claim belongs to: of its sentence, else the last before it, else the next."""
    here = [d for i, d in incidents if i == k]
    if here:
        return min(
            here,
            key=lambda d: (
                0
                if d.start <= draft.start < d.end
                else min(abs(d.start - draft.end), abs(draft.start - d.end))
            ),
        )
    before = [d for _, d in incidents if d.end <= draft.start]
    if before:
        return before[-1]
    behind = [d for _, d in incidents if d.start >= draft.end]
    return behind[0] if behind else None


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
    )
