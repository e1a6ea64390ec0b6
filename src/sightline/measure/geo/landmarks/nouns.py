"""Read the things of a sentence: "a water tower", "the minaret", "[man_made=mast] (A)", "it"."""

from typing import Final, NoReturn

from attrs import define, field

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks.query import Feature, Filter, Rule, Said
from sightline.measure.geo.landmarks.scanner import Scanner
from sightline.measure.geo.landmarks.tags import both, read_filter
from sightline.measure.geo.landmarks.words import MOST_WORDS, nearest_words, thing_of

ARTICLES: Final = ("a", "an", "another", "some", "any")
ITSELF: Final = ("it", "them", "this", "there")
MOST_FEATURES: Final = 12
MOST_RULES: Final = 40


@define
class Draft:
    """The query as far as it was read."""

    text: str
    features: list[Feature] = field(factory=list)
    rules: list[Said] = field(factory=list)
    assumed: list[str] = field(factory=list)
    last: str = ""
    """The feature named last: "that is ..." speaks of it."""

    def assume(self, words: str) -> None:
        """Note what was not said and had to be taken."""
        if words not in self.assumed:
            self.assumed.append(words)

    def add(self, words: str, test: Filter, label: str | None) -> Feature:
        """Take in a new feature under its label, its words, or its words with a number."""
        taken = {one.name for one in self.features}
        name = label if label is not None else words
        count = 2
        while name in taken:
            name, count = f"{words} {count}", count + 1
        feature = Feature(name, words, test)
        self.features.append(feature)
        self.last = name
        return feature

    def rule(self, rule: Rule, words: str, at: int) -> None:
        """Take in a rule."""
        self.rules.append(Said(rule, words, at))


def starts_noun(scanner: Scanner) -> bool:
    """Say whether a thing could be named here."""
    token = scanner.peek()
    return token is not None and (
        token.kind == "tags" or scanner.low() in (*ARTICLES, *ITSELF, "the") or _length(scanner) > 0
    )


def read_kind(scanner: Scanner) -> tuple[str, Filter, str | None]:
    """Read what kind of thing is named: its words, its filter, and its label where it has one."""
    start = scanner.peek()
    if start is None:
        scanner.refuse("a thing is missing at the end", todo="name what is meant: a water tower")
    words, test = "", None
    length = _length(scanner)
    if length > 0:
        words = " ".join(scanner.step().text for _ in range(length))
        thing = thing_of(words)
        test = None if thing is None else thing.filter
    elif start.kind != "tags":
        _refuse_word(scanner)
    token = scanner.peek()
    while token is not None and token.kind == "tags":
        scanner.step()
        try:
            own = read_filter(token.text[1:-1])
        except BadValue as fault:
            scanner.refuse(fault.fault, todo=fault.todo, token=token)
        test = own if test is None else both(test, own)
        words = f"{words} {token.text}".strip()
        token = scanner.peek()
    if test is None:
        _refuse_word(scanner)
    label = None
    if token is not None and token.kind == "label":
        scanner.step()
        label = token.text.strip("()").strip()
        if label == "":
            scanner.refuse("an empty label", token=token)
    return words, test, label


def read_new(scanner: Scanner, draft: Draft) -> str:
    """Read a thing that is new in the sentence; give its name."""
    start = scanner.peek()
    words, test, label = read_kind(scanner)
    if len(draft.features) >= MOST_FEATURES:
        scanner.refuse(f"a query names at most {MOST_FEATURES} things", token=start)
    if label is not None and any(one.name == label for one in draft.features):
        scanner.refuse(f"two things are called '{label}'", token=start)
    return draft.add(words, test, label).name


def read_thing(scanner: Scanner, draft: Draft) -> str:
    """Read a thing, new ("a mast") or named before ("the mast", "it", a label); give its name."""
    called = _label(scanner, draft)
    if called is not None:
        return called
    if scanner.take(*ITSELF) is not None:
        if not draft.features:
            scanner.refuse("nothing was named before that this could mean")
        return draft.features[0].name
    if scanner.take(*ARTICLES) is not None:
        return read_new(scanner, draft)
    if scanner.take("the") is None:
        return read_new(scanner, draft)
    return _named_before(scanner, draft)


def _named_before(scanner: Scanner, draft: Draft) -> str:
    start = scanner.peek()
    label = _label(scanner, draft)
    if label is not None:
        return label
    place = scanner.place
    words, test, _ = read_kind(scanner)
    known = [one for one in draft.features if one.filter == test]
    if len(known) > 1:
        names = ", ".join(one.name for one in known)
        scanner.refuse(
            f"'the {words}' could be several: {names}",
            todo="give them labels where they are first named: a mast (A) ... a mast (B)",
            token=start,
        )
    if known:
        draft.last = known[0].name
        return known[0].name
    scanner.place = place
    return read_new(scanner, draft)


def _label(scanner: Scanner, draft: Draft) -> str | None:
    """Take a label, written as it was given: the label A is not the article."""
    token = scanner.peek()
    labels = [one.name for one in draft.features if one.name != one.words]
    if token is None or token.text.rstrip(".") not in labels:
        return None
    draft.last = scanner.step().text.rstrip(".")
    return draft.last


def _length(scanner: Scanner) -> int:
    """Count the tokens of the longest listed word that stands here."""
    words: list[str] = []
    best = 0
    for ahead in range(MOST_WORDS):
        token = scanner.peek(ahead)
        if token is None or token.kind != "word":
            break
        words.append(token.low)
        if thing_of(" ".join(words)) is not None:
            best = ahead + 1
    return best


def _refuse_word(scanner: Scanner) -> NoReturn:
    token = scanner.peek()
    if token is None:
        scanner.refuse("a thing is missing at the end", todo="name what is meant: a water tower")
    here = " ".join(scanner.low(ahead) for ahead in range(2)).strip()
    near = nearest_words(here) or nearest_words(token.low)
    scanner.refuse(
        f"'{token.text}' is no listed thing",
        todo=(f"did you mean {', '.join(repr(one) for one in near)}? " if near else "")
        + "anything can be asked for by its tags: [man_made=mast]",
        token=token,
    )
