"""What is looked for, as records: features with a test on their tags, and what must hold between them.

The first feature is the anchor: each of its objects is a candidate place, accepted or rejected. Every other feature is
tied to any one before it, so chains ("a mast near the bridge, the bridge over a river") are as good as stars.
"""

from typing import Literal

from attrs import field, frozen

Shape = Literal["any", "point", "line", "area"]
Operator = Literal["=", "!=", ">", "<", ">=", "<=", "exists", "absent", "starts", "ends", "contains"]


@frozen
class TagTest:
    """One test on one tag: ``values`` are alternatives; none for exists and absent."""

    key: str
    operator: Operator
    values: tuple[str, ...] = ()


@frozen
class Filter:
    """Which objects are meant: one of ``alternatives`` holds in all its tests, and the shape fits."""

    alternatives: tuple[tuple[TagTest, ...], ...]
    shape: Shape = "any"


@frozen
class Feature:
    """One thing that is looked for; ``name`` tells it from others of its kind, ``words`` are how it was asked for."""

    name: str
    words: str
    filter: Filter


@frozen
class Toward:
    """A direction seen from the subject: ``bearing_deg`` clockwise from true north, give or take ``half_deg``."""

    bearing_deg: float
    half_deg: float
    words: str


@frozen
class Near:
    """The object lies ``least_m`` to ``most_m`` from the subject, and toward a direction where one is given."""

    subject: str
    object: str
    most_m: float
    least_m: float = 0.0
    toward: Toward | None = None


@frozen
class Cross:
    """Subject and object touch or cross each other."""

    subject: str
    object: str


@frozen
class Inside:
    """The subject lies within the area of the object."""

    subject: str
    object: str


@frozen
class Along:
    """The subject runs beside the object: at least ``length_m`` of the object lie within ``most_m`` of it."""

    subject: str
    object: str
    most_m: float
    length_m: float


@frozen
class Between:
    """The subject lies between two others, at most ``aside_m`` from their straight line; both within ``reach_m``."""

    subject: str
    one: str
    other: str
    aside_m: float | None
    """None: a quarter of the distance between the two."""
    reach_m: float


@frozen
class Order:
    """Members follow each other: from left to right as seen from a point, or along a straight line."""

    members: tuple[str, ...]
    kind: Literal["sight", "line"]
    seen_from: str | None
    """For ``sight``: the feature one stands at."""
    reach_m: float
    """Of a sight: how far each member may be. Of a line: from each member to the next."""
    aside_m: float | None = None
    """Of a line: how far a member may stand off it; None: a tenth of its length."""


@frozen
class Sides:
    """Two things lie on the same side of a line, or on opposite sides of it, both within ``reach_m``."""

    first: str
    second: str
    line: str
    same: bool
    reach_m: float


@frozen
class Number:
    """How many objects of a feature lie within ``most_m`` of the subject: ``least`` to ``most``; most 0 is negation."""

    subject: str
    feature: Feature
    least: int
    most: int | None
    most_m: float
    toward: Toward | None = None


Pair = Near | Cross | Inside | Along
Shaped = Between | Order | Sides
Rule = Near | Cross | Inside | Along | Between | Order | Sides | Number


@frozen
class Said:
    """A rule with its words as a sentence, and where in the query it stands."""

    rule: Rule
    words: str
    at: int = 0


@frozen
class Query:
    """A whole question. ``assumed``: what was not said and had to be taken (a distance, the width of a direction)."""

    text: str
    features: tuple[Feature, ...]
    rules: tuple[Said, ...]
    assumed: tuple[str, ...] = field(default=())


def names_of(rule: Rule) -> tuple[str, ...]:
    """Give the names of all features that a rule ties together."""
    match rule:
        case Near() | Cross() | Inside() | Along():
            return rule.subject, rule.object
        case Between():
            return rule.subject, rule.one, rule.other
        case Order():
            return rule.members if rule.seen_from is None else (rule.seen_from, *rule.members)
        case Sides():
            return rule.first, rule.second, rule.line
        case Number():
            return (rule.subject,)


def reach_of(rule: Rule) -> float:
    """Give how far apart the features of a rule can be at most [m]."""
    match rule:
        case Near() | Along() | Number():
            return rule.most_m
        case Cross() | Inside():
            return 0.0
        case Between():
            return rule.reach_m
        case Order():
            return rule.reach_m * (1 if rule.kind == "sight" else len(rule.members) - 1)
        case Sides():
            return rule.reach_m
