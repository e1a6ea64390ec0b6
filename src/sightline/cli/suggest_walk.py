"""Walk through waiting suggestions with one key each; works through a pipe, where keys come as lines or letters.

y yes; n no; c correct (then a line: the new value, or the code of the incident it is); 1-3 it is that incident of the
case; i it belongs to an incident (then its code); s skip; q stop. What belongs to an incident that was refused, or
left open, is not asked for.
"""

import sys
from collections.abc import Callable

from sightline.cli.out import flat, line
from sightline.cli.suggest_told import headline
from sightline.core.errors import SightlineError
from sightline.work.case import Case
from sightline.work.given_text import Read
from sightline.work.suggest import Offer, Suggested
from sightline.work.suggesting.correcting import corrected
from sightline.work.suggesting.deciding import Said, answered, decide, event_of, incident_for
from sightline.work.suggesting.drafting import OF_INCIDENT
from sightline.work.suggesting.offer import ACCEPTED, REFUSED

AROUND = 90
"""Characters on either side of a quote that are shown with it."""
KEYS = "y yes  n no  c correct  i belongs to another incident  s skip  q stop"
REFUSED_EVENT = "with a refused incident"
OPEN_EVENT = "with an incident that is left open"
FAILED = "with a fault, and so left open"

Press = Callable[[], str]
"""Gives the next key; "" at the end of what was piped in."""


def walk(case: Case, read: Read, found: Suggested, *, source: str | None) -> dict[str, int]:
    """Ask for what waits, in the order of the text, incidents before what is told of them; gives the counts."""
    press = _key_of_terminal if sys.stdin.isatty() else _key_of_pipe
    counts = {"accepted": 0, "refused": 0, "skipped": 0, REFUSED_EVENT: 0, OPEN_EVENT: 0, FAILED: 0}
    waiting = sorted(found.waiting, key=lambda o: o.suggestion.kind != "incident")
    for n, offer in enumerate(waiting, 1):
        event = event_of(found, offer.suggestion)
        if event is not None and (event.answer is None or event.answer.verdict != ACCEPTED):
            is_refused = event.answer is not None and event.answer.verdict == REFUSED
            counts[REFUSED_EVENT if is_refused else OPEN_EVENT] += 1
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
    """Ask until a key is answered; what cannot be recorded is told, and at a terminal asked again."""
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
            if not sys.stdin.isatty():  # the next key is meant for the next suggestion
                return FAILED, found
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
    if key == "i" and offer.suggestion.kind in OF_INCIDENT:
        line("  code of the incident:")
        typed = _typed()
        return None if typed == "" else Said(ACCEPTED, incident=typed, source=source)
    if key.isdecimal() and 1 <= int(key) <= len(offer.held):
        return Said(ACCEPTED, incident=offer.held[int(key) - 1].code, source=source)
    return None


def _show(read: Read, offer: Offer, n: int, of: int) -> None:
    one = offer.suggestion
    before, after = read.text[max(0, one.start - AROUND) : one.start], read.text[one.end : one.end + AROUND]
    line()
    line(f"{n}/{of}  {headline(offer)}")
    line("  …" + flat(f"{before}[[{one.quote}]]{after}") + "…")
    line(f"  {one.why}")
    for k, held in enumerate(offer.held, 1):
        line(
            f"  {k} it is {held.code} {flat(held.title)}: {held.why}"
            + (f"; against: {held.against}" if held.against else "")
        )


def _key_of_pipe() -> str:
    """Take the next letter of what was piped in; "" at its end."""
    while True:
        letter = sys.stdin.read(1)
        if letter == "" or not letter.isspace():
            return letter


def _typed() -> str:
    """Take a line; "" where nothing was typed, at the end of input and at Ctrl-C."""
    try:
        text = sys.stdin.readline()
        while not sys.stdin.isatty() and text != "" and text.strip() == "":
            text = sys.stdin.readline()
    except KeyboardInterrupt:
        return ""
    return text.strip()


def _key_of_terminal() -> str:
    """Take one key without waiting for Enter; at the end of input, or Ctrl-C, that is q."""
    import termios
    import tty

    sys.stdout.flush()
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        return _without_arrows(sys.stdin.read)
    except KeyboardInterrupt:
        return "q"
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def _without_arrows(read: Callable[[int], str]) -> str:
    """Take a key; one that sends several letters, such as an arrow, means nothing here."""
    key = read(1)
    while key == "\x1b":
        key = read(1)
        if key in ("[", "O"):
            while (letter := read(1)) != "" and not letter.isalpha() and letter != "~":
                continue
            key = "?"
    return key
