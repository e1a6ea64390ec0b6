"""Find the words that stand for a group in Arabic: "قواتها", "مقاتلوه", and for the two named last: "الفصيلان"."""

import re
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.arabic.people.leaders import arabic_owner
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.whom import meant, the_two

_MEN: Final = re.compile(
    r"(?<!\w)[وفبل]?(?P<men>(?:مقاتل|مسلح)[وي]|(?:عناصر|قوات|رجال|وحدات|جنود|دبابات|ارتال|اليات))(?P<of>ه|ها|هم)(?!\w)"
)
_BOTH: Final = re.compile(
    r"(?<!\w)[وف]?(?P<both>ال(?:فصيل|حركت|جبهت|لواء|كتيبت|طرف|جانب|تنظيم|مجموعت|جماعت|قوت|تشكيل|حزب|جيش)ان)(?!\w)"
)
MEN: Final = "men"


def with_stand_ins(scene: Scene, *, men: bool, both: bool) -> Scene:
    """Add the words that stand for somebody named before.

    :param both: also "the two groups"
    :param men: also "its fighters": what they do in the field their group does, but who joins or leaves may be some
    """
    found: list[Named] = []
    for m in _MEN.finditer(scene.flat.text, scene.one.start, scene.one.end) if men else ():
        own = meant(scene, m.start())[:1] if m["of"] == "هم" else arabic_owner(scene, m["of"], m.start())
        found += [
            Named(n.name, m.start("men"), m.end(), MEN) for n in own if n.kind != "party" or len(own) == 1
        ]
    for m in _BOTH.finditer(scene.flat.text, scene.one.start, scene.one.end) if both else ():
        two = the_two(scene, m.start())
        if len(two) == 2 and all(n.kind != MEN for n in two):
            found += [Named(n.name, m.start("both"), m.end(), "short") for n in two]
    free = [f for f in found if not any(n.start < f.end and f.start < n.end for n in scene.actors)]
    return (
        evolve(scene, actors=tuple(sorted([*scene.actors, *free], key=lambda n: n.start))) if free else scene
    )
