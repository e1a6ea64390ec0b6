"""Walk through waiting suggestions with one key each; works through a pipe, where keys come as lines or letters.

y yes; n no; c correct (then a line: the new value, or the code of the incident it is); 1-3 it is that incident of the
case; s skip; q stop. What belongs to an incident that was refused is not asked for.
"""

import sys
from collections.abc import Callable

from sightline.cli.out import line
from sightline.cli.suggest_told import headline
from sightline.core.errors import SightlineError
from sightline.work.case import Case
from sightline.work.suggest import Offer, Suggested
from sightline.work.suggesting.correcting import corrected
from sightline.work.suggesting.deciding import Said, answered, decide, incident_for
from sightline.work.suggesting.drafting import OF_INCIDENT
from sightline.work.suggesting.offer import ACCEPTED, REFUSED
from sightline.work.suggesting.reading import Read

AROUND = 90
"""Characters on either side of a quote that are shown with it."""
KEYS = "y yes  n no  c correct  s skip  q stop"

Press = Callable[[], str]
"""Gives the next key; "" at the end of what was piped in."""


def walk(case: Case, read: Read, found: Suggested, *, source: str | None) -> dict[str, int]:
    """Ask for what waits, in the order of the text, incidents before what is told of them; gives the counts."""
    press = _key_of_terminal if sys.stdin.isatty() else _key_of_pipe
    counts = {"accepted": 0, "refused": 0, "skipped": 0, "with a refused incident": 0}
    waiting = sorted(found.waiting, key=lambda o: o.suggestion.kind != "incident")
    for n, offer in enumerate(waiting, 1):
        one = offer.suggestion
        if one.kind in OF_INCIDENT and _refused(found, offer):
            counts["with a refused incident"] += 1
            continue
        _show(read, offer, n, len(waiting))
        outcome, found = _asked(case, read, found, offer, press, source)
        if outcome == "q":
            break
        counts[outcome] += 1
    return counts


def _asked(
    case: Case, read: Read, found: Suggested, offer: Offer, press: Press, source: str | None
) -> tuple[str, Suggested]:
    """Ask until a key is answered; what cannot be recorded is told, and asked again."""
    while True:
        key = press().lower()
        if key in ("q", ""):
            return "q", found
        if key == "s":
            return "skipped", found
        said = _said(offer, key, source)
        if said is None:
            line(f"  {KEYS}")
            continue
        try:
            of = incident_for(found, offer.suggestion)
            done = decide(case, read, offer, said, of=of)
        except SightlineError as error:
            line(f"  {error}")
            continue
        for sentence in done.told:
            line(f"  {sentence}")
        made = done.code if offer.suggestion.kind == "incident" else of
        found = answered(found, offer, verdict=said.verdict, by=case.by, made=made)
        return ("accepted" if said.verdict == ACCEPTED else "refused"), found


def _said(offer: Offer, key: str, source: str | None) -> Said | None:
    """Tell what a key means; None for a key that means nothing here."""
    if key == "y":
        return Said(ACCEPTED, source=source)
    if key == "n":
        return Said(REFUSED, source=source)
    if key == "c":
        line("  instead:")
        try:
            value, incident = corrected(offer.suggestion, _typed())
        except SightlineError as error:
            line(f"  {error}")
            return None
        return Said(ACCEPTED, value, incident, source)
    if key.isdigit() and 1 <= int(key) <= len(offer.held):
        return Said(ACCEPTED, incident=offer.held[int(key) - 1].code, source=source)
    return None


def _refused(found: Suggested, offer: Offer) -> bool:
    """Tell whether the incident that a claim belongs to was refused."""
    quote = offer.suggestion.subject
    return any(
        o.suggestion.kind == "incident"
        and o.suggestion.quote == quote
        and o.answer is not None
        and o.answer.verdict == REFUSED
        for o in found.offers
    )


def _show(read: Read, offer: Offer, n: int, of: int) -> None:
    one = offer.suggestion
    before = " ".join(read.text[max(0, one.start - AROUND) : one.start].split(" "))
    after = read.text[one.end : one.end + AROUND]
    line()
    line(f"{n}/{of}  {headline(offer)}")
    line("  …" + f"{before}[[{one.quote}]]{after}".replace("\n", " ") + "…")
    line(f"  {one.why}")
    for k, held in enumerate(offer.held, 1):
        line(
            f"  {k} it is {held.code} {held.title}: {held.why}"
            + (f"; against: {held.against}" if held.against else "")
        )


def _key_of_pipe() -> str:
    """Take the next letter of what was piped in; "" at its end."""
    while True:
        letter = sys.stdin.read(1)
        if letter == "" or not letter.isspace():
            return letter


def _typed() -> str:
    if not sys.stdin.isatty():
        while (text := sys.stdin.readline()) != "" and text.strip() == "":
            continue
        return text.strip()
    return input().strip()


def _key_of_terminal() -> str:
    """Take one key without waiting for Enter; at the end of input, or Ctrl-C, that is q."""
    import termios
    import tty

    sys.stdout.flush()
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
