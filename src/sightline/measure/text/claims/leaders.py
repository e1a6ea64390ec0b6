"""Find who leads a group by English words that name both: "its commander, Abu Yazan", "the emir of ..., ...".

A person is named only together with the office; whoever leads without a name is read by the cues of the lexicon.
"""

import re
from typing import Final

from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.whom import meant, spoken_of, the_two

_CAP: Final = (
    r"(?<!\w)(?:(?:al|el|ash|an|ad|as|ar|at|az|ben|bin|ibn|ould|ag|von|van|de)[ -])?[A-Z](?:\.|[\w'-]+)"
)
PERSON: Final = rf"(?P<person>{_CAP}(?: (?:[Aa]g )?{_CAP}){{0,4}})"
_GROUP: Final = (
    r"group|faction|militia|movement|brigade|battalion|outfit|organi[sz]ation|formation|alliance|coalition|front|"
    r"army"
)
_OFFICE: Final = (
    r"(?:[a-z]+[- ]){0,2}?(?<!deputy )(?<!deputy-)(?<!vice )(?<!vice-)(?:commander|leader|emir|"
    r"amir|head|chief|chairman|chairwoman|chair|president|warlord|commander-in-chief|strongman|secretary-general|"
    r"general secretary|secretary general|overall commander|supremo|boss|figurehead|coordinator)"
)
_KNOWN: Final = (
    r"(?:(?:an?|the) (?:[a-z'-]+ ){0,5}?(?:known (?:locally |only |simply )?as|called|named|nicknamed|by the name of|"
    r"who goes by(?: the name(?: of)?)?|(?=[A-Z])) ?|(?:known (?:only |locally )?as|called|named) )?"
)
_RANK: Final = (
    r"(?:[Gg]eneral|[Cc]olonel|[Ll]ieutenant[ -][Cc]olonel|[Bb]rigadier(?:[ -][Gg]eneral)?|[Cc]aptain|"
    r"[Mm]ajor(?:[ -][Gg]eneral)?|"
    r"[Ll]ieutenant(?:[ -][Gg]eneral)?|[Ff]ield [Mm]arshal|[Mm]arshal|[Ss]ergeant(?:[ -][Mm]ajor)?|[Cc]orporal|"
    r"[Cc]ommander|[Ss]heikh|[Ss]haykh|"
    r"[Ee]mir|Lt\. Col\.|Col\.?|Gen\.?|Capt\.?|Lt\.?|Maj\.?|Brig\.?|Sgt\.?|Dr\.?|Mr\.?|[Cc]leric|[Pp]reacher|"
    r"[Ii]mam|[Mm]ullah|"
    r"[Ww]arlord|[Oo]fficer|[Jj]udge|[Dd]octor|[Ee]ngineer|[Tt]eacher|[Bb]usinessman|[Ss]muggler|[Tt]rader|"
    r"[Pp]olitician|"
    r"[Ll]awmaker|[Mm]inister|[Gg]overnor|[Mm]ayor|[Dd]eserter|[Dd]efector|[Vv]eteran|[Ff]ugitive|[Cc]riminal|"
    r"[Tt]errorist|"
    r"[Jj]ihadist|[Mm]ilitant|[Ee]lder|[Pp]rince|[Cc]hief)"
)
_TITLE: Final = (
    r"(?:(?:[Tt]he |[Aa]n? |[Hh]is brother |one )?(?:(?:[a-z]+-)?(?:former|retired|defected|self-styled|one-time|"
    r"onetime|veteran|"
    r"late|local|jailed|exiled|young|army|rebel|police|tribal|notorious|fugitive|so-called|reserve|militia|religious|"
    r"dissident|air force|navy|wanted|influential|prominent|well-known|Islamist|Salafist|Saudi) ){0,3}"
    rf"(?:{_RANK}(?:,? |-)){{0,2}})?"
)
_WHO: Final = rf"{_KNOWN}{_TITLE}\"?{PERSON}"
_OWN: Final = re.compile(
    rf"\b(?P<of>[Ii]ts|[Tt]heir|whose|[Tt]he latter's|(?:[Tt]he|[Tt]his) (?:{_GROUP})'s?) (?i:{_OFFICE}),? "
    rf"?(?:is )?\(?{_WHO}"
)
_OF_GROUP: Final = re.compile(rf"'s? (?:{_OFFICE}),? ?(?:is |remains )?\(?{_WHO}")
_BESIDE: Final = re.compile(rf" (?:{_OFFICE}),? {_WHO}")
_OFFICE_OF: Final = re.compile(rf"\b(?:[Tt]he |[Aa] )?(?:{_OFFICE}) (?:of|in) (?:the )?$")
_BEHIND_OF: Final = re.compile(rf"(?:,| is| remains|:|\)|,? known as|,? called|,? named)? ?\(?{_WHO}")
_ALIAS: Final = (
    r"(?:,? (?:alias|also known as|better known as|known as|nicknamed|nom de guerre|a\.?k\.?a\.?) "
    r"\"?[A-Z][^,;.]{2,40}\"?,)?"
)
_THEN_OFFICE: Final = re.compile(
    rf"{PERSON}{_ALIAS}(?:,? (?:who|and) (?:is|was|has been|became))?,? ?(?:\(|is |was |became |remains |as )?"
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
_LEADING: Final = (
    r"(?:leads|commands|heads|directs|runs|led|headed|commanded|directed|has (?:led|headed|commanded)|"
    r"is (?:the |now )?(?:leader|commander|head|emir|chief) of)"
)
_WHO_LEADS: Final = re.compile(
    rf"{_TITLE}{PERSON},? who (?:(?:now|still|also|once|then|currently) )?{_LEADING} "
    rf"(?P<whom>both|it|them|the two|the {_GROUP})\b(?!'s| of [A-Z])"
)
_LEADS_WHO: Final = re.compile(
    rf"\b(?:man|woman|cleric|officer|commander|sheikh|preacher|person|one) who (?:(?:now|still|also|once|then) "
    rf")?{_LEADING} "
    rf"(?P<whom>both|it|them|the two|the {_GROUP}),? {_TITLE}{PERSON}"
)
_ITS_LEADER: Final = re.compile(
    rf"{_TITLE}{PERSON}(?:,| is| was|,? \() ?(?P<of>[Ii]ts|[Tt]heir) (?:{_OFFICE})(?=[,.;)]|$| (?:since|until|"
    rf"and|who|said|in)\b)"
)
_APPOINTED: Final = re.compile(
    rf"(?: has| had| have)?(?: (?:now|also|then|since|reportedly|unanimously))? (?:named|appointed|elected|chose|"
    rf"chosen|picked|installed|selected) "
    rf"{_TITLE}{PERSON},? (?:as |to be )?(?:its |the |their |as )?(?:new |overall |acting |interim )?(?:{_OFFICE})\b"
)
_UNDER: Final = re.compile(
    rf"(?:, (?:an?|the|one) [^,;.]{{3,70}}?)?,? under (?:(?:the )?(?:command|leadership|authority) of "
    rf")?(?P<title>{_TITLE}){PERSON}"
)
_AND_OFFICE: Final = re.compile(rf"'s? (?:{_OFFICE})(?=[,.;)]|$| (?:and|who|since|said|in)\b)")
_BEFORE_OWNER: Final = re.compile(
    rf"(?:^|[\s\"(]){_TITLE}{PERSON},? (?:is |was |who is )?(?:now |also )?(?:the )?$"
)
_REPLACED: Final = re.compile(
    r"\b(?:succeeded|replaced|replacing|succeeding|ousted|after|instead of|in place of|son of|brother of) "
    r"(?:[A-Z]\w+ )?$"
)
_SUCCEEDED: Final = re.compile(
    rf"{PERSON},? (?:has |had )?(?:succeeded|replaced|succeeds|replaces|took over from) [^,;.]{{3,50}} (?:as|at) "
    rf"(?:the )?(?:{_OFFICE}|head) of (?:the )?$"
)
_PERSON_OWN: Final = re.compile(rf"(?:^|[\s(\"]){_TITLE}{PERSON}'s? (?:own )?$")
_RANKED: Final = re.compile(rf"(?:{_RANK} )+(?=\S+ \S)")
_TITLED: Final = re.compile(r"(?:General|Colonel|Captain|Major|Commander|Sheikh|Shaykh|Emir|Mullah|Imam) $")
_APPOSED: Final = re.compile(r", (?:an?|the|one) (?:(?!of |by |with |to )[\w'-]+ ){1,6},?")
"""Words that say more of a group before "whose leader"."""
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
    out += _of_meant(scene)
    for i, each in enumerate(scene.actors):
        out += _around_name(scene, each)
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


def _of_meant(scene: Scene) -> list[Draft | None]:
    """Find who leads "it", "both" or "the group": "X, who heads it", "the man who directs it, X", "X, its emir"."""
    text, one = scene.flat.text, scene.one
    out: list[Draft | None] = []
    for m in _ITS_LEADER.finditer(text, one.start, one.end):
        groups = meant(scene, m.start()) or owner(scene, m["of"], m.start())
        out += [_draft(scene, m, n) for n in groups if len(groups) == 1 and n.kind != "party"]
    for pattern in (_WHO_LEADS, _LEADS_WHO):
        for m in pattern.finditer(text, one.start, one.end):
            two = m["whom"] in ("both", "the two", "them")
            groups = the_two(scene, m.start()) if two else owner(scene, "its", m.start())
            out += [_draft(scene, m, n) for n in groups if n.kind != "party"]
    return out


def _around_name(scene: Scene, group: Named) -> list[Draft | None]:
    """Find who leads a group by what stands beside its name: "A named X its emir", "A, a force under X", "X, "
    "A's head"."""
    if group.kind == "party":
        return []
    text, one = scene.flat.text, scene.one
    out: list[Draft | None] = []
    m = _APPOINTED.match(text, group.end, one.end)
    out += [_draft(scene, m, group)] if m is not None else []
    under = _UNDER.match(text, group.end, min(one.end, group.end + 160))
    if under is not None and (under["title"].strip() or " " in under["person"]):
        out.append(_draft(scene, under, group))
    low = max(one.start, group.start - 90)
    own = _PERSON_OWN.search(text[low : group.start])
    if own is not None and " " in own["person"] and group.kind == "name":
        out.append(_draft(scene, own, group, low))
    low = max(one.start, group.start - 150)
    after = _SUCCEEDED.search(text[low : group.start])
    out += [_draft(scene, after, group, low)] if after is not None else []
    if _AND_OFFICE.match(text, group.end, one.end) is not None:
        low = max(one.start, group.start - 90)
        lead = _BEFORE_OWNER.search(text[low : group.start])
        out += [_draft(scene, lead, group, low)] if lead is not None else []
    return out


def person_behind(scene: Scene, at: int) -> Named | None:
    """Give the person named right behind "led by": "a man known as Abu Walid"."""
    m = re.compile(rf"\s{_WHO}").match(scene.flat.text, at, scene.one.end)
    return None if m is None or not _is_person(scene, m) else _named(scene, m)


def owner(scene: Scene, word: str, at: int) -> list[Named]:
    """Give whose "its commander" or "whose emir" is that stands at a place of the sentence."""
    if word.endswith("latter's"):
        return [n for n in [*scene.earlier, *scene.actors] if n.end <= at and n.kind != "party"][-1:]
    if word != "whose":
        told = meant(scene, at) if at - scene.one.start > 3 else spoken_of(scene)
        if told and told[0].kind != "party":
            return told[:1]
        named = [n for n in scene.earlier if n.kind != "party"]
        return named[-1:] if len({n.name for n in named}) == 1 else []
    near = [n for n in scene.actors if n.end <= at]
    gap = scene.flat.text[near[-1].end : at] if near else "none"
    return near[-1:] if gap.strip() == "," or _APPOSED.fullmatch(gap) is not None else []


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
    at = low + m.start("person")
    if _REPLACED.search(scene.flat.text, max(scene.one.start, at - 40), at) is not None:
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
    ranked = _RANKED.match(scene.flat.text, start, end)
    start = start if ranked is None else ranked.end()
    title = _TITLED.search(scene.flat.text, max(0, start - 12), start)
    if title is not None and " " not in m["person"].strip():
        start = title.start()  # of one name, the title tells whose it is
    return Named(scene.flat.plain[start:end].rstrip(",. "), start, end, "person")
