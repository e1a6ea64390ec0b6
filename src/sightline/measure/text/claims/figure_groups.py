"""Tell of which group people are where their noun does not say it: their side, the toll, those counted before them."""

import re
from typing import Final

from sightline.measure.text.claims.counts import Count
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.persons import Person
from sightline.measure.text.claims.ranks import is_fighters
from sightline.measure.text.claims.sentences import Sentence

_OTHERS: Final = re.compile(
    r"(?<!\w)(?:(?:اخر(?:ين|ون|ان)?|ثالثه?|رابعه?|خامسه?|سادسه?)|(?:\w+\s)?others?|another(?: one)?|more|"
    r"a (?:second|third|fourth|fifth|sixth|seventh))$",
    re.IGNORECASE,
)
_MIXED: Final = re.compile(
    r"\s(?:and|or)\s(?:(?:young|old|small)\s)?(?:women|children|boys|girls|men|babies|elderly|teenagers|infants|"
    r"civilians)\b"
    r"|\sو(?:ال)?(?:صبيا|طفلا|شابا|رجلا|فتي|اطفال|نساء|رجال|فتيات|شيوخ|عجايز|مسنين)(?!\w)"
)
"""Behind "sixty men": those counted are of two kinds."""
_TOLL_OF: Final = re.compile(
    r"(?:قتلي|جرحي|شهداء|ضحايا|مصابين|وفيات|قتل|اصاب\w+)\s(?:(?:بين|من|في صفوف)\s)?(?:ال)?مدنيين(?!\w)[^.؛:،]{0,24}$"
)
_BOTH: Final = re.compile(
    r"\sو(?:ال)?(?P<who>جرحي|مصابين|قتلي|شهداء|مفقودين)(?!\w)|\s(?:and|or) (?P<hurt>wounded|injured|hurt|killed|"
    r"dead)\b"
)
_STATE_OF: Final = {
    "جرحي": "injured",
    "مصابين": "injured",
    "قتلي": "killed",
    "شهداء": "killed",
    "مفقودين": "missing",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "killed": "killed",
    "dead": "killed",
}
_STATE_ALONE: Final = re.compile(
    r"(?:ال)?(?:جريحا?|جرحي|مصابا?|مصابين|مجروحا?|قتيلا?|قتلي|شهيدا?|شهداء|مفقودا?|مفقودين|اسري|اسيرا?)"
)
_ONE_OF_THEM: Final = ("احدهم", "احداه")
_PARTICIPLE: Final = re.compile(
    r"wounded|injured|killed|hurt|dead|missing|captured|detained|arrested|kidnapped|abducted", re.IGNORECASE
)
_AGED: Final = re.compile(
    r"(?:\s\w+)?،?\s(?:[يت]بلغ(?:\sمن\s(?:ال)?عمر)?|عمر(?:ها|ه|و|ا)|في|بعمر|ابن|ابنه|بنت|لم\s[يت]تجاوز)\s"
    r"(?:ال|عمر\s)?(?P<years>\d{1,2})\s?(?:سن|عام|اعوام|ربيع|من\sعمر)"
)
_OF_AGE: Final = 18
_VAGUE: Final = (20, 24, 40, 200, 2000, 20000, 200000)


def told_group(flat: Flat, one: Sentence, count: Count, person: Person | None, group: str, why: str) -> str:
    """Give the group that the words around people tell, where the noun only says that they are people or men.

    :param group: what the noun says
    :param why: by which words their state is told
    """
    end = count.end if person is None else max(count.end, person.end)
    if (
        group == "all"
        and _TOLL_OF.search(flat.text, max(one.start, count.start - 60), count.start) is not None
    ):
        group = "civilian"
    if not count.goes_on and is_fighters(flat, one, count.start, count.end, end, group, why):
        return "fighter"
    return group


def of_two_kinds(flat: Flat, one: Sentence, count: Count, end: int, group: str) -> tuple[str, int]:
    """Read "sixty men and boys" as people; and where the second noun ends, which counts nobody itself, else -1."""
    if count.best == 1 or count.said is not None or group not in ("man", "woman", "child"):
        return group, -1
    both = _MIXED.match(flat.text, end, one.end)
    return (group, -1) if both is None else ("all", both.end())


def one_of_them(flat: Flat, count: Count, person: Person | None) -> bool:
    """Say whether it is one of those counted before: "one of them was hurt"."""
    return flat.text.startswith(_ONE_OF_THEM, count.start) and (person is None or person.group == "all")


def two_fates(flat: Flat, one: Sentence, count: Count, end: int, state: str) -> list[str]:
    """Give the second state of "dozens of dead and wounded"; a number told exactly is the sum of both."""
    pair = _BOTH.match(flat.text, end, one.end) if count.best is None and count.low in _VAGUE else None
    other = state if pair is None else _STATE_OF[pair["who"] or pair["hurt"]]
    return [] if other == state else [other]


def young(flat: Flat, one: Sentence, end: int, group: str) -> str:
    """Read "a girl who is ten years old" as a child: the age tells it where the noun does not."""
    aged = _AGED.match(flat.text, end, one.end)
    return "child" if aged is not None and int(aged["years"]) < _OF_AGE else group


def are_others(flat: Flat, person: Person | None) -> bool:
    """Say whether those counted are "others" of the ones before: "three soldiers were killed and four others hurt"."""
    if person is None or person.group != "all":
        return False
    said = _OTHERS.search(flat.text, person.start, person.end)
    return said is not None and not flat.text.startswith((" من ", " people", " civilian"), person.end)


def elided(flat: Flat, person: Person, last: tuple[str, int] | None, count: Count) -> bool:
    """Say whether "thirteen wounded" leaves out of whom, since it was just said: "three soldiers killed and"."""
    if last is not None and flat.text[last[1] : count.start].strip() == "و" and person.group == "all":
        return _STATE_ALONE.fullmatch(flat.text, person.start, person.end) is not None
    near = (
        last is not None and re.search(r"\b(?:and|with) \"?$", flat.text[last[1] : count.start]) is not None
    )
    return near and _PARTICIPLE.fullmatch(flat.text, person.start, person.end) is not None
