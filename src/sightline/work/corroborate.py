"""Sets the claims of every source side by side, and counts how many of them are witnesses of their own.

Nothing is decided here: what agrees, what contradicts and which sources are tied is found by rules that say why, and a
person's judgement decides what counts.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.model.figures import told
from sightline.model.view import Moments, Named
from sightline.store.claims import heads_at
from sightline.store.read import cluster_of, names_of
from sightline.store.tables import entities
from sightline.work.case import Case
from sightline.work.corroborating.beside import beside_of, may_stand_beside, nested_in
from sightline.work.corroborating.beyond import with_beyond
from sightline.work.corroborating.counting import Bonds, counted
from sightline.work.corroborating.figure_rows import figure_rows
from sightline.work.corroborating.heard import Heard
from sightline.work.corroborating.records import Beside, Claims, Counted, FigureRow, TieShown
from sightline.work.corroborating.rows import rows_of
from sightline.work.corroborating.scene import Scene, bonds_of, read_scene, told_of
from sightline.work.corroborating.states import states_of
from sightline.work.corroborating.stories import stories_of
from sightline.work.corroborating.tie_told import tie_told
from sightline.work.locating.blind import refuse_blind
from sightline.work.names_then import named_then
from sightline.work.pointing import look_for
from sightline.work.view import NOW, Times, moments_of, plain_names


@frozen(slots=True)
class Independence:
    """How many sources speak of an incident, and how many with no tie found between them."""

    entity: Named
    counted: Counted


def claims(case: Case, code: str, *, times: Times = NOW) -> Claims:
    """Set the claims about one entity side by side.

    Parameters
    ----------
    code : str
        Code, id, external key or whole title; an incident or aggregate, and any other kind too.
    times : Times
        ``held_at``: only what held then, or may have; ``said_by``: only what sources had said by the end of then;
        ``known_at``: only what this case knew by then.

    Returns
    -------
    Claims
        A row for each property, with every source's statement as a cell; empty where nothing is said.

    Raises
    ------
    UnknownName
        There is no such entity.
    AmbiguousName
        Several have this title.
    BadTime
        A time is not EDTF.
    WrongUse
        It is an answer that is kept from whoever is repeating it.
    """
    with case.catalogue.reading() as connection:
        found = look_for(connection, code, listed="incidents")
        moments = moments_of(case, connection, times)
        ids = cluster_of(connection, found.id, known_at=moments.known_at)
        refuse_blind(connection, found, case.by, together=ids)
        named = _names(case, connection, ids, moments)
        head = named[ids[0]]
        kind = case.schema.kinds.get(head.kind)
        scene = read_scene(case, connection, ids, kind, moments)
        heard = _heard(scene, ids)
        said = told_of(scene, ids)
        bonds = bonds_of(scene, ids, said)
        standing = states_of(scene.ground, heard)
        order = () if kind is None else tuple(kind.properties)
        rows = rows_of(scene.ground, heard, standing, bonds, name=scene.name, order=order)
        figures = figure_rows(scene.ground, heard, rows, bonds, name=scene.name)
        beside = _beside(case, connection, head, ids, heard, scene, moments)
        nested = nested_in(connection, [one.entity.id for one in beside], scene.heads, moments)
        return Claims(
            entity=head,
            members=tuple(named[one] for one in ids[1:]),
            rows=rows,
            figures=with_beyond(head, figures, beside, nested=nested),
            stories=stories_of(scene.ground, heard, standing, name=scene.name),
            ties=_ties(scene, bonds),
            beside=beside,
            counted=counted({s for one in said for s in (one.source, one.via)}, bonds),
            names=dict(scene.names),
            left_out=sum(scene.heard[entity].left_out for entity in ids),
        )


def independence(
    case: Case, codes: Iterable[str] | None = None, *, times: Times = NOW
) -> tuple[Independence, ...]:
    """Count the sources of many incidents at once, and how many have no tie found between them.

    Parameters
    ----------
    codes : iterable of str, optional
        Incidents; all of the case by default.

    Raises
    ------
    UnknownName
        A code that is not there.
    """
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        clusters = all_incidents(connection, moments) if codes is None else _named(connection, codes, moments)
        every = [one for ids in clusters.values() for one in ids]
        scene = read_scene(case, connection, every, case.schema.kinds.get("Incident"), moments)
        names = _names(case, connection, clusters, moments)
        out = []
        for head, ids in clusters.items():
            said = told_of(scene, ids)
            bonds = bonds_of(scene, ids, said)
            sources = {s for one in said for s in (one.source, one.via)}
            out.append(Independence(names[head], counted(sources, bonds)))
        return tuple(out)


def _names(case: Case, connection: Connection, ids: Iterable[bytes], moments: Moments) -> dict[bytes, Named]:
    return plain_names(named_then(case.schema, connection, names_of(connection, ids), moments.known_at))


def _heard(scene: Scene, ids: Sequence[bytes]) -> list[Heard]:
    return [one for entity in ids for one in scene.heard[entity].heard]


def all_incidents(connection: Connection, moments: Moments) -> dict[bytes, list[bytes]]:
    """Group the records of all incidents by the one that stands for them, in the order of their ids."""
    query = select(entities.c.id).where(entities.c.kind == "Incident").order_by(entities.c.id)
    if moments.known_at is not None:
        query = query.where(entities.c.opened <= moments.known_at)
    every = [bytes(one) for one in connection.execute(query).scalars()]
    heads = heads_at(connection, every, known_at=moments.known_at)
    out: dict[bytes, list[bytes]] = {}
    for one in every:
        out.setdefault(heads.get(one, one), []).append(one)
    return out


def _named(connection: Connection, codes: Iterable[str], moments: Moments) -> dict[bytes, list[bytes]]:
    out = {}
    for code in codes:
        found = look_for(connection, code, listed="incidents")
        ids = cluster_of(connection, found.id, known_at=moments.known_at)
        out[ids[0]] = ids
    return out


def _ties(scene: Scene, bonds: Bonds) -> tuple[TieShown, ...]:
    """Tell of every tie that was found or judged, also of those that a person refused."""
    out = []
    found = (*bonds.found, *(tie for tie in bonds.in_force() if tie.kind == "judged"))
    for tie in found:
        one, other = scene.name(tie.one), scene.name(tie.other)
        if one is None or other is None:
            continue
        said = tuple(
            f"{j.by}: {'tied' if j.tied else 'independent'}" + (f" ({j.reason})" if j.reason else "")
            for j in bonds.judged.get(tie.pair, ())
        )
        out.append(TieShown(tie, one, other, tie_told(tie, scene.title), bonds.outcome(tie.pair), said))
    return tuple(out)


def _beside(
    case: Case,
    connection: Connection,
    head: Named,
    ids: Sequence[bytes],
    heard: Sequence[Heard],
    scene: Scene,
    moments: Moments,
) -> tuple[Beside, ...]:
    """List aggregates and members with the figures that each gives; nothing is added up."""
    if not may_stand_beside(case, head.kind):
        return ()
    out = []
    for named, role, hedged in beside_of(
        case, connection, head, ids, heard, scene.ground, scene.heads, moments
    ):
        figures = _figures(case, connection, named, moments)
        about = tuple(row for row in figures if row.property != "claimed_count")
        claimed = [row for row in figures if row.property == "claimed_count"]
        out.append(Beside(named, role, hedged, about, _claimed(claimed)))
    return tuple(out)


def _figures(case: Case, connection: Connection, named: Named, moments: Moments) -> tuple[FigureRow, ...]:
    ids = cluster_of(connection, named.id, known_at=moments.known_at)
    scene = read_scene(case, connection, ids, case.schema.kinds.get(named.kind), moments)
    heard = _heard(scene, ids)
    bonds = bonds_of(scene, ids, told_of(scene, ids))
    rows = rows_of(scene.ground, heard, states_of(scene.ground, heard), bonds, name=scene.name)
    return figure_rows(scene.ground, heard, rows, bonds, name=scene.name)


def _claimed(rows: Sequence[FigureRow]) -> str:
    said = [
        f"{voice.figure.words or told(voice.figure)} ({voice.voice.title})"
        for row in rows
        for voice in row.voices
    ]
    return "; ".join(said)
