"""Says what state each claim is in: affirmed, hedged, negated, disputed, denied, refuted, superseded, retracted.

The states are kept apart because they are answers to different questions: how its source put it, what others say of
it, what its own source said later, and what a person decided. The strongest is shown first; all that apply are kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import define, field

from sightline.model.claim_order import Answer, Meeting, compare
from sightline.work.corroborating.heard import Ground, Heard, answer_of, later
from sightline.work.corroborating.records import STATES, State

ORDER: Final[tuple[State, ...]] = (
    "retracted",
    "superseded",
    "rejected",
    "refuted",
    "denied",
    "disputed",
    "negated",
    "hedged",
    "affirmed",
)
"""Strongest first."""
STANCE: Final = "stance"
AGAINST: Final = {"disputes": "says otherwise", "questions": "doubts it"}


@define(slots=True)
class Standing:
    """What is found about one claim."""

    states: dict[State, str] = field(factory=dict)
    """State and what makes it."""
    by: list[bytes] = field(factory=list)

    def add(self, state: State, why: str, by: bytes | None = None) -> None:
        """Take in one thing that was found; of two of one state the first stands."""
        self.states.setdefault(state, why)
        if by is not None and by not in self.by:
            self.by.append(by)

    @property
    def ordered(self) -> tuple[State, ...]:
        """Give all states, the strongest first."""
        return tuple(state for state in ORDER if state in self.states)

    @property
    def why(self) -> str:
        """Say what makes the strongest."""
        return self.states[self.ordered[0]]


def states_of(ground: Ground, heard: Sequence[Heard]) -> Mapping[int, Standing]:
    """Find the states of the claims of one incident, by number of the statement."""
    out = {h.one.n: _own(h) for h in heard}
    answers = {h.one.n: answer_of(ground, h.one) for h in heard if not h.one.hidden}
    by_property: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        if one.stands:
            by_property[one.one.property].append(one)
    for prop, mine in by_property.items():
        if prop != STANCE:
            _taken_back(ground, mine, answers, out)
            _replaced(ground, prop, mine, answers, out)
            _spoken_against(ground, mine, answers, out)
    for stance in by_property.get(STANCE, ()):
        _stance(ground, stance, by_property, out)
    return out


def _own(heard: Heard) -> Standing:
    """Find what the statement itself and the decisions of people say."""
    out = Standing()
    ours = heard.one.source is None and heard.one.via is None
    if heard.one.hedged:
        out.add("hedged", "this case says that it may be so" if ours else STATES["hedged"])
    if heard.one.negated:
        out.add("negated", "this case says that it is not so" if ours else STATES["negated"])
    if not out.states:
        out.add("affirmed", "")
    if heard.fate is not None:
        fate: State = "retracted" if heard.fate == "retracted" else "superseded"
        out.add(fate, heard.fate_why or STATES[fate], heard.successor)
    said = dict(heard.verdicts)
    if "refuted" in said and "verified" not in said:
        out.add("refuted", f"judged refuted by {said['refuted']}")
    elif "refuted" in said:
        out.add("disputed", f"judged refuted by {said['refuted']} and verified by {said['verified']}")
    if "reject" in said and not {"accept", "verified"} & set(said):
        out.add("rejected", f"rejected by {said['reject']}")
    return out


def _taken_back(
    ground: Ground, mine: Sequence[Heard], answers: Mapping[int, Answer], out: Mapping[int, Standing]
) -> None:
    """Find what a source said and later said otherwise of itself: its later statement is the retraction.

    A denial with a time of its own speaks of that time only; then the world changed, and nothing was taken back. What
    two tellers make of one speaker takes nothing back, until the speaker says it.
    """
    by_word: dict[tuple[bytes | None, str, object], list[Heard]] = defaultdict(list)
    for one in mine:
        if one.one.source is not None:
            by_word[_same_word(ground, one, answers)].append(one)
    for (voice, _, _), said in by_word.items():
        for old in said[:MOST] if voice is not None else ():
            for new in said[:MOST]:
                if old.one.negated == new.one.negated or new.one.valid not in (None, old.one.valid):
                    continue
                if _own_word(ground, voice, old, new) and later(old.one, new.one):
                    so = "is so" if old.one.negated else "is not so"
                    out[old.one.n].add("retracted", f"its own source said later that it {so}", new.one.id)


def _same_word(ground: Ground, one: Heard, answers: Mapping[int, Answer]) -> tuple[bytes | None, str, object]:
    answer = answers[one.one.n]
    return (ground.voice(one.one), answer.key, answer.conditions)


def _replaced(
    ground: Ground,
    prop: str,
    mine: Sequence[Heard],
    answers: Mapping[int, Answer],
    out: Mapping[int, Standing],
) -> None:
    """Find where a source's later word cannot stand beside its earlier one; the later one is its word."""
    by_voice: dict[bytes, list[Heard]] = defaultdict(list)
    for one in mine:
        if not one.one.negated and (voice := ground.voice(one.one)) is not None:
            by_voice[voice].append(one)
    declared = ground.properties.get(prop)
    sort = "text" if declared is None else declared.type
    for voice, said in by_voice.items():
        for old in said[:MOST]:
            for new in said[:MOST]:
                if new is old or not _own_word(ground, voice, old, new) or not later(old.one, new.one):
                    continue
                met = compare(
                    sort,
                    answers[old.one.n],
                    answers[new.one.n],
                    one_only=ground.one_only(prop),
                    known=ground.known,
                )
                if met.meeting is Meeting.APART:
                    why = f"the same source said later: {answers[new.one.n].text}"
                    out[old.one.n].add("superseded", why, new.one.id)


MOST: Final = 60
"""Statements of one voice on one property that are compared with each other."""


def _own_word(ground: Ground, voice: bytes | None, old: Heard, new: Heard) -> bool:
    """Tell whether both came the same way, or the newer from the source itself: else a teller may have erred."""
    return ground.way(old.one) == ground.way(new.one) or (
        new.one.source is not None and ground.head(new.one.source) == voice
    )


def _spoken_against(
    ground: Ground, mine: Sequence[Heard], answers: Mapping[int, Answer], out: Mapping[int, Standing]
) -> None:
    """Find where somebody else says that the same is not so, and neither took it back nor was rejected."""
    denials: dict[tuple[str, object], list[Heard]] = defaultdict(list)
    for one in mine:
        if one.one.negated and not {"retracted", "rejected"} & set(out[one.one.n].states):
            answer = answers[one.one.n]
            denials[answer.key, answer.conditions].append(one)
    for one in mine:
        if one.one.negated:
            continue
        answer = answers[one.one.n]
        for denial in denials.get((answer.key, answer.conditions), ()):
            voice = ground.voice(denial.one)
            if voice == ground.voice(one.one):
                continue
            other = answers[denial.one.n]
            if compare("text", answer, other, one_only=False).meeting is not Meeting.APART:
                continue  # they speak of different times
            concerned = voice is not None and _speaks_for(ground, voice, answer.entity)
            state: State = "denied" if concerned else "disputed"
            out[one.one.n].add(state, STATES[state], denial.one.id)


def _speaks_for(ground: Ground, voice: bytes, accused: bytes | None) -> bool:
    return accused is not None and (voice == accused or accused in ground.speaks_for.get(voice, ()))


def _stance(
    ground: Ground, stance: Heard, by_property: Mapping[str, Iterable[Heard]], out: Mapping[int, Standing]
) -> None:
    """Apply what a person read of a source's stance towards another's claims."""
    word = AGAINST.get(str(stance.one.value))
    towards = stance.one.qualifiers.get("towards")
    if word is None or stance.one.negated or not isinstance(towards, dict):
        return
    whom = ground.head(bytes.fromhex(str(towards.get("entity"))))
    about = stance.one.qualifiers.get("about")
    for prop, mine in by_property.items():
        declared = ground.properties.get(prop)
        label = prop if declared is None else declared.label
        if prop == STANCE or (isinstance(about, str) and about.casefold() not in (prop, label.casefold())):
            continue
        for one in mine:
            if ground.voice(one.one) == whom and not one.one.negated:
                out[one.one.n].add("disputed", f"another source {word}", stance.one.id)
