"""Sets what is seen against incidents, from statements that may be shown, by the rules of ``sightline features``."""

from collections.abc import Mapping, Sequence
from typing import Final

from sightline.model.feature_matrix import Cell, Matrix, Sighting, alike, matrix
from sightline.model.shown_weighing import (
    FeatureCell,
    FeaturePlace,
    FeatureRow,
    FeatureSight,
    ShownFeatures,
)
from sightline.model.view import Statement
from sightline.work.corroborating.linking import Heads
from sightline.work.disclosing.footage import one_footage, shared_footage
from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.words import link
from sightline.work.featuring.observed import (
    SEEN,
    TIES,
    Observation,
    Observed,
    incidents_of,
    observation_of,
)
from sightline.work.featuring.traits import label_of

MOST_PLACES: Final = 60
MOST_FEATURES: Final = 200
_ALIKE: Final = 4


def features_shown(showing: Showing) -> ShownFeatures | None:
    """Give the matrix of a disclosure; None where nothing is recorded as seen in two places or more."""
    held = showing.held
    rows: list[Statement] = []
    ties: list[Statement] = []
    for entity in sorted(held.said):
        for said in held.said[entity]:
            if said.stands and said.one.property in SEEN and isinstance(said.one.value, str):
                rows.append(said.one)
            elif said.stands and said.one.property in TIES:
                ties.append(said.one)
    if not rows:
        return None
    heads = Heads(dict(held.heads))
    kinds = {entity: named.kind for entity, named in held.entities.items()}
    incidents = incidents_of(ties, heads, kinds)
    every = tuple(observation_of(one, heads, kinds, incidents) for one in rows)
    found = matrix(
        s for s in Observed(every, _footage(showing, every)).sightings() if s.place in held.entities
    )
    if len(found.places) < 2:
        return None
    texts: dict[str, str] = {}
    for one in every:
        text = str(one.statement.value)
        texts.setdefault(
            one.features[0], f"marking “{text}”" if one.statement.property == "marking" else text
        )
    labels = {feature: label_of(held.schema, feature, texts) for feature in found.features}
    return _shown(showing, found, {o.statement.id.hex(): o for o in every}, labels)


def _footage(showing: Showing, every: Sequence[Observation]) -> dict[bytes, int]:
    """Number the footage of items, so that one film is one sighting."""
    copies = one_footage(shared_footage(showing))
    items = sorted({one.item for one in every if one.item is not None})
    number = {item: n for n, item in enumerate(items)}
    return {
        item: min(number[other] for other in {item, *copies.get(item, ())} if other in number)
        for item in items
    }


def _shown(
    showing: Showing, found: Matrix, of: Mapping[str, Observation], labels: Mapping[str, str]
) -> ShownFeatures:
    held = showing.held
    shows = {p: sum(1 for f in found.features if (f, p) in found.cells) for p in found.places}
    places = sorted(found.places, key=lambda p: (-shows[p], p))[:MOST_PLACES]
    places.sort(key=lambda p: (held.entities[p].kind != "Incident", _natural(held.entities[p].code)))
    column = {place: at for at, place in enumerate(places)}
    rows = []
    for feature in found.features[:MOST_FEATURES]:
        cells = tuple(
            _cell(showing, found.cells[feature, place], at, of)
            for place, at in column.items()
            if (feature, place) in found.cells
        )
        count = sum(1 for p in found.places if found.cell(feature, p).seen)
        rows.append(FeatureRow(labels[feature], f"{found.weights[feature]:.1f}", count, cells))
    left = [
        f"{len(found.places) - len(places)} places" if len(places) < len(found.places) else "",
        f"{len(found.features) - MOST_FEATURES} features" if len(found.features) > MOST_FEATURES else "",
    ]
    return ShownFeatures(
        tuple(rows),
        tuple(_place(showing, found, place, labels) for place in places),
        " and ".join(one for one in left if one),
    )


def _place(showing: Showing, found: Matrix, place: bytes, labels: Mapping[str, str]) -> FeaturePlace:
    held = showing.held
    named = held.entities[place]
    likest = [one for one in alike(found, place) if one.score > 0 and one.place in held.entities][:_ALIKE]
    return FeaturePlace(
        named.code,
        named.title,
        named.kind,
        tuple(
            (
                held.entities[one.place].code,
                held.entities[one.place].title,
                ", ".join(labels[f] for f in one.shared[:3]),
            )
            for one in likest
        ),
    )


def _cell(showing: Showing, cell: Cell, at: int, of: Mapping[str, Observation]) -> FeatureCell:
    state = "disputed" if cell.seen and cell.denied else "denied" if cell.denied else "seen"
    if state == "seen" and cell.strength < 1:
        state = "hedged"
    sights = {one.statement: _sight(showing, one, of[one.statement]) for one in (*cell.seen, *cell.denied)}
    return FeatureCell(at, state, tuple(sights.values()))


def _sight(showing: Showing, one: Sighting, observation: Observation) -> FeatureSight:
    held, said = showing.held, observation.statement
    subject = link(held, held.head(said.entity))
    speaker = said.via if said.via is not None else said.source
    return FeatureSight(
        statement=one.statement,
        subject=subject.code or "",
        subject_title=subject.title,
        text=str(said.value),
        who="this case" if speaker is None else link(held, speaker).title,
        seen_in="" if observation.item is None else link(held, observation.item).title,
        hedged=one.hedged,
        negated=one.negated,
    )


def _natural(code: str) -> tuple[str, int]:
    head, _, number = code.rpartition("-")
    return (head, int(number)) if number.isdigit() else (code, -1)
