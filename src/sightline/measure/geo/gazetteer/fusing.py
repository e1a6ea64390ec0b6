"""Say which records are one place told twice, with the reason; nothing is merged, a group can always be taken apart.

Two records are one place when they share an id, or when they are near each other and spelled alike: the nearer, the
less alike they need be. Records of one gazetteer are held to more: a village and its namesake a kilometre on are often
two. What people said goes first: pairs called different never come together, whatever links them, and pairs called the
same come together before any that are only alike.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from attrs import frozen

Id = tuple[str, str]

_BANDS: Final = ((0.5, 0.20), (2.0, 0.10), (6.0, 0.04))
"""Up to so many kilometres apart, names may be so far apart."""

SAID: Final = "a person called them the same"
ROW_ID: Final = "id"
"""The scheme of ids that count within one file only: two files both have a record 1."""

FARTHEST_KM: Final = 6.0
"""Records farther apart are one place only by an id or by a person's word."""


@frozen(slots=True)
class Twin:
    """Two records that are one place, and why: numbers in the list that was given."""

    first: int
    second: int
    why: str


@frozen(slots=True)
class Told:
    """What is compared of a record: ids, position [degrees], its rows of symbols, its kind."""

    ids: tuple[Id, ...]
    lat: float
    lon: float
    country: str
    area: bool
    """Whether it is an area (a region, a district) rather than a spot."""


def groups(
    records: Sequence[Told],
    *,
    pairs: Collection[tuple[int, int]],
    km: Callable[[int, int], float],
    spelled: Callable[[int, int], float],
    apart: Collection[frozenset[Id]] = (),
    together: Collection[frozenset[Id]] = (),
) -> tuple[tuple[tuple[int, ...], tuple[Twin, ...]], ...]:
    """Group records that are one place.

    :param pairs: which may be one: near each other or with an id in common, the lower number first
    :param km: distance between two records [km]
    :param spelled: distance between their names, 0 for equal
    :param apart: pairs of ids that a person called different
    :param together: pairs of ids that a person called the same
    :returns: groups as numbers of records in order, each with the reasons it holds together by
    """
    home = list(range(len(records)))
    reasons: list[Twin] = []

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    said = {pair for pair in pairs if _said_together(records[pair[0]], records[pair[1]], together)}
    for first, second in sorted(set(pairs), key=lambda pair: (pair not in said, pair[1], pair[0])):
        a, b = root(first), root(second)
        if a == b:
            continue
        why = SAID
        if (first, second) not in said:
            why = _why(records[first], records[second], (km(first, second), spelled(first, second)))
        if why == "" or _kept_apart(records, root, (a, b), apart):
            continue
        home[max(a, b)] = min(a, b)
        reasons.append(Twin(first, second, why))
    members: dict[int, list[int]] = {}
    for each in range(len(records)):
        members.setdefault(root(each), []).append(each)
    held: dict[int, list[Twin]] = {}
    for twin in reasons:
        held.setdefault(root(twin.first), []).append(twin)
    return tuple((tuple(numbers), tuple(held.get(at, ()))) for at, numbers in sorted(members.items()))


def _said_together(one: Told, other: Told, together: Collection[frozenset[Id]]) -> bool:
    return len(together) > 0 and any(frozenset((a, b)) in together for a in one.ids for b in other.ids)


def _why(one: Told, other: Told, measured: tuple[float, float]) -> str:
    if one.area != other.area:
        return ""
    shared = sorted(each for each in set(one.ids) & set(other.ids) if each[0] != ROW_ID)
    if shared:
        return f"both are {shared[0][0]} {shared[0][1]}"
    if one.country and other.country and one.country != other.country:
        return ""  # twin towns on either side of a border
    apart, names = measured
    for far, unlike in _BANDS:
        if apart <= far and names <= unlike:
            return f"{apart:.1f} km apart and spelled alike"
    return ""


def _kept_apart(
    records: Sequence[Told],
    root: Callable[[int], int],
    sides: tuple[int, int],
    apart: Collection[frozenset[Id]],
) -> bool:
    """Tell whether a record of one side and one of the other were called different."""
    if len(apart) == 0:
        return False
    left, right = (
        {one for at, told in enumerate(records) if root(at) == side for one in told.ids} for side in sides
    )
    return any(
        (first in left and second in right) or (second in left and first in right)
        for first, second in (sorted(pair) for pair in apart if len(pair) == 2)
    )
