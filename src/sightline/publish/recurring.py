"""Says which features recur, and where: the answer that a matrix of features is drawn for.

A thing of which no incident is recorded stands in a column of its own; it is still known where it was found, so that a
feature is counted by different places and not only by columns.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from sightline.model.shown import ShownEntity
from sightline.model.shown_weighing import FeatureCell, FeaturePlace, FeatureRow, ShownFeatures

INCIDENT: Final = "Incident"
_FOUND: Final = ("found_at", "place")
_NOWHERE: Final = "place not recorded"


@frozen(slots=True)
class Column:
    """One column of the matrix."""

    place: FeaturePlace
    where: str
    """Where it was, or was found; empty where nobody says."""
    incident: bool


@frozen(slots=True)
class Stretch:
    """Columns of one sort, beside each other."""

    title: str
    width: int


@frozen(slots=True)
class Showing:
    """What one place shows of a feature."""

    where: str
    cells: tuple[tuple[Column, FeatureCell], ...]


@frozen(slots=True)
class Recurring:
    """A feature that two or more columns show."""

    number: int
    """Of its row in the table, from 1."""
    row: FeatureRow
    showing: tuple[Showing, ...]
    places: int
    """Different places among them, those that are not recorded left out."""


@frozen(slots=True)
class Matrix:
    """The matrix as a page draws it: what two or more show stands first."""

    rows: tuple[FeatureRow, ...]
    columns: tuple[Column, ...]
    stretches: tuple[Stretch, ...]
    recurring: tuple[Recurring, ...]
    shared: int
    """Rows that two or more columns show."""


def matrix_of(features: ShownFeatures, entities: Mapping[str, ShownEntity]) -> Matrix:
    """Order a matrix for its page, and say what recurs in it."""
    columns = tuple(_column(place, entities) for place in features.places)
    shared = [row for row in features.rows if len(_showing(row)) > 1]
    single = [row for row in features.rows if len(_showing(row)) <= 1]
    rows = (*shared, *single)
    found = [_recurring(number, row, columns) for number, row in enumerate(shared, 1)]
    found.sort(key=lambda one: (one.places < 2, one.number))
    return Matrix(rows, columns, _stretches(columns), tuple(found), len(shared))


def _showing(row: FeatureRow) -> list[FeatureCell]:
    return [cell for cell in row.cells if cell.state != "denied"]


def _column(place: FeaturePlace, entities: Mapping[str, ShownEntity]) -> Column:
    entity = entities.get(place.code)
    return Column(place, "" if entity is None else _where(entity, entities), place.kind == INCIDENT)


def _where(entity: ShownEntity, entities: Mapping[str, ShownEntity]) -> str:
    """Tell where it was: as its list says, else where a source says that it was found."""
    if entity.where:
        return entity.where
    for one in entity.statements:
        if one.property not in _FOUND or one.status != "current" or one.polarity == "negated":
            continue
        at = entities.get(one.code or "")
        if at is not None and at.kind == "Place":
            return at.title
    return ""


def _stretches(columns: tuple[Column, ...]) -> tuple[Stretch, ...]:
    incidents = sum(1 for one in columns if one.incident)
    others = len(columns) - incidents
    if not incidents or not others:
        return ()
    return Stretch("incidents", incidents), Stretch("things of no recorded incident", others)


def _recurring(number: int, row: FeatureRow, columns: tuple[Column, ...]) -> Recurring:
    by_place: dict[str, list[tuple[Column, FeatureCell]]] = defaultdict(list)
    for cell in _showing(row):
        column = columns[cell.place]
        by_place[column.where or _NOWHERE].append((column, cell))
    showing = tuple(Showing(where, tuple(cells)) for where, cells in by_place.items())
    return Recurring(number, row, showing, sum(1 for one in showing if one.where != _NOWHERE))
