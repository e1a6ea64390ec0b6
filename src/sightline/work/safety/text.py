"""Finds text that tells how agents or weapons are made or spread, so that it is kept and never shown, found or sent.

The signs are general words in groups that have to stand close together (``resources/safety/hazards.yaml``), and orders
and descriptions, known by how their sentences are built (``orders``, ``descriptions``), so neither the lists nor these
files teach anything. Reporting that something was used sets off no rule. What they miss, a person marks; what they take
wrongly, a person unmarks.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from sightline.core.digest import canonical, sha256
from sightline.core.errors import BadSchema
from sightline.core.fold import fold, fold_map
from sightline.core.resources import builtin, load_yaml
from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.view import Statement
from sightline.work.safety.descriptions import descriptions_digest, descriptions_in
from sightline.work.safety.orders import may_order, orders_digest, orders_in

VERSION: Final = 3
"""Of the rules; a result names it."""
BLOCK: Final = "█"
"""Stands for each letter that is kept back, so that offsets stay what they are; it folds to no word."""
LISTED: Final = "kept back by the built-in list"
"""Says why of a text that was masked before it was indexed, where the rule is no longer known."""
_BLOCKS: Final = re.compile(f"{BLOCK}(?:[{BLOCK}\\n]*{BLOCK})?")
_SHORTEST: Final = 24
"""Letters below which no text can tell anything of the sort."""
_PIECE: Final = 20_000
_OVERLAP: Final = 4_000
_BEFORE: Final = 80
"""Letters before a sign in which its sentence may tell who knew or learned it."""
_ENDS: Final = re.compile(r"[.!?؟\n]")
_CACHED: Final = 200_000
"""Texts up to this long are remembered with what was found in them."""


@frozen(slots=True, order=True)
class Hazard:
    """A passage that is kept back: ``text[start:end]`` in code points, and why."""

    start: int
    end: int
    reason: str


@frozen(slots=True)
class _Rule:
    id: str
    groups: tuple[str, ...]
    within: int
    reason: str


@frozen(slots=True)
class _Signs:
    groups: Mapping[str, "re.Pattern[str]"]
    rules: tuple[_Rule, ...]
    longest: int
    reported: "re.Pattern[str]"
    """Words before a sign of the first group of a rule that make a report of it."""
    quick: tuple[str, ...]
    """Words of which every passage in plain ASCII holds one; most texts hold none."""


def hazardous_spans(text: str) -> tuple[Hazard, ...]:
    """Find the passages that tell how agents or weapons are made or spread, in order, none overlapping.

    Each reaches to the ends of its paragraph, and over the paragraphs after it that go on with instructions.
    """
    if len(text) < _SHORTEST or (text.isascii() and not _may(text.lower(), _signs().quick)):
        return ()
    return _remembered(text) if len(text) <= _CACHED else _found(text)


def masked(text: str, spans: Iterable[Hazard]) -> str:
    """Put a block in place of every letter of some passages; length and line ends stay."""
    out, last = [], 0
    for span in merged(spans):
        start, end = max(last, span.start), max(last, span.end)
        out += [text[last:start], "".join(c if c == "\n" else BLOCK for c in text[start:end])]
        last = max(last, end)
    return "".join(out) + text[last:] if out else text


def restricted(words: str, reason: str) -> str:
    """Write masked words for a reader: each stretch of blocks as ``[restricted: why]``."""
    return _BLOCKS.sub(f"[restricted: {reason}]", words)


def restrained(text: str) -> str:
    """Write a text for a reader: a passage of the built-in list stands as ``[restricted: why]``."""
    spans = hazardous_spans(text)
    if not spans:
        return text
    out, last = [], 0
    for span in spans:
        out += [text[last : span.start], f"[restricted: {span.reason}]"]
        last = span.end
    return "".join(out) + text[last:]


def open_bytes(data: bytes | None) -> bytes | None:
    """Mask the text of a layer for the index; what cannot be read stays as it is."""
    if data is None:
        return None
    text = data.decode("utf-8", "surrogateescape")
    spans = hazardous_spans(text)
    return data if not spans else masked(text, spans).encode("utf-8", "surrogateescape")


def signs_digest() -> str:
    """Digest of the built-in list and its rules (hex): the index is made by them."""
    signs = _signs()
    told = [[name, pattern.pattern] for name, pattern in sorted(signs.groups.items())]
    rules = [[rule.id, list(rule.groups), rule.within, rule.reason] for rule in signs.rules]
    built = [*orders_digest(), *descriptions_digest()]
    return sha256(canonical([VERSION, signs.longest, signs.reported.pattern, told, rules, built])).hex()


def restrained_statement(one: Statement) -> Statement:
    """Leave out of a statement what the built-in list keeps back: of its value, note, conditions and quotes."""
    value = _restrained_json(one.value)
    clean = None if one.clean is None else restrained(one.clean)
    note = None if one.note is None else restrained(one.note)
    quals = {name: _restrained_json(told) for name, told in one.qualifiers.items()}
    cited = tuple(_quoted(ref) for ref in one.evidence)
    same = (value, clean, note, quals, cited) == (
        one.value,
        one.clean,
        one.note,
        one.qualifiers,
        one.evidence,
    )
    if same:
        return one
    return evolve(one, value=value, clean=clean, note=note, qualifiers=quals, evidence=cited)


def merged(spans: Iterable[Hazard]) -> tuple[Hazard, ...]:
    """Put passages in order, and those that touch together; the first reason stays."""
    out: list[Hazard] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = evolve(out[-1], end=max(out[-1].end, span.end))
        elif span.end > span.start:
            out.append(span)
    return tuple(out)


def _restrained_json(value: Json) -> Json:
    return restrained(value) if isinstance(value, str) else value


def _quoted(ref: EvidenceRef) -> EvidenceRef:
    if ref.quote is None or not hazardous_spans(ref.quote):
        return ref
    return evolve(ref, quote=restrained(ref.quote))


def _may(lower: str, words: tuple[str, ...]) -> bool:
    return any(word in lower for word in words)


@lru_cache(maxsize=4_096)
def _remembered(text: str) -> tuple[Hazard, ...]:
    return _found(text)


def _found(text: str) -> tuple[Hazard, ...]:
    """Look through a text a piece at a time; pieces overlap by more than signs may stand apart."""
    signs = _signs()
    out: list[Hazard] = []
    for begin in range(0, len(text), _PIECE):
        piece = text[max(0, begin - _OVERLAP) : begin + _PIECE]
        folded, offset = fold(piece), max(0, begin - _OVERLAP)
        out += [
            _whole(text, offset + one.start, offset + one.end, one.reason, (), signs.longest)
            for one in (*orders_in(piece, folded=folded), *descriptions_in(piece, folded=folded))
        ]
        if not _any_rule(folded, signs):
            continue
        hits = _hits(piece, signs, offset)
        for name in {rule.groups[0] for rule in signs.rules}:
            hits[name] = [one for one in hits[name] if not _reported(text, one[0], signs)]
        out += [
            _whole(text, start, end, rule.reason, hits[rule.groups[-1]], signs.longest)
            for rule in signs.rules
            for start, end in _together([hits[name] for name in rule.groups], rule.within)
        ]
    return merged(out)


def _hits(piece: str, signs: _Signs, offset: int) -> dict[str, list[tuple[int, int]]]:
    """Find where the signs of each group stand, in code points of the whole text."""
    folded, places = fold_map(piece)
    begins = [0, *(at + 1 for at, letter in enumerate(folded) if letter == " ")]
    return {
        name: [
            (
                offset + places[bisect(begins, m.start()) - 1][0],
                offset + places[bisect(begins, m.end() - 1) - 1][1],
            )
            for m in pattern.finditer(folded)
        ]
        for name, pattern in signs.groups.items()
    }


def _reported(text: str, start: int, signs: _Signs) -> bool:
    """Tell whether the words before a sign, in its sentence, tell who knew or learned it."""
    before = _ENDS.split(text[max(0, start - _BEFORE) : start])[-1]
    return signs.reported.search(fold(before)) is not None


def _any_rule(folded: str, signs: _Signs) -> bool:
    """Tell quickly whether all groups of a rule stand anywhere in a text."""
    groups = signs.groups
    return any(all(groups[name].search(folded) is not None for name in rule.groups) for rule in signs.rules)


def _together(hits: Sequence[Sequence[tuple[int, int]]], within: int) -> Iterable[tuple[int, int]]:
    """Find where a sign of every group stands within ``within`` letters of one of the first group."""
    first, *others = hits
    begins = [0] * len(others)
    for start, end in first:
        low, high = start, end
        met = True
        for number, other in enumerate(others):
            while begins[number] < len(other) and other[begins[number]][1] < start - within:
                begins[number] += 1
            near = next(iter(other[begins[number] : begins[number] + 1]), None)
            if near is None or near[0] > end + within:
                met = False
                break
            low, high = min(low, near[0]), max(high, near[1])
        if met:
            yield low, high


def _whole(
    text: str, start: int, end: int, reason: str, going_on: Sequence[tuple[int, int]], longest: int
) -> Hazard:
    """Widen a passage to its paragraph, and over the paragraphs after it that go on with instructions."""
    first = max(text.rfind("\n", 0, start) + 1, start - longest)
    last = _paragraph_end(text, end, longest)
    for low, high in going_on:
        if last <= low <= last + longest // 2:
            last = _paragraph_end(text, high, longest)
    return Hazard(first, last, reason)


def _paragraph_end(text: str, at: int, longest: int) -> int:
    found = text.find("\n", at)
    return min(len(text) if found < 0 else found, at + longest)


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    groups: dict[str, list[str]] = {}
    rules: list[_Rule] = []
    longest = 0
    reported: list[str] = []
    for path in builtin("safety"):
        tree = load_yaml(path, error=BadSchema)
        if tree.get("hazards") is None:
            continue
        longest = max(longest, tree.at("longest").whole())
        reported += [fold(word.text()) for word in tree.at("reported").at("words").entries()]
        for name, group in tree.at("groups").fields().items():
            groups.setdefault(name, []).extend(fold(word.text()) for word in group.at("words").entries())
        for rule in tree.at("rules").entries():
            named = tuple(one.text() for one in rule.at("all").entries())
            rules.append(
                _Rule(rule.at("id").text(), named, rule.at("within").whole(), rule.at("reason").text())
            )
    patterns = {name: _any_of(words) for name, words in groups.items()}
    shared = set.intersection(*(set(rule.groups) for rule in rules)) if rules else set()
    quick = {max(word.split(), key=len) for name in sorted(shared)[:1] for word in groups[name]} | {
        *may_order()
    }
    plain = tuple(sorted(one for one in quick if one.isascii() and not any(o in one for o in quick - {one})))
    return _Signs(patterns, tuple(rules), longest, _any_of(reported), plain)


def _any_of(words: Iterable[str]) -> "re.Pattern[str]":
    every = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, every))})(?!\S)")
