"""Adds to a case: takes in what is named, and examines what is new while the next is taken in."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from sightline.work.case import Case
from sightline.work.collect import collect
from sightline.work.examine import Examined, Examining, examining
from sightline.work.intake import Added, Outcome, Refused, Wish
from sightline.work.targets import Target, modified_of

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
    """
    if not look:
        yield from collect(case, addresses, wish)
        return
    with examining(case) as pool:
        for outcome in collect(case, addresses, wish):
            yield outcome
            if isinstance(outcome, Added) and outcome.sha256 is not None:
                yield from _order(pool, outcome)
        yield from pool.ready(wait=True)


def _order(pool: Examining, added: Added) -> Iterator[Examined]:
    name = added.path.rsplit("/", 1)[-1]
    done = pool.submit(Target(bytes.fromhex(added.sha256 or ""), name, modified_of(added.path)))
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
