"""Cut a query sentence into tokens that know where they stand, and step through them."""

import re
from typing import Final, NoReturn

from attrs import define, frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks.defaults import UNITS, direction

LONGEST: Final = 2_000
_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<tags>\[[^\]]*\]?)
      | (?P<label>\([^)]*\)?)
      | (?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?)
      | (?P<word>[^\W\d_][\w'’.\-‐]*)
      | (?P<stop>[,;:.،؛])
      | (?P<sign>±|\+/-|°)
      | (?P<other>\S)
    )""",
    re.VERBOSE,
)


@frozen
class Token:
    """A piece of the sentence; ``at`` counts characters from 1."""

    kind: str
    text: str
    at: int

    @property
    def low(self) -> str:
        """Lower case, without a full stop at its end."""
        return self.text.lower().rstrip(".")


@define
class Scanner:
    """The sentence and how far its reader has come."""

    text: str
    tokens: tuple[Token, ...]
    place: int = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """Look at the token that comes, or one after it; None at the end."""
        at = self.place + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def low(self, ahead: int = 0) -> str:
        """Look at the word that comes, in lower case; empty at the end."""
        token = self.peek(ahead)
        return "" if token is None else token.low

    def sees(self, *phrases: str) -> str | None:
        """Give the first phrase that stands here word for word; nothing is taken."""
        for phrase in phrases:
            words = phrase.split()
            if [self.low(step) for step in range(len(words))] == words:
                return phrase
        return None

    def take(self, *phrases: str) -> str | None:
        """Take the first phrase that stands here."""
        found = self.sees(*phrases)
        if found is not None:
            self.place += len(found.split())
        return found

    def step(self) -> Token:
        """Take one token; the end of the sentence is refused."""
        token = self.peek()
        if token is None:
            self.refuse("the sentence ends too early")
        self.place += 1
        return token

    def refuse(self, fault: str, *, todo: str | None = None, token: Token | None = None) -> NoReturn:
        """Refuse the sentence, pointing at the token that comes (or the one given)."""
        here = token if token is not None else self.peek()
        at = len(self.text) + 1 if here is None else here.at
        raise BadValue(fault, item=pointed(self.text, at), todo=todo)

    def is_distance(self, ahead: int = 0) -> bool:
        """Say whether a number with a unit stands here."""
        token = self.peek(ahead)
        return token is not None and token.kind == "number" and self.low(ahead + 1) in UNITS

    def distance(self) -> float:
        """Take a number with its unit [m]."""
        token = self.step()
        if token.kind != "number":
            self.refuse(f"a distance is needed before '{token.text}'", todo="such as: 200 m", token=token)
        number = float(token.text.replace(",", ""))
        if self.low() not in UNITS:
            self.refuse(
                f"'{token.text}' has no unit", todo="write m, km, ft, yards or miles after it", token=token
            )
        return number * UNITS[self.step().low]

    def number(self) -> float:
        """Take a bare number."""
        token = self.step()
        if token.kind != "number":
            self.refuse(f"a number is needed, not '{token.text}'", token=token)
        self.take("°") or self.take("degrees") or self.take("deg")
        return float(token.text.replace(",", ""))

    def direction(self, ahead: int = 0) -> tuple[int, tuple[float, float, str]] | None:
        """Look for a direction in one word or in two ("north east"): how many tokens, and which."""
        first, second = self.low(ahead), self.low(ahead + 1)
        two = direction(f"{first}-{second}") if direction(first) and direction(second) else None
        if two is not None:
            return 2, two
        one = direction(first)
        return None if one is None else (1, one)


def scan(text: str) -> Scanner:
    """Cut a sentence; BadValue where it is too long or holds a sign that means nothing here."""
    if len(text) > LONGEST:
        raise BadValue(
            f"a query has at most {LONGEST} characters, this one {len(text):,}",
            todo="write the longer ones as YAML in a file",
        )
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "other"
        at = found.start(kind) + 1
        if kind == "other" or (kind == "tags" and not found[kind].endswith("]")):
            fault = "an opened [ is never closed" if kind == "tags" else f"'{found[kind]}' means nothing here"
            raise BadValue(fault, item=pointed(text, at), todo="see the how-to on searching for landmarks")
        tokens.append(Token(kind, found[kind], at))
    return Scanner(text, tuple(tokens))


def pointed(text: str, at: int) -> str:
    """Name a place in a sentence: ``character 23, at >>mineret``."""
    rest = text[at - 1 : at + 29].strip()
    return f"query, character {at}" + (f", at '{rest}'" if rest else ", at its end")
