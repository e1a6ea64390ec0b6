"""Which items of a disclosure show the same footage, as measures suggest and people judged; both must be in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from sightline.model.match import Segment
from sightline.work.disclosing.held import Found
from sightline.work.disclosing.media import originals
from sightline.work.disclosing.statements import Showing
from sightline.work.matches import is_one_footage
from sightline.work.matching.comparing import NAME
from sightline.work.matching.kept import VERDICTS, agreed
from sightline.work.matching.segment_values import segment_of
from sightline.work.matching.telling import edits_text
from sightline.work.people import compared

SAID: Final = {
    "same": "judged to be the same footage",
    "unsure": "judged to be perhaps the same footage",
    "disputed": "people judge differently whether it is the same footage",
    None: "suggested, not judged",
}
_WORDS: Final = {"same": "the same footage", "different": "not the same footage", "unsure": "perhaps"}


@frozen(slots=True)
class Shared:
    """Two items that share footage, each by its canonical record."""

    left: bytes
    right: bytes
    found: Found
    judged: str | None
    edits: tuple[str, ...]
    said: tuple[tuple[str, str], ...]
    """Who said what of it, where people disagree: (name, verdict); of names that are not shown, the words for them."""
    one: bool
    """Whether they count as one footage; where only the sound is the same they do not, unless judged so."""

    @property
    def role(self) -> str:
        """Say what they share."""
        return "shares footage with" if self.one else "sounds like"

    @property
    def note(self) -> str:
        """Say what was done to the one, and how sure it is."""
        done = edits_text(self.edits)
        told = SAID[self.judged]
        if self.said:
            told += f": {'; '.join(f'{by} says {_WORDS[verdict]}' for by, verdict in self.said)}"
        return f"{done}; {told}" if done else told


def shared_footage(showing: Showing) -> tuple[Shared, ...]:
    """List pairs of items that share footage and that nobody judged to be different."""
    held = showing.held
    having: dict[str, list[bytes]] = defaultdict(list)
    for head, members in showing.members.items():
        for sha256 in originals(held, members):
            having[sha256.hex()].append(head)
    judged = _judged(showing)
    out: dict[tuple[bytes, bytes], Shared] = {}
    for digest, lefts in having.items():
        for found in held.findings.get(bytes.fromhex(digest), ()):
            if found.measure != NAME or found.hidden:
                continue
            for other in _with(found):
                for left in lefts:
                    for right in having.get(other, ()):
                        every = judged.get(found.id, ())
                        said = None if not every else agreed(v for _, v in every) or "disputed"
                        if left == right or said == "different":
                            continue
                        edits = dict.fromkeys(edit for part in segments_of(found) for edit in part.edits)
                        one = is_one_footage(segments_of(found), said)  # where it is disputed, a suggestion
                        both = every if said == "disputed" else ()
                        out[(left, right)] = Shared(left, right, found, said, tuple(edits), both, one)
    return tuple(out.values())


def segments_of(found: Found) -> tuple[Segment, ...]:
    """Read the stretches that a match tells of."""
    values = found.body.get("values")
    told = values.get("segments") if isinstance(values, dict) else None
    return tuple(segment_of(one) for one in told if isinstance(one, dict)) if isinstance(told, list) else ()


def one_footage(every: Iterable[Shared]) -> Mapping[bytes, frozenset[bytes]]:
    """Give for each item those that hang together with it, itself among them."""
    of: dict[bytes, set[bytes]] = {}
    for one in (shared for shared in every if shared.one):
        whole = of.get(one.left, {one.left}) | of.get(one.right, {one.right})
        for item in whole:
            of[item] = whole
    return {item: frozenset(whole) for item, whole in of.items()}


def _with(found: Found) -> list[str]:
    further = found.body.get("with")
    return [str(one) for one in further] if isinstance(further, list) else []


def _judged(showing: Showing) -> dict[bytes, tuple[tuple[str, str], ...]]:
    """Give who said what of each match, of each person the last word; outside the team nobody is named."""
    said: dict[bytes, dict[str, tuple[str, str]]] = defaultdict(dict)
    for one in showing.held.judgements:
        if one.undone is None and one.on_kind == "finding" and one.verdict in VERDICTS:
            who = one.act.by if showing.internal and one.act.by else "a person here"
            said[one.on[0]][compared(one.act.by)] = (who, one.verdict)
    return {finding: tuple(verdicts.values()) for finding, verdicts in said.items()}
