"""Say what the case holds, what arrived and what failed, what is left open, and the next ten things to do."""

from collections.abc import Sequence

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line
from sightline.model.disclosed import Note, Todo
from sightline.work.status import Status, status

SHOWN = 5
"""Notes of one sort that are printed; --json gives a thousand, and the number of all."""


def verb(workspace: Workspace = HERE, by: By = None, as_json: Json = False) -> None:
    """Say how the case stands."""
    with opened(workspace, by=by) as case:
        found = status(case)
    if as_json:
        document("status", _json(found))
    else:
        _print(found)


def _json(found: Status) -> dict[str, object]:
    arrived, proof = found.arrivals, found.proof
    return {
        "title": found.title,
        "entities": dict(found.entities),
        "statements": found.statements,
        "arrivals": {
            "kept": arrived.kept,
            "failed": arrived.failed,
            "listed": arrived.listed,
            "gone": arrived.gone,
            "objects": arrived.objects,
            "failures": _notes(arrived.failures),
            "unread": _notes(arrived.unread),
            "copies": _notes(arrived.copies),
            "conflicting_dates": _notes(arrived.conflicting_dates),
            "unresolved_places": _notes(arrived.unresolved_places),
            "totals": dict(found.totals),
        },
        "ledger": {
            "id": proof.ledger,
            "events": proof.events,
            "signed_up_to": proof.signed_up_to,
            "unsigned_after": proof.unsigned_after,
            "checkpoint": proof.checkpoint or None,
            "own_chain": found.own_chain,
            "chains": [{"ledger": c.ledger, "events": c.events, "own": c.own} for c in found.chains],
        },
        "withheld": proof.withheld,
        "erased": proof.erased,
        "stale": [{"measure": m, "found": old, "now": new} for m, old, new in found.stale],
        "without_sandbox": found.without_sandbox,
        "text_behind": found.text_behind,
        "unfinished": list(found.unfinished),
        "next": [{"text": t.text, "code": t.code, "command": t.command} for t in found.todos],
    }


def _notes(notes: Sequence[Note]) -> list[dict[str, object]]:
    return [{"text": n.text, "code": n.code, "detail": n.detail} for n in notes]


def _print(found: Status) -> None:
    arrived, proof = found.arrivals, found.proof
    if found.title:
        line(found.title)
    line(", ".join(f"{count:,} {kind}" for kind, count in found.entities) or "nothing yet")
    line(f"{found.statements:,} statements; {proof.events:,} events in ledger {proof.ledger}")
    for chain in found.chains if len(found.chains) > 1 else ():
        line(f"  chain {chain.ledger[-8:]}: {chain.events:,} events{', written here' if chain.own else ''}")
    counts = (
        f"{arrived.kept:,} kept, {arrived.listed:,} listed, {arrived.failed:,} failed, {arrived.gone:,} gone"
    )
    line(f"items: {counts}; {arrived.objects:,} different files")
    for title, notes, sort in (
        ("failed", arrived.failures, "failures"),
        ("kept, and not read whole", arrived.unread, "unread"),
        ("dates that conflict", arrived.conflicting_dates, "conflicting_dates"),
        ("places unresolved", arrived.unresolved_places, "unresolved_places"),
        ("copies", arrived.copies, "copies"),
    ):
        _print_notes(title, notes, found.totals[sort])
    for text in _troubles(found):
        line(text)
    _print_todos(found.todos)


def _print_notes(title: str, notes: Sequence[Note], whole: int) -> None:
    if not notes:
        return
    line()
    line(f"{title}: {whole:,}")
    for note in notes[:SHOWN]:
        detail = f" ({note.detail})" if note.detail else ""
        line(f"  {note.code or '':8} {note.text}{detail}")
    if len(notes) > SHOWN:
        line(f"  and {whole - SHOWN:,} more: sightline status --json")


def _troubles(found: Status) -> list[str]:
    proof = found.proof
    signed = f"signed up to event {proof.signed_up_to}" if proof.signed_up_to else "nothing is signed yet"
    out = ["", f"{signed}; {proof.unsigned_after:,} events under no checkpoint"]
    if proof.withheld or proof.erased:
        out.append(f"{proof.withheld:,} withheld, {proof.erased:,} erased")
    out += [f"stale: {m} {old}, now {new}" for m, old, new in found.stale]
    if found.without_sandbox:
        out.append(f"{found.without_sandbox:,} files were examined without a sandbox")
    if found.text_behind:
        out.append(f"{found.text_behind:,} statements are recorded and not searchable yet")
    out += [f"unfinished: {kind}; the same command goes on where it stopped" for kind in found.unfinished]
    if not found.own_chain:
        out.append("this folder is a copy: the next act here begins a chain of its own")
    return out


def _print_todos(todos: Sequence[Todo]) -> None:
    if not todos:
        return
    line()
    line("next:")
    for number, todo in enumerate(todos, 1):
        line(f"{number:3}. {todo.text}")
        if todo.command:
            line(f"     {todo.command}")
