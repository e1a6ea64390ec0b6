"""Read how things lie to each other: "within 200 m of", "300 m north-east of", "between", "along", "crossing".

A relation may give its distance before or after its direction ("within 300 m to its east", "to its east within
300 m"); what it leaves out is taken from ``defaults`` and noted among the assumptions.
"""

from typing import Final

from attrs import define

from sightline.measure.geo.landmarks import defaults
from sightline.measure.geo.landmarks.nouns import Draft, read_thing, starts_noun
from sightline.measure.geo.landmarks.query import (
    Along,
    Between,
    Cross,
    Inside,
    Near,
    Rule,
    Sides,
    Toward,
)
from sightline.measure.geo.landmarks.scanner import Scanner

_BESIDE: Final = ("next to", "beside", "adjacent to", "opposite to", "opposite", "by", "at", "on")
_NEAR: Final = ("near to", "near", "close to", "not far from", "around")
_ALONG: Final = ("running along", "runs along", "along", "alongside", "parallel to", "following", "follows")
_CROSS: Final = (
    "that crosses", "crossing", "crosses", "crossed by", "across", "over", "spanning", "spans", "touching",
    "touches", "under", "intersecting", "meets", "meeting",
)  # fmt: skip
_INSIDE: Final = ("inside", "in", "within")
_MORE: Final = ("more than", "farther than", "further than", "at least", "beyond", "over", "not within")
_UPTO: Final = ("within", "less than", "at most", "up to", "no more than", "closer than", "nearer than")
_ABOUT: Final = ("about", "around", "roughly", "approximately", "some", "circa")
_TO: Final = ("to the", "on the", "in the", "towards the", "toward the", "due", "to")
_ITS: Final = ("to its", "on its", "its")


@define
class _Where:
    """What was said of one relation so far."""

    least_m: float = 0.0
    most_m: float | None = None
    toward: Toward | None = None
    other: str | None = None


def starts_relation(scanner: Scanner) -> bool:
    """Say whether a relation could begin here."""
    words = (*_BESIDE, *_NEAR, *_ALONG, *_CROSS, *_INSIDE, *_MORE, *_UPTO, *_ABOUT, *_TO, *_ITS)
    return (
        scanner.sees("between", "at bearing", "bearing", *words) is not None
        or scanner.is_distance()
        or scanner.direction() is not None
    )


def read_relation(scanner: Scanner, draft: Draft, subject: str) -> None:
    """Read one relation of a subject and take it in."""
    start = scanner.place
    token = scanner.peek()
    rule = _shaped(scanner, draft, subject)
    if rule is None:
        rule = _placed(scanner, draft, subject)
    if rule is None:
        scanner.refuse("this is no relation", todo="such as: within 200 m of a water tower")
    words = " ".join(one.text for one in scanner.tokens[start : scanner.place])
    draft.rule(rule, f"{subject} {words}", 0 if token is None else token.at)


def _shaped(scanner: Scanner, draft: Draft, subject: str) -> Rule | None:
    """Read a relation told by one word; None where it is one of distance and direction."""
    if scanner.sees("between") and not (scanner.peek(1) is not None and scanner.low(1)[0].isdigit()):
        return _between(scanner, draft, subject)
    sides = scanner.take("on the same side of", "on the other side of", "on the opposite side of")
    if sides is not None:
        line = read_thing(scanner, draft)
        if scanner.take("as", "from", "than", "to") is None:
            scanner.refuse("on that side as what?", todo="on the same side of the road as the mast")
        return Sides(subject, read_thing(scanner, draft), line, sides == "on the same side of", _sides(draft))
    if scanner.sees(*_CROSS) is not None and not scanner.is_distance(1):
        scanner.take(*_CROSS)
        return Cross(subject, _other(scanner, draft, subject))
    if scanner.take(*_ALONG) is not None:
        draft.assume(
            f"along: at least {defaults.metres(defaults.ALONG_LENGTH_M)} of it within "
            f"{defaults.metres(defaults.ALONG_M)}"
        )
        return Along(subject, _other(scanner, draft, subject), defaults.ALONG_M, defaults.ALONG_LENGTH_M)
    for phrases, most in ((_NEAR, defaults.NEAR_M), (_BESIDE, defaults.BESIDE_M)):
        found = scanner.sees(*phrases)
        if found is not None and _noun_after(scanner, len(found.split())):
            scanner.take(found)
            draft.assume(f"{found}: within {defaults.metres(most)}")
            return Near(subject, _other(scanner, draft, subject), most)
    found = scanner.sees(*_INSIDE)
    if found is not None and _noun_after(scanner, len(found.split())):
        scanner.take(found)
        return Inside(subject, _other(scanner, draft, subject))
    return None


def _noun_after(scanner: Scanner, words: int) -> bool:
    """Say whether a thing follows so many words on, and no direction or distance."""
    place = scanner.place
    scanner.place += words
    fits = starts_noun(scanner) and not scanner.is_distance()
    if scanner.low() == "the" and scanner.direction(1) is not None:
        fits = False
    scanner.place = place
    return fits


def _between(scanner: Scanner, draft: Draft, subject: str) -> Rule:
    scanner.take("between")
    one = read_thing(scanner, draft)
    if scanner.take("and") is None:
        scanner.refuse("between this and what?", todo="between the mosque and the river")
    other = read_thing(scanner, draft)
    draft.assume(
        f"between: at most a quarter of their distance off the straight line, both within "
        f"{defaults.metres(defaults.BETWEEN_M)}"
    )
    return Between(subject, one, other, None, defaults.BETWEEN_M)


def _sides(draft: Draft) -> float:
    draft.assume(f"sides of a line: all within {defaults.metres(defaults.SIDES_M)} of it")
    return defaults.SIDES_M


def _placed(scanner: Scanner, draft: Draft, subject: str) -> Rule | None:
    """Read distance, direction and what it is measured from, in any order."""
    where = _Where()
    begun = scanner.place
    _distance(scanner, where)
    _direction(scanner, draft, where)
    if where.most_m is None and where.toward is None and where.least_m == 0:
        return None
    if where.other is None and scanner.take("away from", "of", "from", "to") is not None:
        where.other = _other(scanner, draft, subject)
    scanner.take("away")
    if where.most_m is None and where.least_m == 0:
        _distance(scanner, where)
    elif where.toward is None:
        _direction(scanner, draft, where)
    if where.other is None:
        if subject == draft.features[0].name:
            scanner.refuse(
                "from what is this measured?",
                todo="write: within 200 m of a water tower",
                token=scanner.tokens[begun],
            )
        where.other = draft.features[0].name
    return Near(where.other, subject, _most(draft, where), where.least_m, where.toward)


def read_where(scanner: Scanner, draft: Draft) -> tuple[str, float, Toward | None]:
    """Read where things are counted or missing: around what, how far, and in which direction."""
    where = _Where()
    begun = scanner.place
    if scanner.sees(*_NEAR, "nearby") is not None and not scanner.is_distance(1):
        found = scanner.take("nearby", *_NEAR)
        draft.assume(f"{found}: within {defaults.metres(defaults.NEAR_M)}")
        where.most_m = defaults.NEAR_M
        if found != "nearby" and starts_noun(scanner):
            where.other = _other(scanner, draft, draft.features[-1].name)
    for _ in range(3):
        if where.most_m is None:
            _distance(scanner, where)
        if where.toward is None:
            _direction(scanner, draft, where)
        if where.other is None and scanner.take("of", "from", "away from", "to") is not None:
            where.other = _other(scanner, draft, "")
    if where.least_m > 0:
        scanner.refuse(
            "things are counted within a distance, not beyond it",
            todo="write: no river within 500 m",
            token=scanner.tokens[begun],
        )
    anchor = draft.features[0].name
    return (anchor if where.other is None else where.other), _most(draft, where), where.toward


def _other(scanner: Scanner, draft: Draft, subject: str) -> str:
    token = scanner.peek()
    other = read_thing(scanner, draft)
    if other == subject:
        scanner.refuse(
            f"'{other}' cannot be tied to itself", todo="say 'another', or use labels", token=token
        )
    return other


def _most(draft: Draft, where: _Where) -> float:
    if where.most_m is not None:
        return where.most_m
    most = max(defaults.TOWARD_M, 2 * where.least_m)
    draft.assume(f"where no distance is said: within {defaults.metres(most)}")
    return most


def _distance(scanner: Scanner, where: _Where) -> None:
    """Take a distance if one stands here."""
    start = scanner.peek()
    if scanner.sees("between") is not None:
        scanner.take("between")
        low = _bare(scanner)
        if scanner.take("and", "to") is None:
            scanner.refuse("between which distances?", todo="between 100 and 300 m from a mast")
        where.most_m = scanner.distance()
        where.least_m = low if isinstance(low, float) else low[0] * where.most_m / _spoken(scanner)
    elif (more := scanner.sees(*_MORE)) is not None and scanner.is_distance(len(more.split())):
        scanner.take(more)
        where.least_m = scanner.distance()
    elif (upto := scanner.sees(*_UPTO)) is not None and _is_number(scanner, len(upto.split())):
        scanner.take(upto)
        where.most_m = scanner.distance()
    elif (about := scanner.sees(*_ABOUT)) is not None and scanner.is_distance(len(about.split())):
        scanner.take(about)
        _around(where, scanner.distance())
    elif scanner.is_distance():
        _around(where, scanner.distance())
    if where.most_m is not None and not 0 < where.most_m <= defaults.FARTHEST_M:
        scanner.refuse(
            f"a distance is more than 0 and at most {defaults.metres(defaults.FARTHEST_M)}", token=start
        )
    if where.most_m is not None and where.least_m >= where.most_m:
        scanner.refuse("the nearer distance comes first", token=start)
    if where.least_m > defaults.FARTHEST_M / 2:
        scanner.refuse(f"at most {defaults.metres(defaults.FARTHEST_M / 2)} here", token=start)


def _is_number(scanner: Scanner, ahead: int) -> bool:
    token = scanner.peek(ahead)
    return token is not None and token.kind == "number"


def _bare(scanner: Scanner) -> float | tuple[float]:
    """Take the first of two distances: with its unit (metres), or a bare number that shares the second's unit."""
    return scanner.distance() if scanner.is_distance() else (scanner.number(),)


def _spoken(scanner: Scanner) -> float:
    """Give the number of the distance that was just taken, as it was written."""
    return float(scanner.tokens[scanner.place - 2].text.replace(",", ""))


def _around(where: _Where, size: float) -> None:
    where.least_m, where.most_m = size * (1 - defaults.ABOUT), size * (1 + defaults.ABOUT)


def _direction(scanner: Scanner, draft: Draft, where: _Where) -> None:
    """Take a direction if one stands here: "to its east", "north-east of", "at bearing 80 to 100"."""
    if scanner.take("at bearing", "bearing") is not None:
        where.toward = _bearing(scanner)
        return
    its = scanner.sees(*_ITS)
    lead = its if its is not None else scanner.sees(*_TO)
    skip = 0 if lead is None else len(lead.split())
    found = scanner.direction(skip)
    if found is None:
        return
    count, (bearing, half, name) = found
    scanner.place += skip + count
    scanner.take("side")
    if its is not None:
        where.other = draft.features[0].name
    draft.assume(f"{name}: {bearing:g} ± {half:g} degrees from true north")
    where.toward = Toward(bearing, half, name)


def _bearing(scanner: Scanner) -> Toward:
    start = scanner.peek()
    low = scanner.number()
    if scanner.take("±", "+/-", "plus or minus", "give or take") is not None:
        middle, half = low, scanner.number()
    elif scanner.take("to", "and") is not None:
        high = scanner.number()
        half = (high - low) % 360.0 / 2
        middle = (low + half) % 360.0
    else:
        middle, half = low, 10.0
    if not 0 <= low <= 360 or not 0 < half < 180:
        scanner.refuse("a bearing lies between 0 and 360 degrees", token=start)
    return Toward(middle % 360.0, half, f"{middle:g} ± {half:g} degrees")
