"""Families of items that share footage, for the count of copies: the same in status and in a dossier."""

from collections.abc import Sequence

from sqlalchemy import Connection

from sightline.model.disclosed import Note
from sightline.store.read import names_of
from sightline.work.disclosing.whole_case import MOST, Notes, copies, heads_of
from sightline.work.disclosing.words import counted
from sightline.work.matches import is_one_footage
from sightline.work.matching.families import families
from sightline.work.matching.kept import items_of, kept_matches


def footage_note(title: str, code: str | None, others: Sequence[str]) -> Note:
    """Say of the first of a family that others share footage with it."""
    text = f"{title}: {counted(len(others) + 1, 'item')} share footage, as far as was compared"
    return Note(text, code, ", ".join(others))


def all_copies(connection: Connection) -> Notes:
    """Name what is there more than once: the same bytes, the same footage, one file from several places.

    One note is one copy counted: a file, or a family of items that hang together by matches nobody refused.
    """
    bytes_and_places = copies(connection)
    kept = kept_matches(connection)
    if not kept:
        return bytes_and_places
    of = items_of(connection, (one for match in kept for one in (match.a, match.b)))
    heads = heads_of(connection, {item for items in of.values() for item in items})
    links = [
        (heads[left], heads[right])
        for one in kept
        if is_one_footage(one.segments, one.judged)
        for left in of.get(one.a, ())
        for right in of.get(one.b, ())
        if heads[left] != heads[right]
    ]
    found = families(links, {})
    names = names_of(connection, (item for family in found for item in family.items))
    notes = []
    for family in found[:MOST]:
        first, *rest = [names[item] for item in family.items if item in names]
        notes.append(footage_note(first.title, first.code, [one.code for one in rest]))
    every = (*bytes_and_places.first, *notes)
    return Notes(every[:MOST], bytes_and_places.count + len(found))
