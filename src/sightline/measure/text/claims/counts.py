"""Read numbers as texts write them, digits and words, with the words that bound them: the spans, not yet of whom.

"At least four" has only a lowest number, "more than 30" begins at 31, "up to 12" has only a highest, "about sixty" only
a best; "dozens" keeps the range that its word allows.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from sightline.measure.text.claims.arabic.figures.counted import told_in
from sightline.measure.text.claims.arabic.figures.none import none_in
from sightline.measure.text.claims.arabic.figures.numbers import numbers_in
from sightline.measure.text.claims.english.singles import words_in
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon, lexicon
from sightline.measure.text.claims.sentences import Sentence

_DIGITS: Final = r"\d{1,3}(?:[,٬ '](?=\d{3}(?!\d))\d{3})+|\d{1,7}"
_BEFORE: Final = 34
_BEFORE_ARABIC: Final = 64
_THEIR_NUMBER: Final = re.compile(r"\s?(?:(?:ال)?(?:عدد|حصيل|خساير|ضحايا)\w*(?:\s\w+){0,5}\s?)?[بل]?")
"""Between a bound and its number: "exceeded the number of those who fled to the town 3,000"."""
_MAY_FOLLOW: Final = re.compile(
    r"(?:.*\s)?(?:ع\s)?(?:(?:عا|ال|با|بال)?اقل|تقدير|(?:ال)?ادني|فوق|اقصي|حد|(?:عا|ال)?اكثر|(?:ب)?الكثير|تقريبا)"
)
"""Bounds that stand behind a number as well: "at least", and never "no less than", which has its own behind it."""
_NO_BOUND: Final = re.compile(r"\s(?:less|fewer|more|longer)\b")
_ANOTHER: Final = re.compile(
    r"\b(?:a|another|one more)(?:\s(\w+))?(?=\s(?:person|body|child|man|woman|civilian|soldier|victim))",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s(?:(?!(?:and|while|but|with|or|as|including)\b)\w+\s){0,2}?(?:(?P<at_least>(?:or|and) more(?! than)|"
    r"at least(?!\s(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|another|several|dozens|twenty|"
    r"thirty|forty|fifty))|"
    r"at (?:a|the) minimum|upwards)"
    r"|(?P<around>or so))\b"
    r"|(?P<about>(?:-|\s)odd\b)|(?P<upwards>-plus\b|\+(?!\w))"
)
_OF_THEM_ONE: Final = re.compile(r"\s(?:of (?:them|whom|these))(?: (?:was|is))?\s")
_RISEN: Final = re.compile(
    r"\b(?:rais\w+|rose|risen|rising|increas\w+|climb\w+|jump\w+|up|revis\w+|lower\w+|fell|down|correct\w+)\b.{0,40}\bfrom\s$"
    r"|(?:رفع\w*|ارتفع\w*|ارتفاع|زاد\w*|ازداد\w*|عدل\w*).{0,40}(?<!\w)من\s$",
    re.IGNORECASE,
)
"""Before "60 to 85": an earlier number and the one that took its place, no range."""
_NOT: Final = re.compile(
    r"\b(?:not|never|nor|n't)\s(?:\w+\s)?$|(?<!\w)[وف]?(?:لم|لا|ليس|ليسوا|ما)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
"""Before "more than two": it says that there were no more."""
_NUMBERED: Final = re.compile(
    r"(?<!\w)[وفبل]?(?:ال)?(?:لواء|كتيبه|فرقه|فوج|سريه|محور|رقم|عام|سنه|ساعه|قرار|ماده|طريق|جيل|بند|قطاع|حاجز|ليل|ليله)\s(?:ال)?$"
)
"""Before a number that is a name or a date: "Brigade 60"."""
_OLD: Final = re.compile(r"\sمن (?:ال)?عمر|\s(?:عاما|سنه|ربيعا)\sمن")
_PERCENT: Final = re.compile(r"\s?(?:%|٪|(?:في|ب)\s?(?:ال)?(?:ميه|مايه|ميءه|مءه|مئه|مائه)(?!\w))")
_WITHOUT: Final = re.compile(
    r"\s(?:\w+\s){0,3}?(?:casualt|injur|victim|death|loss|fatalit|wound|dead\b|harm)", re.IGNORECASE
)
_LARGEST: Final = 20_000_000


@frozen(slots=True)
class Count:
    """A number at a place of the plain text; bounds as the words give them. ``bare``: only "a" or "one of a kind"."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    bare: bool = False
    ordinal: bool = False
    said: Mapping[str, str] | None = None
    """State and group that the word itself tells (Arabic duals and singles)."""
    goes_on: bool = False
    """It is of the row that the figure before it begins: "two children and their mother"."""


def counts_in(flat: Flat, one: Sentence, table: Lexicon) -> list[Count]:
    """Find the numbers of one sentence, in its order."""
    text = flat.text
    found = [c for m in _pattern(one.language).finditer(text, one.start, one.end) if (c := _read(m, table))]
    if one.language == "ar":
        whole = [
            Count(n.start, n.end, n.worth, n.worth, n.worth) for n in numbers_in(text, one.start, one.end)
        ]
        told = [*none_in(flat, one, table), *told_in(flat, one, table)]
        woman = {(t.start, t.end) for t in told if t.n == 1}
        whole = [c for c in whole if (c.start, c.end) not in woman]
        found = whole + [c for c in found if not any(n.start < c.end and c.start < n.end for n in whole)]
        found += [Count(t.start, t.end, t.n, t.n, t.n, bare=t.n == 1, said=t.said) for t in told]
    else:
        found += _ordinals(flat, one, table)
        found += _none(flat, one, table)
        found = [
            Count(
                w.start,
                w.end,
                w.n,
                w.n,
                w.n,
                bare=w.n == 1,
                ordinal=w.ordinal,
                said=w.said,
                goes_on=w.goes_on,
            )
            for w in words_in(flat, one, table)
        ] + found
    if one.language == "ar":
        found = [
            c
            for c in found
            if not (text[c.start].isdigit() and _NUMBERED.search(text, max(one.start, c.start - 14), c.start))
            and _OLD.match(text, c.end, one.end) is None
            and _PERCENT.match(text, c.end, one.end) is None
            and not (text.startswith("ال", c.start) and text.endswith("في ", 0, c.start))
        ]
    found = _joined(flat, sorted(found, key=lambda c: (c.start, -c.end)), one)
    return [_bounded(flat, one, c, table) for c in found]


@lru_cache(maxsize=4)
def _pattern(language: str) -> re.Pattern[str]:
    table = lexicon(language)
    vague = "|".join(sorted((w.replace(" ", r"\s+") for w in table.vague), key=len, reverse=True))
    if language == "ar":
        return re.compile(rf"(?<![\w.,/:-])[وف]?[بل]?(?P<vague>{vague})(?![\w/:%-]|[.,]\d)")
    single = "|".join(sorted((w.replace(" ", r"\s+") for w in table.numbers), key=len, reverse=True))
    unit = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|half a|\d+)"
    word = (
        rf"half\sa\sdozen|{unit}(?:[\s-](?:hundred|thousand|million|dozen))+(?:\sand\s(?:{single})(?:[\s-](?:{single}))?)?"
        rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-](?:one|two|three|four|five|six|seven|eight|nine)"
        rf"|{single}"
    )
    return re.compile(
        rf"(?<![\w.,/:#$€£-])(?:(?P<vague>(?:{vague})(?:\sof(?=\s(?!the\b|them|whom|these|his|its|her|their|our)))?)|(?P<words>{word})|(?P<digits>{_DIGITS}))(?!\w|[/%]|[.,:]\d|-(?!(?:odd|plus)\b)\w|\s?(?:km|kg|mm|metres|meters|per\scent|percent|p\.m|a\.m)\b)",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], table: Lexicon) -> Count | None:
    end = match.end()
    if match["vague"] is not None:
        least, most = table.vague[re.sub(r"\s+", " ", match["vague"].lower()).removesuffix(" of")]
        return Count(match.start("vague"), end, least, None, None if least >= 20 else most)
    if match["digits"] is not None:
        n = int(re.sub(r"\D", "", match["digits"]))
        return Count(match.start("digits"), end, n, n, n) if n <= _LARGEST else None
    words = match["words"].lower()
    worth = _worth(words, table)
    bare = words in ("a", "an")
    return None if worth is None else Count(match.start("words"), end, worth, worth, worth, bare=bare)


def _worth(words: str, table: Lexicon) -> int | None:
    if words == "half a dozen":
        return 6
    total = part = 0
    for word in re.split(r"[\s-]+", words):
        n = int(word) if word.isdigit() else table.numbers.get(word, 0)
        if n in (12, 100, 1000, 1_000_000) and part:
            part *= n
            if n >= 1000:
                total, part = total + part, 0
        else:
            part += n
    return total + part


def _ordinals(flat: Flat, one: Sentence, table: Lexicon) -> list[Count]:
    out = []
    for match in _ANOTHER.finditer(flat.text, one.start, one.end):
        if match[1] is None and match[0].strip().lower() == "a":
            continue
        if match[1] is None or match[1].lower() in table.sets["ordinals"]:
            start, end = match.start(), match.end()
            out.append(Count(start, end, 1, 1, 1, ordinal=True))
    return out


def _none(flat: Flat, one: Sentence, table: Lexicon) -> list[Count]:
    return [
        Count(m.start(), m.end(), 0, 0, 0)
        for m in table.patterns["none"].finditer(flat.text, one.start, one.end)
        if _NO_BOUND.match(flat.text, m.end()) is None
        and (m[0].lower() != "without" or _WITHOUT.match(flat.text, m.end(), one.end) is not None)
    ]


def _joined(flat: Flat, row: list[Count], one: Sentence) -> list[Count]:
    """Make one figure of "between 10 and 14", "five to seven", "270-400"."""
    link = r"\s?(?:to|-|–|—)\s?|\s(?:or)\s" if one.language == "en" else r"\s?(?:الي|-|–|—)\s?"
    both = r"\s?and\s" if one.language == "en" else r"\s?و\s?"
    out: list[Count] = []
    for count in row:
        one_of_them = out and count.bare and out[-1].best == 1
        if one_of_them and _OF_THEM_ONE.fullmatch(flat.text, out[-1].end, count.start) is not None:
            out[-1] = evolve(out[-1], end=count.end)  # "one of them a child"
            continue
        several = out and not out[-1].said and (out[-1].best is None or out[-1].best >= 3)
        if several and count.said and count.best == 2 and flat.text[out[-1].end : count.start] == " ":
            continue  # "five workers", written as "two workers" is
        if (
            out
            and out[-1].said
            and count.said
            and count.best == out[-1].best != 0
            and count.start - out[-1].end == 1
        ):
            of_them = out[-1].bare and "state" not in out[-1].said
            said = {
                **out[-1].said,
                **({} if count.said["group"] == "all" else {"group": count.said["group"]}),
            }
            out[-1] = evolve(out[-1], end=count.end, bare=out[-1].bare and not of_them, said=said)
            continue
        if out and (
            count.start < out[-1].end or (count.bare and count.said and count.start - out[-1].end <= 1)
        ):
            continue
        if out and out[-1].best is not None and count.best is not None and out[-1].best < count.best:
            last, gap = out[-1], flat.text[out[-1].end : count.start]
            lead = flat.text[max(one.start, last.start - 9) : last.start].lower()
            risen = _RISEN.search(flat.text[max(one.start, last.start - 70) : last.start]) is not None
            between = re.search(r"\bbetween\s$|بين\s$", lead) is not None
            if (re.fullmatch(link, gap) is not None and not last.bare and not risen) or (
                between and re.fullmatch(both, gap)
            ):
                at = lead.rfind("between" if one.language == "en" else "بين") if between else len(lead)
                start = last.start - (len(lead) - at)
                out[-1] = Count(start, count.end, last.best, None, count.best)
                continue
        out.append(count)
    return out


def _bounded(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> Count:
    if count.best is None and (
        count.low is None or (count.high is not None and count.low != count.high and count.low < 20)
    ):
        return count
    low = max(one.start, count.start - (_BEFORE_ARABIC if one.language == "ar" else _BEFORE))
    behind = _BEHIND.match(flat.text, count.end, one.end) if one.language == "en" else None
    if behind is not None and not count.bare:
        glued = {"about": "around", "upwards": "at_least"}.get(str(behind.lastgroup))
        return (
            _with_side(count, str(behind.lastgroup))
            if glued is None
            else _with_side(evolve(count, end=behind.end()), glued)
        )
    said: tuple[int, str] | None = None
    for side, words in table.bounds:
        for match in words.finditer(flat.text, low, min(one.end, count.end + 22)):
            before = (
                0 <= count.start - match.end() <= 2 and flat.text[match.end() : count.start].strip(' "') == ""
            )
            if one.language == "ar" and not before and match.end() < count.start:
                before = _THEIR_NUMBER.fullmatch(flat.text, match.end(), count.start) is not None
            after = (
                one.language == "ar"
                and 0 <= match.start() - count.end <= 14
                and side in ("at_least", "around", "at_most")
                and _MAY_FOLLOW.fullmatch(match[0].strip()) is not None
            )
            if before or (
                after and re.fullmatch(r"\s?\w*\s", flat.text[count.end : match.start()]) is not None
            ):
                # the words that begin first are the whole of them: "no more than" is not "more than"
                said = (match.start(), side) if said is None or match.start() < said[0] else said
    if said is None:
        return count
    at, side = said
    if side == "more_than" and _NOT.search(flat.text, max(one.start, at - 30), at) is not None:
        side = "at_most"
    return _with_side(evolve(count, start=min(count.start, at)), side)


def _with_side(count: Count, side: str) -> Count:
    n = count.best
    if n is None:  # dozens stay dozens, and lose their upper end
        return count
    match side:
        case "at_least":
            return evolve(count, low=n, best=None, high=None)
        case "more_than":
            return evolve(count, low=n + 1, best=None, high=None)
        case "at_most":
            return evolve(count, low=None, best=None, high=n)
        case "fewer_than":
            return evolve(count, low=None, best=None, high=max(0, n - 1))
        case _:
            return evolve(count, low=None, best=n, high=None)
