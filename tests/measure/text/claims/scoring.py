"""Scores suggestions against the labelled passages, field by field, in the one way that the floors are pinned to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, frozen
from tests.measure.text.claims.labelled_set import KINDS, Expected, Passage
from tests.measure.text.claims.sameness import near, near_name, position_of, same_value

from sightline.work.suggest import suggest_in

Suggestion = Mapping[str, Any]
Pairs = dict[int, int]
"""Of one passage: index of an expected claim -> index of the suggestion that met it."""


def suggested(passages: Iterable[Passage]) -> dict[str, list[Suggestion]]:
    """Ask for the suggestions of each passage, by its id, as a person gets them."""
    return {
        one.id: [
            asdict(offer.suggestion)
            for offer in suggest_in(one.text, written=one.written, country=one.country).offers
        ]
        for one in passages
    }


@frozen
class Tally:
    """What was counted of one field."""

    expected: int = 0
    right: int = 0
    wrong: int = 0
    ignored: int = 0
    """Suggestions that met an optional claim, or said a claim again that was already met."""

    @property
    def missed(self) -> int:
        """Claims that nobody suggested."""
        return self.expected - self.right

    @property
    def precision(self) -> float | None:
        """Share of the suggestions that are right; None where nothing was suggested."""
        return None if self.right + self.wrong == 0 else self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of the claims that were suggested; None where nothing was to be suggested."""
        return None if self.expected == 0 else self.right / self.expected

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.expected + other.expected,
            self.right + other.right,
            self.wrong + other.wrong,
            self.ignored + other.ignored,
        )


def score(
    passages: Iterable[Passage], suggestions: Mapping[str, Sequence[Suggestion]]
) -> Mapping[str, Tally]:
    """Count, for each field, what was suggested rightly, wrongly and not at all.

    :param passages: of the labelled set
    :param suggestions: for each passage by its id, records with the keys of ``suggest --json``
    :returns: a tally for each kind of claim, and of the claims that were met how often ``place.resolved``,
        ``claim.certainty``, ``claim.source`` and ``claim.subject`` are right too: there, expected is how many could be
        right, and wrong is the rest
    """
    total = dict.fromkeys(
        (*KINDS, "place.resolved", "claim.certainty", "claim.source", "claim.subject"), Tally()
    )
    for passage in passages:
        given = [_as_control(one) for one in suggestions.get(passage.id, ())]
        pairs: Pairs = {}
        for kind in sorted({*KINDS, *(one["kind"] for one in given)}):
            tally, met = _kind(kind, passage.expect, given)
            total[kind] = total.get(kind, Tally()) + tally
            pairs |= met
        for name, right in _agreements(passage.expect, given, pairs):
            total[name] += Tally(expected=1, right=int(right), wrong=int(not right))
    return total


def table(tallies: Mapping[str, Tally]) -> str:
    """Write the tallies as lines of a table, for a test that prints them."""
    rows = [
        f"{'field':<16} {'expected':>8} {'right':>6} {'wrong':>6} {'missed':>6} {'precision':>9} {'recall':>7}"
    ]
    for name, one in tallies.items():
        shares = ("-" if share is None else f"{share:.2f}" for share in (one.precision, one.recall))
        precision, recall = shares
        rows.append(
            f"{name:<16} {one.expected:>8} {one.right:>6} {one.wrong:>6} {one.missed:>6} {precision:>9} {recall:>7}"
        )
    return "\n".join(rows)


def _as_control(one: Suggestion) -> Suggestion:
    return (
        {**one, "kind": "control"} if (one["kind"], one.get("property")) == ("relation", "controls") else one
    )


def _kind(kind: str, expect: Sequence[Expected], given: Sequence[Suggestion]) -> tuple[Tally, Pairs]:
    wanted = [i for i, one in enumerate(expect) if one.kind == kind]
    offered = [j for j, one in enumerate(given) if one["kind"] == kind]
    fits = {
        i: [
            j
            for j in offered
            if _overlap(expect[i], given[j]) and same_value(kind, expect[i].label, given[j])
        ]
        for i in wanted
    }
    met = _match([i for i in wanted if not expect[i].optional], fits)
    taken = set(met.values())
    ignored = {
        j for j in offered if j not in taken and any(expect[i].optional and j in fits[i] for i in wanted)
    }
    ignored |= {
        j
        for j in offered
        if j not in taken and any(_again(kind, expect[i], given[j]) for i in wanted if i in met)
    }
    required = sum(not expect[i].optional for i in wanted)
    wrong = len(offered) - len(taken) - len(ignored)
    return Tally(required, len(met), wrong, len(ignored)), met


def _again(kind: str, one: Expected, suggestion: Suggestion) -> bool:
    """Tell whether a suggestion says again what was met: an incident only on the same words."""
    return (kind != "incident" or _overlap(one, suggestion)) and same_value(kind, one.label, suggestion)


def _match(wanted: Sequence[int], fits: Mapping[int, Sequence[int]]) -> Pairs:
    """Pair as many claims as can be with a suggestion of their own (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in holder or place(holder[j], tried):
                    holder[j] = i
                    return True
        return False

    for i in wanted:
        place(i, set())
    return {i: j for j, i in holder.items()}


def _agreements(
    expect: Sequence[Expected], given: Sequence[Suggestion], pairs: Pairs
) -> Iterable[tuple[str, bool]]:
    by_id = {expect[i].label["id"]: j for i, j in pairs.items() if "id" in expect[i].label}
    for i, j in sorted(pairs.items()):
        label, suggestion = expect[i].label, given[j]
        if expect[i].kind == "place" and "lat" in label:
            where = position_of(suggestion)
            yield "place.resolved", where is not None and near(label, where)
        if expect[i].kind not in {"attribution", "actor"}:
            yield "claim.certainty", suggestion.get("certainty", "asserted") == label["certainty"]
            yield "claim.source", _same_source(label["source"], suggestion.get("source"))
        if len(by_id) > 1 and label.get("of") in by_id:
            incident = given[by_id[label["of"]]]
            yield (
                "claim.subject",
                suggestion.get("subject") in {incident.get("id"), incident["quote"]} - {None},
            )


def _same_source(expected: str | None, given: object) -> bool:
    return given is None if expected is None else near_name(expected, given)


def _overlap(one: Expected, suggestion: Suggestion) -> bool:
    return bool(one.start < suggestion["end"] and suggestion["start"] < one.end)
