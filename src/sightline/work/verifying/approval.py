"""Says whether a release of a sensitive thing was approved by a second person.

A thing of a class of sensitivity (sexual violence, children) is not released by default: an ordinary release does not
let it out, nor one that was made before the class was set. Only a release that a second person approved, after the
class was set, does.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sightline.model.view import Statement

CLOSING: Final = frozenset({"refused", "withdrawn"})
"""Answers to the question of consent that end every release."""


def classes(said: Iterable[Statement]) -> list[Statement]:
    """Give the standing classes of sensitivity among the statements of one thing.

    A hedged one counts (it may be so), and so does one that was withheld since: what it says cannot be read any more,
    and that must not let anything out.
    """
    return [
        s
        for s in said
        if s.property == "sensitivity" and s.closed is None and (s.hidden != 0 or not s.negated)
    ]


def approved(release: Statement, said: Sequence[Statement]) -> bool:
    """Tell whether a release of a thing may let it out, given its classes: always where it has none."""
    set_ = classes(said)
    if not set_:
        return True
    by = release.qualifiers.get("approved_by")
    return isinstance(by, str) and by.strip() != "" and all(release.n > one.n for one in set_)


def unapproved(said: Sequence[Statement]) -> tuple[str, ...]:
    """Give the classes of a thing that no standing release was approved for; none where one was, or there are none."""
    releases = [s for s in said if s.property == "release" and s.closed is None and not s.hidden]
    if any(approved(one, said) for one in releases):
        return ()
    return tuple(str(one.value) if not one.hidden else "withheld" for one in classes(said))
