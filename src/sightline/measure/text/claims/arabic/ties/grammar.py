"""Read relations and states of control from Arabic clauses: a root tells what, its form where the two ends stand."""

from sightline.measure.text.claims.arabic.clauses.denied_after import denied_after
from sightline.measure.text.claims.arabic.clauses.drafts import made
from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import WORD, tokens_of
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.people.people_ties import people_in
from sightline.measure.text.claims.arabic.ties.bonds import bonds_of
from sightline.measure.text.claims.arabic.ties.field import control_of
from sightline.measure.text.claims.arabic.ties.holding import control_told
from sightline.measure.text.claims.arabic.ties.nominal import relations_told
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene


def grammar_in(scene: Scene, kind: str) -> list[Draft]:
    """Find the relations, or the states of control, that one Arabic sentence tells.

    :param kind: ``relation`` or ``control``
    """
    if not (scene.actors or scene.earlier):
        return []
    if kind == "control" and not (scene.places or scene.earlier_places or _part_of_place(scene)):
        return []
    clause = Clause(scene, tokens_of(scene))
    out: list[Draft] = people_in(clause) if kind == "relation" else []
    if kind == "relation" and not scene.actors:
        return out
    for i, token in enumerate(clause.tokens):
        found = form_of(token.text) if token.kind == WORD else None
        if found is None:
            continue
        form = found[0]
        if kind == "relation":
            out += bonds_of(clause, i, form)
        else:
            out += control_of(clause, i, form)
    told = relations_told(clause) if kind == "relation" else control_told(clause)
    for is_, form_name, i, subjects, objects in told:
        out += made(clause, i, form_name, subjects, objects, is_, kind)
    return [*out, *denied_after(scene, out)] if kind == "relation" else out


def _part_of_place(scene: Scene) -> bool:
    holdings = scene.table.patterns["holdings"]
    return holdings.search(scene.flat.text, scene.one.start, scene.one.end) is not None
