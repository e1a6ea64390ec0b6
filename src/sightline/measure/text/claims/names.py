"""Find the actors that a text names: groups by their unit words, parties by common nouns, later mentions by their unit.

A unit word makes a name an actor ("Liwa al-Wadi", "Army of the Plateau", "جبهة درع الجبل"). A unit word alone ("the
brigade", "اللواء") is a later mention of the last actor that has it in its name.
"""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.names.called import arabic_called_names
from sightline.measure.text.claims.arabic.names.names import arabic_names
from sightline.measure.text.claims.arabic.names.quoted import numbered_names
from sightline.measure.text.claims.called_names import called_names
from sightline.measure.text.claims.english.names import whole_names
from sightline.measure.text.claims.flat import Flat, unify
from sightline.measure.text.claims.later_names import later_names
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.sentences import Sentence

_TOKEN: Final = re.compile(r"\S+")
_DIVIDED: Final = re.compile(
    r"\s*(?:,|,?\s?(?:and|&|و|nor)\s?(?:the\s)?|,?\s(?:and|with)\s(?:its|their)\s(?:\w+\s)?(?:ally|allies|partners?),?\s(?:the\s)?|\s)\s*(?:the\s)?",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[.!?؟]\W*\s")
_AIR_BASE: Final = re.compile(r"(?<!\w)[وفبل]?(?:قاعده (?:\S+ ){0,2}|القاعده )ال(?:جويه|عسكريه|بحريه)(?!\w)")
_NUMBERED: Final = re.compile(
    r"(?<!\w)(?:(?:Brigade|Battalion|Division|Regiment|Unit|Group|Column|Sector) \d{1,4}(?!\w)|"
    r"(?<![-\d])\d{1,3}(?:st|nd|rd|th) (?:[A-Z]\w+ ){0,2}(?:Brigade|Battalion|Division|Regiment|Corps|Army|"
    r"Company|Legion)\b|"
    r"(?:ال)?(?:لواء|فرقه|فوج|كتيبه) \d{1,4}(?!\w))"
)
_LETTERS: Final = re.compile(r"\s\((?:the |known as |or )?([A-Z][A-Za-z-]{1,9})\)")
_CAPITALS: Final = re.compile(r"(?<![\w-])[A-Z][A-Za-z-]{1,9}(?![\w-])")
_NAMED_SO: Final = ("coalition", "alliance", "council", "movement", "administration", "militia", "front")
_LAST: Final = 4
_BACK: Final = 400
"""Mentions before a short one that it may mean."""
KINDS: Final = ("name", "party", "short")


__all__ = ["KINDS", "Named", "actors_in", "coordinated"]


def actors_in(
    flat: Flat, row: Sequence[Sentence], words: dict[str, Lexicon], known: Sequence[str] = ()
) -> tuple[Named, ...]:
    """Find every mention of an actor, in the order of the text.

    :param known: names and aliases of actors that the case holds, found as they are written
    """
    found: list[Named] = []
    aliases = _aliases(known)
    letters: dict[str, str] = {}
    called: dict[str, None] = {}
    called_arabic: dict[str, tuple[str, int, str]] = {}
    for one in row:
        table = words.get(one.language)
        if table is None:
            continue
        names = _known(flat, one, aliases)
        names += [
            (flat.plain[m.start() : m.end()], m.start(), m.end())
            for m in _NUMBERED.finditer(flat.text, one.start, one.end)
        ]
        if one.language == "en":
            names += whole_names(flat, one, table)
        else:
            names += [*arabic_names(flat, one, table), *numbered_names(flat, one)]
        # what quotation marks delimit is a name as it stands
        called_here = arabic_called_names(flat, one, table, called_arabic) if one.language == "ar" else []
        spans = _apart(called_here)
        for match in (
            table.patterns["actors.known"].finditer(flat.text, one.start, one.end)
            if one.language == "ar"
            else ()
        ):
            if " " in match[0].strip():
                start = match.start() + _led(match[0], table)
                spans = _with(spans, Named(flat.plain[start : match.end()], start, match.end(), "name"))
        for each in _apart([Named(name, start, end, "name") for name, start, end in names]):
            spans = _with(spans, each)
        for each in (
            called_names(flat, one, table.sets["actors.openers"], called) if one.language == "en" else ()
        ):
            spans = _with(spans, each)
        spans = later_names(flat, one, spans, found)
        for match in table.patterns["actors.known"].finditer(flat.text, one.start, one.end):
            start = match.start() + (_led(match[0], table) if one.language == "ar" else 0)
            if (
                flat.text[start : match.end()] == "القاعده"
                and _AIR_BASE.search(flat.text, max(0, start - 1_500), start + 40) is not None
            ):
                continue  # an airfield of which the text speaks
            spans = _with(spans, Named(flat.plain[start : match.end()], start, match.end(), "name"))
        for match in table.patterns["actors.parties"].finditer(flat.text, one.start, one.end):
            start = match.start() + _attached(match[0], one.language)
            party = Named(flat.plain[start : match.end()], start, match.end(), "party")
            near = sorted((n for n in spans if n.end <= start), key=lambda n: n.start)
            spans = _with(spans, _of_a_name(party, [*found[-_LAST:], *near], table))
        for short in _shorts(flat, one, table):
            spans = _with(spans, short)
        for found_letters, name in _abbreviated(flat, one, spans, letters):
            spans = _with(spans, Named(name, *found_letters.span(), "letters"))
        for each in sorted(spans, key=lambda n: n.start):
            found += _told(flat, each, found, table)
    return tuple(found)


def coordinated(text: str, names: Sequence[Named], at: int, *, back: bool) -> list[Named]:
    """Give the names that are listed together with the one at an index: "A, B and C"."""
    chosen = [names[at]]
    step = -1 if back else 1
    k = at
    while 0 <= k + step < len(names):
        first, second = (names[k + step], names[k]) if back else (names[k], names[k + step])
        if first.start == second.start:  # "الفصيلان" stands for both
            chosen.append(names[k + step])
            k += step
            continue
        between = text[first.end : second.start].replace('"', "")
        if len(between) > 36 or _DIVIDED.fullmatch(between) is None or between.strip() == "":
            break
        chosen.append(names[k + step])
        k += step
    return chosen[::-1] if back else chosen


def _aliases(known: Sequence[str]) -> dict[str, list[str]]:
    """Sort known names by their first word, so that only what can fit is tried."""
    table: dict[str, list[str]] = {}
    for name in known:
        plain = unify(name).strip()
        if len(plain) > 2:
            table.setdefault(plain.split()[0], []).append(plain)
    return table


def _known(flat: Flat, one: Sentence, aliases: dict[str, list[str]]) -> list[tuple[str, int, int]]:
    found = []
    for match in _TOKEN.finditer(flat.text, one.start, one.end) if aliases else ():
        for name in aliases.get(match[0].strip('"(,'), ()):
            start = match.start() + match[0].index(name.split()[0])
            end = start + len(name)
            if flat.text.startswith(name, start) and not flat.text[end : end + 1].isalnum():
                found.append((flat.plain[start:end], start, end))
    return found


def _shorts(flat: Flat, one: Sentence, table: Lexicon) -> list[Named]:
    out = []
    for match in table.patterns["actors.short"].finditer(flat.text, one.start, one.end):
        if one.language == "en":
            before = flat.text[max(one.start, match.start() - 16) : match.start()].lower()
            article = (
                re.search(r"\b(?:the|this|its|his|that)\s(?:new\s|old\s|same\s|operations\s)?$", before)
                is not None
            )
            if not article and not (match[0][0].isupper() and match.start() > one.start):
                continue
        start = match.start() + _attached(match[0], one.language)
        out.append(Named(flat.plain[start : match.end()], start, match.end(), "short"))
    return out


def _abbreviated(
    flat: Flat, one: Sentence, spans: Sequence[Named], letters: dict[str, str]
) -> list[tuple[re.Match[str], str]]:
    """Find the letters that stand for a name: "the Sea Wolves Brigade (SWB)", and from then on "the SWB"."""
    for each in spans:
        match = _LETTERS.match(flat.text, each.end, one.end)
        if match is not None and each.kind == "name":
            letters[match[1]] = each.name
    if not letters:
        return []
    return [(m, letters[m[0]]) for m in _CAPITALS.finditer(flat.text, one.start, one.end) if m[0] in letters]


def _told(flat: Flat, each: Named, before: Sequence[Named], table: Lexicon) -> list[Named]:
    """Give a mention with its whole name; a short one that nobody was named for is left out."""
    if each.kind == "letters":
        return [Named(each.name, each.start, each.end, "short")]
    last = before[-1] if before else None
    if last is not None and each.kind == "name" and flat.text[last.end : each.start].strip() == "(":
        return [Named(last.name, each.start, each.end, "short")]
    if each.kind != "short":
        return [each]
    unit = _unit(each.name, table)
    allowed = {unit} | set(table.same_unit.get(unit, table.same_unit.get(f"ال{unit}", ())))
    if "*" in allowed:
        named = [n for n in before[-_BACK:] if n.kind != "party"]
        return [Named(_heads(flat, named).name, each.start, each.end, "short")] if named else []
    for one in reversed(before[-_BACK:]):
        units = {_unit(word, table) for word in one.name.split()}
        if one.kind in ("name", "party") and units & allowed and one.name.casefold() != unit:
            return [Named(one.name, each.start, each.end, "short")]
    return []


def _heads(flat: Flat, before: Sequence[Named]) -> Named:
    """Give who was named first in the last sentence that names somebody: of whom it speaks."""
    head = before[-1]
    for one in reversed(before[:-1]):
        if _STOP.search(flat.text, one.end, head.start) is not None:
            break
        head = one
    return head


def _of_a_name(party: Named, before: Sequence[Named], table: Lexicon) -> Named:
    """Read "the alliance" as a later mention, where the last that was named has the word in its name too."""
    if " " in party.name or (table.language == "en" and party.name.casefold() not in _NAMED_SO):
        return party
    unit = _unit(party.name, table)
    last = next((n for n in reversed(before[-_LAST:]) if n.kind == "name"), None)
    if last is None or unit not in {_unit(word, table) for word in last.name.split()}:
        return party
    return Named(party.name, party.start, party.end, "short")


def _unit(word: str, table: Lexicon) -> str:
    plain = unify(word).casefold().strip("'\"")
    if table.language == "ar":
        return plain.removeprefix("ال")
    return (
        plain.removesuffix("s") if plain.endswith(("brigades", "battalions", "forces", "guards")) else plain
    )


def _attached(written: str, language: str) -> int:
    """Count the Arabic letters that are written together with a name and are not of it."""
    if language != "ar" or len(written) < 5:
        return 0
    match = re.match(r"[وف]?[بل]?(?=ال)|[وف](?=قوات)", written)
    return 0 if match is None else match.end()


def _led(written: str, table: Lexicon) -> int:
    """Count the Arabic letters before a known name: what is left must still be one."""
    cut = 0
    while (
        cut < 2 and written[cut] in "وفبلك" and table.patterns["actors.known"].fullmatch(written[cut + 1 :])
    ):
        cut += 1
    return cut


def _bare(flat: Flat, match: re.Match[str], language: str) -> str:
    return flat.plain[match.start() + _attached(match[0], language) : match.end()]


def _with(spans: list[Named], one: Named) -> list[Named]:
    taken = any(one.start < other.end and other.start < one.end for other in spans)
    return spans if taken else [*spans, one]


def _apart(spans: list[Named]) -> list[Named]:
    """Keep, of mentions that overlap, the longest."""
    kept: list[Named] = []
    for one in sorted(spans, key=lambda n: (n.start - n.end, n.start)):
        kept = _with(kept, one)
    return kept
