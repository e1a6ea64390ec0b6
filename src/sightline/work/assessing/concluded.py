"""Reads what an assessment concluded: likelihood on one named scale, and confidence apart from it."""

from collections.abc import Mapping, Sequence
from typing import Final

from sightline.model.schema import Schema
from sightline.model.view import Statement
from sightline.work.assessing.intervals import intervals
from sightline.work.assessing.reading import author, text_of, whole, word
from sightline.work.assessing.records import Cited, Conclusion, Likelihood, Review

SCALES: Final[Mapping[str, str]] = {"icd203": "likelihood", "phia": "likelihood_phia"}
"""Name of a scale as it is typed, and the property that holds its words."""
PARTS: Final = frozenset({*SCALES.values(), "confidence", "finding", "would_change", "limits", "made_at"})
"""Properties that a conclusion is made of; a new conclusion takes the place of all of them."""


def is_part(one: Statement) -> bool:
    """Tell whether a statement is a part of the conclusion."""
    if one.source is not None:
        return False  # of a judgement that somebody else published
    return one.property in PARTS or (one.property == "cites" and "piece" not in one.qualifiers)


def conclusion_of(
    schema: Schema, said: Sequence[Statement], cites: Mapping[int, tuple[Cited, ...]]
) -> Conclusion | None:
    """Put the conclusion together from what stands; None where nothing was concluded."""
    parts = [one for one in said if is_part(one)]
    sure = next((one for one in reversed(parts) if one.property == "confidence"), None)
    if sure is None:
        return None
    scale = next((s for s, prop in SCALES.items() if any(one.property == prop for one in parts)), "")
    likely = tuple(_likelihood(schema, one) for one in parts if one.property == SCALES.get(scale))
    return Conclusion(
        scale=scale,
        likelihoods=tuple(sorted(likely, key=lambda one: one.explanation or 0)),
        confidence=text_of(sure.value),
        confidence_label=label_of(schema, "icd203_confidence", text_of(sure.value)),
        confidence_why=word(sure, "basis") or "",
        finding=_last(parts, "finding"),
        would_change=_all(parts, "would_change"),
        limits=_all(parts, "limits"),
        cites=tuple(c for one in parts if one.property == "cites" for c in cites.get(one.n, ())),
        by=author(sure),
        at=sure.recorded,
        made=_last(parts, "made_at"),
        reviews=reviews_of(said, sure),
    )


def reviews_of(
    said: Sequence[Statement], of: Statement, *, question: str | None = None
) -> tuple[Review, ...]:
    """List the reviews of an answer: those that name it, and in a copy of the case those that came after it."""
    return tuple(
        Review(
            text_of(one.value), author(one, "reviewer"), word(one, "basis") or "", one.recorded, one.id.hex()
        )
        for one in said
        if one.property == "review"
        and word(one, "question") == question
        and (one.n > of.n or one.qualifiers.get("statement") == of.id.hex())
    )


def label_of(schema: Schema, vocabulary: str, term: str) -> str:
    """Give the label of a term, the term itself where the vocabulary has none of it."""
    found = schema.vocabulary(vocabulary).terms.get(term)
    return term if found is None else found.label


def _likelihood(schema: Schema, one: Statement) -> Likelihood:
    vocabulary = "icd203_likelihood" if one.property == "likelihood" else "phia_likelihood"
    term = text_of(one.value)
    scale = next(name for name, prop in SCALES.items() if prop == one.property)
    return Likelihood(
        explanation=whole(one, "explanation"),
        term=term,
        label=label_of(schema, vocabulary, term),
        interval=intervals(scale).get(term),
        basis=word(one, "basis") or "",
        by=author(one),
        at=one.recorded,
        statement=one.id.hex(),
    )


def _last(said: Sequence[Statement], prop: str) -> str:
    return next((text_of(one.value) for one in reversed(said) if one.property == prop), "")


def _all(said: Sequence[Statement], prop: str) -> tuple[str, ...]:
    return tuple(text_of(one.value) for one in said if one.property == prop)
