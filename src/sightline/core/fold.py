"""One folding of text for index and query, so that both databases find the same words.

SQLite and PostgreSQL each fold text in their own way, and neither knows Arabic articles or the many ways of
writing Arabic names in Latin letters. So neither is asked to: text is folded here before it is indexed and before
it is searched, into lower-case letters and ASCII digits separated by single spaces. Any tokeniser that splits at
spaces (FTS5 ``ascii``, a tsvector built from the tokens) then sees the same words.

What is folded:

* every script: compatibility forms, case, combining marks, invisible marks of direction; all digits to 0-9;
* Arabic: tashkeel and tatweel, hamza and its seats, taa marbuta, alef maqsura, Persian forms of kaf and yeh, and
  the article, alone or after waw, fa, ba, kaf, and lil- (two letters of the stem must remain after the bare article,
  three after a prefixed one; words that only look like an article, such as the word for God, are kept);
* Latin: the marks of ayn and hamza, the article with its hyphen (al-, el-, and before its own letter as-, ash-,
  an-, ez- and so on), the stand-alone words al, el, ul, a stand-alone "ez" before "Zor", ``'s`` and French elision;
* Cyrillic: U+0451 to U+0435, U+0457 to U+0456, U+0491 to U+0433; short i (U+0439) is kept.

Words joined by a hyphen are indexed as their parts. The folding is idempotent. What it does not do: strip a bare
waw ("and") from a word, split "AlNusra", join "Su-25" with "Su25", or cut Chinese and Japanese into words.

The stored index names :data:`VERSION`; any change of the rules raises it, and the index is then made again.
"""

import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

VERSION = 1

LONGEST = 128
"""Letters of one token that are indexed; what follows is cut (PostgreSQL refuses lexemes over 2046 bytes)."""

_APOSTROPHES = frozenset("'`´‘’‛′ʼ＇՚")
_HYPHENS = frozenset("-‐‑‒–—−﹣－־")
_DROPPED = frozenset("׳״ꞌ")
_LETTERS: dict[str, str] = {}
# Arabic: most seats of hamza fall apart into letter and mark by themselves; these do not.
_LETTERS |= dict.fromkeys("ٱٲٳ", "ا") | dict.fromkeys("ءٴ", "") | {"ٶ": "و"} | dict.fromkeys("ىیېےۍٸ", "ي")
_LETTERS |= dict.fromkeys("ةەہھۃ", "ه") | dict.fromkeys("کڪ", "ك") | {"ڤ": "ف"}
# Cyrillic, and Latin letters that do not fall apart.
_LETTERS |= {"ґ": "г", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe"}
_LETTERS |= {"ħ": "h", "ŋ": "n", "ə": "e", "ɛ": "e", "ŧ": "t"}


class _Table(dict[int, str]):
    """Map one character to its folded letters, a space, ``-`` or ``'``; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if character in "йЙ":
        return "й"
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_fold_part, whole))


def _fold_part(part: str) -> str:
    if part in _LETTERS:
        return _LETTERS[part]
    if part in _DROPPED:
        return ""
    kind = unicodedata.category(part)
    if kind[0] == "M" or kind == "Cf":
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(part))
    if kind == "Lm" and (part == "ـ" or "\u02b0" <= part <= "\u02ff"):
        return ""
    if kind[0] == "L":
        return part
    return " "


_TABLE = _Table()

# "Sun letters" take the l of the article into themselves: as-Suwayda, ash-Sham, ez-Zor. The letter must stand
# on both sides of the hyphen, so that An-26, AT-4 and ad-hoc are left alone.
_SUN = "(?:sh|th|dh|ch|[snrtdz])"
_HYPHEN_ARTICLE = re.compile(
    r"(?<![^\W_])(?:"
    rf"[aeiu](?:l|(?P<a>{_SUN})(?=-'*(?P=a)))"
    r"|(?:wa|we|w|bi|be|fi|fe|li|le|ka)[-']{0,2}[aeiu]?l"
    rf"|(?:wa|we|bi|fi|li)[-']{{1,2}}[aeiu]?(?P<b>{_SUN})(?=-(?P=b))"
    r"|(?<=')l"
    r")-(?='*[^\W\d_])"
)
_POSSESSIVE = re.compile(r"(?<=[^\W_]{2})'s(?![^\W_])")
_ELISION = re.compile(r"(?<![^\W_])(?<!')(?:(?:[ldjnsc]|qu)'(?=[aeiouyh][a-z])|[mt]'(?=[aeiouy][a-z]))")
_TOO_LONG = re.compile(rf"(?<=[^ ]{{{LONGEST}}})[^ ]+")
_KEPT = (
    "الله|والله|بالله|اللهم|الان|الذي|الذين|التي|اليه|اليها|اليات|الاف"
    "|الماني|المانيا|المانيه|البانيا|الكتروني|الكترونيه"
)
_ARABIC_ARTICLE = re.compile(
    rf"(?<![^ ])(?:(?!(?:{_KEPT})(?![^ ]))(?:ال(?=[^ ]{{2}})|(?:[وف]?[بك]ال|[وف]ال|[وف]?لل)(?=[^ ]{{3}})))+"
)
_LONE_ARTICLE = re.compile(rf"(?<![^ ])(?:[ae]l(?![^ ])|ul(?![^ ])|[ae]({_SUN})(?= +\1)|ud(?= +d))")


def fold(text: str) -> str:
    """Fold a text for the index.

    :param text: any text, of any length and script; unpaired surrogates and NUL count as spaces
    :returns: tokens of lower-case letters and ASCII digits, separated by single spaces; "" where none is left
    """
    if "\u0306" in text:  # и with a separate breve is й, the one letter that keeps its mark
        text = text.replace("и\u0306", "й").replace("И\u0306", "й")
    line = text.translate(_TABLE)
    if "-" in line:
        line = _HYPHEN_ARTICLE.sub(" ", line).replace("-", " ")
    if "'" in line:
        line = _ELISION.sub(" ", _POSSESSIVE.sub(" ", line)).replace("'", "")
    if len(line) > LONGEST:
        line = _TOO_LONG.sub(" ", line)
    if "ال" in line or "لل" in line:
        line = _ARABIC_ARTICLE.sub(" ", line)
    count = 1
    while count > 0:  # "at al to": taking one article away may show another
        line, count = _LONE_ARTICLE.subn(" ", line)
    return " ".join(line.split())


@frozen
class Token:
    """One folded word and where it stands in the original: ``text[start:end]``, in code points."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Fold a text and say where each token comes from.

    The words are those of :func:`fold`, in order. One character that stands for a phrase (such as U+FDFA)
    gives several tokens with the same span.
    """
    line, places = _spread(text)
    if "-" in line:
        line = _blank(_HYPHEN_ARTICLE, line).replace("-", " ")
    if "'" in line:
        line = _blank(_ELISION, _blank(_POSSESSIVE, line))
        places = [place for place, letter in zip(places, line, strict=True) if letter != "'"]
        line = line.replace("'", "")
    line = _blank(_ARABIC_ARTICLE, _blank(_TOO_LONG, line))
    before = ""
    while before != line:
        before, line = line, _blank(_LONE_ARTICLE, line)
    for match in re.finditer("[^ ]+", line):
        yield Token(match.group(), places[match.start()][0], places[match.end() - 1][1])


def fold_map(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Fold a text and give, for each token of the folded text, its span in the original.

    :returns: the same string as :func:`fold`, and one ``(start, end)`` in code points for each of its tokens
    """
    found = list(tokens(text))
    return " ".join(token.word for token in found), [(token.start, token.end) for token in found]


def _spread(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Translate character by character; beside each letter stands the span it came from, marks included."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character == "\u0306" and at > 0 and text[at - 1] in "иИ":
            letters[-1] = "й"
        folded = _TABLE[ord(character)]
        if folded == "" and places and places[-1][1] == at and unicodedata.category(character)[0] == "M":
            places[-1] = (places[-1][0], at + 1)  # a mark belongs to the letter before it
        letters.extend(folded)
        places.extend([(at, at + 1)] * len(folded))
    return "".join(letters), places


def _blank(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), line)


@frozen
class Term:
    """One thing a query asks for: words in a row (the last may be a prefix), or their absence."""

    words: tuple[str, ...]
    prefix: bool = False
    negated: bool = False


_UNIT = re.compile(
    r"(?P<sign>(?<!\S)[-−](?=[^\s\-−]))?"
    r'(?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]?|(?P<bare>[^\s"“”„«»*]+))'
    r"(?P<star>\*)?"
)
_SHORT_STEM = re.compile("ال(?=.$)")


def query_terms(text: str) -> tuple[Term, ...]:
    """Read a query as typed by a person; every term must hold (and), in any order.

    * ``chlorine cylinder``: both words, anywhere;
    * ``"det cord"`` (straight or curly quotes, guillemets; a missing closing quote is added): words in a row;
    * ``chlor*``: words that begin so; ``"barrel bo"*`` likewise for the last word of a phrase;
    * ``-demo``, ``-"no video"``: must not hold; the sign counts only at the start of a word.

    A word that folds into several tokens (INC-12, Su-25) is a phrase. A word that folds into nothing (al, a
    smiley) is left out; a query of nothing else gives no terms. A prefix of nothing but an article (``al*``) is
    taken as letters.
    """
    found = list(tokens(text))
    terms: list[Term] = []
    for unit in _UNIT.finditer(text):
        name = "quoted" if unit.group("quoted") is not None else "bare"
        start, end = unit.span(name)
        words = [token.word for token in found if start <= token.start < end]
        prefix = unit.group("star") is not None
        if prefix:
            words = _prefix_words(words, unit.group(name))
        if words:
            terms.append(Term(tuple(words), prefix=prefix, negated=unit.group("sign") is not None))
    return tuple(terms)


def _prefix_words(words: list[str], typed: str) -> list[str]:
    """Take what was typed before ``*`` as letters where it is an article, or an article and one letter."""
    if not words:
        return typed.translate(_TABLE).replace("'", "").replace("-", " ").split()[-1:]
    return [*words[:-1], _SHORT_STEM.sub("", words[-1])]
