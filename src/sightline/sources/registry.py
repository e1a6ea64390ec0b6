"""The ways in: built-in sources, those that outside packages offer, and which of them reads an address."""

from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points

from attrs import evolve

from sightline.core.errors import SightlineError, UnknownName, Unreadable, WrongUse
from sightline.model.arrival import Arrival
from sightline.sources.folder import FOLDER
from sightline.sources.list_source import LIST
from sightline.sources.page import PAGE
from sightline.sources.source import Asked, Source
from sightline.sources.video import VIDEO

__all__ = ["BUILTIN", "GROUP", "all_sources", "arrivals", "choose_source"]

GROUP = "sightline.sources"
"""Entry-point group through which an outside package offers a source: an object with the methods of ``Source``."""

BUILTIN: tuple[Source, ...] = (LIST, VIDEO, PAGE, FOLDER)
"""In the order they are asked; the folder takes every path that nobody before it wanted."""


def all_sources() -> tuple[Source, ...]:
    """Return outside sources, sorted by name, then the built-in ones: an outside source may take over an address.

    :raises WrongUse: when an outside source has the name of a built-in one, or lacks what a source needs.
    """
    found: list[Source] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        source = entry.load()
        if not all(hasattr(source, needed) for needed in ("name", "accepts", "arrivals")):
            raise WrongUse(
                f"{entry.value} is no source", item=entry.name, todo="it needs name, accepts and arrivals"
            )
        if source.name in {builtin.name for builtin in BUILTIN}:
            raise WrongUse(f"{entry.value} calls itself {source.name!r}, which is built in", item=entry.name)
        found.append(source)
    return (*found, *BUILTIN)


def choose_source(address: str, asked: Asked, *, sources: Sequence[Source] | None = None) -> Source:
    """Return the source that reads the address: the preferred one, or the first that accepts it.

    :raises UnknownName: when the preferred source does not exist.
    :raises Unreadable: when no source accepts the address.
    """
    known = all_sources() if sources is None else sources
    if asked.prefer is not None:
        for source in known:
            if source.name == asked.prefer:
                return source
        names = ", ".join(source.name for source in known)
        raise UnknownName(
            f"there is no source {asked.prefer!r}", item=asked.prefer, todo=f"use one of {names}"
        )
    for source in known:
        if source.accepts(address, asked):
            return source
    raise Unreadable(
        "this is neither a path nor an address of the web", item=address, todo="check how it is written"
    )


def arrivals(address: str, asked: Asked, *, sources: Sequence[Source] | None = None) -> Iterator[Arrival]:
    """Yield every Item an address holds; lists and pages found inside folders are read as such.

    :raises SightlineError: only when the address as a whole cannot be read, as a list named by itself whose dates
        are ambiguous. Inside a folder such a list is kept as a file with its fault, and the walk goes on.
    """
    known = all_sources() if sources is None else sources
    chosen = choose_source(address, asked, sources=known)
    if chosen is not FOLDER:
        yield from chosen.arrivals(address, asked)
        return
    readers = [source for source in known if source is not FOLDER]
    for found in FOLDER.arrivals(address, asked):
        reader = None
        if found.state == "captured" and asked.prefer is None:
            path = str(found.files[0].path)
            reader = next((source for source in readers if source.accepts(path, asked)), None)
        if reader is None:
            yield found
        else:
            yield from _read_inside(found, reader, asked)


def _read_inside(found: Arrival, reader: Source, asked: Asked) -> Iterator[Arrival]:
    """Let another source read a file of a folder; what stops it becomes the file's fault, not the walk's."""
    begun = False
    # columns of one list are named, so a mapping cannot be meant for every list of a folder
    inside = evolve(asked, mapping={})
    try:
        for arrival in reader.arrivals(str(found.files[0].path), inside):
            yield arrival
            begun = True
    except SightlineError as error:
        if begun:
            yield evolve(found, state="failed", files=(), fault=error.fault, todo=error.todo)
        else:
            yield evolve(found, fault=error.fault, todo=error.todo)
