"""Looks for actors whose names are alike, or easily taken for each other, and says what speaks for and against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import frozen

from sightline.measure.text.actor_names.compare import METHOD, VERSION, Compared, compare
from sightline.measure.text.actor_names.keys import keys_of
from sightline.model.view import Named
from sightline.store.names_held import HeldName, Ruling
from sightline.work.identifying.finding import called
from sightline.work.identifying.records import Alike, Confusable

TOO_COMMON: Final = 60
"""Actors that may share one word of their names before it makes no pairs by itself."""
MOST_MET: Final = 100_000
"""Pairs whose names are compared, those that share the rarest words first; the words left out are told."""
MOST_NAMES: Final = 40
"""Names of one actor that are compared."""
_SURE: Final = {"same": 0, "maybe": 1, "distinct": 2}


@frozen(slots=True)
class Pair:
    """Two actors whose names met, and the names that say most."""

    one: bytes
    other: bytes
    names: tuple[HeldName, HeldName]
    compared: Compared


def pairs(names: Sequence[HeldName], heads: Mapping[bytes, bytes]) -> tuple[list[Pair], tuple[str, ...]]:
    """Compare the names of different actors that share a key; gives the pairs, and the keys that too many share."""
    mine = names_by_actor(names, heads)
    by_key: dict[str, set[bytes]] = defaultdict(set)
    for actor, every in mine.items():
        for held in every:
            for key in keys_of(held.text):
                by_key[key].add(actor)
    common: list[str] = []
    met: set[tuple[bytes, bytes]] = set()
    for key in sorted(by_key, key=lambda k: (len(by_key[k]), k)):
        actors = by_key[key]
        if len(actors) > TOO_COMMON or len(met) > MOST_MET:
            common.append(key[2:])
        elif len(actors) > 1:
            met.update(combinations(sorted(actors), 2))
    found = [best for a, b in sorted(met) if (best := best_of(mine[a], mine[b], a, b)) is not None]
    return found, tuple(sorted(common))


def best_of(ours: Sequence[HeldName], theirs: Sequence[HeldName], one: bytes, other: bytes) -> Pair | None:
    """Give the two names of two actors that say most; None where no two are alike or confusable."""
    best: Pair | None = None
    least = (True, len(_SURE))
    for a in ours:
        for b in theirs:
            if not keys_of(a.text) & keys_of(b.text):
                continue
            told = compare(a.text, b.text)
            if told.verdict == "distinct" and not told.confusable:
                continue
            rank = (a.negated or b.negated, _SURE[told.verdict])
            if best is None or rank < least:
                best, least = Pair(one, other, (a, b), told), rank
    return best


def alike_of(pair: Pair, names: Mapping[bytes, Named], side_by_side: Iterable[str]) -> Alike:
    """Make the proposal of a pair: what the names say, what speaks against it, and the command to type."""
    one, other = names[pair.one], names[pair.other]
    a, b = pair.names
    against = [*side_by_side]
    why = [f"“{a.text}” and “{b.text}”: {pair.compared.why}"]
    for held, whose in ((a, one), (b, other)):
        if held.negated:
            against.append(f"somebody says that {called(whose)} is not called “{held.text}”")
        elif held.prop != "name":
            why.append(f"“{held.text}” is given as {_sort(held)} of {called(whose)}")
    proposes = {"same": "same", "maybe": "unsure", "distinct": "different"}[pair.compared.verdict]
    if against and proposes != "different":
        proposes = "different" if pair.compared.verdict == "maybe" else "unsure"
    verdict = "same|different" if proposes == "unsure" else proposes
    command = f'sightline judge {verdict} {one.code} {other.code} --reason "…"'
    return Alike(one, other, (a.text, b.text), proposes, tuple(why), tuple(against), command, METHOD, VERSION)


def confusable_of(
    whose: bytes,
    mine: Sequence[HeldName],
    others: Mapping[bytes, Sequence[HeldName]],
    rulings: Sequence[Ruling],
    names: Mapping[bytes, Named],
    heads: Mapping[bytes, bytes],
) -> tuple[Confusable, ...]:
    """List who an actor may be taken for: by judgement first, then by name alone."""
    out: dict[bytes, Confusable] = {}
    for ruling in rulings:
        ends = [heads.get(e, e) for e in (ruling.judged.left, ruling.judged.right)]
        if whose in ends and ends[0] != ends[1]:
            other = ends[1] if ends[0] == whose else ends[0]
            pair = best_of(mine, others.get(other, ()), whose, other)
            texts = None if pair is None else (pair.names[0].text, pair.names[1].text)
            out[other] = Confusable(
                names[other], ruling.judged.verdict, ruling.by, ruling.reason, texts,
                None if pair is None else pair.compared.verdict,
                "judged by a person" if pair is None else pair.compared.why,
            )  # fmt: skip
    for other, theirs in others.items():
        if other in out or other == whose:
            continue
        pair = best_of(mine, theirs, whose, other)
        if pair is not None:
            texts = (pair.names[0].text, pair.names[1].text)
            out[other] = Confusable(
                names[other], None, None, None, texts, pair.compared.verdict, pair.compared.why
            )
    return tuple(sorted(out.values(), key=lambda c: (c.judged is None, c.other.title, c.other.code)))


def names_by_actor(names: Sequence[HeldName], heads: Mapping[bytes, bytes]) -> dict[bytes, list[HeldName]]:
    """Gather names by the actor that stands for all of its records."""
    out: dict[bytes, list[HeldName]] = defaultdict(list)
    for held in names:
        every = out[heads.get(held.entity, held.entity)]
        if len(every) < MOST_NAMES:
            every.append(held)
    return out


def _sort(held: HeldName) -> str:
    return {"alias": "another name", "renamed": "the later name"}.get(held.prop, "a name")
