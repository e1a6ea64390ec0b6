"""Writes what FollowTheMoney has no place for in words: denials, hedges, figures, means; and who is named where."""

from collections.abc import Iterator, Mapping
from typing import Final

from sightline.model.shown import ShownEntity, ShownStatement
from sightline.publish.formats.ftm_records import id_of, listed, proof_of, record
from sightline.publish.formats.stated import stated, term

PERSONS: Final = frozenset({"person"})
MEMBERSHIPS: Final = {"part_of": "part of", "member_of": "member", "leader_of": "leader"}
SUCCESSIONS: Final = {
    "merged_into": "merged into",
    "succeeded_by": "succeeded by",
    "split_from": "split from",
}
LINKS: Final = (
    "allied_with", "affiliated_with", "fights", "pledged_to", "operates_in", "active_in", "controls",
    "members_went_to", "signed", "governed_by", "contested_by", "besieged_by",
)  # fmt: skip
NOTED: Final = ("casualties", "means", "delivery", "agent", "outcome", "argument", "explanation", "sample")


def mentions(one: ShownEntity, kinds: Mapping[str, ShownEntity]) -> Iterator[dict[str, object]]:
    """Tie each actor to the documents that speak of it, under the name it has here."""
    if one.kind != "Actor":
        return
    documents = {
        piece.item.code
        for said in one.statements
        if said.status == "current"
        for piece in said.evidence
        if piece.item.code in kinds
    }
    for code in sorted(code for code in documents if code is not None):
        person = term(one, "actor_kind") in PERSONS
        yield record(
            f"{one.code}-in-{code}",
            "Mention",
            listed(
                name=[one.title],
                document=[id_of(code)],
                resolved=[id_of(one.code)],
                detectedSchema=["Person" if person else "Organization"],
            ),
        )


def notes(one: ShownEntity, kinds: Mapping[str, ShownEntity]) -> Iterator[dict[str, object]]:
    """Write in words what FollowTheMoney has no place for: denials, hedges, figures, means, assessments."""
    if one.kind not in {"Actor", "Incident", "Aggregate", "Place", "Assessment"}:
        return
    over = (
        [id_of(s.code) for s in stated(one, "of") if s.code in kinds]
        if one.kind == "Assessment"
        else [id_of(one.code)]
    )
    linked = (*MEMBERSHIPS, *SUCCESSIONS, *LINKS, "attributed_to")
    for said in one.statements:
        if said.status != "current" or said.rank == "deprecated" or said.value == "":
            continue
        softened = said.polarity == "negated" or said.certainty == "hedged"
        wanted = (
            softened
            if said.property in linked
            else said.property in NOTED or one.kind == "Assessment" or softened
        )
        if wanted:
            yield record(
                f"{said.id}-note",
                "Note",
                listed(description=[sentence(said)], entity=over, proof=proof_of(said, kinds)),
            )


def sentence(said: ShownStatement) -> str:
    """Say one statement in words, with who says it, when, and how sure."""
    who = said.source.title if said.source is not None else "This case"
    via = "" if said.via is None else f", quoting {said.via.title}"
    hedge = " (hedged)" if said.certainty == "hedged" else ""
    no = "not " if said.polarity == "negated" else ""
    words = f"{said.label}: {no}{said.value}{hedge}".removesuffix(".")
    conditions = "; ".join(f"{q.label}: {q.text}" for q in said.qualifiers)
    when = "" if said.valid is None else f", {said.valid.text}"
    on = "" if said.said is None else f", said {said.said.text}"
    return f"{words}{when}{f' ({conditions})' if conditions else ''}. {who}{via}{on}."
