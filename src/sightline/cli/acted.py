"""How acts are printed: the code or id and what to know, or one JSON document with the event that records it."""

from sightline.cli.out import document, line, tell
from sightline.work.act import Act
from sightline.work.identities import Identified


def print_act(done: Act, *, as_json: bool) -> None:
    """Print what an act came to."""
    if as_json:
        document("act", act_json(done))
        return
    head = [part for part in (done.code, None if done.id is None else done.id[:12]) if part is not None]
    if done.known:
        head.append("(known already)")
    line("  ".join(head) if head else done.act)
    for sentence in done.told:
        tell(f"  {sentence}")
    for offer in done.offered:
        tell(f"  {offer.by} judged the old one: {offer.verdict} {offer.reason}".rstrip())
        tell(f"    if it holds for the new one too: {offer.confirm}")
    _tell_event(done.act, done.event)


def act_json(done: Act) -> dict[str, object]:
    """Give the JSON document of an act."""
    return {
        "act": done.act,
        "code": done.code,
        "id": done.id,
        "ids": list(done.ids),
        "known": done.known,
        "event": event_json(done.event),
        "told": list(done.told),
        "offered": [
            {
                "judgement": o.judgement,
                "verdict": o.verdict,
                "by": o.by,
                "reason": o.reason,
                "confirm": o.confirm,
            }
            for o in done.offered
        ],
    }


def print_identity(done: Identified, *, as_json: bool) -> None:
    """Print what an identity judgement came to, with what stays unapplied."""
    if as_json:
        document(
            "act",
            {
                "act": done.act,
                "code": done.canonical,
                "id": done.ids[0] if done.ids else None,
                "ids": list(done.ids),
                "known": done.event is None,
                "event": event_json(done.event),
                "told": list(done.told),
                "offered": [],
                "verdict": done.verdict,
                "codes": list(done.codes),
                "together": list(done.together),
                "unapplied": [
                    {"same": list(u.same), "different": list(u.different), "sentence": u.sentence}
                    for u in done.unapplied
                ],
            },
        )
        return
    line(f"{done.verdict}: {', '.join(done.codes)}")
    for sentence in done.told:
        tell(f"  {sentence}")
    _tell_event(done.act, done.event)


def _tell_event(act: str, event: tuple[str, int] | None) -> None:
    if event is not None:
        back = "" if act == "undo" else f"; sightline undo {event[1]} takes it back"
        tell(f"  event {event[1]}{back}")


def event_json(event: tuple[str, int] | None) -> dict[str, object] | None:
    """Name an event by its ledger and number."""
    return None if event is None else {"ledger": event[0], "number": event[1]}
