"""Make suggestions of what Arabic sentences tell of persons and of things signed: who leads, belongs, signs."""

from collections.abc import Iterable, Sequence

from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.people.appointing import appointed_in
from sightline.measure.text.claims.arabic.people.command import command_in
from sightline.measure.text.claims.arabic.people.membership import membership_in
from sightline.measure.text.claims.arabic.people.signing import signing_in
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.unsure import is_unsure


def people_in(clause: Clause) -> list[Draft]:
    """Find who leads, who belongs to and who signed what, in one Arabic sentence."""
    scene = clause.scene
    text = scene.flat.text[scene.one.start : scene.one.end].rstrip("\"')» ")
    if text.endswith(("?", "؟")):
        return []  # who asks does not say
    out: dict[tuple[str, str, str], Draft] = {}
    for is_, i, subjects, thing, affirmed in _told(clause):
        for subject in subjects:
            draft = _draft(clause, is_, i, subject, thing, affirmed=affirmed)
            key = (is_, subject.name, thing.name)
            if draft is not None and (key not in out or draft.polarity == "negated"):
                out[key] = draft
    return _leading_last(list(out.values()))


def _told(clause: Clause) -> Iterable[tuple[str, int, Sequence[Named], Named, bool]]:
    for i, person, groups, affirmed in [*appointed_in(clause), *command_in(clause)]:
        for group in groups:
            if group.kind != "party":
                yield "leader_of", i, [person], group, affirmed
    for is_, i, person, group, affirmed in membership_in(clause):
        yield is_, i, [person], group, affirmed
    for i, signers, thing, affirmed in signing_in(clause):
        yield "signed", i, signers, thing, affirmed


def _leading_last(drafts: list[Draft]) -> list[Draft]:
    """Leave out of two readings of one tie the shorter name of the person."""
    return [
        d
        for d in drafts
        if not any(
            o is not d
            and o.property == d.property
            and o.value == d.value
            and o.start < d.end
            and d.start < o.end
            and str(d.subject) != str(o.subject)
            and str(d.subject) in str(o.subject)
            for o in drafts
        )
    ]


def _draft(clause: Clause, is_: str, i: int, subject: Named, thing: Named, *, affirmed: bool) -> Draft | None:
    scene, token = clause.scene, clause.tokens[i]
    if subject.name == thing.name or is_unsure(scene, is_, token.start, [subject, thing]):
        return None
    inside = [n for n in (subject, thing) if scene.one.start <= n.start < scene.one.end]
    start = min([token.start, *(n.start for n in inside)])
    end = max([token.end, *(n.end for n in inside)])
    word = scene.flat.plain[token.start : token.end]
    why = f"'{word}': {subject.name} {is_.replace('_', ' ')} {thing.name}"
    stance = "affirmed" if affirmed else "negated"
    return Draft("relation", is_, thing.name, start, end, why, polarity=stance, subject=subject.name)
