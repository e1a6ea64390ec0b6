"""Make the suggestions of Arabic ties: one for each pair of ends, with where it stands, how it is meant and why."""

from collections.abc import Sequence

from sightline.measure.text.claims.arabic.clauses.polarity import stance_of
from sightline.measure.text.claims.arabic.clauses.roots import Form
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.unsure import is_unsure


def drafts(
    clause: Clause,
    i: int,
    form: Form,
    subjects: Sequence[Named],
    objects: Sequence[Named],
    is_: str,
    kind: str,
) -> list[Draft]:
    """Make the suggestions of a word of which the form is known."""
    return made(clause, i, form.part, subjects, objects, is_, kind)


def made(
    clause: Clause,
    i: int,
    form: str,
    subjects: Sequence[Named],
    objects: Sequence[Named] | None,
    is_: str,
    kind: str,
) -> list[Draft]:
    """Make a suggestion for each pair of ends, but for those that are not certain.

    :param form: the form of the word, or the name of another construction
    :param objects: None where the relation has none
    :param kind: ``relation`` or ``control``
    """
    out = []
    token, scene = clause.tokens[i], clause.scene
    stance = stance_of(clause, i, is_, form)
    for subject in subjects:
        for thing in (None,) if objects is None else objects:
            ends = [subject] if thing is None else [subject, thing]
            same = thing is not None and subject.name.casefold() == thing.name.casefold()
            bare = (
                thing is not None
                and thing.kind == "thing"
                and " " not in thing.name
                and thing.name[:2] != "ال"
            )
            if (kind == "control" and bare) or same or is_unsure(scene, is_, token.start, ends):
                continue
            inside = [n for n in ends if scene.one.start <= n.start < scene.one.end]
            start = min([token.start, *(n.start for n in inside)])
            end = max([token.end, *(n.end for n in inside)])
            word = scene.flat.plain[token.start : token.end]
            what = "" if thing is None else f" {thing.name}"
            why = f"'{word}' ({form}): {subject.name} {is_.replace('_', ' ')}{what}"
            out.append(
                Draft(kind, is_, None if thing is None else thing.name, start, end, why,
                      polarity=stance, subject=subject.name)
            )  # fmt: skip
    return out
