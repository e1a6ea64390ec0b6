"""Adds to a case: takes in what is named, examines what is new meanwhile, and then looks for copies of it."""

import logging
import time
from collections.abc import Iterator, Sequence

from attrs import frozen

from sightline.core.errors import Busy, MissingProgram
from sightline.work.case import Case
from sightline.work.examine import Examined, Examining, examining
from sightline.work.match import Matched, match
from sightline.work.taking.collect import collect, take
from sightline.work.taking.intake import Added, Outcome, Refused, Wish
from sightline.work.taking.intake_run import intake_run
from sightline.work.taking.targets import Target, modified_of, targets_of

Step = Outcome | Examined | Matched

log = logging.getLogger(__name__)

_PATIENCE_S = (1.0, 3.0, 6.0)
MOST_WAITING = 32
"""Objects that wait for a sandbox before taking in pauses."""


@frozen(slots=True)
class Summary:
    """What an intake came to."""

    added: tuple[Added, ...]
    refused: tuple[Refused, ...]
    examined: tuple[Examined, ...]


def add(case: Case, addresses: Sequence[str], wish: Wish, *, look: bool = True) -> Iterator[Step]:
    """Take in addresses and examine what they hold; yields each step after it is recorded.

    Parameters
    ----------
    look : bool
        False takes in without examining and without looking for copies.

    Raises
    ------
    MissingProgram
        After everything was taken in: nothing can be examined here until it is installed.
    SightlineError
        Nothing more can be done safely; what was yielded is recorded.
    """
    if not look:
        yield from collect(case, addresses, wish)
        return
    with intake_run(case, addresses, wish) as going, examining(case) as pool:
        missing: list[MissingProgram] = []
        for target in targets_of(case, run=going.id) if going.resumed else ():
            yield from _order(
                pool, target, missing
            )  # kept before the run was interrupted, perhaps not examined
        for outcome in take(case, going, addresses, wish):
            yield outcome
            if isinstance(outcome, Added) and outcome.sha256 is not None:
                name = outcome.path.rsplit("/", 1)[-1]
                target = Target(bytes.fromhex(outcome.sha256), name, modified_of(outcome.path))
                yield from _order(pool, target, missing)
        for error in missing:
            raise error  # the run is left open: once the program is there, the same words examine what was kept
        yield from pool.ready(wait=True)
    yield from _compared(case)


def _compared(case: Case) -> Iterator[Matched]:
    """Look for copies; where another process does so just now, what is left is compared with the next call."""
    for wait_s in (*_PATIENCE_S, None):
        try:
            yield from match(case)
            return
        except Busy:
            if wait_s is None:
                log.warning(
                    "another process looks for copies; compare what is left with: sightline matches --look"
                )
                return
            time.sleep(wait_s)


def _order(pool: Examining, target: Target, missing: list[MissingProgram]) -> Iterator[Examined]:
    """Order one object; without the program that examines, everything is kept all the same."""
    if missing:
        return
    try:
        yield from _submit(pool, target)
    except MissingProgram as error:
        missing.append(error)


def _submit(pool: Examining, target: Target) -> Iterator[Examined]:
    done = pool.submit(target)
    if done is not None:
        yield done
    while pool.waiting > MOST_WAITING:
        yield next(pool.ready(wait=True))
    yield from pool.ready()


def summary(steps: Sequence[Step]) -> Summary:
    """Sort the steps of an intake."""
    return Summary(
        tuple(s for s in steps if isinstance(s, Added)),
        tuple(s for s in steps if isinstance(s, Refused)),
        tuple(s for s in steps if isinstance(s, Examined)),
    )
