"""Find a group that is told to be inside another by words beside its name: "one of its battalions, Katibat al-Nahr"."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.people.leaders import arabic_owner
from sightline.measure.text.claims.leaders import owner
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene

_PART: Final = (
    r"(?:battalion|brigade|unit|member|faction|component|group|constituent|formation|regiment|division|company|wing|arm|"
    r"branch|chapter|affiliate|column|subsidiary|offshoot)"
)
_PLAIN: Final = (
    r"(?:(?!(?:another|an|a|with|by|from|of|and|to|in|on|for|rival) )"
    r"(?!(?!armed|allied)[a-z-]+(?:s|ed) )[a-z-]+ ){0,3}?"
)
"""Words that say which part it is, and tell of nothing else."""
_OWN: Final = re.compile(
    rf"\b(?P<of>[Ii]ts|[Tt]heir|whose) {_PLAIN}{_PART}s?"
    r"(?:, known as|, called|, namely|, including|,| -|:| \(| is| are) ?(?:the )?\"?$"
)
_OF_NAME: Final = re.compile(
    rf"'s? {_PLAIN}{_PART}s?(?: there)?"
    r"(?:, known as|, called|, namely|, including|,| -|:| \() ?(?:the )?\"?"
)
_ARABIC_OWN: Final = re.compile(
    r"(?<!\w)[وفبل]?(?:كتاب|كتايب|الوي|فصايل|مكونات|تشكيلات|كتيبتي|لواءي|وحدات|افواج|سرايا|ذراع|جناح|فرع|فصيل|كتيبت|مجموعات)"
    r"(?P<of>ه|ها|هم)(?:\sال\w+)?،?\s\"?$"
)
_NOT: Final = re.compile(r"\b(?:not|never|no longer|former|formerly)\b")
_NEAR: Final = 70


def parts_in(scene: Scene) -> list[Draft]:
    """Find which named group one sentence tells to be part of another."""
    return _english(scene) if scene.table.language == "en" else _arabic(scene)


def _english(scene: Scene) -> list[Draft]:
    out = []
    text, low = scene.flat.text, scene.one.start
    for i, each in enumerate(scene.actors):
        if each.kind == "party":
            continue
        lead = text[max(low, each.start - _NEAR) : each.start]
        m = _OWN.search(lead)
        if m is not None and _NOT.search(m[0]) is None:
            at = each.start - len(lead) + m.start()
            out += [_draft(scene, at, each, of) for of in owner(scene, m["of"], at) if of.name != each.name]
            continue
        before = scene.actors[i - 1] if i else None
        if before is not None and before.name != each.name and before.kind != "party":
            gap = text[before.end : each.start]
            if _OF_NAME.fullmatch(gap) is not None and _NOT.search(gap) is None:
                out.append(_draft(scene, before.start, each, before))
    return out


def _arabic(scene: Scene) -> list[Draft]:
    out = []
    text, low = scene.flat.text, scene.one.start
    for each in scene.actors:
        lead = text[max(low, each.start - _NEAR) : each.start]
        m = _ARABIC_OWN.search(lead)
        if m is not None and each.kind != "party":
            at = each.start - len(lead) + m.start()
            out += [
                _draft(scene, at, each, of) for of in arabic_owner(scene, m["of"], at) if of.name != each.name
            ]
    return out


def _draft(scene: Scene, at: int, part: Named, whole: Named) -> Draft:
    words = scene.flat.plain[at : part.start].strip()
    return Draft(
        "relation", "part_of", whole.name, min(at, part.start), part.end,
        f"'{words}': {part.name} part of {whole.name}", subject=part.name,
    )  # fmt: skip
