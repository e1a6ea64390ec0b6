"""Cut an Arabic sentence into words, names of groups, places and signs, for the reader of its clauses."""

import re
from typing import Final

from attrs import frozen

from sightline.measure.text.claims.arabic.clauses.stand_ins import with_stand_ins
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene

GROUP, PLACE, WORD, SIGN = "group", "place", "word", "sign"
_TOKEN: Final = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+|\d+|[^\w\s]")
_TOWN: Final = re.compile(r"(?:ال)?(?:مدين|بلد|قري|منطق|ناحي|محافظ)ه|الحي")
_WHICH: Final = re.compile(r"(?:\s(?!ال)\w{3,}(?=\sال\w))?(?:\s(?!الذي|التي|الي)ال\w+){1,2}")


@frozen(slots=True)
class Token:
    """One word, sign, group or place. ``names`` are the groups or places that it stands for."""

    kind: str
    text: str
    start: int
    end: int
    names: tuple[Named, ...] = ()


def tokens_of(scene: Scene) -> list[Token]:
    """Give the tokens of the sentence, in its order; letters that are attached to a name are a token of their own."""
    flat, one = scene.flat, scene.one
    spans = _spans(scene)
    out: list[Token] = []
    at = one.start
    for start, end, kind, names in spans:
        out += _plain(flat.text, at, start)
        out.append(Token(kind, flat.text[start:end], start, end, names))
        at = end
    return [*out, *_plain(flat.text, at, one.end)]


def _plain(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(WORD if m[0][0].isalnum() else SIGN, m[0], m.start(), m.end())
        for m in _TOKEN.finditer(text, start, end)
        if m[0] != '"'
    ]


def _spans(scene: Scene) -> list[tuple[int, int, str, tuple[Named, ...]]]:
    """Give what is one token though it has several words: groups, then places, then parts of places."""
    rows: list[tuple[int, int, str, tuple[Named, ...]]] = []
    together: dict[tuple[int, int], list[Named]] = {}
    for each in with_stand_ins(scene, men=True, both=True).actors:
        together.setdefault((each.start, each.end), []).append(each)
    rows += [(start, end, GROUP, tuple(names)) for (start, end), names in together.items()]
    rows += [(each.start, each.end, PLACE, (each,)) for each in scene.places]
    for m in scene.table.patterns["holdings"].finditer(scene.flat.text, scene.one.start, scene.one.end):
        named = _thing(scene, m)
        rows.append((named.start, named.end, PLACE, (named,)))
    kept: list[tuple[int, int, str, tuple[Named, ...]]] = []
    taken = -1
    for row in sorted(rows, key=lambda r: (r[0], r[2] != GROUP, -r[1])):
        if row[0] >= taken:
            kept.append(row)
            taken = row[1]
    return kept


def _thing(scene: Scene, m: re.Match[str]) -> Named:
    """Take the words that say which bridge or camp: "معسكر الوادي", "مطار المدينة الدولي"."""
    text, end = scene.flat.text, m.end()
    more = _WHICH.match(text, end, scene.one.end)
    if more is not None and not m[0].lstrip("وفبلك").startswith("ال"):
        words = more[0].split()
        stop = next((i for i, w in enumerate(words) if w in scene.table.sets["actors.not_next"]), len(words))
        if stop:
            end = text.index(words[stop - 1], m.end()) + len(words[stop - 1])
    place = next((p for p in scene.places if 0 < p.start - m.end() <= 2), None)
    end = end if place is None else max(end, place.end)
    cut = len(m[0]) - len(m[0].lstrip("وفبلك")) if re.match(r"[وفبلك]{1,2}ال", m[0]) else 0
    start = m.start() + cut
    return Named(scene.flat.plain[start:end].strip(), start, end, "thing")
