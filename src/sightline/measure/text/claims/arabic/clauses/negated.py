"""Say whether the words right before an Arabic verb negate it: "لم", "لا", but not "ما زال"."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.scene import Scene

_NEGATIVE: Final = frozenset(
    "لم لن لا ليس ليست ما دون غير رفض رفضت رفضها رفضه نفي نفت ولم ولا ولن فلم فلا عدم".split()
)


def negated_before(scene: Scene, at: int) -> bool:
    """Say whether the last word before a place negates what follows."""
    words = scene.flat.text[max(scene.one.start, at - 16) : at].split()
    if (
        words[-1:] == ["ما"]
        and words[-2:-1]
        and words[-2] in ("يوم", "بعد", "قبل", "وقت", "مثل", "كل", "لحظه", "متل")
    ):
        return False
    return says_no(words[-1:])


def says_no(words: Sequence[str]) -> bool:
    """Say whether a word negates; "ما زال" and "لا يزال" do not."""
    still = any(re.fullmatch(r"[يت]?زال(?:ت|وا)?", w) for w in words)
    return not still and any(w in _NEGATIVE for w in words)
