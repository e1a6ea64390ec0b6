"""Read the words by which claims are found, one table a language, into patterns over the plain text."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from sightline.core.errors import BadSchema
from sightline.core.resources import Node, builtin, load_yaml
from sightline.measure.text.claims.arabic.figures.people import Form, forms_of
from sightline.measure.text.claims.flat import unify

LANGUAGES: Final = ("en", "ar")
SIDES: Final = ("at_least", "more_than", "at_most", "fewer_than", "around")
_ATTACHED: Final = "(?:[وف]?[بلك]?(?:ال)?)?"
"""Arabic letters and the article that are written together with the word behind them."""
_NEVER: Final = r"(?!)"
_BEHIND: Final = re.compile(r"\(\?<[=!][^)]*\)")


@frozen(slots=True)
class Cue:
    """Words that tell a relation or a state of control, and where its two ends stand.

    ``apposed``: who they are told of may stand before a comma ("X, part of Y"). ``active``: they take an object, so
    that "was" before them turns them round. ``link``: the words of which one leads to the other end (Arabic).
    """

    is_: str
    words: re.Pattern[str]
    subject: str
    object: str
    negative: bool
    apposed: bool = False
    active: bool = False
    left_only: bool = False
    link: frozenset[str] = frozenset()


@frozen(slots=True)
class Lexicon:
    """The words of one language. ``sets`` are lists of words, ``patterns`` the lists that are searched for."""

    language: str
    numbers: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]
    counted: Mapping[str, Mapping[str, str]]
    """Words that hold their own number (Arabic duals and singles): word -> state, group, n."""
    groups: tuple[tuple[str, re.Pattern[str]], ...]
    states: tuple[tuple[str, str, re.Pattern[str]], ...]
    """State, where its words stand (noun, after, before), the words."""
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    means: tuple[tuple[str, re.Pattern[str]], ...]
    relations: tuple[Cue, ...]
    control: tuple[Cue, ...]
    later: tuple[tuple[str, re.Pattern[str]], ...]
    sets: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    same_unit: Mapping[str, frozenset[str]]
    people: Mapping[str, Form]
    """Forms of nouns of people (Arabic): word -> of whom, and whether one, two or several."""


@lru_cache(maxsize=4)
def lexicon(language: str) -> Lexicon:
    """Read the words of a language; raises BadSchema, with file and line, when the table cannot be read."""
    files = [file for file in builtin("claim_words") if file.name == f"{language}.yaml"]
    if not files:
        raise BadSchema(
            "the table is missing from the package", item=f"{language}.yaml", todo="install Sightline again"
        )
    return read_lexicon(load_yaml(files[0], name=f"claim_words/{language}.yaml", error=BadSchema))


def read_lexicon(whole: Node) -> Lexicon:
    """Read a table of words that is already parsed."""
    language = whole.at("claim_words").text()
    states = whole.at("states").fields()
    actors, blame = whole.at("actors"), whole.at("blame")
    speech, incidents, ends = whole.at("attribution"), whole.at("incidents"), whole.at("ends")
    patterns = {
        name: _either(_words(whole.at(name)), language)
        for name in (
            "none",
            "of_them",
            "not_means",
            "not_incident",
            "hedges",
            "negations",
            "tolls",
            "families",
        )
    }
    for name, node in (("blame", blame), ("speech", speech), ("incidents", incidents), ("actors", actors)):
        for key, words in node.fields().items():
            if isinstance(words.value, tuple):
                patterns[f"{name}.{key}"] = _either(_words(words), language, cased=key == "parties")
    sets = {
        f"actors.{key}": _set(node) for key, node in actors.fields().items() if isinstance(node.value, tuple)
    }
    sets |= {
        name: _set(whole.at(name))
        for name in ("ordinals", "places", "things", "not_places", "told_only", "place_before")
    }
    sets |= {f"ends.{key}": _set(node) for key, node in ends.fields().items() if key != "parties"}
    patterns["ends.parties"] = _either(_words(ends.at("parties")), language, named=True)
    sets["pronouns"] = _set(speech.at("pronouns"))
    patterns["things"] = _either(_words(whole.at("things")), language)
    patterns["holdings"] = _either(_words(whole.at("holdings")), language)
    patterns["places"] = _either(_words(whole.at("places")), language)
    patterns["ordinals"] = _either(_words(whole.at("ordinals")), language)
    same, people = actors.get("same_unit"), whole.get("people")
    return Lexicon(
        language,
        {unify(word): node.whole() for word, node in whole.at("numbers").fields().items()},
        {
            unify(word): (node.at("min").whole(), node.at("max").whole())
            for word, node in whole.at("vague").fields().items()
        },
        _counted(whole),
        tuple((g, _either(_words(node), language)) for g, node in whole.at("groups").fields().items()),
        tuple(
            (state, where, _either(_words(node.at(where)), language))
            for state, node in states.items()
            for where in ("noun", "after", "before")
        ),
        tuple((side, _either(_words(whole.at("bounds").at(side)), language)) for side in SIDES),
        tuple((term, _either(_words(node), language)) for term, node in whole.at("means").fields().items()),
        tuple(_cue(node, language) for node in whole.at("relations").entries()),
        tuple(_cue(node, language) for node in whole.at("control").entries()),
        tuple((name, _either(_words(node), language)) for name, node in whole.at("later").fields().items()),
        sets,
        patterns,
        {} if same is None else {unify(k): _set(node) for k, node in same.fields().items()},
        {} if people is None else forms_of({k: map(unify, _words(n)) for k, n in people.fields().items()}),
    )


def _words(node: Node) -> list[str]:
    return [str(entry.value) for entry in node.entries()]


def _set(node: Node) -> frozenset[str]:
    """Read a set of words; "Brigades?" stands for both."""
    words = [unify(word) for word in _words(node)]
    return frozenset(
        form for word in words for form in ((word[:-2], word[:-1]) if word.endswith("?") else (word,))
    )


def _either(
    words: Iterable[str], language: str, *, cased: bool = False, named: bool = False
) -> re.Pattern[str]:
    """Make one pattern of many, whole words only; those that are written longer are tried first."""
    ordered = sorted({unify(word) for word in words}, key=lambda word: (-len(word), word))
    inner = "|".join(_spaced(word) for word in ordered) or _NEVER
    inner = inner.replace("[A-Z]", "(?-i:[A-Z])") if named else inner
    before = _ATTACHED if language == "ar" and not cased else ""
    inner = f"(?P<who>{inner})" if named else f"(?:{inner})"
    return re.compile(rf"(?<!\w){before}{inner}(?!\w)", 0 if cased else re.IGNORECASE)


def _spaced(words: str) -> str:
    """Let a space stand for any run of spaces; behind a look-behind only for one, since that has a fixed width."""
    return _BEHIND.sub(lambda m: m[0].replace(" ", r"\s"), words).replace(" ?", r"\s*").replace(" ", r"\s+")


def _cue(node: Node, language: str) -> Cue:
    node.only("is", "cue", "subject", "object", "negative", "apposed", "active", "left_only", "link")
    flags = {key: node.get(key) for key in ("negative", "apposed", "active", "left_only")}
    link = node.get("link")
    # capitals are told apart inside a pattern that is otherwise blind to case
    words = _spaced(unify(node.at("cue").text())).replace("[A-Z]", "(?-i:[A-Z])")
    before = "[وف]?[بل]?" if language == "ar" else ""
    inner = rf"(?<!\w){before}(?:{words})" if words[0] != "," else f"(?:{words})"
    after = r"(?!\w)"
    return Cue(
        node.at("is").text(),
        re.compile(inner + after, re.IGNORECASE),
        node.at("subject").text(),
        node.at("object").text(),
        **{key: flag is not None and flag.flag() for key, flag in flags.items()},
        link=frozenset() if link is None else _set(link),
    )


def _counted(whole: Node) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, n in (("duals", "2"), ("singles", "1")):
        node = whole.get(key)
        for words, meaning in {} if node is None else node.fields().items():
            said = {name: one.text() for name, one in meaning.fields().items()}
            found |= {unify(word): {**said, "n": n} for word in words.split("|")}
    return found
