"""Find who leads a group by English words that name both: "its commander, Abu Yazan", "the emir of ..., ...".

A person is named only together with the office; whoever leads without a name is read by the cues of the lexicon.
"""

import re
from typing import Final

from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.whom import meant, spoken_of

_CAP: Final = r"(?:(?:al|el|ash|an|ad|as|ar|at|az|ben|bin|ibn|ould|ag|von|van|de)[ -])?[A-Z](?:\.|[\w'-]+)"
PERSON: Final = rf"(?P<person>{_CAP}(?: {_CAP}){{0,3}})"
_OFFICE: Final = (
    r"(?:[a-z]+[- ]){0,2}?(?<!deputy )(?<!deputy-)(?<!vice )(?<!vice-)(?:commander|leader|emir|"
    r"amir|head|chief|chairman|chairwoman|president|warlord|commander-in-chief|strongman)"
)
_KNOWN: Final = (
    r"(?:(?:an?|the) (?:[a-z'-]+ ){0,5}?(?:known (?:locally |only |simply )?as|called|named|nicknamed|by the name of|"
    r"who goes by(?: the name(?: of)?)?|(?=[A-Z])) ?|(?:known (?:only |locally )?as|called|named) )?"
)
_TITLE: Final = (
    r"(?:(?:[Tt]he )?(?:former |retired |defected |self-styled )?(?:[Gg]eneral|[Cc]olonel|[Bb]rigadier|"
    r"[Cc]aptain|[Mm]ajor|[Ll]ieutenant|[Cc]ommander|[Ss]heikh|[Ss]haykh|[Ee]mir|Col\.|Gen\.|Capt\.|Lt\.|Maj\.|Brig\.|Dr|[Cc]leric|[Ii]mam|"
    r"[Mm]ullah)[ -]){0,2}"
)
_WHO: Final = rf"{_KNOWN}{_TITLE}\"?{PERSON}"
_OWN: Final = re.compile(rf"\b(?P<of>[Ii]ts|[Tt]heir|whose) (?i:{_OFFICE}),? ?(?:is )?\(?{_WHO}")
_OF_GROUP: Final = re.compile(rf"'s? (?:{_OFFICE}),? ?(?:is |remains )?\(?{_WHO}")
_BESIDE: Final = re.compile(rf" (?:{_OFFICE}),? {_WHO}")
_OFFICE_OF: Final = re.compile(rf"\b(?:[Tt]he |[Aa] )?(?:{_OFFICE}) (?:of|in) (?:the )?$")
_BEHIND_OF: Final = re.compile(rf"(?:,| is| remains|:|\)|,? known as|,? called|,? named)? ?\(?{_WHO}")
_THEN_OFFICE: Final = re.compile(
    rf"{PERSON}(?:,? (?:who|and) (?:is|was|has been|became))?,? ?(?:\(|is |was |became |remains |as )?"
    rf"(?:now |once |still |long )?(?:the |its |an? )?(?:{_OFFICE}) (?:of|in) (?:the )?$"
)
_THEN_LEADS: Final = re.compile(
    rf"(?:^\W*|[,;:.] |\b(?:when|while|and|that|as|by|where) ){_TITLE}{PERSON}"
    r"(?:,? who(?: \w+){0,7}?,?| and(?: \w+){1,6}?|,[^,;]{3,60},)? ?"
    r"(?:who |now |still |then |once |currently |has |had |is to |will |is set to |to )*"
    r"(?:leads?|commands?|heads?|led|headed|commanded|leading|commanding|heading|"
    r"took over(?: as (?:\w+ )?(?:commander|leader|head|emir|chief) of)?|"
    r"takes over|(?:was |been |is )*(?:named|appointed|elected|chosen|made|declared) (?:as )?(?:the |its )?(?:\w+ )?"
    r"(?:commander|leader|head|emir|chief|chairman) of) (?:the )?(?:new )?$"
)
_TITLED: Final = re.compile(r"(?:General|Colonel|Captain|Major|Commander|Sheikh|Shaykh|Emir|Mullah|Imam) $")
_NO: Final = re.compile(r"\b(?:not|never|no longer|denied|denies)\b|n't\b")
_NO_PERSON: Final = re.compile(
    r"(?:[A-Z]\w*day|January|February|March|April|May|June|July|August|September|October|November|December|The|In|On|"
    r"At|Two|Three|It|He|She|They|But|And|When|One|No|For|UN|Its)\b"
)


def leaders_in(scene: Scene) -> list[Draft]:
    """Find who leads whom in one English sentence, where both are named."""
    text, one = scene.flat.text, scene.one
    out: list[Draft | None] = []
    for m in _OWN.finditer(text, one.start, one.end):
        out += [_draft(scene, m, n) for n in owner(scene, m["of"], m.start())]
    for i, each in enumerate(scene.actors):
        for pattern in (_OF_GROUP, _BESIDE):
            m2 = pattern.match(text, each.end, one.end)
            if m2 is not None and each.kind != "party":
                out.append(_draft(scene, m2, each))
        named = [n.start for n in scene.actors[:i] if n.kind != "party"]
        low = max([one.start, each.start - 150, *named[-1:]])
        lead = text[low : each.start]
        if (
            _OFFICE_OF.search(lead) is not None
            and (m3 := _BEHIND_OF.match(text, each.end, one.end)) is not None
        ):
            out.append(_draft(scene, m3, each))
        for pattern in (_THEN_OFFICE, _THEN_LEADS):
            m4 = pattern.search(lead)
            if m4 is not None and each.kind != "party":
                out.append(_draft(scene, m4, each, low))
    return [draft for draft in out if draft is not None]


def person_behind(scene: Scene, at: int) -> Named | None:
    """Give the person named right behind "led by": "a man known as Abu Walid"."""
    m = re.compile(rf"\s{_WHO}").match(scene.flat.text, at, scene.one.end)
    return None if m is None or not _is_person(scene, m) else _named(scene, m)


def owner(scene: Scene, word: str, at: int) -> list[Named]:
    """Give whose "its commander" or "whose emir" is that stands at a place of the sentence."""
    if word != "whose":
        told = meant(scene, at) if at - scene.one.start > 3 else spoken_of(scene)
        if told and told[0].kind != "party":
            return told[:1]
        return [n for n in scene.earlier if n.kind != "party"][-1:]
    near = [n for n in scene.actors if n.end <= at]
    gap = scene.flat.text[near[-1].end : at] if near else "none"
    return near[-1:] if gap.strip() == "," else []


def _is_person(scene: Scene, m: re.Match[str], low: int = 0) -> bool:
    """Say whether a name is a person's.

    :param low: where in the text the match counts from
    """
    start, end = low + m.start("person"), low + m.end("person")
    if _NO_PERSON.match(m["person"]) is not None:
        return False
    if any(n.start < end and start < n.end for n in scene.actors):
        return False
    return not any(n.start <= start and end <= n.end for n in scene.places)


def _draft(scene: Scene, m: re.Match[str], group: Named, low: int = 0) -> Draft | None:
    if not _is_person(scene, m, low) or _NO.search(m[0]) is not None:
        return None
    return leads(scene, m, _named(scene, m, low), group, low)


def leads(scene: Scene, m: re.Match[str], person: Named, group: Named, low: int) -> Draft:
    """Suggest that a person leads a group, quoted from the first of the two to the last.

    :param low: where in the text the match counts from
    """
    inside = [n for n in (person, group) if n.start >= scene.one.start]
    start = min(n.start for n in inside) if len(inside) > 1 else low + m.start()
    return Draft(
        "relation", "leader_of", group.name, start, max(n.end for n in inside),
        f"'{m[0].strip()}': {person.name} leads {group.name}", polarity="affirmed", subject=person.name,
    )  # fmt: skip


def _named(scene: Scene, m: re.Match[str], low: int = 0) -> Named:
    start, end = low + m.start("person"), low + m.end("person")
    title = _TITLED.search(scene.flat.text, max(0, start - 12), start)
    if title is not None and " " not in m["person"].strip():
        start = title.start()  # of one name, the title tells whose it is
    return Named(scene.flat.plain[start:end].rstrip(",. "), start, end, "person")
