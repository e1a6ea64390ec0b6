"""Read Arabic numbers by their grammar: units before tens, parts joined by waw, hundreds, thousands, either gender.

A list of finished number words never ends ("three hundred and forty-one"), while the parts are few: a number is a run
of parts of which each is of a lower order than those before it, each perhaps times a thousand or a million.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

_UNITS: Final = {
    1: "واحد واحده واحدا احد احدي",
    2: "اثنان اثنين اثنا اثني اثنتان اثنتين اثنتا اثنتي اتنين اتنان تنين ثنين ثنتين تنتين اتنتين",
    3: "ثلاثه ثلاث تلاته تلات تلت",
    4: "اربعه اربع",
    5: "خمسه خمس",
    6: "سته ست",
    7: "سبعه سبع",
    8: "ثمانيه ثماني ثمان ثمانيا تمانيه تماني تمان",
    9: "تسعه تسع",
    10: "عشره عشر",
}
_TENS: Final = {
    20: "عشر", 30: "ثلاث تلات", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان تمان", 90: "تسع",
}  # fmt: skip
_SCALES: Final = {
    1000: "الف الفا الاف", 2000: "الفان الفين الفي", 1_000_000: "مليون مليونا ملايين",
    2_000_000: "مليونان مليونين مليوني",
}  # fmt: skip
_SPOKEN: Final = {
    11: "حداش احداش حداعش احداعش حدعش هدعش دعش",
    12: "اتناشر اطناشر تناشر اتنعش اطنعش طنعش تنعش ثنعش اثنعش",
    13: "تلتاشر تلاتاشر تلطاشر تلطعش تلتعش ثلطعش ثلثطعش",
    14: "اربعتاشر اربعطاشر اربعطعش اربطعش ارباتعش",
    15: "خمستاشر خمسطاشر خمسطعش خمستعش خمسطاش",
    16: "ستاشر سطاشر سطعش ستعش سطاش",
    17: "سبعتاشر سبعطاشر سبعطعش سبعتعش سبعطاش",
    18: "تمنتاشر تمنطاشر تمنطعش ثمنطعش ثمنتعش تمنتعش",
    19: "تسعتاشر تسعطاشر تسعطعش تسعتعش تسعطاش",
}  # fmt: skip
"""Teens as they are spoken from the Maghreb to Iraq: one word, with or without its last letter."""
_HUNDREDS: Final = {
    300: "تلتميه ثلثميه", 400: "ربعميه", 500: "خمسميه", 600: "ستميه", 700: "سبعميه", 800: "تمنميه ثمنميه",
    900: "تسعميه",
}  # fmt: skip
_SHARES: Final = {"ربع": 4, "نصف": 2, "ثلث": 3}
_ORDINAL: Final = re.compile(r"(?:ال)?(?:حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ه?\s$")
_WORD: Final = re.compile(
    r"(?<![\w.,/:-])(?P<and>[وف]?)(?:ال|لل|بال|[بل])?"
    r"(?P<digits>\d{1,3}(?:[,٬ '](?=\d{3}(?!\d))\d{3})+|\d{1,7})(?![\w/:%-]|[.,]\d)"
    r"|(?<![\w])[\u0621-\u064a]+(?!\w)"
)
_CUT: Final = re.compile(r"(?P<and>[وف])?(?:لل|[بلك]?(?P<the>ال)|[بلك])?(?P<word>.+)")
_LARGEST: Final = 20_000_000


def _table() -> dict[str, tuple[int, str]]:
    found = {word: (n, "unit") for n, words in _UNITS.items() for word in words.split()}
    for n, stems in _TENS.items():
        found |= {f"{stem}{end}": (n, "ten") for stem in stems.split() for end in ("ون", "ين")}
    for hundred in ("ميه", "مايه"):
        found[hundred] = (100, "hundred")
        found |= {f"{hundred[:-1]}ت{end}": (200, "hundred") for end in ("ان", "ين", "ا", "ي")}
        for n in range(3, 10):
            found |= {f"{word}{hundred}": (n * 100, "hundred") for word in _UNITS[n].split()}
    for n, words in _SCALES.items():
        found |= dict.fromkeys(words.split(), (n, "scale"))
    for n, words in _SPOKEN.items():
        found |= dict.fromkeys(words.split(), (n, "teen"))
    for n, words in _HUNDREDS.items():
        found |= dict.fromkeys(words.split(), (n, "hundred"))
    return found | {word: (n, "share") for word, n in _SHARES.items()}


_WORDS: Final = _table()


@frozen(slots=True)
class _Part:
    """One word of a number; ``kind``: unit, teen, ten, hundred, scale, share, digits."""

    start: int
    end: int
    worth: int
    kind: str
    word: str
    joined: bool
    the: bool
    bare: int
    """Where the word begins behind what is written together with it."""


@frozen(slots=True)
class Number:
    """A number that stands in a text, whole."""

    start: int
    end: int
    worth: int
    digits: bool


def numbers_in(text: str, start: int, end: int) -> list[Number]:
    """Read the numbers of a stretch of unified text, in its order."""
    row = [_part(m) for m in _WORD.finditer(text, start, end)]
    out: list[Number] = []
    at = 0
    while at < len(row):
        run = _run(text, row, at)
        part = row[at]
        if part is None or not run or not _begins(text, start, part, run):
            at += 1
            continue
        worth, used = _worth(run)
        if used and 0 <= worth <= _LARGEST:
            out.append(Number(part.bare, run[used - 1].end, worth, part.kind == "digits"))
        at += max(used, 1)
    return out


def _part(match: re.Match[str]) -> _Part | None:
    raw, at = match[0], match.start()
    if match["digits"] is not None:
        n = int(re.sub(r"\D", "", match["digits"]))
        return _Part(
            at,
            match.end(),
            n,
            "digits",
            raw,
            joined=match["and"] == "و",
            the=False,
            bare=match.start("digits"),
        )
    if raw in _WORDS:
        worth, kind = _WORDS[raw]
        return _Part(at, match.end(), worth, kind, raw, joined=False, the=False, bare=at)
    cut = _CUT.fullmatch(raw)
    for whole in () if cut is None else (cut, _CUT.fullmatch(raw[1:]) if cut["and"] else None):
        if whole is not None and whole["word"] in _WORDS:
            worth, kind = _WORDS[whole["word"]]
            bare = match.end() - len(whole["word"]) - (2 if whole["the"] else 0)
            return _Part(at, match.end(), worth, kind, whole["word"], cut is not None and cut["and"] == "و",
                         whole["the"] is not None, bare)  # fmt: skip
    return None


def _run(text: str, row: Sequence[_Part | None], at: int) -> list[_Part]:
    """Give the parts that stand beside each other from a place on, only spaces between."""
    out: list[_Part] = []
    for part in row[at : at + 9]:
        if part is None or (out and text[out[-1].end : part.start].strip(" ") != ""):
            break
        out.append(part)
    return out


def _begins(text: str, start: int, part: _Part, run: Sequence[_Part]) -> bool:
    """Say whether a number may begin there: not the second word of "the fourteenth", nor "one" of something."""
    if part.word in ("احد", "احدي"):
        return len(run) > 1 and (run[1].word in ("عشر", "عشره") or (run[1].kind == "ten" and run[1].joined))
    if part.kind == "share":
        return len(run) > 1 and run[1].kind == "scale" and not run[1].joined
    if part.word == "الاف" and not part.joined:
        return False  # "thousands", of no told number
    ordinal = part.worth in (10, 20, 30, 40, 50, 60, 70, 80, 90) and part.kind != "digits"
    return not (ordinal and _ORDINAL.search(text[max(start, part.start - 12) : part.start]) is not None)


def _worth(run: Sequence[_Part]) -> tuple[int, int]:
    """Add up as many parts as are one number: its worth, and how many they are."""
    total, used, order = 0, 0, 10**9
    while used < len(run):
        worth, took, low, high = _term(run, used)
        if took == 0 or high >= order or (used > 0 and not run[used].joined):
            break
        if used > 0 and run[used].kind == "digits" and run[used - 1].kind != "scale":
            break
        total, used, order = total + worth, used + took, low
    return total, used


def _term(run: Sequence[_Part], at: int) -> tuple[int, int, int, int]:
    """Read one term: worth, words, the order that what follows must stay under, and its own highest order."""
    if run[at].kind == "share":
        scale = run[at + 1] if at + 1 < len(run) else None
        ok = scale is not None and scale.kind == "scale"
        return (scale.worth // run[at].worth, 2, 1, scale.worth) if ok and scale is not None else (0, 0, 0, 0)
    worth, took, low = _below_thousand(run, at)
    if took == 0:
        part = run[at]
        return (
            (part.worth, 1, 1000 if part.worth < 10**6 else 10**6, part.worth)
            if part.kind == "scale"
            else (0, 0, 0, 0)
        )
    behind = run[at + took] if at + took < len(run) else None
    if behind is not None and behind.kind == "scale" and not behind.joined and behind.worth in (1000, 10**6):
        return worth * behind.worth, took + 1, behind.worth, worth * behind.worth
    return worth, took, low, worth


def _below_thousand(run: Sequence[_Part], at: int) -> tuple[int, int, int]:
    """Read a unit, "unit and ten", a teen, a ten or a hundred with what follows it."""
    part, rest = run[at], run[at + 1 :]
    if part.kind == "digits":
        return part.worth, 1, 0
    if part.kind in ("ten", "teen"):
        return part.worth, 1, 0
    if part.kind == "unit":
        if rest and rest[0].word in ("عشر", "عشره") and part.worth < 10 and not rest[0].joined:
            return part.worth + 10, 2, 0
        if rest and rest[0].kind == "ten" and rest[0].joined and part.worth < 10:
            return part.worth + rest[0].worth, 2, 0
        if (
            rest
            and rest[0].kind == "hundred"
            and rest[0].worth == 100
            and 3 <= part.worth <= 9
            and not rest[0].joined
        ):
            return _with_small(part.worth * 100, run, at + 2, 2)
        return part.worth, 1, 0
    return _with_small(part.worth, run, at + 1, 1) if part.kind == "hundred" else (0, 0, 0)


def _with_small(worth: int, run: Sequence[_Part], at: int, took: int) -> tuple[int, int, int]:
    """Add what follows a hundred under waw: "two hundred and forty-one"."""
    if at < len(run) and run[at].joined and run[at].kind in ("unit", "teen", "ten"):
        more, words, _ = _below_thousand(run, at)
        return worth + more, took + words, 0
    return worth, took, 0
