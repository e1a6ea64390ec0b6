"""Find the two ends of a tie in Arabic: verb, who acts, the word that links, whom it leads to; or who acts first.

The linking word ("عن", "إلى", an attached "ل") is part of the cue: a name behind a verb is its other end only where the
link stands before it and nothing but light words beside it.
"""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.agreement import agreeing, agrees, tells_gender
from sightline.measure.text.claims.arabic.clauses.negated import negated_before, says_no
from sightline.measure.text.claims.arabic.people.leaders import arabic_person
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Found
from sightline.measure.text.claims.whom import meant, other_than, spoken_of, the_two, who_says_we

_TOKEN: Final = re.compile(r"[\u0621-\u064a]+|\d+|[^\w\s]")
_ASIDE: Final = re.compile(
    r"[،(]\s?(?:و?هو|و?هي|الذي|التي|بحسب|وفق|حسب|احد|احدي|المعروف|المعروفه|التابع|"
    r"التابعه|بقياده|كما|من جهته|من جهتها|بدوره)[^،)]{0,110}[،)]"
    r"|بقياده \S+(?: (?:سابق|منشق|متقاعد|ميداني|السابق|سابقه))?"
)
_SIGNS: Final = frozenset('"():-–—«»')
_PARTICIPLE: Final = re.compile(
    r"\s(?:المتحالف|المدعوم|التابع|الموالي|المنضوي|المرتبط|المقرب|المنتمي|المنشق|المحسوب|مدعوم|متحالف)\w{0,3}\s"
    r"|\s(?:بمشاركه|بمسانده|بموازره|بدعم|بالتعاون|بالتنسيق|بالاشتراك|الي جانب)\s"
)
_SUFFIX: Final = re.compile(r"(?:ه|ها|هم|هما|نا)$")
_OBJECT: Final = re.compile(
    r"(?:\s\S{1,12}){0,3}?\s?(?:عن|من|الي|مع|ضد|ل|ب|علي|الانضمام الي)(?:ه|ها|هم|هما)(?!\w)"
)
_PRONOUN: Final = re.compile(
    r"(?<!\w)[وف]?(?:انه|انها|انهم|انهما|بانه|بانها|لانه|لانها|كونه|كونها|لكنه|لكنها|بانهم|لكنهم|لانهم)(?: \S+){0,2}$"
)
_CAUSE: Final = re.compile(r"(?<!\w)(?:لانه|لانها|كونه|كونها)(?: \S+)?$")
_WHO_IS: Final = re.compile(
    r"،\s(?:وهو|وهي)(?:\s(?:الذي|التي|بدوره|بدورها|ايضا|اليوم|حاليا|كانت|كان|"
    r"ايتلاف|تحالف|تجمع|تشكيل|فصيل|اتحاد|تكتل|غرفه|من|احد|احدي))?$"
)
_SOME: Final = re.compile(
    r"(?<!\w)(?:كتيبتين|كتيبتان|كتيبه|مجموعه|مجموعات|عناصر|مقاتلين|مقاتلون|فصايل|ميات|عشرات|بعض|عدد|قاده|قادة|قيادي|قياديين|عضو|"
    r"مقاتل|ضابط|ناطق|متحدث|قايد|عنصر|منشق|منشقون|منشقين)\s(?:\S+\s)?(?:من|في|باسم|ل)\s?$"
)
_OF_ANOTHER: Final = re.compile(
    r"،?\s(?:ال)?(?:متحالف|مدعوم|تابع|موالي|موال|مرتبط|محسوب|مقرب|منضوي|منتمي|منشق)\w{0,3}\s(?:(?:مع|من|الي|عن|علي|تحت|ضمن|في)\s)?"
    r"(?:رايه\s|مظله\s)?(?:ل|ب|لل|بال)?"
)
_TOLD_BESIDE: Final = re.compile(r"،\s(?:وهو|وهي)\s[^،.]{5,110}،\s$")
"""Words between commas about who was just named."""
_PART_OF_IT: Final = re.compile(r"\s(?:\S{2,5}\s)?(?:قسم|عدد|بعض|جزء|عشرات|مييات|ميات|مقاتلون|عناصر)\sمن\s")
_THEY_SAID: Final = re.compile(r"(?<!\w)و?(?:تقول|قالت|تءكد|اكدت|توكد)\s\S+\s(?:انهم|بانهم)\s(?:\S+\s)?$")
"""A group that says "they" speaks of somebody else."""
_GOES_ON: Final = re.compile(r"(?:^|\s)(?:ثم|كما|وكان|وكانت|قبل ان|بعد ان|بينما|فيما|لكنه|لكنها)$")
_ANOTHER_ACTS: Final = re.compile(r"\W*و?(?:اعلن|قرر|اكد|قال|نفي|ذكر|اصدر|اتخذ)ت?\s(?:ال|\w+\sال)\w+")
"""A sentence that opens with somebody who is no actor: "its" is not of one named before."""
_SPEAKER: Final = re.compile(r"(?<!\w)(?:نحن|اننا|لنا|باننا)(?: \S+)?$")
_WHOLE: Final = ("part_of", "split_from", "merged_into", "dissolved", "renamed", "succeeded_by", "pledged_to")
_FAR: Final = 110


def doer(scene: Scene, cue: Cue, m: re.Match[str], last: Sequence[Named]) -> tuple[Found, int]:
    """Find who acts and where the search for the other end goes on: behind the verb first, else before it."""
    text, actors = scene.flat.text, scene.actors
    if cue.is_ in _WHOLE and _PART_OF_IT.match(text, m.end()) is not None:
        return NOBODY, m.end()
    told = _PRONOUN.search(text[max(scene.one.start, m.start() - 40) : m.start()].rstrip()) is not None
    for i, each in enumerate(actors):
        if each.start < m.end():
            continue
        if (
            not cue.left_only
            and not told
            and light_gap(scene, m.end(), each.start, "ends.doer", commas=True) is not None
        ):
            row = coordinated(text, actors, i, back=False)
            negated = negated_before(scene, m.start())
            return Found(tuple(row), negated), row[-1].end
        break
    return before(scene, cue, m, last), m.end()


def before(scene: Scene, cue: Cue, m: re.Match[str], last: Sequence[Named]) -> Found:
    """Find who acts before a verb, a participle or "its split from"."""
    text, low = scene.flat.text, scene.one.start
    negated = negated_before(scene, m.start())
    told = _TOLD_BESIDE.search(text, max(low, m.start() - 130), m.start())
    reach = m.start() if told is None else told.start()
    own = [i for i, n in enumerate(scene.actors) if n.end <= m.start()]
    own = [i for i in own if scene.actors[i].end <= reach] or own
    lead = text[max(low, m.start() - 40) : m.start()].rstrip()
    if own and _CAUSE.search(lead) is not None:
        return Found((scene.actors[own[-1]],), negated)
    if _PRONOUN.search(lead) is not None:
        if _THEY_SAID.search(text, max(low, m.start() - 70), m.start()) is not None:
            return NOBODY
        return Found(tuple(meant(scene, m.start())), negated)
    if own and _WHO_IS.search(lead) is not None and m.start() - scene.actors[own[-1]].end < 50:
        return Found((scene.actors[own[-1]],), negated)
    if _SPEAKER.search(lead) is not None:
        return Found(tuple(who_says_we(scene, m.end())), negated)
    if own:
        return _nearest(scene, cue, m, last, own, negated=negated)
    if light_gap(scene, low, m.start(), "ends.before") is not None or (
        _is_free(scene, m) and _ANOTHER_ACTS.match(text, low, m.start()) is None
    ):
        return Found(tuple(spoken_of(scene)), negated)
    return NOBODY


def _nearest(
    scene: Scene, cue: Cue, m: re.Match[str], last: Sequence[Named], own: Sequence[int], *, negated: bool
) -> Found:
    """Take the name that stands nearest before a verb, unless the words between lead back to who acted before."""
    text, actors, k = scene.flat.text, scene.actors, own[-1]
    while k > 0 and _OF_ANOTHER.fullmatch(text, actors[k - 1].end, actors[k].start) is not None:
        k -= 1
    start = actors[own[-1]].end
    words = light_gap(scene, start, m.start(), "ends.before", most=9, commas=True)
    if words is None:
        if (
            last
            and _GOES_ON.search(text[max(scene.one.start, m.start() - 40) : m.start()].rstrip()) is not None
        ):
            return Found(tuple(last), negated)
        if m[0].startswith("و") and tells_gender(written := scene.flat.plain[m.start() : m.end()]):
            # "و..." goes on with who acted before; of several only one may agree with the verb
            if last and all(agrees(written, n) for n in last):
                return Found(tuple(last), negated)
            return Found(tuple(agreeing(written, [scene.actors[i] for i in own])), negated)
        return Found(tuple(last or meant(scene, m.start())), negated) if _is_free(scene, m) else NOBODY
    if k != own[-1]:
        return Found((actors[k],), negated or says_no(words))
    conjoined = m[0].startswith("و") and m[0][1:2] in "يتان" and "،" in text[start : m.start()]
    if conjoined or words[-2:] in (("قبل", "ان"), ("بعد", "ان")):
        return Found(tuple(last or meant(scene, actors[k].start)), negated)
    if words[-1:] in (("ثم",), ("و",)) and last:
        return Found(tuple(last), negated)
    row = coordinated(text, actors, k, back=True)
    some = _SOME.search(text, max(scene.one.start, row[0].start - 40), row[0].start)
    if (
        len(row) == 1
        and cue.is_ in (*_WHOLE, "lost", "controls")
        and some is not None
        and not m[0].startswith("ال")
    ):
        return NOBODY
    return Found(tuple(row), negated or says_no(words))


def linked(scene: Scene, cue: Cue, at: int, subjects: Sequence[Named], *, pronouns: bool = True) -> Found:
    """Find whom the link leads to, behind a place of the text."""
    text, high = scene.flat.text, scene.one.end
    end = after_aside(scene, at, high)
    taken = {s.start for s in subjects}
    for i, each in enumerate(scene.actors):
        if each.start < end or each.start in taken:
            continue
        words = light_gap(scene, end, each.start, "ends.behind", also=cue.link, most=9)
        if words is not None and (not cue.link or any(w in cue.link for w in words)):
            return Found(tuple(coordinated(text, scene.actors, i, back=False)))
        break
    pronoun = _OBJECT.match(text, end, min(high, end + 40))
    if (
        pronouns
        and pronoun is not None
        and cue.link
        and any(pronoun[0].split()[-1].startswith(w) for w in cue.link)
    ):
        word = f"xxx{pronoun[0].split()[-1]}"
        own = {n.name for n in scene.actors if n.end <= at and n.start not in taken and agrees(word, n)}
        return Found(tuple(other_than(scene, subjects, at))) if len(own) < 2 else NOBODY
    return NOBODY


def direct(scene: Scene, at: int, taken: Sequence[Named] = ()) -> Found:
    """Find who stands right behind a place of the text, with nothing but light words between."""
    end = after_aside(scene, at, scene.one.end)
    starts = {n.start for n in taken}
    for i, each in enumerate(scene.actors):
        if each.start < end or each.start in starts:
            continue
        if light_gap(scene, end, each.start, "ends.behind") is None:
            break
        return Found(tuple(coordinated(scene.flat.text, scene.actors, i, back=False)))
    return NOBODY


def two_behind(scene: Scene, m: re.Match[str]) -> Found:
    """Find the two behind "between"."""
    text, high = scene.flat.text, scene.one.end
    for i, each in enumerate(scene.actors):
        if each.start < m.end():
            continue
        if light_gap(scene, m.end(), each.start, "ends.behind") is None or i + 1 == len(scene.actors):
            break
        second = scene.actors[i + 1]
        if (
            re.fullmatch(
                r'"?\s(?:من جهه\s)?و(?:بين\s)?(?:\w+\s){0,2}"?(?:ال)?', text[each.end : second.start]
            )
            is None
        ):
            break
        return Found((each, second))
    if re.match(
        r"\s(?:الطرفين|الفصيلين|الجانبين|التنظيمين|المجموعتين|الجماعتين)",
        text[m.end() : min(high, m.end() + 14)],
    ):
        return Found(tuple(the_two(scene, m.start())))
    return NOBODY


def role_behind(scene: Scene, m: re.Match[str]) -> Found:
    """Find a person behind "بقيادة", else an office: "ضابط سابق"."""
    person = arabic_person(scene, m.end())
    if person is not None:
        return Found((person,))
    text, high = scene.flat.text, min(scene.one.end, m.end() + 60)
    role = scene.table.patterns["actors.person_roles"].search(text, m.end(), high)
    if role is None or text[m.end() : role.start()].strip() != "":
        return NOBODY
    end = role.end()
    more = re.compile(
        r"(?:\s(?:سابق|سابقه|السابق|منشق|منشقه|متقاعد|بيطري|ميداني|عسكري|في الجيش|من الجيش|محلي|شاب))+"
    ).match(text, end, high)
    end = end if more is None else more.end()
    of = next((n for n in scene.actors if 0 <= n.start - end <= 3), None)
    end = end if of is None else of.end
    return Found((Named(scene.flat.plain[role.start() : end].strip(), role.start(), end, "role"),))


def light_gap(
    scene: Scene,
    start: int,
    end: int,
    key: str,
    *,
    also: frozenset[str] = frozenset(),
    most: int = 7,
    commas: bool = False,
) -> tuple[str, ...] | None:
    """Give the words of a gap when all of them are light; None where one is not."""
    if end - start > _FAR:
        return None
    words = []
    for token in _TOKEN.finditer(_ASIDE.sub(" ", scene.flat.text[start:end])):
        word = token[0]
        if word in _SIGNS or (commas and word == "،"):
            continue
        word = "ل" if word == "لل" else word
        plain = word if word in also or len(word) < 4 else word.removeprefix("و")
        plain = (
            plain[1:] if plain[0] == "ف" and len(plain) > 4 and plain not in scene.table.sets[key] else plain
        )
        if plain not in scene.table.sets[key] and plain[:1] in also and plain[1:] in scene.table.sets[key]:
            words.append(plain[:1])
            continue
        light = scene.table.sets[key] | scene.table.sets["ends.times"]
        if not (word in light or plain in light or word in also or plain in also or word.isdigit()):
            return None
        words.append(plain if plain in also else word)
    return tuple(words) if len(words) <= most else None


def after_aside(scene: Scene, at: int, high: int) -> int:
    """Step over words between commas that begin right here, and over "المتحالفة مع ..."."""
    text = scene.flat.text
    aside = _ASIDE.match(text, at, high)
    if aside is not None:
        return aside.end()
    if _PARTICIPLE.match(text, at, high) is not None:
        near = next((n for n in scene.actors if n.start >= at), None)
        if near is not None and near.start - at < 40:
            return near.end
    return at


def _is_free(scene: Scene, m: re.Match[str]) -> bool:
    """Say whether the word has its "its": who it is stands anywhere before."""
    return _SUFFIX.search(scene.flat.plain[m.start() : m.end()].rstrip("\u064b ")) is not None
