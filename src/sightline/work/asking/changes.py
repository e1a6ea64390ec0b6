"""Compares the answers at two dates: what appeared, what vanished, what is less sure, and because of what."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from sightline.work.asking.records import Also, Answer, Answered, beside

_ORDER = {"vanished": 0, "appeared": 1, "changed": 2}
_BECAUSE = ("superseded", "denied", "corrected", "retracted", "over", "event", "disputed")


def changes(before: Answered, after: Answered, dates: tuple[str, str]) -> tuple[Also, ...]:
    """Say what changed between an earlier answer and a later one to the same question."""
    one, two = _by_key(before.answers), _by_key(after.answers)
    out = []
    for key in sorted(one.keys() | two.keys(), key=str):
        was, now = one.get(key), two.get(key)
        if was is not None and now is None:
            out.append(_vanished(was, after.also, dates))
        elif was is None and now is not None:
            why = f"{now.role}: not said on {dates[0]}; on {dates[1]}: {now.why}"
            out.append(_made("appeared", now, why, [t.statement for t in now.told]))
        elif was is not None and now is not None and (was.held, was.hedged) != (now.held, now.hedged):
            why = f"{now.role}: {_state(was)} on {dates[0]}, {_state(now)} on {dates[1]}"
            out.append(_made("changed", now, why, [t.statement for t in now.told]))
    out.sort(key=lambda a: (_ORDER[a.kind], a.why))
    return tuple(out)


def _vanished(was: Answer, also: Iterable[Also], dates: tuple[str, str]) -> Also:
    because = [
        a for a in also if a.entity is not None and a.entity.id == was.entity.id and a.kind in _BECAUSE
    ]
    because.sort(key=lambda a: _BECAUSE.index(a.kind))
    reasons = (
        "; ".join(dict.fromkeys(a.why for a in because)) or "nobody is known to say it any more for that day"
    )
    ids = [i for a in because for i in a.statements] or [t.statement for t in was.told]
    return _made(
        "vanished", was, f"{was.role}: {_state(was)} on {dates[0]}, no answer on {dates[1]}: {reasons}", ids
    )


def _made(kind: str, one: Answer, why: str, ids: Sequence[str]) -> Also:
    made = beside(kind, one.entity, one.told, why, hedged=one.hedged, negated=one.negated)
    return evolve(made, statements=tuple(dict.fromkeys(ids)))


def _by_key(answers: Iterable[Answer]) -> dict[tuple[bytes, str], Answer]:
    return {(a.entity.id, a.role): a for a in answers}


def _state(one: Answer) -> str:
    return ("perhaps " if one.hedged else "") + (one.held or "said without a date")
