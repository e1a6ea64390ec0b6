"""Find what is said to have happened, and how: incidents with their words, and the means that those words tell."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.sentences import Sentence

Span = tuple[int, int]
_CLAUSE: Final = re.compile(
    r"[;:,.()؛،\"]|\s[-–—]\s|//|\b(?:and that|that|when|after|while|but|which|and \w+ (?:not|no|never|nobody))\b"
    r"|(?<!\w)(?:فيما|بينما|عندما|حين|ما ادي|التي|الذي|ولم|ولن)(?!\w)"
)
_WEAPONS: Final = frozenset(
    {"air_strike", "drone", "rocket", "missile", "mortar", "artillery", "barrel_bomb"}
)
_RESULT: Final = re.compile(r"(?<!\w)(?:عن|الي)\s$")
"""Before what came of something that the sentence tells in other words ("led to the killing of")."""
_LONGEST: Final = 140


def means_in(flat: Flat, one: Sentence, table: Lexicon) -> list[Draft]:
    """Find the means that one sentence tells, each by the longest words that say it."""
    shut = _spans(table.patterns["not_means"], flat, one)
    found: list[tuple[int, int, str]] = []
    for term, words in table.means:
        for m in words.finditer(flat.text, one.start, one.end):
            start = m.start() + _prefix(m[0], one.language)
            if not any(s < m.end() and m.start() < e for s, e in shut):
                found.append((start, m.end(), term))
    kept: list[tuple[int, int, str]] = []
    for each in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if not any(s < each[1] and each[0] < e for s, e, _ in kept):
            kept.append(each)
    kept = [k for k in kept if k[2] != "shelling" or not _says_with_what(flat, one, k, kept)]
    return [
        Draft("means", "means", term, start, end, f"'{flat.plain[start:end]}' tells a means")
        for start, end, term in sorted(kept)
    ]


def _says_with_what(
    flat: Flat, one: Sentence, each: tuple[int, int, str], kept: Sequence[tuple[int, int, str]]
) -> bool:
    """Say whether words right beside "bombed" tell with what, so that it is no means of its own (Arabic)."""
    if one.language != "ar" or "قصف" not in flat.text[each[0] : each[1]]:
        return False
    for start, end, term in kept:
        gap = flat.text[end : each[0]] if end <= each[0] else flat.text[each[1] : start]
        if term in _WEAPONS and len(gap.split()) <= 2 and _CLAUSE.search(gap) is None:
            return True
    return False


def incidents_in(
    flat: Flat, one: Sentence, table: Lexicon, voices: Sequence[Span], *, fresh: bool
) -> list[Draft]:
    """Find the clauses of one sentence that say that something happened.

    :param voices: spans of attributing phrases: no clause reaches over them
    :param fresh: nothing happened in the text before, so that "the attack" is the first mention
    """
    shut = _spans(table.patterns["not_incident"], flat, one)
    hits: list[tuple[int, int, bool]] = []
    for key, strong in (("incidents.verbs", True), ("incidents.nouns", True), ("incidents.again", fresh)):
        if not strong:
            continue
        for m in table.patterns[key].finditer(flat.text, one.start, one.end):
            inside = any(s < m.end() and m.start() < e for s, e in (*shut, *voices))
            if not inside and not _is_name(flat, one, m):
                hits.append((m.start(), m.end(), strong))
    weak = table.patterns.get("incidents.fates")
    if weak is not None and not hits and fresh:
        for m in weak.finditer(flat.text, one.start, one.end):
            inside = any(s < m.end() and m.start() < e for s, e in (*shut, *voices))
            if not inside and _RESULT.search(flat.text, max(one.start, m.start() - 5), m.start()) is None:
                hits.append((m.start(), m.end(), True))
                break
    out: list[Draft] = []
    for start, end, _ in sorted(hits):
        low, high = _clause(flat, one, start, end, voices)
        if out and (low < out[-1].end or _same(flat, out[-1].end, low)):
            continue
        words = flat.plain[start:end].strip()
        out.append(Draft("incident", "incident", None, low, high, f"'{words}' says that something happened"))
    return out


def _is_name(flat: Flat, one: Sentence, m: re.Match[str]) -> bool:
    """Say whether a capital makes it a name: the town of Hit."""
    return (
        one.language == "en"
        and m[0][0].isupper()
        and m[0][1:].islower()
        and m.start() > one.start + 3
        and (" " not in m[0] and flat.text[m.start() - 2] not in '.:;"-!?')
    )


def is_aggregate(flat: Flat, draft: Draft, table: Lexicon) -> bool:
    """Say whether a clause tells of several incidents together, or of one that goes on."""
    return table.patterns["incidents.aggregate"].search(flat.text, draft.start, draft.end) is not None


def _same(flat: Flat, end: int, start: int) -> bool:
    """Say whether two clauses of a sentence tell of one incident: no full stop of thought between them."""
    return (
        re.search(r"[;؛]|//|\. |\b(?:later|another|second|and that|but|whereas)\b", flat.text[end:start])
        is None
    )


def _clause(flat: Flat, one: Sentence, start: int, end: int, voices: Sequence[Span]) -> Span:
    low = max(one.start, start - _LONGEST)
    high = min(one.end, end + _LONGEST)
    for s, e in voices:
        low = e if low < e <= start else low
        high = s if end <= s < high else high
    before = [m.end() for m in _CLAUSE.finditer(flat.text, low, start)]
    low = before[-1] if before else low
    after = _CLAUSE.search(flat.text, end, high)
    high = high if after is None else after.start()
    while low < start and not flat.text[low].isalnum():
        low += 1
    while high > end and not flat.text[high - 1].isalnum():
        high -= 1
    return low, high


def _prefix(words: str, language: str) -> int:
    if language != "ar":
        return 0
    match = re.match(r"[وف]?[بل]?(?=ال\w{3})|[وف](?=[بق]\w{4})|ب(?=ال)", words)
    return 0 if match is None else match.end()


def _spans(words: re.Pattern[str], flat: Flat, one: Sentence) -> list[Span]:
    return [m.span() for m in words.finditer(flat.text, one.start, one.end)]
