"""Decide what stands on each page of a site: which records, in which order, from which side."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen

from sightline.model.disclosed import INTERNAL, Dossier
from sightline.model.shown import ShownEntity
from sightline.publish.addresses import Shelf, pages_of, shelves_of
from sightline.publish.crossings import Crossings, crossings_of
from sightline.publish.gist import folded
from sightline.publish.groups import groups_of
from sightline.publish.in_short import short_of
from sightline.publish.life import life_of
from sightline.publish.looking_back import axes_of
from sightline.publish.map_points import Point, map_script, points_of, script
from sightline.publish.network import Network, network_of
from sightline.publish.pictures import Picture, pictures_of
from sightline.publish.recurring import matrix_of
from sightline.publish.render import Pages
from sightline.publish.territory import Territory, control_rows, territory_of
from sightline.publish.timeline import Entry, Timeline, axis_of, entries_of, first_of, timeline_of
from sightline.publish.verification import Verified, verified_of
from sightline.publish.words import GLOSSARY, KIND_GLOSS, disarm

_ON_FRONT: Final = frozenset({"Incident", "Aggregate", "Assessment"})
_MOST_ROWS: Final = 400
"""Rows of one timeline; beyond that, a list reads better."""
CHUNK: Final = 60
"""Rows of a list that are laid out together."""


@frozen(slots=True)
class Site:
    """A dossier, sorted for its pages."""

    dossier: Dossier
    shelves: tuple[Shelf, ...]
    pages: Mapping[str, str]
    entities: Mapping[str, ShownEntity]
    crossings: Crossings
    pictures: Mapping[str, tuple[Picture, ...]]
    points: tuple[Point, ...]
    network: Network | None = None
    territory: Territory | None = None
    verified: Mapping[str, Verified] = field(factory=dict)
    """The five questions, by the code of what was verified."""


def site_of(dossier: Dossier, *, copy_media: bool) -> Site:
    """Sort a dossier for its pages."""
    shelves = shelves_of(dossier.entities)
    shown = {one.code: one for one in dossier.entities if one.status == "shown"}
    return Site(
        dossier,
        shelves,
        pages_of(shelves),
        {entity.code: entity for entity in dossier.entities},
        crossings_of(dossier.entities),
        {
            entity.code: pictures_of(entity, audience=dossier.audience, copied=copy_media)
            for entity in dossier.entities
        },
        points_of(dossier.entities),
        network_of(shown),
        territory_of(shown),
        verified_of(shown),
    )


def pages_and_data(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every page and data script of a site as (path, text)."""
    dossier = site.dossier
    always = {
        "dossier": dossier,
        "internal": dossier.audience == INTERNAL,
        "shelves": site.shelves,
        "kind_gloss": KIND_GLOSS,
        "has_map": bool(site.points),
        "has_network": site.network is not None,
        "has_control": site.territory is not None,
        "has_features": dossier.features is not None,
    }
    pages = Pages(site.pages, always)
    yield "index.html", _front(site, pages)
    for shelf in site.shelves:
        yield shelf.path, _list(shelf, pages)
        for number, entity in enumerate(shelf.entities):
            before = shelf.entities[number - 1] if number else None
            after = shelf.entities[number + 1] if number + 1 < len(shelf.entities) else None
            yield site.pages[entity.code], _entity(site, pages, shelf, entity, near=(before, after))
    yield (
        "timeline.html",
        pages.render("timeline.html", "timeline.html", timelines=_timelines(site), here="timeline"),
    )
    yield "map.html", pages.render("map.html", "map.html", points=site.points, here="map")
    yield from _through_time(site, pages)
    yield "find.html", pages.render("find.html", "find.html", here="find")
    yield "proof.html", pages.render("proof.html", "proof.html", here="proof", proof=dossier.proof)
    yield (
        "about.html",
        pages.render("about.html", "about.html", here="about", words=(*GLOSSARY, *dossier.glossary)),
    )
    yield (
        "data/words.js",
        script("words", {word: disarm(text) for word, text in (*GLOSSARY, *dossier.glossary)}),
    )
    yield "data/points.js", map_script(site.points, site.pages)
    yield "data/find.js", script("find", _find_rows(site))


def _through_time(site: Site, pages: Pages) -> Iterator[tuple[str, str]]:
    if site.network is not None:
        yield (
            "network.html",
            pages.render(
                "network.html", "network.html", here="network", network=site.network, dates=site.network.dates
            ),
        )
    if site.territory is not None:
        page = pages.render(
            "control.html",
            "control.html",
            here="control",
            territory=site.territory,
            dates=site.territory.dates,
        )
        yield "control.html", page
        yield "data/control.js", script("control", control_rows(site.territory, site.pages))
    features = site.dossier.features
    if features is not None:
        yield (
            "features.html",
            pages.render(
                "features.html",
                "features.html",
                here="features",
                features=features,
                matrix=matrix_of(features, site.entities),
            ),
        )


def _front(site: Site, pages: Pages) -> str:
    dossier = site.dossier
    first = site.entities.get(dossier.first or "")
    on_front = [entity for entity in dossier.entities if entity.kind in _ON_FRONT]
    if not any(entity.when is not None for entity in on_front):
        on_front = list(dossier.entities)
    entries = entries_of(on_front)
    return pages.render(
        "index.html",
        "index.html",
        here="index",
        first=first,
        timeline=timeline_of(entries) if len(entries) <= _MOST_ROWS else None,
        points=site.points,
        apart=[entity for entity in dossier.entities if entity.kind == "Aggregate" or entity.aggregate],
        corrections=sorted(dossier.corrections, key=lambda one: (one.at_ms, one.text)),
    )


def _list(shelf: Shelf, pages: Pages) -> str:
    rows = shelf.entities
    return pages.render(
        shelf.path,
        "list.html",
        here=shelf.kind,
        shelf=shelf,
        chunks=[rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)],
        states=sorted({row.state for row in rows if row.state}),
        columns={
            "when": any(row.when is not None for row in rows),
            "where": any(row.where for row in rows),
            "state": any(row.state for row in rows),
        },
    )


def _spans(entity: ShownEntity) -> Timeline | None:
    """Lay out what held when, as far as its statements say; a denial is drawn as one."""
    stated = {one.id: one for one in entity.statements}
    entries = []
    for span in entity.spans:
        one = stated.get(span.statement or "")
        if one is None:
            entries.append(Entry(span.time, span.label, None, entity.kind))
            continue
        entries.append(
            Entry(
                span.time,
                f"{one.label}: {span.label}",
                None,
                entity.kind,
                statement=one.id,
                denied=one.polarity == "negated",
                attested_ms=None if one.said is None else one.said.end_max,
            )
        )
    return timeline_of(entries) if len(entries) > 1 else None


def _entity(
    site: Site,
    pages: Pages,
    shelf: Shelf,
    entity: ShownEntity,
    *,
    near: tuple[ShownEntity | None, ShownEntity | None],
) -> str:
    offered = site.dossier.times
    pointing = site.crossings.pointing_at.get(entity.code, ())
    life = life_of(entity, pointing)
    # a life is told by others' records too: looking back must put those away as well
    told = (
        entity.statements
        if life is None
        else (*entity.statements, *(one for one in pointing if one.code == entity.code))
    )
    stated = {one.id: one for one in entity.statements}
    verified = site.verified.get(entity.code)
    return pages.render(
        site.pages[entity.code],
        "entity.html",
        here=shelf.kind,
        shelf=shelf,
        entity=entity,
        groups=groups_of(entity.statements),
        axes=axes_of(told, offered),
        timeline=None if life is not None else _spans(entity),
        life=life,
        verified=verified,
        short=short_of(entity, stated, verified),
        table=folded(entity.table, stated, above=entity.claims),
        stated=stated,
        pictures=site.pictures[entity.code],
        points=points_of((entity,)),
        said=site.crossings.said_by.get(entity.code, ()),
        borne=site.crossings.borne_by.get(entity.code, ()),
        pointing=pointing,
        near=near,
    )


def _timelines(site: Site) -> list[tuple[Shelf, Timeline | None, int]]:
    """Give each shelf its timeline, all over one axis, with the number of its times: only the first rows are drawn."""
    axis = axis_of([entity.when for entity in site.dossier.entities if entity.when is not None])
    made = []
    for shelf in site.shelves:
        entries = entries_of(shelf.entities)
        if entries:
            made.append((shelf, timeline_of(first_of(entries, _MOST_ROWS), axis=axis), len(entries)))
    return made


def _find_rows(site: Site) -> list[list[str]]:
    rows = []
    for shelf in site.shelves:
        for entity in shelf.entities:
            values = dict.fromkeys(
                text
                for one in entity.statements
                for text in (one.value, one.raw)
                if text and text != entity.title
            )
            rows.append(
                [
                    disarm(entity.code),
                    entity.kind,
                    disarm(entity.title),
                    "" if entity.when is None else disarm(entity.when.text),
                    site.pages[entity.code],
                    disarm(" · ".join([entity.subtitle, entity.summary, *values]))[:1200],
                ]
            )
    return rows
