"""Read a query written as a sentence.

``a minaret within 200 m of a water tower, a road to its east, no river within 500 m`` names an anchor (the first
thing) and, clause by clause, what must hold. A clause begins with a thing, with a number of things ("at least three
water towers within 1 km"), with "no", with a relation (then the anchor is meant), or with an order: ``left to right
from the bridge: the minaret then the mast``, ``in a line: the minaret then the mast then the chimney``.

"it" and "its" are the anchor. "the mast" is the mast named before; "a mast" is another one. "that is" and "which is"
speak of the thing named last, everything else in a clause speaks of the thing the clause began with.
"""

from typing import Final

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks import defaults
from sightline.measure.geo.landmarks.nouns import MOST_RULES, Draft, read_kind, read_thing, starts_noun
from sightline.measure.geo.landmarks.places import read_relation, read_where, starts_relation
from sightline.measure.geo.landmarks.query import Feature, Number, Order, Query
from sightline.measure.geo.landmarks.scanner import Scanner, scan
from sightline.measure.geo.landmarks.tied import tied

_STOPS: Final = (",", ";", ".", "،", "؛")
_JOINTS: Final = (
    "and also",
    "and",
    "with",
    "there is",
    "there are",
    "that has",
    "which has",
    "having",
    "but",
)
_VERBS: Final = (
    "is", "are", "lies", "lie", "stands", "stand", "standing", "located", "runs", "seen",
)  # fmt: skip
_WHO: Final = ("that is", "that are", "which is", "which are", "which lies", "that lies", "which", "that")
_ORDERS: Final = ("from left to right", "left to right", "from right to left", "right to left")
_LINES: Final = ("in a straight line", "in a line", "in one line", "in line", "in a row")
_ENOUGH: Final = ("at least", "no fewer than", "no less than")
_MOST: Final = ("at most", "no more than", "up to")


def read_sentence(text: str) -> Query:
    """Read a query sentence.

    :raises BadValue: with the character at which it cannot be read on, and what could stand there
    """
    scanner = scan(text)
    draft = Draft(text)
    if scanner.peek() is None:
        raise BadValue("the query is empty", todo="such as: a minaret within 200 m of a water tower")
    while scanner.peek() is not None:
        _skip(scanner)
        if scanner.peek() is None:
            break
        _clause(scanner, draft)
        if len(draft.rules) > MOST_RULES:
            scanner.refuse(f"a query has at most {MOST_RULES} relations")
    if not draft.features:
        scanner.refuse("nothing is looked for", todo="begin with a thing: a minaret ...")
    return tied(Query(text, tuple(draft.features), tuple(draft.rules), tuple(draft.assumed)))


def _skip(scanner: Scanner) -> None:
    while scanner.low() in ("", *_STOPS) and scanner.peek() is not None and scanner.step().text != "":
        continue
    while scanner.take(*_JOINTS) is not None:
        continue


def _clause(scanner: Scanner, draft: Draft) -> None:
    start = scanner.peek()
    if scanner.sees("seen", "from", *_ORDERS, *_LINES) is not None and _order(scanner, draft):
        return
    bounds = _amount(scanner)
    if bounds is not None:
        if not draft.features:
            scanner.refuse(
                "the query begins with what is counted or missing",
                todo="begin with the thing you look for: a minaret, no river within 500 m",
                token=start,
            )
        if start is not None and defaults.amount(start.low) is not None:
            draft.assume("a plain number of things: at least so many")
        _counted(scanner, draft, bounds)
        return
    of_anchor = bool(draft.features) and starts_relation(scanner)
    subject = draft.features[0].name if of_anchor else read_thing(scanner, draft)
    _relations(scanner, draft, subject)


def _relations(scanner: Scanner, draft: Draft, subject: str) -> None:
    """Read relations until the clause ends; "that is" hands over to the thing named last."""
    while scanner.peek() is not None and scanner.low() not in _STOPS:
        if scanner.take(*_WHO) is not None:
            subject = draft.last
        scanner.take(*_VERBS)
        place = scanner.place
        joined = scanner.take("and", "but") is not None
        if starts_relation(scanner):
            read_relation(scanner, draft, subject)
            continue
        if joined or scanner.sees(*_JOINTS) is not None:
            scanner.place = place
            return
        scanner.refuse(
            f"'{scanner.step().text}' is not understood here",
            todo="after a thing comes a relation (within 200 m of, north-east of, between, along, crossing) or a comma",
            token=scanner.tokens[place],
        )


def _amount(scanner: Scanner) -> tuple[int, int | None] | None:
    """Read how many are asked for: (least, most)."""
    if scanner.take("no", "not any", "without any", "without a", "without an", "without", "not a", "not an"):
        return 0, 0
    for phrases, kind in ((_ENOUGH, "least"), (_MOST, "most"), (("exactly", "just"), "both")):
        found = scanner.sees(*phrases)
        words = 0 if found is None else len(found.split())
        if (
            found is not None
            and not scanner.is_distance(words)
            and defaults.amount(scanner.low(words)) is not None
        ):
            scanner.take(found)
            count = defaults.amount(scanner.step().low) or 0
            return (0 if kind == "most" else count), (None if kind == "least" else count)
    for phrase, more in (("more than", 1), ("fewer than", -1), ("less than", -1)):
        if (
            scanner.sees(phrase)
            and not scanner.is_distance(2)
            and defaults.amount(scanner.low(2)) is not None
        ):
            scanner.take(phrase)
            count = defaults.amount(scanner.step().low) or 0
            return (count + 1, None) if more > 0 else (0, max(0, count - 1))
    plain = defaults.amount(scanner.low())
    if plain is not None and not scanner.is_distance():
        scanner.step()
        return plain, None
    return None


def _counted(scanner: Scanner, draft: Draft, bounds: tuple[int, int | None]) -> None:
    begun = scanner.place
    token = scanner.peek()
    words, test, _ = read_kind(scanner)
    scanner.take(*_VERBS)
    subject, most_m, toward = read_where(scanner, draft)
    least, most = bounds
    head = "no" if most == 0 else f"{'at least' if most is None else 'at most' if least == 0 else 'exactly'} "
    count = "" if most == 0 else str(least if most is None else most)
    rest = " ".join(one.text for one in scanner.tokens[begun : scanner.place])
    rule = Number(subject, Feature(words, words, test), least, most, most_m, toward)
    draft.rule(rule, f"{head.strip()} {count} {rest}".replace("  ", " "), 0 if token is None else token.at)


def _order(scanner: Scanner, draft: Draft) -> bool:
    """Read an order of things; False (and nothing taken) where the clause is something else."""
    place, token = scanner.place, scanner.peek()
    stand: str | None = None
    scanner.take("seen")
    if scanner.take("from") is not None and scanner.sees("left to right", "right to left") is None:
        if not starts_noun(scanner):
            scanner.place = place
            return False
        stand = read_thing(scanner, draft)
        scanner.take(",")
    sight = scanner.take(*_ORDERS)
    line = None if sight is not None else scanner.take(*_LINES)
    if sight is None and line is None:
        scanner.place = place
        return False
    if stand is None and scanner.take("seen from", "from") is not None:
        stand = read_thing(scanner, draft)
    if sight is not None and stand is None:
        if not draft.features:
            scanner.refuse("left to right, seen from where?", todo="left to right from the bridge: ...")
        stand = draft.features[0].name
    scanner.take(":")
    members = [read_thing(scanner, draft)]
    while scanner.take("and then", "then") is not None:
        members.append(read_thing(scanner, draft))
    if len(members) < (2 if sight is not None else 3):
        scanner.refuse(
            "an order needs more things", todo="join them with 'then': the mast then the mosque then ..."
        )
    if sight is not None and "right to left" in sight:
        members.reverse()
    if len(set(members)) != len(members) or stand in members:
        scanner.refuse("a thing stands twice in this order", token=token)
    words = " ".join(one.text for one in scanner.tokens[place : scanner.place])
    reach = defaults.SIGHT_M if sight is not None else defaults.LINE_M
    draft.assume(
        f"seen from a place: each within {defaults.metres(reach)}"
        if sight is not None
        else f"in a line: each within {defaults.metres(reach)} of the next, at most a tenth of its length off it"
    )
    kind = Order(tuple(members), "sight" if sight is not None else "line", stand, reach)
    draft.rule(kind, words, 0 if token is None else token.at)
    return True
