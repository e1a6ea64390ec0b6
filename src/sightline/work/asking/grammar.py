"""Reads a question by a small fixed grammar; what fits no form is refused with the nearest form, filled in.

It is no language model and guesses nothing: a question is one of these forms, or it is not understood.
"""

import re
from typing import Final
from unicodedata import category

from attrs import evolve, frozen
from rapidfuzz import fuzz

from sightline.core.errors import WrongUse
from sightline.model.time import read
from sightline.work.asking.dates import Dated, dated
from sightline.work.asking.records import Question
from sightline.work.view import Times


@frozen(slots=True)
class Form:
    """One form of question."""

    id: str
    shape: str
    """As the grammar shows it."""
    pattern: re.Pattern[str]
    asks: str
    """What it answers."""


def _form(identifier: str, shape: str, pattern: str, asks: str) -> Form:
    return Form(identifier, shape, re.compile(pattern, re.IGNORECASE), asks)


_IS: Final = "(?:was|is|were|are)"
_HOLDS: Final = "(?:controlled|controls|held|holds|governed|governs|contested|contests|besieged|besieges)"
FORMS: Final = (
    _form(
        "said", "what SOURCE said of ACTOR",
        r"what (?:has |did )?(?P<one>.+?) (?:said|says?) (?:of|about) (?P<two>.+)",
        "every statement of a source about an actor, place or incident",
    ),
    _form(
        "part_of", "who ACTOR was part of",
        rf"(?:who|what) (?P<one>.+?) {_IS} (?:a )?(?:part|member) of|wholes of (?P<alt>.+)",
        "what it was part of, a member of or affiliated with",
    ),
    _form(
        "allied", "who ACTOR was allied with",
        rf"who (?P<one>.+?) {_IS} allied (?:with|to)|allies of (?P<alt>.+)",
        "its allies",
    ),
    _form(
        "fighting", "who ACTOR was fighting",
        rf"who (?P<one>.+?) (?:{_IS} fighting|fought|fights)|enemies of (?P<alt>.+)",
        "whom it fought",
    ),
    _form(
        "operated", "where ACTOR operated",
        r"where (?P<one>.+?) (?:operated|operates|was active|is active)",
        "the places it was active in",
    ),
    _form(
        "holdings", "what ACTOR controlled",
        rf"what (?P<one>.+?) {_HOLDS}",
        "the places it held, governed, contested or besieged",
    ),
    _form(
        "governing", "factions governing PLACE",
        r"(?:(?:factions|groups|actors|those|who is|who was) governing|who (?:governed|governs|ruled|rules|ran|runs))"
        r" (?P<one>.+)",
        "who governed it, by source",
    ),
    _form(
        "controlled", "who controlled PLACE",
        r"who (?:controlled|controls|held|holds) (?P<one>.+)",
        "who held or contested it, by source",
    ),
    _form(
        "contested", "who contested PLACE",
        r"who (?:contested|contests) (?P<one>.+)",
        "the sides that fought over it",
    ),
    _form(
        "besieged", "who besieged PLACE",
        r"who (?:besieged|besieges|was besieging|is besieging) (?P<one>.+)",
        "who besieged it",
    ),
    _form(
        "members", "members of ACTOR",
        r"(?:who (?:were|are) (?:the )?)?members of (?P<one>.+)",
        "members and parts of a coalition or group",
    ),
    _form("parts", "parts of ACTOR", r"(?:local )?parts of (?P<one>.+)", "its parts, with where"),
    _form(
        "led", "who led ACTOR",
        r"who (?:led|leads|commanded|commands) (?P<one>.+)|leaders of (?P<alt>.+)",
        "persons and offices that led it",
    ),
    _form(
        "incidents", "incidents in PLACE",
        r"incidents (?:in|at) (?P<one>.+)",
        "incidents there and in what lies in it; also between DATE and DATE",
    ),
)  # fmt: skip
TAILS: Final = ("on DATE", "as said by DATE (or: on)", "as known on DATE (or: by)")
CHANGE: Final = "how did QUESTION change between DATE and DATE"
LONGEST: Final = 1_000
JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Invisible marks that belong to the spelling of words."""
SMALL: Final = frozenset("who what where which the a of in at is are was were with did does do".split())
"""Words of questions that tell little."""
LIGHT: Final = 0.2
LEAST_ALIKE: Final = 60.0
"""How alike a word must be to one of a form [percent of letters]."""
LEAST_NEAR: Final = 50.0
_CHANGE: Final = re.compile(
    r"(?:how did (?:the answer to )?(?P<q1>.+?) change|(?P<q2>.+?)[,;:]? how did (?:the answer|it|this) change)"
    r" between (?P<a>.+?) and (?P<b>.+?)(?P<tail>(?: (?:on|as said|as known) .+)?)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"(?P<q2>.+?) between (?P<a>.*\d.*?) and (?P<b>.*\d.*?)", re.IGNORECASE)


def read_question(text: str, *, today: str, zone: str | None = None) -> Question:
    """Read a question.

    :param text: one of :data:`FORMS`, with or without its tails; ``today`` is the EDTF day of now
    :raises WrongUse: when it fits no form; says the nearest one, filled in
    :raises BadTime: when a date in it cannot be read
    """
    shown = "".join(
        c for c in text if category(c) != "Cf" or c in JOINERS
    )  # marks that only turn text around
    plain = " ".join(shown.split())[:LONGEST].strip(" ?.!")
    if plain == "":
        raise _not_understood(text, "")
    between, asked = None, plain
    found = _CHANGE.fullmatch(plain)
    asks_change = found is not None
    found = found or _BETWEEN.fullmatch(plain)
    if found is not None:
        groups = found.groupdict()
        first = dated(found["a"], today=today, zone=zone, must=True)
        second = dated(found["b"], today=today, zone=zone, must=True)
        between = _in_order(str(first), str(second), zone)
        asked = f"{groups.get('q1') or groups.get('q2')}{groups.get('tail') or ''}"
    rest, times = _tails(asked, today=today, zone=zone)
    for form in FORMS:
        fits = form.pattern.fullmatch(rest)
        if fits is not None:
            groups = fits.groupdict()
            one = groups.get("one") or groups.get("alt") or ""
            two = groups.get("two")
            if form.id == "incidents" and between is not None and not asks_change:
                if times.held_at is not None:
                    raise _two_dates(times.held_at, "/".join(between))
                times, between = evolve(times, held_at="/".join(between)), None
            return Question(text, form.id, _bare(one), None if two is None else _bare(two), times, between)
    raise _not_understood(text, rest)


def _in_order(one: str, other: str, zone: str | None) -> tuple[str, str]:
    """Put two dates in the order of time: between two dates is the same whichever is named first."""
    first, second = (read(day, zone=zone).begin_earliest for day in (one, other))
    later = first is not None and second is not None and second < first
    return (other, one) if later else (one, other)


def form_of(identifier: str) -> Form:
    """Give a form by its id."""
    return next(form for form in FORMS if form.id == identifier)


def grammar() -> str:
    """Write the whole grammar, a line a form."""
    rows = [f"  {form.shape:<28}{form.asks}" for form in FORMS]
    return "\n".join(
        (
            "Questions that are understood:",
            *rows,
            "Each may be followed, in any order, by:",
            *(f"  {tail}" for tail in TAILS),
            "And of each it may be asked:",
            f"  {CHANGE}",
            "A PLACE, ACTOR or SOURCE is a code or a name; a DATE is 2014-04-12, 2014-04 or 12 April 2014.",
        )
    )


def _tails(text: str, *, today: str, zone: str | None) -> tuple[str, Times]:
    rest = text
    got: dict[str, str] = {}
    while True:
        found: Dated | None = None
        for tail in re.finditer(
            r"[,;]? (?P<how>as (?:it was )?said (?:by|on|until)|as (?:it was )?known (?:on|by|until)|on|at|in) ",
            rest,
            re.IGNORECASE,
        ):
            day = dated(rest[tail.end() :], today=today, zone=zone, must=False)
            if day is not None:
                how = tail["how"].lower()
                axis = "said_by" if "said" in how else "known_at" if "known" in how else "held_at"
                found = Dated(axis, day, tail.start())
        if found is None:
            return rest, Times(got.get("held_at"), got.get("said_by"), got.get("known_at"))
        if found.axis in got:
            raise _two_dates(found.edtf, got[found.axis])
        got[found.axis] = found.edtf
        rest = rest[: found.start].rstrip(" ,;")


def _two_dates(one: str, other: str) -> WrongUse:
    return WrongUse(
        f"gives two dates for the same thing: {one} and {other}",
        item="ask",
        todo='ask "… on DATE as said by DATE", each once',
    )


def _bare(name: str) -> str:
    return re.sub(r"^the (?=\S)", "", name.strip(" ,;\"'“”"), flags=re.IGNORECASE)


def _not_understood(text: str, rest: str) -> WrongUse:
    near, filled = nearest(rest)
    forms = "; ".join(form.shape for form in FORMS)
    return WrongUse(
        "this question is not understood",
        item=f"“{' '.join(text.split())[:120]}”",
        todo=(f"did you mean: {filled}? " if near is not None else "")
        + f"The forms are: {forms}; each with {', '.join(TAILS)}; or: {CHANGE}; all of it: sightline ask --grammar",
    )


def nearest(rest: str) -> tuple[Form | None, str]:
    """Give the form that a question comes nearest to, and how the question would read in it."""
    words = rest.split()
    if not words:
        return None, ""
    best: tuple[float, Form | None, str] = (0.0, None, "")
    for form in FORMS:
        score, filled = _filled(form.shape.split(), words)
        if score > best[0]:
            best = (score, form, filled)
    return (best[1], best[2]) if best[0] >= LEAST_NEAR else (None, "")


def _filled(shape: list[str], words: list[str]) -> tuple[float, str]:
    """Match the fixed words of a form with the nearest words of a question; what is left fills its capitals."""
    fixed = [w for w in shape if not w.isupper()]
    taken: set[int] = set()
    score = whole = 0.0
    for word in fixed:
        weight = LIGHT if word in SMALL else 1.0
        whole += weight
        near = [(fuzz.ratio(word, w.lower()), -i) for i, w in enumerate(words) if i not in taken]
        ratio, at = max(near, default=(0.0, 0))
        if ratio >= LEAST_ALIKE:
            score += ratio * weight
            taken.add(-at)
    left = [w for i, w in enumerate(words) if i not in taken and w.lower() not in SMALL]
    slots = sum(w.isupper() for w in shape)
    if len(left) < slots:
        return 0.0, ""
    middle = len(left) // 2 if slots == 2 else len(left)
    names = iter([" ".join(left[:middle]), " ".join(left[middle:])])
    return score / whole, " ".join(next(names) if w.isupper() else w for w in shape)
