"""Compares what is seen across incidents: a matrix of features, what looks alike and why, markings as they are read.

For recognising and documenting only: features say how a thing looks. What looks alike may still have different makers
and users; a person decides what it means.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import UnknownName
from sightline.measure.text.marking import Found, find_marking
from sightline.model.feature_matrix import Likeness, Matrix, alike, matrix
from sightline.model.view import Named, Statement
from sightline.store.observations import read_passages
from sightline.store.read import cluster_of, names_of
from sightline.work.case import Case
from sightline.work.featuring.observed import Observation, observed
from sightline.work.featuring.traits import label_of
from sightline.work.matching.kept import items_of
from sightline.work.pointing import look_for
from sightline.work.safety.marks import open_passages
from sightline.work.view import NOW, Times, moments_of, plain_names

METHOD: Final = "features"
VERSION: Final = 1
SHOWING: Final = ("Incident", "Artefact", "Item")
"""Kinds of which it is said what is seen."""
READ_LAYERS: Final = ("ocr", "original", "extraction", "transcript", "translation")


@frozen(slots=True)
class Features:
    """What is seen where."""

    matrix: Matrix
    labels: Mapping[str, str]
    """What people call each feature."""
    names: Mapping[bytes, Named]
    observations: tuple[Observation, ...]
    subject: Named | None = None
    alike: tuple[Likeness, ...] = ()
    why: str = ""


@frozen(slots=True)
class Marked:
    """A place where a marking stands, or something read for it."""

    where: Named
    found: Found
    text: str
    """The statement or the passage it stands in."""
    statement: str = ""
    """Id (hex) of the statement, where somebody recorded it."""
    layer: str = ""
    """Id (hex) of the text layer, where a machine or a person read it there."""


@frozen(slots=True)
class Markings:
    """Where a marking stands, what is nearest to it first."""

    marked: tuple[Marked, ...]
    left_out: int = 0
    """Hits beyond those that were asked for."""


def features(case: Case, code: str | None = None, *, times: Times = NOW) -> Features:
    """Set features against incidents; with a code, rank what shows the same.

    Parameters
    ----------
    code : str, optional
        Code, key or title of an incident, an artefact or an item.

    Raises
    ------
    UnknownName
        There is no such thing.
    """
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        found = observed(connection, moments)
        table = matrix(found.sightings())
        subject = None
        seen = True
        ranked: tuple[Likeness, ...] = ()
        if code is not None:
            subject = look_for(
                connection, code, listed="features"
            )  # a feature is no thing: it stands in the matrix
            if subject.kind not in SHOWING:
                raise UnknownName(
                    f"is {subject.kind}, and shows nothing",
                    item=code,
                    todo="name an incident, an artefact or an item; see: sightline features",
                )
            head = cluster_of(connection, subject.id, known_at=moments.known_at)[0]
            places = [head] if head in table.places else _places_of(found.every, head)
            seen, head = bool(places), (places or [head])[0]
            subject = plain_names(names_of(connection, [head]))[head]
            ranked = alike(table, head) if seen else ()
        names = plain_names(
            names_of(connection, {*table.places, *(i for one in found.every for i in _named(one))})
        )
    texts: dict[str, str] = {}
    for one in found.every:
        texts.setdefault(one.features[0], _short(one.statement))
    labels = {feature: label_of(case.schema, feature, texts) for feature in table.features}
    return Features(
        table, labels, names, found.every, subject, ranked, _why(table, subject, ranked, seen=seen)
    )


def markings(
    case: Case, text: str, *, times: Times = NOW, most: float | None = None, limit: int = 50
) -> Markings:
    """Find a marking or serial number in what was recorded and in every text that was read, slips tolerated.

    Parameters
    ----------
    times : Times
        Of what was recorded; a text that was read counts from when it was read (``known_at``).
    most : float, optional
        The highest cost of a hit; by default a quarter of its letters.
    limit : int
        So many hits are given, the best; the rest is counted.

    Raises
    ------
    BadValue
        The marking is too short or too long to be looked for.
    """
    out: list[Marked] = []
    find_marking("", text, most=most)  # says at once where it is too short or too long, also in an empty case
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        found = observed(connection, moments)
        names = plain_names(names_of(connection, {one.statement.entity for one in found.every}))
        for one in found.every:
            said = one.statement
            out += [
                Marked(names[said.entity], hit, str(said.value), statement=said.id.hex())
                for hit in find_marking(str(said.value), text, most=most)
            ]
        passages = read_passages(connection, READ_LAYERS, known_at=moments.known_at)
        read = open_passages(case, connection, passages)
        items = items_of(connection, {source for source, *_ in read})
        hits = [(row, hit) for row in read for hit in find_marking(row[3], text, most=most)]
        shown = plain_names(names_of(connection, {i for row, _ in hits for i in items.get(row[0], ())[:1]}))
        for (source, layer, start, passage), hit in hits:
            for item in items.get(source, ())[:1]:
                moved = Found(start + hit.start, start + hit.end, hit.read, hit.cost)
                out.append(Marked(shown[item], moved, _around(passage, hit), layer=layer))
    out.sort(key=lambda one: (one.found.cost, one.statement == "", one.where.code, one.found.start))
    return Markings(tuple(out[:limit]), max(0, len(out) - limit))


def _places_of(every: Sequence[Observation], head: bytes) -> list[bytes]:
    """Give the places that observations of a thing or in an item count for."""
    return sorted(
        {place for one in every if head in (one.statement.entity, one.item) for place in one.places}
    )


def _named(one: Observation) -> tuple[bytes, ...]:
    many = (one.statement.entity, one.statement.source, one.statement.via, one.item)
    return tuple(i for i in many if i is not None)


def _short(said: Statement) -> str:
    return f"marking “{said.value}”" if said.property == "marking" else str(said.value)


def _around(passage: str, hit: Found, *, reach: int = 40) -> str:
    begin, end = max(0, hit.start - reach), min(len(passage), hit.end + reach)
    return " ".join(passage[begin:end].split())


def _why(table: Matrix, subject: Named | None, ranked: Sequence[Likeness], *, seen: bool) -> str:
    if subject is not None and not seen:
        how = f'say what is seen: sightline say {subject.code} seen "three tail fins"'
        return f"Nothing is recorded as seen there, which does not say that nothing was. To record it, {how}"
    if not table.features:
        return "Nothing is recorded as seen yet."
    whole = f"{len(table.features)} features in {len(table.places)} places"
    if subject is None:
        return f"{whole}; a feature that fewer places show tells more."
    if not ranked:
        return f"Nothing else shows what {subject.title} shows, among {whole}."
    return (
        f"Among {whole}; what few places show counts most, a hedged sighting half, the same footage nothing. "
        "Looking alike is no proof of one origin."
    )
