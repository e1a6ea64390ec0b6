"""Find attributing phrases in Arabic: a verb of speech before or behind who speaks, "بحسب ...", "مصدر أمني:"."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat, unify
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.phrase import Phrase
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r"[\w\"]+")
_STOPS: Final = frozenset(
    "ان ان بان عن علي لنا الي انه انها انهم ما قد لم لا وقوع مقتل اصابه ليله مساء صباح امس ذلك هنا "
    "خلال بوصول "
    "باصابه بمقتل بسقوط بانسحابهم السيطره كما او ثم حيث الذي التي الذين عند بعد قبل في من بانه بانها "
    "وان العكس "
    "استعاده لكن بين يوم اليوم عدد المسؤوليه نشر فيها هي هو جمعناها نفسه نفسها حضروا وصلوا".split()
)
_FULL: Final = frozenset("من في".split())
_HEAD: Final = re.compile(r"(?:^|(?<=[.؛!؟،]\s)|(?<=:\s))\W{0,3}([\u0621-\u064a][\w –-]{2,40}?)\s?:(?=\s)")
_MOST: Final = 4
_PAST_WORDS: Final = re.compile(
    r"\s(?:(?:ما|لما)\s)?(?:\w+\s){0,3}?(?:(?:اعلن|اورد|ذكر|بث|نشر|قدم|قال|اصدر|كشف)ت?(?:ه|ها)|(?:افاد|صرح|ادل)ت?\sب(?:ه|ها)|"
    r"(?:قال|ذكر|اورد|صرح|افاد|تقدر|يقدر)ت?)(?=\s)|\s(?:افاده|تقديرات|روايه|شهاده|شهادات|تصريحات|تصريح|معلومات|مقابلات)(?=\s)"
)
"""Words between "according to" and who says it: "بحسب ما أوردته ...", "وفق إفادة ..."."""
_NOBODY: Final = re.compile(
    r"(?:ليل|فجر|صباح|مساء|امس|اليوم|السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|البيان|التقرير|المصدر)(?:\s.*)?|"
    r"(?:مسووليت|اسم|انضمام|مبايعت|بيعت|ولاء)(?:ه|ها|هم)(?:\s.*)?|اي(?:ه)?\s.*|(?:في|ب|من|عن|ال)?(?:ه|ها)(?:\s.*)?|فيه.*|فيها.*"
)
"""What stands behind a verb of speech and is nobody: a day, what is told, the text itself."""
_HAD_SAID: Final = re.compile(
    r"(?:^|[\s\"])(?:و?كان(?:ت)?|و?اما|غير ان|لكن)\s(?P<who>\w+(?:\s\w+){0,5}?)\s(?:قد\s)?$"
)
_CLAUSE_OPENS: Final = re.compile(r"[،؛:.!؟•\n]\s*|\s-\s")


def arabic_phrases(flat: Flat, one: Sentence, table: Lexicon, names: Sequence[Named]) -> list[Phrase]:
    """Find the attributing phrases of one sentence."""
    found: list[Phrase] = []
    for cue in table.patterns["speech.according"].finditer(flat.text, one.start, one.end):
        past = _PAST_WORDS.match(flat.text, cue.end(), one.end)
        by, end = _who(flat, one, cue.end() if past is None else past.end())
        if by != "":
            first = flat.text[one.start : cue.start()].strip(' "(') == ""
            why = f"'{cue[0].strip()}' names who says it"
            found.append(Phrase(by, cue.start(), end, "affirmed", why, trailing=not first))
    for key, speech in (("speech.denied", "denied"), ("speech.affirmed", "affirmed")):
        for verb in table.patterns[key].finditer(flat.text, one.start, one.end):
            if any(p.start <= verb.start() < p.end for p in found):
                continue
            phrase = _at_verb(flat, one, table, names, verb, speech)
            if phrase is not None:
                found.append(phrase)
    for match in _HEAD.finditer(flat.text[one.start : one.end]):
        head = match[1].strip()
        if len(head.split()) <= 5 and table.patterns["speech.speakers"].search(head) is not None:
            by = flat.plain[one.start + match.start(1) : one.start + match.start(1) + len(head)]
            found.append(Phrase(by, one.start + match.start(1), one.start + match.end(), "affirmed",
                                f"'{by}:' names who says it", may_trail=False))  # fmt: skip
    return found


def _at_verb(
    flat: Flat, one: Sentence, table: Lexicon, names: Sequence[Named], verb: re.Match[str], speech: str
) -> Phrase | None:
    if verb[0].lstrip()[:1] == "ل":
        return None  # "لبث": another word
    by, end = _who(flat, one, verb.end())
    by = "" if _NOBODY.fullmatch(unify(by)) is not None else by
    named = next((n for n in names if 0 <= n.start - verb.end() <= 3), None)
    why = f"'{verb[0].strip()}' is a verb of speech"
    subject = _before(flat, one, table, verb.start())
    if subject is not None:
        start, stop = subject
        return Phrase(flat.plain[start:stop], start, verb.end(), speech, why, may_trail=False)
    if named is not None:
        return Phrase(named.name, verb.start(), named.end, speech, why, may_trail=False)
    if by != "" and table.patterns["speech.speakers"].search(unify(by)) is not None:
        via = _via(flat, one, end) if "نقل" in verb[0] else None
        return Phrase(by, verb.start(), end, speech, why, via=via, may_trail=False)
    if by != "" and table.patterns["speech.strong"].fullmatch(verb[0]) is not None:
        return Phrase(by, verb.start(), end, speech, why, may_trail=False)
    before = next((n for n in reversed(names) if n.end <= verb.start() and verb.start() - n.end <= 14), None)
    if before is not None:
        return Phrase(before.name, before.start, verb.end(), speech, why, may_trail=False)
    head = list(_WORD.finditer(flat.text, max(one.start, verb.start() - 30), verb.start()))[-2:]
    for k in range(len(head)):
        text = flat.text[head[k].start() : head[-1].end()]
        if table.patterns["speech.speakers"].fullmatch(head[k][0]) is not None:
            plain = flat.plain[head[k].start() : head[-1].end()]
            return Phrase(plain, head[k].start(), verb.end(), speech, why, may_trail=False) if text else None
    return None


def _before(flat: Flat, one: Sentence, table: Lexicon, at: int) -> tuple[int, int] | None:
    """Give the span of who speaks, where they stand before the verb: "وكان مصدر أمني قد أعلن", "مديرية الصحة تتكلم"."""
    low = max(one.start, at - 60)
    lead = flat.text[low:at]
    had = _HAD_SAID.search(lead)
    if had is None:
        opens = [m.end() for m in _CLAUSE_OPENS.finditer(lead)]
        start = opens[-1] if opens else (0 if low == one.start else -1)
        if start < 0:
            return None
        who = lead[start:].strip()
        if not who or len(who.split()) > 5:
            return None
        begin = low + start + lead[start:].index(who)
    else:
        who, begin = had["who"], low + had.start("who")
    head = who.split()[0]
    bare = head[1:] if head[0] in "وف" and len(head) > 4 else head
    speakers = table.patterns["speech.speakers"]
    if speakers.fullmatch(head) is None and speakers.fullmatch(bare) is None:
        return None
    begin += 0 if speakers.fullmatch(head) is not None else 1
    return begin, low + lead.rindex(who.split()[-1]) + len(who.split()[-1])


def _who(flat: Flat, one: Sentence, at: int) -> tuple[str, int]:
    """Take the words behind a verb or "بحسب" that name who speaks, and where they end."""
    taken: list[re.Match[str]] = []
    last = at
    for match in _WORD.finditer(flat.text, at, one.end):
        between = flat.text[last : match.start()]
        if between.strip() not in ("", '"') or len(taken) == _MOST:
            break
        word = match[0]
        if word in _STOPS and not (word in _FULL and taken and len(taken) < _MOST - 1):
            break
        taken.append(match)
        last = match.end()
    while taken and taken[-1][0] in _FULL:
        taken.pop()
    if not taken:
        return "", at
    return flat.plain[taken[0].start() : taken[-1].end()].strip('"'), taken[-1].end()


def _via(flat: Flat, one: Sentence, at: int) -> str | None:
    match = re.compile(r"\s*عن\s").match(flat.text, at, one.end)
    return None if match is None else _who(flat, one, match.end())[0] or None
