"""Find who leads a group by Arabic words that name both: "قائدها أبو ليث", "أبو الوليد، قائد كتيبة الرحبة"."""

import re
from typing import Final

from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.leaders import leads
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.whom import meant, spoken_of

_OFFICE: Final = (
    r"(?<!نايب )(?<!مساعد )(?<!شقيق )(?<!نجل )(?<!ابن )(?<!والد )(?<!موكب )(?<!حارس )(?<!منزل )(?<!مكتب )"
    r"(?:قايد|امير|زعيم|رييس|قاءد)"
)
_TITLE: Final = (
    r"(?:(?:السيد|الشيخ|العميد|العقيد|الرايد|النقيب|الملازم|اللواء|المقدم|الحاج|الفريق|القيادي|القايد|الضابط|الملا|"
    r"الدكتور|المدعو|الملقب ب|المعروف ب|رجل يعرف ب|رجل يدعي)(?:\s(?:المنشق|المتقاعد|الركن|اول|السابق))?\s?){0,2}"
)
_STOP: Final = (
    r"(?!(?:في|من|علي|الي|عن|ان|الذي|التي|قد|كان|قال|اكد|عزل|قتل|الان|سابقا|هو|هي|وهو|اليوم|امس|هناك|بعد|قبل|منذ|مع|"
    r"لم|لن|لا|ثم|او|بان|فقد|حاليا|ايضا|بنفسه|خلال|ضد|عند|حتي|اعلن|نفي|الراحل|الجديد|الحالي|السابق|يوم|صباح|مساء)(?!\w))"
)
_KUNYA: Final = rf"(?:ابو|ابي|ابا|ام)\s\w{{2,}}(?:\s{_STOP}ال\w{{2,}})?"
_TWO: Final = (
    rf"(?:{_STOP}(?!ال|و)\w{{3,}}\s{_STOP}\w{{3,}})(?=\s?[،.؛():\"]|\s(?:في|من|الذي|علي|ان|قد|الي)\s|$)"
)
_PERSON: Final = rf"(?P<title>{_TITLE})\"?(?P<person>{_KUNYA}|{_TWO})"
_OWN: Final = re.compile(
    rf"(?<!\w)[وفبلك]?(?P<office>{_OFFICE})(?P<of>ه|ها|هم|هما)(?:\s(?:العام|العسكري|الجديد|السابق|الحالي|الميداني))?،?\s{_PERSON}"
)
_TAKES_OVER: Final = re.compile(
    rf"(?<!\w)[وف]?(?:[يت]?تولي|تولت|تسلم|استلم|[يت]تسلم)\s(?:قياد|زعام|امار|رياس)ت(?P<of>ه|ها|هم)\s{_PERSON}"
)
_LED_BY: Final = re.compile(
    r"(?:،?\s(?:الذي|التي|و?هو|و?هي))?\s(?:و)?(?:بقياده|بامره|بزعامه|[يت]قوده(?:ا)?|[يت]تزعمه(?:ا)?|[يت]راسه(?:ا)?|"
    rf"[يت]ترا?سه(?:ا)?)\s{_PERSON}"
)
_LEADS: Final = re.compile(
    r"(?<!\w)و?(?:س?يقود|س?تقود|س?يتزعم|يتراس|يراس|قاد|تزعم|تراس|تراسه|تولي قياده|يتولي قياده)(?:\sالان|\sحاليا)?\s$"
)
_OFFICE_OF: Final = re.compile(rf"(?<!\w)[وفبلك]?(?:ال)?{_OFFICE}\s(?:في\s)?(?:ل|ال)?$")
_BEHIND: Final = re.compile(rf"،?\s(?:الجديد(?:ه)?\s|السابق\s|و?هو\s)?{_PERSON}")
_THEN_OFFICE: Final = re.compile(rf"{_PERSON}(?:\s?[،(]\s?|\s)(?:و?هو\s)?{_OFFICE}\s(?:ل|ال)?$")
_WHO_LEADS: Final = re.compile(
    rf"{_PERSON}[^.؛:]{{0,80}}?(?:،\s?)?(?:و?هو|الذي|الان|و?انه)\s(?:يقود|يتزعم|يتراس)(?:\sالان|\sحاليا|\sاليوم)?\s$"
)
_FEMININE: Final = re.compile(
    r"(?:كتايب|قوات|سرايا|الويه|وحدات|افواج|فصايل|جماعه|صقور|اسود|نمور|كتيبه|حركه|جبهه|هييه|غرفه|سريه|فرقه|"
    r"قياده|ميليشيا|كتله|عصبه|رابطه|منظمه|قوه|ال\w+ه)"
)
_NO: Final = re.compile(r"(?<!\w)[وف]?(?:لم|ليس|لن|نفي)(?!\w)")


def arabic_leaders(scene: Scene) -> list[Draft]:
    """Find who leads whom in one Arabic sentence, where both are named."""
    text, one = scene.flat.text, scene.one
    out: list[Draft | None] = []
    for m in _OWN.finditer(text, one.start, one.end):
        out += [_draft(scene, m, n) for n in arabic_owner(scene, m["of"], m.start())]
    for m in _TAKES_OVER.finditer(text, one.start, one.end):
        out += [_draft(scene, m, n) for n in arabic_owner(scene, m["of"], m.start())]
    for i, each in enumerate(scene.actors):
        named = [n.end for n in scene.actors[:i] if n.kind != "party"]
        low = max([one.start, each.start - 130, *named[-1:]])
        lead = text[low : each.start]
        led = _LED_BY.match(text, each.end, one.end)
        if led is not None:
            out.append(_draft(scene, led, each))
        if _OFFICE_OF.search(lead) or _LEADS.search(lead):
            behind = _BEHIND.match(text, each.end, one.end)
            if behind is not None:
                out.append(_draft(scene, behind, each))
        for pattern in (_THEN_OFFICE, _WHO_LEADS):
            m2 = pattern.search(lead)
            if m2 is not None:
                out.append(_draft(scene, m2, each, low))
    return [draft for draft in out if draft is not None]


def arabic_person(scene: Scene, at: int) -> Named | None:
    """Give the person named right behind "بقيادة"."""
    m = re.compile(rf"\s?{_PERSON}").match(scene.flat.text, at, scene.one.end)
    return None if m is None or not _free(scene, m) or not _is_name(scene, m) else _named(scene, m)


def arabic_owner(scene: Scene, suffix: str, at: int) -> list[Named]:
    """Give whose leader "قائدها" is: who is named before it and has the gender of the pronoun."""
    own = [n for n in scene.actors if n.end <= at]
    fitting = [n for n in own if (_FEMININE.match(unify(n.name)) is not None) == (suffix == "ها")]
    if len({n.name for n in fitting}) == 1:
        return fitting[:1]
    if own:
        return [n for n in meant(scene, at)[:1] if n in fitting]
    return spoken_of(scene)[:1]


def _free(scene: Scene, m: re.Match[str], low: int = 0) -> bool:
    """Say whether no actor stands where the person is named.

    :param low: where in the text the match counts from
    """
    start, end = low + m.start("person"), low + m.end("person")
    return not any(n.start < end and start < n.end for n in scene.actors)


def _is_name(scene: Scene, m: re.Match[str]) -> bool:
    """Say whether two words are a person's name: by the title or "Abu" before them, or by a first name."""
    first = m["person"].split()[0]
    told = m["title"] != "" or re.match(r"(?:ابو|ابي|ابا|ام)\s", m["person"]) is not None
    return told or first in scene.table.sets["actors.first_names"]


def _draft(scene: Scene, m: re.Match[str], group: Named, low: int = 0) -> Draft | None:
    if (
        group.kind == "party"
        or not _free(scene, m, low)
        or _NO.search(m[0]) is not None
        or not _is_name(scene, m)
    ):
        return None
    return leads(scene, m, _named(scene, m, low), group, low)


def _named(scene: Scene, m: re.Match[str], low: int = 0) -> Named:
    start, end = low + m.start("person"), low + m.end("person")
    return Named(scene.flat.plain[start:end], start, end, "person")
