"""What a person should do next: ten things, each with what to type, the most useful first.

Each sort of thing is a bounded query or a look at a bounded number of records, so that asking is quick in a large case
too. They are the things to do now, whatever time a dossier looks back to.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from shlex import quote
from typing import Final

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.disclosed import Note, Proof, Todo
from sightline.model.schema import Schema
from sightline.store.read import names_of
from sightline.work.disclosing.claims import claim_rows
from sightline.work.disclosing.judgements import unapplied
from sightline.work.disclosing.places import positions_shown, when_of
from sightline.work.disclosing.read import read_identities, read_some
from sightline.work.disclosing.statements import Showing, showing_of
from sightline.work.disclosing.waiting import (
    Waiting,
    assessed,
    disagreeing,
    first_loose,
    loose_items,
    of_kind,
    old_findings,
    unseen_items,
    waiting_findings,
)
from sightline.work.disclosing.whole_case import conflicts, failures, shared_objects, unread
from sightline.work.disclosing.words import counted
from sightline.work.matches import Matches, read_matches
from sightline.work.matching.kept import kept_matches
from sightline.work.safety.joined import joined_todos

MOST: Final = 10
_EACH: Final = 3
"""At most so many things of one sort."""
_PAGE: Final = 200
_PAGES: Final = 25
"""Pages of incidents that are looked through for one without a date or place."""
_GLANCE: Final = 160
"""Characters of a sentence that are told with what to do."""
_ORDER: Final = {"position": -2, "recorded_at": -1, "language": 1}
"""Proposals of these properties come before others, or after them."""
_ROW: Final = re.compile(r" row \d+$")


@frozen(slots=True)
class Asked:
    """What is known of the case before it is asked what to do."""

    connection: Connection
    schema: Schema
    proof: Proof
    kinds: dict[str, int]
    """Records by kind."""
    properties: dict[str, int]
    """Open statements by property."""
    stale: Sequence[tuple[str, int, int]]
    """(measure, version found, version now)"""
    places: tuple[list[tuple[str, bytes, int]], int]
    """Places that nothing says the whereabouts of (spellings, first record, records), and how many there are."""
    bare: int
    """Files that were examined where no sandbox could be had."""
    kept: frozenset[bytes] = frozenset()
    """Analyses that are kept from whoever asks."""


def next_things(asked: Asked) -> tuple[Todo, ...]:
    """List the next ten things to do; sorts take turns, so that ten failures do not hide a conflict."""
    found = read_matches(asked.connection, kept_matches(asked.connection))
    sorts = (
        _begin(asked),
        joined_todos(asked.connection),
        _recycled(found),
        _failures(asked),
        _unread(asked),
        _clocks(asked),
        _disagreements(asked),
        _places(asked),
        _copies(asked),
        _matches(found),
        _same_and_different(asked),
        _proposals(asked),
        _loose(asked),
        _undated(asked),
        _unseen(asked),
        _unsigned(asked.proof),
        _stale(asked),
        _bare(asked.bare),
    )
    turns = [list(islice(sort, _EACH)) for sort in sorts]
    return tuple(turn[n] for n in range(_EACH) for turn in turns if n < len(turn))[:MOST]


def _begin(asked: Asked) -> Iterator[Todo]:
    if not asked.kinds:
        yield Todo("The case holds nothing yet.", command="sightline add FILES-AND-FOLDERS")


def _recycled(found: Matches) -> Iterator[Todo]:
    for alarm in found.recycled:
        text = f"Older than its claim: {alarm.why} Look at both, and say whether it is the same footage."
        yield Todo(text, alarm.item.code, f"sightline matches {alarm.item.code}")


def _matches(found: Matches) -> Iterator[Todo]:
    waiting = [one for one in found.matches if one.finding is not None and one.judged is None]
    if waiting:
        first = waiting[0]
        many = counted(len(waiting), "pair of items shares", "pairs of items share")
        text = f"{many} footage, and nobody has said whether it is the same; begin with {first.a.code}: {first.why}"
        yield Todo(text, first.a.code, f"sightline matches {first.a.code}")


def _failures(asked: Asked) -> Iterator[Todo]:
    seen: set[str | None] = set()
    found = failures(asked.connection, failed_only=True, most=50)
    for address, note in zip(found.addresses, found.first, strict=True):
        if note.code not in seen:
            seen.add(note.code)
            yield _failure(address, note)


def _failure(address: str, note: Note) -> Todo:
    text = f"Could not be taken in: {note.text.partition(': ')[2] or address}"
    text += f" ({note.detail})" if note.detail else ""
    return Todo(text, note.code, f"sightline add {quote(_ROW.sub('', address))}")


def _unread(asked: Asked) -> Iterator[Todo]:
    found = unread(asked.connection, most=_EACH)
    if found.first:
        first = found.first[0]
        many = counted(found.count, "file was kept and not read whole", "files were kept and not read whole")
        text = f"{many}; see what is in the first, and ask for a better copy. {_cut(first.text)}"
        yield Todo(text, first.code, f"sightline show {first.code}")


def _clocks(asked: Asked) -> Iterator[Todo]:
    found, count = conflicts(asked.connection, most=_EACH)
    names = names_of(asked.connection, [head for head, _, _ in found])
    for at, (head, _, _) in enumerate(found):
        named = names[head]
        text = f"The clocks of {named.title} disagree as well"
        if at == 0 and count == 1:
            text = f"The clocks of {named.title} disagree"
        elif at == 0:
            text = f"In {count:,} files clocks disagree; begin with {named.title}"
        command = f'sightline say {named.code} recorded_at DATE --note "why this clock"'
        yield Todo(f"{text}: decide which to trust.", named.code, command)


def _disagreements(asked: Asked) -> Iterator[Todo]:
    weighed = assessed(asked.connection)
    for some in _pages(disagreeing(asked.connection, asked.schema, asked.properties)):
        showing = _some(asked, some)
        for head in some:
            members = showing.members.get(head)
            claims = () if members is None or head in weighed | asked.kept else claim_rows(showing, members)
            if claims:
                named = showing.held.entities[head]
                question = claims[0].question.lower()
                text = f"Sources disagree about {named.title}: {question}. Nobody has weighed it."
                yield Todo(text, named.code, f"sightline claims {named.code}")


def _some(asked: Asked, ids: Sequence[bytes]) -> Showing:
    return showing_of(read_some(asked.connection, asked.schema, ids))


def _pages(ids: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(ids)
    for _ in range(_PAGES):
        some = list(islice(rest, _PAGE))
        if not some:
            return
        yield some


def _places(asked: Asked) -> Iterator[Todo]:
    found, _ = asked.places
    names = names_of(asked.connection, [first for _, first, _ in found[:_EACH]])
    for name, first, count in found[:_EACH]:
        text = f"The place “{name}” is written in {counted(count, 'record')} and nothing says where it lies."
        yield Todo(text, names[first].code, f"sightline new Place --name {quote(name.partition(' / ')[0])}")


def _copies(asked: Asked) -> Iterator[Todo]:
    shared, _ = shared_objects(asked.connection, most=_EACH)
    names = names_of(asked.connection, [head for heads in shared for head in heads[:2]])
    for heads in shared:
        first, second = (names[head] for head in heads[:2])
        text = f"{first.code} and {second.code} hold the same bytes: say which was published first."
        yield Todo(text, second.code, f"sightline say {second.code} copy_of {first.code}")


def _same_and_different(asked: Asked) -> Iterator[Todo]:
    held = read_identities(asked.connection, asked.schema)
    for judged in unapplied(held):
        left, right = (held.entities[e] for e in judged.on)
        text = f"{left.code} and {right.code} were called the same, and a “different” stands against it."
        yield Todo(text, left.code, f"sightline undo {judged.id.hex()[:12]}")


def _proposals(asked: Asked) -> Iterator[Todo]:
    """Find findings that propose something nobody has judged: where and when something was recorded come first."""
    told: set[bytes] = set()
    waiting = waiting_findings(asked.connection)
    for one in sorted(waiting, key=lambda one: (_ORDER.get(one.prop, 0), one.prop)):
        named = names_of(asked.connection, [one.item])[one.item]
        prop = asked.schema.kinds["Item"].properties.get(one.prop)
        label = one.prop if prop is None else prop.label.lower()
        many = counted(one.count, "finding proposes", "findings propose")
        first = f"the first is of {named.title} too." if one.finding in told else _first(named.title, one)
        told.add(one.finding)
        text = f"{many} “{label}”, and nobody has decided; {first}"
        yield Todo(text, named.code, f"sightline judge finding {one.finding.hex()[:12]} accept")


def _first(title: str, one: Waiting) -> str:
    return f"the first, of {title}: {_cut(one.sentence)}"


def _cut(sentence: str) -> str:
    """Give a sentence, or as much of it as is read at a glance."""
    return sentence if len(sentence) <= _GLANCE else f"{sentence[: _GLANCE - 1].rstrip()}…"


def _loose(asked: Asked) -> Iterator[Todo]:
    """Count items that are tied to no incident."""
    whole = asked.kinds.get("Item", 0)
    count = loose_items(asked.connection, asked.properties, whole)
    if count > 0 and count > whole // 2:
        first = first_loose(asked.connection, asked.properties)
        if first is not None:
            named = names_of(asked.connection, [first])[first]
            many = counted(count, "item belongs", "items belong")
            text = f"{many} to no incident yet; begin with {named.title}."
            command = f'sightline group-into INC-new {named.code} --title "what happened"'
            yield Todo(text, named.code, command)


def _undated(asked: Asked) -> Iterator[Todo]:
    for some in _pages(of_kind(asked.connection, "Incident")):
        showing = _some(asked, some)
        for head in some:
            members = showing.members.get(head)
            if members is None:
                continue
            named = showing.held.entities[head]
            if when_of(showing.held, members) is None:
                yield Todo(
                    f"{named.title} has no date.", named.code, f"sightline say {named.code} occurred DATE"
                )
            elif not positions_shown(showing, members):
                yield Todo(
                    f"{named.title} has no place.", named.code, f"sightline say {named.code} place PLC-1"
                )


def _unseen(asked: Asked) -> Iterator[Todo]:
    count, first = unseen_items(asked.connection, asked.properties)
    if first is not None:
        named = names_of(asked.connection, [first])[first]
        many = counted(count, "item has", "items have")
        text = f"{many} pictures that nobody has looked at; they stay grey and blurred."
        yield Todo(text, named.code, f"sightline release {named.code} --fit fit")


def _unsigned(proof: Proof) -> Iterator[Todo]:
    if proof.unsigned_after:
        many = counted(proof.unsigned_after, "event is", "events are")
        text = f"{many} under no checkpoint: sign, and send the line to somebody."
        yield Todo(text, command="sightline checkpoint")


def _stale(asked: Asked) -> Iterator[Todo]:
    count, first = old_findings(asked.connection, asked.stale)
    if count > 0:
        names = ", ".join(sorted({measure for measure, _, _ in asked.stale}))
        code = None if first is None else names_of(asked.connection, [first])[first].code
        yield Todo(f"{counted(count, 'finding')} of older versions of {names}.", code, "sightline examine")


def _bare(count: int) -> Iterator[Todo]:
    if count:
        many = counted(count, "file was", "files were")
        text = f"{many} examined without a sandbox: install bubblewrap for what comes next."
        yield Todo(text, command="sudo apt-get install bubblewrap")
