"""Read an Arabic clause that denies what the sentence told before: "الأمر الذي تنفيه ...", "وإن أنكرت ... ذلك"."""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene

_DENIES: Final = r"(?:نف[يتا]\w{0,3}|[يت]نف[يو]\w{0,3}|انكر\w{0,3}|[يت]نكر\w{0,3}|كذب\w{0,3}|[يت]كذب\w{0,3})"
_AFTER: Final = re.compile(
    rf"(?<!\w)(?:(?:الامر|الشيء) الذي|و?(?:هو|هذا) ما|و?(?:هي|هو) (?:نبا|خبر|اتهام|ادعاء|معلومات|انباء|مزاعم)) "
    rf"(?:[عس]اد\w?\s)?{_DENIES}(?!\w)"
    rf"|(?<!\w)(?:و?ان|رغم ان|مع ان|غير ان|الا ان|لكن|فيما|بينما|في حين)(?: \w+){{0,3}} {_DENIES}(?: \w+){{0,2}} "
    r"(?:ذلك|هذا|الامر|الخبر|هذه الانباء|هذه المعلومات)(?!\w)"
)
_WHICH: Final = re.compile(r"(?<!\w)(?:الذي|التي|الذين)(?!\w)")
_KINDS: Final = (
    "part_of", "split_from", "merged_into", "pledged_to", "allied_with", "affiliated_with", "dissolved", "renamed",
    "fights",
)  # fmt: skip


def denied_after(scene: Scene, told: Sequence[Draft]) -> list[Draft]:
    """Give the last tie told before such a clause once more, as what somebody denies."""
    found = _AFTER.search(scene.flat.text, scene.one.start, scene.one.end)
    if found is None:
        return []
    before = [
        d
        for d in told
        if d.end <= found.start()
        and d.property in _KINDS
        and d.polarity == "affirmed"
        and _WHICH.search(scene.flat.text, d.start, d.end) is None  # told in passing, and not what is denied
    ]
    if not before:
        return []
    last = max(d.end for d in before)
    why = "a clause behind it denies it"
    return [
        evolve(d, polarity="negated", end=found.end(), why=f"{d.why}; {why}") for d in before if d.end == last
    ]
