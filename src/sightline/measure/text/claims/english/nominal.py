"""Read English ties that a noun tells: "A's defection from B", "the capture of T by A", "T in A hands", "T, "
"where A is active".

Each pattern says what may stand between two names of one sentence; nothing else may.
"""

import re
from typing import Final

from sightline.measure.text.claims.english.nouns import near
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene

ADJ: Final = r"(?:(?!planned |possible |proposed |threatened |future |eventual |imminent )[a-z]+ ){0,2}?"
WHEN: Final = r"(?:,? (?:in|on|since|last|late|early|this) [\w ]{3,24}?,?)?"
_THE: Final = r" (?:the |its rival,? |its rivals,? |its ally,? |its former ally,? |rival |neighbouring )?\"?"
_LEAVING: Final = (
    r"(?:defection|split|departure|exit|withdrawal|secession|separation|resignation|expulsion|break|breakaway|"
    r"rift|walkout|"
    r"ouster|exclusion|divorce)"
)
_TURNING: Final = r"(?:merger|fusion|unification|amalgamation|integration|incorporation|absorption|union)"
_SWEARING: Final = (
    r"(?:pledge(?: of (?:allegiance|loyalty))?|oath(?: of (?:allegiance|loyalty|fealty))?|allegiance|fealty|"
    r"loyalty|bay'?ah?)"
)
_WAR: Final = (
    r"(?:war|feud|fight|conflict|battles?|struggle|clash(?:es)?|fighting|campaign|offensive|rivalry|turf war|"
    r"infighting)"
)
_JOINING: Final = (
    r"(?:membership (?:of|in)|participation in|accession to|admission (?:to|into)|entry into|"
    r"subordination to)"
)
_ALLYING: Final = r"(?:alliance|pact|partnership|cooperation|coordination|collaboration|joint operations?)"
_INCLUDING: Final = r"(?:inclusion|integration|incorporation|membership|accession)"
_PART: Final = r"(?:wing|arm|branch|faction|unit|component|chapter|battalion|brigade|section)"
_STRUCK: Final = (
    r"(?:struck|made|forged|formed|concluded|sealed|entered|entered into|reached|signed|has|had|have)"
)
_BETWEEN: Final = (
    ("split_from", rf"'s? {ADJ}{_LEAVING}{WHEN} (?:from|with){_THE}"),
    ("merged_into", rf"'s? {ADJ}{_TURNING}{WHEN} (?:with|into|in){_THE}"),
    ("pledged_to", rf"'s? {ADJ}{_SWEARING}{WHEN} to{_THE}"),
    ("part_of", rf"'s? {ADJ}{_JOINING}{_THE}"),
    ("allied_with", rf"'s? {ADJ}{_ALLYING} with{_THE}"),
    ("fights", rf"'s? {ADJ}{_WAR}{WHEN} (?:with|against|on){_THE}"),
    ("allied_with", rf"(?:'s?|,? (?:and|with) (?:its|their)) (?:\w+ ){{0,2}}?(?:ally|allies|partners?),?{_THE}"),
    ("affiliated_with", rf"'s? {ADJ}(?:ties|links|affiliation|connections?|association) (?:to|with){_THE}"),
)  # fmt: skip
_OF: Final = (
    ("split_from", rf"\b{_LEAVING} of (?:the )?$", rf"{WHEN} from{_THE}"),
    ("merged_into", rf"\b{_TURNING} of (?:the )?$", rf"{WHEN} (?:with|into){_THE}"),
    ("pledged_to", rf"\b{_SWEARING} of (?:the )?$", rf"{WHEN} to{_THE}"),
    ("part_of", rf"\b{_INCLUDING} of (?:the )?$", rf" (?:in|into|within|to){_THE}"),
    ("has_part", rf"\b{_PART} of (?:the )?$", r", (?:known as |called )?(?:the )?\"?"),
    ("allied_with", r"\b(?:alliance|pact|deal|understanding|agreement) (?:that |which )?(?:the )?$",
     rf"(?:, [^,;]{{3,50}},)? (?:has |had |have )?{_STRUCK} with{_THE}"),
)  # fmt: skip
"""What stands before the first name, and between the two."""
TAKING: Final = (
    r"(?:capture|seizure|recapture|takeover|conquest|occupation|control|retaking|liberation|possession)"
)
SIEGE: Final = r"(?:siege|blockade|encirclement)"
TOWN: Final = r"(?:the )?(?:(?:town|city|village|district|port|province|area|camp|base) of )?"
_PLACE_BY: Final = (
    ("controls", rf"\b{TAKING} of {TOWN}$", rf"{WHEN} by (?:the )?\"?"),
    ("controls", rf"\b(?:fall|loss|surrender|handover) of {TOWN}$", rf"{WHEN} to (?:the )?\"?"),
    ("controls", r"$", rf"'s? {ADJ}(?:fall|surrender|handover){WHEN} to (?:the )?\"?"),
    ("controls", r"$", rf"'s? {ADJ}{TAKING}{WHEN} by (?:the )?\"?"),
    ("besieges", rf"\b{SIEGE} of {TOWN}$", rf"{WHEN} by (?:the )?\"?"),
    ("operates_in", r"$", r",? (?:where|in which) (?:(?:fighters|members|cells|units) (?:of|from) )?(?:the )?\"?"),
)  # fmt: skip
_IS_ACTIVE: Final = re.compile(
    r" (?:group |militia |faction |brigade )?(?:is |are |was |were |has been |have been |has |have |still |also |"
    r"now |mainly |a |its |long )*"
    r"(?:active|present|based|operat(?:es|ing|ed)|strong|a presence|presence|bases?|headquarter(?:s|ed)|stronghold)\b"
)
_BASED: Final = re.compile(
    r"(?P<place>(?!The\b|A\b)[A-Z][\w']+(?: [A-Z][\w']+)?)-(?:based|headquartered) (?:[a-z]+ ){0,2}$"
)
_IS_ITS: Final = re.compile(
    r"'s? (?:[a-z]+ ){0,2}?(?P<what>affiliate|franchise|branch|wing|arm|chapter|ally|offshoot|splinter)\b(?!'s)"
)
_KIN: Final = (
    (("affiliate", "franchise"), "affiliated_with"),
    (("branch", "wing", "arm", "chapter"), "part_of"),
    (("ally",), "allied_with"),
    (("offshoot", "splinter"), "split_from"),
)
GAP: Final = 110
"""Characters between two names of one tie."""
_GOES_ON: Final = re.compile(r"(?:,|\.|;| (?:is|was|has|had|said|says|seized|took))")
_LINKED: Final = (
    ("affiliated_with", re.compile(r"-(?:linked|affiliated|inspired) (?:[a-z]+ ){0,2}")),
    ("allied_with", re.compile(r"-(?:aligned|allied|backed|supported) (?:[a-z]+ ){0,2}")),
)
NOT_YET: Final = re.compile(
    r"\b(?:possible|planned|proposed|threatened|talk of a|talks? (?:of|on|about)|calls? for|threat of|plan for|"
    r"rumou?rs? of)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


def compiled(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """Make patterns of rows of a relation and of what stands around its names."""
    return tuple((row[0], tuple(re.compile(words) for words in row[1:])) for row in rows)


_PAIRS: Final = compiled(_BETWEEN)
_OF_PAIRS: Final = compiled(_OF)
_BY: Final = compiled(_PLACE_BY)


def nominal_relations(scene: Scene) -> list[Draft]:
    """Find the relations that a noun between two names tells."""
    out: list[Draft] = []
    for i, first in enumerate(scene.actors[:-1]):
        for second in scene.actors[i + 1 : i + 3]:
            if second.start - first.end > GAP:
                break
            out += _beside(scene, first, second)
            out += _between(scene, first, second)
    return out + _based(scene)


def _beside(scene: Scene, first: Named, second: Named) -> list[Draft]:
    """Read "A, B's local branch", "A's B Brigade", "the A-linked B"."""
    text = scene.flat.text
    gap = text[first.end : second.start]
    inside = _IS_ITS.match(text, second.end, scene.one.end) if gap in (", ", ", the ") else None
    if inside is not None:
        told = next(is_ for words, is_ in _KIN if inside["what"] in words)
        return [draft(scene, "relation", told, first, second, first.start, inside.end())]
    if gap in ("'s ", "' ", "'s own ", "'s elite ") and first.kind == second.kind == "name":
        return [draft(scene, "relation", "part_of", second, first, first.start, second.end)]
    return [
        draft(scene, "relation", is_, second, first, first.start, second.end)
        for is_, linked in _LINKED
        if linked.fullmatch(gap) is not None
    ]


def _between(scene: Scene, first: Named, second: Named) -> list[Draft]:
    """Read "A's defection from B", "the defection of A from B", "the armed wing of A, B,"."""
    text = scene.flat.text
    gap = text[first.end : second.start]
    lead = text[max(scene.one.start, first.start - 60) : first.start]
    out = [
        draft(scene, "relation", is_, first, second, first.start, second.end)
        for is_, (between,) in _PAIRS
        if between.fullmatch(gap) is not None and NOT_YET.search(lead) is None
    ]
    for is_, (before, between) in _OF_PAIRS:
        m = before.search(lead)
        if m is None or between.fullmatch(gap) is None or NOT_YET.search(lead[: m.start()]) is not None:
            continue
        start = first.start - len(lead) + m.start()
        if is_ != "has_part":
            out.append(draft(scene, "relation", is_, first, second, start, second.end))
        elif _GOES_ON.match(text, second.end) is not None:
            out.append(draft(scene, "relation", "part_of", second, first, start, second.end))
    return out


def _based(scene: Scene) -> list[Draft]:
    """Read "the Tabqa-based A" and "T, where A is active"."""
    text, low = scene.flat.text, scene.one.start
    out: list[Draft] = []
    for actor in scene.actors:
        based = _BASED.search(text, max(low, actor.start - 40), actor.start)
        if based is not None:
            at = Named(scene.flat.plain[slice(*based.span("place"))], *based.span("place"), "place")
            out.append(draft(scene, "relation", "operates_in", actor, at, based.start(), actor.end))
    for place in scene.places:
        found = by_place(scene, place, "operates_in")
        if found is not None and _IS_ACTIVE.match(text, found.end, scene.one.end) is not None:
            out.append(draft(scene, "relation", "operates_in", found, place, place.start, found.end))
    return out


def by_place(scene: Scene, place: Named, sought: str) -> Named | None:
    """Give the actor behind "the capture of T by", "T's fall to", "T, where"."""
    text, low = scene.flat.text, scene.one.start
    for actor in near(scene.actors, place.end, 70):
        gap = text[place.end : actor.start]
        lead = text[max(low, place.start - 50) : place.start]
        for is_, (before, between) in _BY:
            if is_ == sought and before.search(lead) is not None and between.fullmatch(gap) is not None:
                return actor if NOT_YET.search(lead) is None else None
    return None


def draft(
    scene: Scene,
    kind: str,
    is_: str,
    one: Named,
    other: Named,
    start: int,
    end: int,
    *,
    negated: bool = False,
) -> Draft:
    """Suggest a tie of two, with the words that tell it."""
    words = scene.flat.plain[start:end].strip()
    return Draft(
        kind, is_, other.name, start, end, f"'{words}': {one.name} {is_.replace('_', ' ')} {other.name}",
        polarity="negated" if negated else None, subject=one.name,
    )  # fmt: skip
