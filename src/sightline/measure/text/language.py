"""Guess the language of a text, and say "undetermined" where a guess would be worth nothing.

Titles of videos are a few words, half of them names; any classifier asked for an answer gives one. So the languages
are restricted to those a case is likely to hold, names and addresses of the web are left out, only the script that
most of the text is written in is looked at, and an answer that does not stand clearly above the next is no answer.
Central Kurdish, which the classifier does not know and would call Persian, is told by letters only it uses.
"""

import importlib.metadata
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from sightline.core.errors import WrongUse

if TYPE_CHECKING:
    from lingua import LanguageDetector

VERSION = 1

DEFAULT = ("ar", "de", "en", "es", "fa", "fr", "he", "ku", "ru", "tr", "uk")
"""Languages looked for unless others are named (ISO 639-1); ku is recognised by its letters alone."""

UNDETERMINED = "und"

LONGEST = 20_000
"""Letters that are looked at; more of the same text changes nothing."""

FEWEST_WORDS = 2
FEWEST_LATIN_WORDS = 3
SHORT_WORDS = 5
LEAST_CONFIDENCE = 0.6
LEAST_CONFIDENCE_SHORT = 0.85
LEAST_MARGIN = 0.3

_NOISE = re.compile(r"(?:https?://|www\.)\S+|@[\w.]+|\S+@\S+\.\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\u0300-\u036f\u064b-\u065f\u200c-]+[^\W\d_]+)*")
_SORANI = re.compile("[ێۆڵڕ]")


@frozen
class LanguageGuess:
    """What language a text seems to be in, with the reason; ``language`` is ``und`` where nothing can be said.

    ``confidence`` is the classifier's share for the language among those looked for, 0 to 1: not a probability that
    the answer is right. ``words`` counts the words of the main script, which alone were looked at.
    """

    language: str
    confidence: float | None
    script: str
    words: int
    sentence: str
    method: str


def detect(text: str, *, languages: tuple[str, ...] = DEFAULT) -> LanguageGuess:
    """Guess the language of a text.

    :param text: any text; addresses of the web and of mail and handles in it are left out
    :param languages: ISO 639-1 codes to choose among, two at least
    :raises WrongUse: for a code that is not known
    """
    cleaned = _NOISE.sub(" ", text[:LONGEST])
    script, words = _main_script(_WORD.findall(cleaned))
    method = f"lingua {importlib.metadata.version('lingua-language-detector')}"
    if len(words) < (FEWEST_LATIN_WORDS if script == "LATIN" else FEWEST_WORDS):
        sentence = (
            "There are no words." if not words else f"Too few words of one script to tell ({len(words)})."
        )
        return LanguageGuess(UNDETERMINED, None, script, len(words), sentence, method)
    text = " ".join(words)
    if "ku" in languages and script == "ARABIC" and len(set(_SORANI.findall(text))) > 1:
        return LanguageGuess("ku", 1.0, script, len(words), "Letters only Central Kurdish uses.", "letters")
    shares = _shares(text, tuple(sorted(set(languages) - {"ku"})))
    (best, confidence), (second, next_confidence) = shares[0], shares[1]
    needed = LEAST_CONFIDENCE_SHORT if len(words) < SHORT_WORDS else LEAST_CONFIDENCE
    measured = f"{best} {confidence:.2f}, next {second} {next_confidence:.2f}, of {len(words)} words"
    if confidence < needed or confidence - next_confidence < LEAST_MARGIN:
        sentence = f"No language stands clear of the others ({measured})."
        return LanguageGuess(UNDETERMINED, confidence, script, len(words), sentence, method)
    return LanguageGuess(
        best, confidence, script, len(words), f"Clearly most like one language ({measured}).", method
    )


def _main_script(words: list[str]) -> tuple[str, list[str]]:
    """Keep the words of the script that most letters are written in."""
    by_script: dict[str, list[str]] = {}
    for word in words:
        by_script.setdefault(_script(word[0]), []).append(word)
    letters = Counter({script: sum(map(len, kept)) for script, kept in by_script.items()})
    if not letters:
        return "none", []
    script = min(letters, key=lambda name: (-letters[name], name))
    return script, by_script[script]


def _script(letter: str) -> str:
    """Give the first word of the character's name, which is its script for all letters that matter here."""
    return unicodedata.name(letter, "unknown").split(" ", 1)[0]


def _shares(text: str, languages: tuple[str, ...]) -> list[tuple[str, float]]:
    found = _detector(languages).compute_language_confidence_values(text)
    return [(one.language.iso_code_639_1.name.lower(), one.value) for one in found]


@lru_cache(maxsize=4)
def _detector(languages: tuple[str, ...]) -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = []
    for language in languages:
        code = getattr(IsoCode639_1, language.upper(), None) if language.isalpha() else None
        if code is None:
            raise WrongUse(
                f"the language {language!r} is not known", todo="use codes of ISO 639-1 such as ar, en"
            )
        codes.append(code)
    if len(codes) < 2:
        raise WrongUse("a language is chosen among two at least", todo="name more languages")
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
