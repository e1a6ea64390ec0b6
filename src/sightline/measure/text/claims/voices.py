"""Find who says something: the attributing phrases of a text, and how far each of them reaches.

A voice in front ("activists say ...") reaches to the end of its sentence or to the next voice; one behind ("..., the
civil defence said") reaches back to where the sentence or the voice before it began.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from sightline.measure.text.claims.arabic.voices import arabic_phrases
from sightline.measure.text.claims.english.voices import english_phrases
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.phrase import Phrase
from sightline.measure.text.claims.sentences import Sentence

TRAILS: Final = 40
"""Characters behind a verb of speech after which nothing but the end of the sentence may follow in a voice behind."""
_CLOSES: Final = re.compile(r"[;؛]")
_OPENING: Final = re.compile(r"[\s\"'()\-–—•/\d]*")


@frozen(slots=True)
class Voice:
    """Somebody who says something: ``by`` in the words of the text, and the stretch of text that is said."""

    by: str
    start: int
    end: int
    speech: str
    via: str | None
    reach_start: int
    reach_end: int
    pronoun: bool
    why: str


def voices_in(
    flat: Flat, row: Sequence[Sentence], words: dict[str, Lexicon], names: Sequence[Named]
) -> tuple[Voice, ...]:
    """Find the voices of a text, in its order."""
    found: list[Voice] = []
    at = 0
    for one in row:
        table = words.get(one.language)
        if table is None:
            continue
        while at < len(names) and names[at].end <= one.start:
            at += 1
        here = []
        k = at
        while k < len(names) and names[k].start < one.end:
            here.append(names[k])
            k += 1
        phrases = (english_phrases if one.language == "en" else arabic_phrases)(flat, one, table, here)
        found += _reaching(flat, one, _apart(phrases), found)
    return tuple(found)


def voice_at(voices: Sequence[Voice], start: int, end: int) -> Voice | None:
    """Give the voice that says the words of a span; the nearest of several, None where the author does."""
    inside = [v for v in voices if v.reach_start <= start and end <= v.reach_end]
    return min(inside, key=lambda v: v.reach_end - v.reach_start, default=None)


def _apart(phrases: list[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    for one in sorted(phrases, key=lambda p: (p.start, -p.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _reaching(flat: Flat, one: Sentence, phrases: list[Phrase], before: Sequence[Voice]) -> list[Voice]:
    out: list[Voice] = []
    last = before[-1].by if before else ""
    floor = one.start
    for k, each in enumerate(phrases):
        stop = phrases[k + 1].start if k + 1 < len(phrases) else one.end
        behind = each.trailing or _is_behind(flat, one, each, stop)
        by = last if each.by == "" else each.by
        if by == "":
            continue
        if behind:
            reach = (max(floor, _clause(flat, one, each.start)), each.start)
        else:
            cut = _CLOSES.search(flat.text, each.end, stop)
            reach = (each.end, stop if cut is None or k + 1 >= len(phrases) else cut.start())
        out.append(Voice(by, each.start, each.end, each.speech, each.via, *reach, each.by == "", each.why))
        last, floor = by, each.end
    return [_wide(v, one, out) for v in out]


def _wide(voice: Voice, one: Sentence, every: Sequence[Voice]) -> Voice:
    """Let the only voice of a sentence that stands in its middle reach over all of it, where it trails."""
    if len(every) == 1 and voice.reach_end == voice.start:
        return evolve(voice, reach_start=one.start, reach_end=one.end)
    return voice


def _is_behind(flat: Flat, one: Sentence, each: Phrase, stop: int) -> bool:
    before = flat.text[one.start : each.start]
    if _OPENING.fullmatch(before) is not None:
        return False
    rest = flat.text[each.end : stop].strip(" .\"'!?…")
    comma = before.rstrip().endswith((",", '"', "،", '",'))
    return each.may_trail and comma and (len(rest) < TRAILS or rest[:1] in (",", ";", "؛", "،"))


def _clause(flat: Flat, one: Sentence, at: int) -> int:
    ends = [m.end() for m in _CLOSES.finditer(flat.text, one.start, at)]
    return ends[-1] if ends else one.start
