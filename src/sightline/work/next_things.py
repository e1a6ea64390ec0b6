"""What a person should do next: ten things, each with what to type, the most useful first."""

from collections.abc import Iterator, Sequence
from itertools import islice
from shlex import quote
from typing import Final

from sightline.model.disclosed import Proof, Todo
from sightline.model.shown import ShownEntity
from sightline.work.disclosing.arrivals import conflicts, unresolved
from sightline.work.disclosing.entities import same_bytes
from sightline.work.disclosing.judgements import unapplied
from sightline.work.disclosing.media import originals
from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.words import counted

MOST: Final = 10
_EACH: Final = 3
"""At most so many things of one sort."""
BARE: Final = "limits-only"
"""What a finding notes when no sandbox could be had around the program that read the file."""


def next_things(showing: Showing, entities: Sequence[ShownEntity], proof: Proof) -> tuple[Todo, ...]:
    """List the next ten things to do; sorts take turns, so that ten failures do not hide a conflict."""
    sorts = (
        _begin(entities),
        _failures(entities),
        _clocks(showing),
        _disagreements(entities),
        _places(showing),
        _copies(showing),
        _same_and_different(showing),
        _proposals(showing),
        _loose(entities),
        _undated(entities),
        _unseen(entities),
        _unsigned(proof),
        _stale(entities),
        _bare(showing),
    )
    turns = [list(islice(sort, _EACH)) for sort in sorts]
    return tuple(turn[n] for n in range(_EACH) for turn in turns if n < len(turn))[:MOST]


def _begin(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    if not entities:
        yield Todo("The case holds nothing yet.", command="sightline add FILES-AND-FOLDERS")


def _failures(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    for entity in entities:
        for capture in entity.captures:
            if capture.state == "failed":
                text = f"Could not be taken in: {capture.fault or capture.address}"
                yield Todo(
                    text + (f" ({capture.todo})" if capture.todo else ""),
                    entity.code,
                    f"sightline add {quote(capture.address)}",
                )
                break


def _clocks(showing: Showing) -> Iterator[Todo]:
    found = conflicts(showing)
    for head, _ in found:
        named = showing.held.entities[head]
        more = f" ({counted(len(found), 'file')} like this)" if len(found) > 1 else ""
        text = f"The clocks of {named.title} disagree{more}: decide which to trust."
        yield Todo(text, named.code, f'sightline say {named.code} recorded_at DATE --note "why this clock"')


def _disagreements(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    assessed = {
        s.code for e in entities if e.kind == "Assessment" for s in e.statements if s.property == "of"
    }
    for entity in entities:
        if entity.claims and entity.code not in assessed:
            text = f"Sources disagree about {entity.title}: {entity.claims[0].question.lower()}. Nobody has weighed it."
            yield Todo(text, entity.code, f"sightline show {entity.code}")


def _places(showing: Showing) -> Iterator[Todo]:
    for name, heads in unresolved(showing):
        text = f"The place “{name}” is written in {counted(len(heads), 'record')} and nothing says where it lies."
        code = showing.held.entities[heads[0]].code
        yield Todo(text, code, f"sightline new Place --name {quote(name.partition(' / ')[0])}")


def _copies(showing: Showing) -> Iterator[Todo]:
    for heads in same_bytes(showing).values():
        first, second = (showing.held.entities[head] for head in heads[:2])
        text = f"{first.code} and {second.code} hold the same bytes: say which was published first."
        yield Todo(text, second.code, f"sightline say {second.code} copy_of {first.code}")


def _same_and_different(showing: Showing) -> Iterator[Todo]:
    for judged in unapplied(showing.held):
        left, right = (showing.held.entities[e] for e in judged.on)
        text = f"{left.code} and {right.code} were called the same, and a “different” stands against it."
        yield Todo(text, left.code, f"sightline undo {judged.id.hex()[:12]}")


def _proposals(showing: Showing) -> Iterator[Todo]:
    """Find findings that propose something nobody has judged."""
    held = showing.held
    decided = {j.on[0] for j in held.judgements if j.undone is None}
    waiting: list[tuple[bytes, bytes]] = []
    for head, members in showing.members.items():
        for sha256 in originals(held, members):
            waiting += [
                (head, f.id)
                for f in held.findings.get(sha256, ())
                if f.proposes and f.id not in decided and not f.hidden
            ]
    for head, finding in waiting:
        named = held.entities[head]
        many = counted(len(waiting), "finding proposes", "findings propose")
        text = f"{many} something that nobody has decided; the first is of {named.title}."
        yield Todo(text, named.code, f"sightline judge finding {finding.hex()[:12]} accept")
        return


def _loose(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    """Count items that are tied to no incident."""
    tied: set[str | None] = set()
    for entity in entities:
        for one in entity.statements:
            if entity.kind in ("Incident", "Aggregate"):
                tied |= {evidence.item.code for evidence in one.evidence}
            elif one.property in ("shows", "reports"):
                tied.add(entity.code)
    loose = [e for e in entities if e.kind == "Item" and e.code not in tied]
    loose.sort(key=lambda e: (not e.media, e.when is None))
    if loose and len(loose) > sum(e.kind == "Item" for e in entities) // 2:
        text = f"{counted(len(loose), 'item belongs', 'items belong')} to no incident yet; begin with {loose[0].title}."
        yield Todo(
            text, loose[0].code, f'sightline group-into INC-new {loose[0].code} --title "what happened"'
        )


def _undated(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    for entity in entities:
        if entity.kind == "Incident" and entity.when is None:
            yield Todo(
                f"{entity.title} has no date.", entity.code, f"sightline say {entity.code} occurred DATE"
            )
        elif entity.kind == "Incident" and not entity.positions:
            yield Todo(
                f"{entity.title} has no place.", entity.code, f"sightline say {entity.code} place PLC-1"
            )


def _unseen(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    unseen = [e for e in entities if any(m.fit == "unseen" for m in e.media)]
    for entity in unseen[:1]:
        many = counted(len(unseen), "item has", "items have")
        text = f"{many} pictures that nobody has looked at; they stay grey and blurred."
        yield Todo(text, entity.code, f"sightline release {entity.code} --fit fit")


def _unsigned(proof: Proof) -> Iterator[Todo]:
    if proof.unsigned_after:
        many = counted(proof.unsigned_after, "event is", "events are")
        text = f"{many} under no checkpoint: sign, and send the line to somebody."
        yield Todo(text, command="sightline checkpoint")


def _stale(entities: Sequence[ShownEntity]) -> Iterator[Todo]:
    stale = [(e.code, f.measure) for e in entities for f in e.findings if f.stale]
    if stale:
        names = ", ".join(sorted({measure for _, measure in stale}))
        yield Todo(
            f"{counted(len(stale), 'finding')} of older versions of {names}.",
            stale[0][0],
            "sightline examine",
        )


def _bare(showing: Showing) -> Iterator[Todo]:
    count = bare_objects(showing)
    if count:
        many = counted(count, "file was", "files were")
        text = f"{many} examined without a sandbox: install bubblewrap for what comes next."
        yield Todo(text, command="sudo apt-get install bubblewrap")


def bare_objects(showing: Showing) -> int:
    """Count the objects that were examined where no sandbox could be had."""
    return len(
        {f.input for every in showing.held.findings.values() for f in every if f.body.get("sandbox") == BARE}
    )
