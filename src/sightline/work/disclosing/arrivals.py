"""Accounts for everything that came in: kept, failed, listed; copies, clocks that disagree, places not resolved."""

from collections import defaultdict

from sightline.model.disclosed import Arrivals, Note
from sightline.work.disclosing.counted_footage import footage_note
from sightline.work.disclosing.entities import same_bytes
from sightline.work.disclosing.footage import one_footage, shared_footage
from sightline.work.disclosing.held import Found
from sightline.work.disclosing.media import originals, state_of
from sightline.work.disclosing.statements import Showing, plain
from sightline.work.disclosing.whole_case import unread_note
from sightline.work.disclosing.words import counted, link, places_told, short_address

CLOCKS = "media.clocks"


def arrivals_of(showing: Showing) -> Arrivals:
    """Count what arrived and name what did not go well."""
    held = showing.held
    states: dict[str, int] = defaultdict(int)
    for head, members in showing.members.items():
        if held.entities[head].kind == "Item":
            states[state_of(held, members) or "listed"] += 1
    return Arrivals(
        kept=states["captured"],
        failed=states["failed"],
        listed=states["listed"],
        gone=states["gone"],
        objects=sum(o.role == "original" and o.state == "kept" for o in held.objects.values()),
        failures=_failures(showing),
        unread=_unread(showing),
        copies=_copies(showing),
        conflicting_dates=tuple(
            Note(found.sentence, link(held, head).code, found.todo) for head, found in conflicts(showing)
        ),
        unresolved_places=tuple(
            Note(name, link(held, heads[0]).code, f"written in {counted(len(heads), 'record')}")
            for name, heads in unresolved(showing)
        ),
    )


def _failures(showing: Showing) -> tuple[Note, ...]:
    """Name each attempt that failed, and each file that was kept with a fault."""
    out = []
    for head, members in showing.members.items():
        for member in members:
            for capture in showing.held.captures.get(member, ()):
                if capture.state == "failed" or capture.fault:
                    text = f"{short_address(capture.address)}: {capture.fault or 'could not be taken in'}"
                    out.append(Note(text, link(showing.held, head).code, capture.todo))
    return tuple(dict.fromkeys(out))


def _unread(showing: Showing) -> tuple[Note, ...]:
    """Name the files that were kept, and of which a measure could not read what it looks for."""
    held, done = showing.held, set[bytes]()
    out = []
    for head, members in showing.members.items():
        for sha256 in originals(held, members):
            newest = {f.measure: f for f in held.findings.get(sha256, ()) if not f.hidden}
            failed = sorted((f for f in newest.values() if f.outcome == "failed"), key=lambda f: f.n)
            if failed and sha256 not in done:
                done.add(sha256)
                first, named = failed[0], held.entities[head]
                code = link(held, head).code
                out.append(
                    (head, first.n, unread_note(named.title, code, first.sentence, first.todo, len(failed)))
                )
    return tuple(note for _, _, note in sorted(out, key=lambda one: one[:2]))


def _copies(showing: Showing) -> tuple[Note, ...]:
    held = showing.held
    shared = same_bytes(showing)
    out = []
    for heads in shared.values():
        codes = ", ".join(held.entities[h].code for h in heads)
        out.append(
            Note(
                f"{held.entities[heads[0]].title}: the same bytes stand in {len(heads)} items",
                held.entities[heads[0]].code,
                codes,
            )
        )
    for whole in dict.fromkeys(one_footage(shared_footage(showing)).values()):
        first, *rest = sorted(whole)
        named = held.entities[first]
        out.append(footage_note(named.title, named.code, [held.entities[h].code for h in rest]))
    for head, members in showing.members.items():
        captures = [c for m in members for c in held.captures.get(m, ())]
        for sha256 in originals(held, members):
            mine = [c for c in captures if any(f.sha256 == sha256 and f.role == "original" for f in c.files)]
            addresses = sorted({c.address for c in mine})
            if sha256 not in shared and len(addresses) > 1:
                text = f"{held.entities[head].title}: one file, found in {counted(len(addresses), 'place')}"
                out.append(Note(text, held.entities[head].code, places_told(addresses[:6])))
    return tuple(out)


def conflicts(showing: Showing) -> list[tuple[bytes, Found]]:
    """List the newest findings in which clocks of one file disagree."""
    out = []
    for head, members in showing.members.items():
        for sha256 in originals(showing.held, members):
            mine = [f for f in showing.held.findings.get(sha256, ()) if f.measure == CLOCKS and not f.hidden]
            if mine and mine[-1].outcome == "against":
                out.append((head, mine[-1]))
    return out


def unresolved(showing: Showing) -> list[tuple[str, list[bytes]]]:
    """List places as written of which nothing says where they are, the most frequent first; spellings go together."""
    held = showing.held
    out: dict[str, dict[bytes, None]] = defaultdict(dict)
    for head, members in showing.members.items():
        if held.entities[head].kind == "Aggregate":  # spoken of together, and mostly over a region
            continue
        said = [s for m in members for s in held.said.get(m, ()) if s.stands and not s.one.negated]
        if any(s.one.property in ("claimed_place", "claimed_position", "place", "position") for s in said):
            continue
        for one in said:
            if one.one.property in ("claimed_place_name", "place_name"):
                out[plain(one.one.value)][head] = None
    together: dict[tuple[bytes, ...], list[str]] = defaultdict(list)
    for name, heads in out.items():
        together[tuple(heads)].append(name)
    found = [(" / ".join(sorted(names)), list(heads)) for heads, names in together.items()]
    return sorted(found, key=lambda pair: (-len(pair[1]), pair[0]))
