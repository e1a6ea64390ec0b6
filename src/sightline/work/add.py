"""Adds to a case: takes in what is named, and examines what is new while the next is taken in."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from sightline.core.errors import MissingProgram
from sightline.work.case import Case
from sightline.work.collect import collect, take
from sightline.work.examine import Examined, Examining, examining
from sightline.work.intake import Added, Outcome, Refused, Wish
from sightline.work.intake_run import intake_run
from sightline.work.targets import Target, modified_of, targets_of

Step = Outcome | Examined

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
        False takes in without examining.

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
