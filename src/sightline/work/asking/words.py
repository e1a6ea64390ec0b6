"""The sentences of answers: who says it, for when, and what the date asked for makes of it."""

from collections.abc import Sequence

from sightline.work.asking.records import Told
from sightline.work.identifying.finding import called

UNENDED = (", and nobody is known to say that it ended", "; nobody is known to say that it ended by then")
"""What is not said of somebody who is known to have ended."""
HELD = {
    "held": "so it held on {at}",
    "possibly": "so it may have held on {at}",
    "last attested": f"last attested before {{at}}{UNENDED[0]}",
    "no": "so it did not hold on {at}",
}


def who(told: Sequence[Told], *, most: int = 4) -> str:
    """Name those who say it, each with when: ``Aren Notes (SRC-1), said 2021-05-12``."""
    rows = [_one(one) for one in told]
    rows = list(dict.fromkeys(rows))
    more = "" if len(rows) <= most else f"; and {len(rows) - most} more"
    return "; ".join(rows[:most]) + more


def reason(what: str, told: Sequence[Told], held: str | None, at: str, *, hedged: bool) -> str:
    """Say in one sentence why something is an answer."""
    first = told[0]
    when = "" if first.valid is None else f", for {first.valid}"
    sure = "perhaps " if hedged else ""
    tail = "no date is given for it" if held is None else HELD[held].format(at=at)
    if held == "last attested" and first.valid is not None and first.valid.endswith("/"):
        tail = f"going on when it was said, which was before {at}{UNENDED[1]}"
    return f"{sure}{what}{when}, says {who(told)}: {tail}"


def but_ended(why: str, by: str) -> str:
    """Say in a reason that the one it speaks of has ended since, and by which word."""
    for words in UNENDED:
        why = why.replace(words, "")
    return f"{why}; but {by}"


def _one(told: Told) -> str:
    source = "an analyst of this case" if told.source is None else called(told.source)
    via = "" if told.via is None else f" quoting {called(told.via)}"
    said = "" if told.said is None else f", said {told.said}"
    later = ", perhaps only later" if told.later else ""
    return f"{source}{via}{said}{later}"
