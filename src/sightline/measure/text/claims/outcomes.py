"""Tell what became of the people that a number counts: of all that the words around it say, which of it counts."""

import re
from typing import Final

from sightline.measure.text.claims.counts import Count
from sightline.measure.text.claims.fates import before_it, behind_it, clause_start
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.persons import Person
from sightline.measure.text.claims.sentences import Sentence

_CLAUSE: Final = re.compile(r"[;:.؛]|\.\s|\s[-–—]\s")
_OF_THEM: Final = re.compile(r"\s(?:of (?:them|whom|these)\b|(?:منهم|منهن|منا)(?!\w))")
_AMONG_THOSE: Final = re.compile(
    r"\W{0,3}[وف]?(?:من\s)?(?:بين(?:هم|هن|\sهولاء|\sهم)|منهم|منهن|ضمنهم)(?!\w)[^.؛]{0,40}"
)
_PARTS_FAR: Final = re.compile(
    r"(?:including|among (?:them|whom)|(?<!\w)[وف]?(?:من\s)?(?:بينهم|بينهن|منهم|ضمنهم))\s(?:\w+\s)?\"?$"
)
_ACTIVE_LOSS: Final = re.compile(r"[وف]?فقد(?:ت|وا)?$")
_MISSING: Final = re.compile(r"\bmissing\b")
_PART: Final = re.compile(
    r"\b(?:including|incl|among them|among whom|of whom|of them|one of them|بينهم|بينهن|منهم|من بينهم|مقابل|and|"
    r"or)\b|و$",
    re.IGNORECASE,
)
_THEIRS: Final = re.compile(r"\s(?:\w+\s)?من\s\w{3,}(?:ه|ها|هم|نا)(?!\w)")
_ROW: Final = re.compile(r"\s?(?:and|&|\+|,|, and)\s\"?")
_PARTS_BEFORE: Final = re.compile(r"\b(?:including|incl\.?|among (?:them|whom))\s[^.;:]{0,50}$")
_HELD: Final = re.compile(r"(?:prisoner|detainee|captive|hostage|inmate)s?", re.IGNORECASE)
_VICTIMS: Final = re.compile(r"\s(?:(?:civilian|human|further|new|other)\s)?victims?\b")
_OF_THE_DEAD: Final = re.compile(r"\b(?:death|deaths|dead|killed|fatalities|bodies)\b")
_THEIR_NUMBER: Final = re.compile(r"(?<!\w)(?:عدد|اعداد|حصيله)\s\w+")
"""Between the words that bound a number and the number: "exceeded the number of the displaced 30,000"."""
_NAMES: Final = re.compile(r"names|by name|اسماء?", re.IGNORECASE)
_ALIVE: Final = re.compile(r"(?:\s\w+)?\s(?:احياء|سالمين|علي قيد الحياه)(?!\w)")
Words = tuple[str, str, int]
"""A state, the words that tell it, and how many others stand between them and the number."""
_DIED: Final = re.compile(r"[^.;:]{0,30}?\b(?:died|dies|has died|have died|succumbed|did not survive)\b")
_DIES: Final = re.compile(r"وفا|توف|استشهاد|استشهد|قضي|مات")
_PUT_TO_DEATH: Final = re.compile(r"اعدم|اعدام|تصفي|ذبح")
_FREED: Final = re.compile(
    r"\b(?:freed|freeing|frees|released|releases|releasing|let go|rescued|saved|treating|evacuate)\b[^.;:,]{0,24}$"
    r"|(?<!\w)[وف]?(?:افرج\w*|افراج\w*|الافراج|اطلق\w* سراح|اطلاق سراح|تحرير|حرر\w*|انقاذ|انقذ\w*|نجا\w*|نجاه|"
    r"اخراج|اخرج\w*|اخل\w+ سبيل|اخلاء سبيل|سراح)(?!\w)[^.;:،]{0,24}$",
    re.IGNORECASE,
)


def state_of(
    flat: Flat, one: Sentence, count: Count, person: Person | None, table: Lexicon,
    last: tuple[str, int] | None, earlier: str | None, stop: int,
) -> tuple[str, str] | None:  # fmt: skip
    """Tell what became of the people counted, and by which words.

    :param last: state of the last figure of the sentence, and where it ends
    :param earlier: state of the last figure before the sentence
    :param stop: where others begin, of whom the words behind may be
    """
    low = clause_start(flat, one, count.start)
    end = count.end if person is None or one.language == "ar" else person.end
    if (
        _FREED.search(flat.text, low, count.start) is not None
        or _ALIVE.match(flat.text, end, one.end) is not None
    ):
        return None
    if person is not None and _NAMES.fullmatch(flat.text, person.start, person.end) is not None:
        return (earlier if last is None else last[0]) or "killed", "names of a list of them"
    if person is not None and person.state is not None:
        return _changed(flat, one, count, person, table, low)
    toll = toll_before(flat, one, count, table)
    if person is None and toll is not None and one.language == "en":
        return _of_toll(toll, table) or earlier or "killed", "it is told as a toll"
    number = _THEIR_NUMBER.search(flat.text, count.start, count.end) if one.language == "ar" else None
    counted = None if number is None else _of_toll(number[0], table)
    if number is not None and counted is not None:
        return counted, f"'{number[0]}' says what became of them"
    gap = "" if last is None else flat.text[last[1] : count.start]
    before = before_it(flat, low, count.start, table, one.language)
    after = behind_it(flat, one, end, table, stop=stop)
    direct = _direct(flat, one, count, before, after, last, earlier, gap, end)
    if direct is not None:
        return direct
    if toll is not None and not (person is not None and _HELD.fullmatch(flat.text, person.start, person.end)):
        told = None if last is None else last[0]
        return _of_toll(toll, table) or told or earlier or "killed", "it is told as a toll"
    if one.language == "en" and count.best == 0 and _VICTIMS.match(flat.text, count.end, one.end) is not None:
        return "killed", "'victims' says what became of them"
    held = person is not None and not count.bare and one.language == "en"
    if held and person is not None and _HELD.fullmatch(flat.text, person.start, person.end) is not None:
        return "detained", f"'{flat.text[person.start : person.end]}' says what became of them"
    if last is not None and person is not None and person.group != "all" and len(gap) < 70 and not count.bare:
        return last[0], "it goes on with the figure before it"
    return None


def _direct(
    flat: Flat, one: Sentence, count: Count, before: Words | None, after: Words | None,
    last: tuple[str, int] | None, earlier: str | None, gap: str, end: int,
) -> tuple[str, str] | None:  # fmt: skip
    """Weigh the words before, those behind and the figure before: the nearest and plainest says it."""
    far_part = _PARTS_FAR.search(gap) is not None
    part = (
        last is not None
        and len(gap) < (170 if far_part else 60)
        and _PART.search(gap) is not None
        and _CLAUSE.search(gap) is None
    )
    of_them = _OF_THEM.match(flat.text, count.end, one.end) is not None
    told_part = part and re.search(r"(?:of them|of whom|among|including|\bincl\b|بين|منه)", gap) is not None
    told_part = told_part or (part and last is not None and _listed_part(flat, one, last[1], gap))
    died = of_them and after is not None and after[2] <= 4 and "," not in flat.text[end : end + 12]
    told_part = told_part or (of_them and last is not None and len(gap) < 60)
    front = None if before is None else (before[0], f"'{before[1]}' stands before it")
    back = None if after is None else (after[0], f"'{after[1]}' stands behind it")
    if before is not None and before[0] == "missing" and _ACTIVE_LOSS.fullmatch(before[1]) is not None:
        before = _lost(flat, one, count, before, end)
        front = (before[0], f"'{before[1]}' stands before it")
    near = before is not None and before[2] <= 3
    verb_behind = (  # "five were hurt and three killed": each has its verb behind it
        one.language == "ar"
        and after is not None
        and after[2] == 0
        and before is not None
        and before[1].endswith("وا")
        and last is not None
        and before[0] != after[0]
    )
    those = (
        last is None
        and earlier is not None
        and one.language == "ar"
        and before is None
        and (_AMONG_THOSE.fullmatch(flat.text, one.start, count.start) is not None)
    )
    far = one.language == "ar" and not count.bare and (after is None or after[2] > 3)
    missing = _MISSING.search(flat.text, count.end, end) is not None
    whole = None if last is None else (last[0], "it is a part of the figure before it")
    among = (
        one.language == "ar"
        and told_part
        and (far_part or len(gap) < 30)
        and re.search(r"بين|منه", gap) is not None
    )
    row = (
        (among and count.bare, whole),
        (after is not None and after[0] == "affected" and after[2] <= 3, back),
        (those, (str(earlier), "it is a part of the figure before it")),
        (verb_behind, back),
        (near, front),
        (died and after is not None and after[0] in ("killed", "missing"), back),
        (of_them and last is None and after is None and earlier is not None,
         (str(earlier), "it is a part of the figure before it")),
        (missing, ("missing", "'missing' stands beside it")),
        (told_part, whole),
        (far, front),
        (True, back),
        (part, None if last is None else (last[0], "it goes on with the figure before it")),
        (not count.bare, front),
    )  # fmt: skip
    return next((said for holds, said in row if holds and said is not None), None)


def _lost(flat: Flat, one: Sentence, count: Count, before: Words, end: int) -> Words:
    """Read "the brigade lost six of its men" as killed, "three men were lost" as missing: one verb, written alike."""
    owned = _THEIRS.match(flat.text, count.end, min(one.end, max(end, count.end) + 14)) is not None
    return ("killed", *before[1:]) if owned or before[2] >= 1 else before


def _listed_part(flat: Flat, one: Sentence, at: int, gap: str) -> bool:
    """Say whether a row of parts goes on: "five dead, including two nurses and a child"."""
    if one.language != "en" or _ROW.fullmatch(gap) is None:
        return False
    return _PARTS_BEFORE.search(flat.text, max(one.start, at - 60), at) is not None


def _changed(
    flat: Flat, one: Sentence, count: Count, person: Person, table: Lexicon, low: int
) -> tuple[str, str]:
    """Take what the noun itself says, unless the verb says what became of them then: "executed four captives"."""
    noun = flat.plain[person.start : person.end]
    if person.state is not None and person.state != "killed":
        before = before_it(flat, low, count.start, table, one.language)
        may = one.language == "en" or person.state != "injured"
        may = may or (before is not None and _DIES.search(before[1]) is not None and before[2] == 0)
        far = 12 if before is not None and _PUT_TO_DEATH.search(before[1]) is not None else 2
        if may and before is not None and before[0] == "killed" and before[2] <= far:
            return "killed", f"'{before[1]}' stands before it"
        died = _DIED.match(flat.text, person.end, one.end)
        if died is not None:
            return "killed", f"'{died[0].strip()}' stands behind it"
    return person.state or "killed", f"'{noun}' says what became of them"


def toll_before(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> str | None:
    """Give the words that tell a toll right before a number: "the number of wounded rose to"."""
    low, last = max(one.start, count.start - 90), None
    for m in table.patterns["tolls"].finditer(flat.text, low, count.start + 1):
        gap = flat.text[m.end() : count.start].strip(' "')
        if gap == "" or (one.language == "ar" and count.start - m.end() <= 24):
            last = m[0]
    return last


def _of_toll(words: str, table: Lexicon) -> str | None:
    """Give the state that the words of a toll name."""
    if table.language == "en" and _OF_THE_DEAD.search(words) is not None:
        return "killed"
    for state, where, pattern in table.states:
        if (
            where == "noun"
            and (state != "killed" or table.language == "ar")
            and (pattern.search(words) is not None or pattern.search(words.replace(" ال", " ")) is not None)
        ):
            return state
    return None
