"""Give the pieces of a text the meanings that one language has for them, and find the islands worth reading.

An island is a run of pieces that all may belong to a date. Everything else, nearly all of a text, is passed over
without being looked at again.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from sightline.measure.chrono.written.cutting import Cut
from sightline.measure.chrono.written.letters import level
from sightline.measure.chrono.written.lexicon import Lexicon, Meaning, zones

SIGNS: Mapping[str, str] = {
    **dict.fromkeys("-‐‑‒–—−", "dash"), "/": "slash", ",": "comma", "،": "comma", ".": "point",
    "(": "open", ")": "close", "&": "and", "+": "plus", ":": "colon",
}  # fmt: skip

ANCHORS = frozenset(
    (
        "month", "hijri", "weekday", "weekday_short", "season", "day_on", "night_on", "unit", "dual", "date", "time",
        "year_month", "noon", "midnight", "overnight", "ordinal", "am", "pm", "oclock", "night_into", "night_before",
        "clock_before", "decades", "early", "mid", "late", "ordinal_suffixes", "after_hijri", "quarter", "part", "year",
    )
)  # fmt: skip
"""What an island must hold at least one of to be read at all."""

LONGEST_ISLAND = 400

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A number alone is a year only between these; a hijri one between 1300 and 1500."""

ATTACHED = frozenset("وفبلك")
"""Arabic words of one letter that are written together with the next word."""


@frozen(slots=True)
class Lex:
    """A word, number or sign with all it may mean; ``text`` as written; ``glued`` to the piece before it."""

    text: str
    start: int
    end: int
    glued: bool
    kinds: Mapping[str, Meaning]
    parts: tuple[str, ...] = ()
    suffix: str = ""
    shy: bool = False
    """A month or weekday only where something beside it says so."""
    lifted: bool = False

    @property
    def looks(self) -> tuple[object, ...]:
        """All that is known of it but where it stands."""
        kinds = tuple(self.kinds.items())
        return (self.text, self.glued, kinds, self.parts, self.suffix, self.shy, self.lifted)


_NOTHING: Mapping[str, Meaning] = {}


def islands(pieces: Sequence[Cut], words: Lexicon) -> Iterator[list[Lex]]:
    """Yield the runs of pieces that may hold a date in this language, each closed by what ended it."""
    island: list[Lex] = []
    anchored = False
    i = 0
    while i < len(pieces):
        found, i = _lex(pieces, i, words)
        for lex in found:
            if lex.kinds and len(island) < LONGEST_ISLAND:
                island.append(lex)
                anchored = anchored or not ANCHORS.isdisjoint(lex.kinds)
                continue
            if anchored:
                yield [*island, lex]
            island, anchored = [], False
    if anchored:
        yield island


def _lex(pieces: Sequence[Cut], i: int, words: Lexicon) -> tuple[list[Lex], int]:
    piece = pieces[i]
    if piece.kind == "word":
        return _word(pieces, i, words)
    kinds: Mapping[str, Meaning] = _NOTHING
    if piece.kind == "sign":
        sign = SIGNS.get(piece.text)
        kinds = _NOTHING if sign is None else {sign: sign}
    elif piece.kind == "date" and _no_date(pieces, i, words):
        kinds = _NOTHING
    elif piece.kind == "number":
        kinds = _number(piece.text) if len(piece.text) <= 4 and not _belongs(pieces, i, words) else _NOTHING
    elif not _belongs(pieces, i, words) or _beside_arabic(pieces, i):
        kinds = {
            "date": {"date": "date"},
            "time": {"time": "time"},
            "month": {"year_month": "year_month"},
            "decimal": {"decimal": "decimal"},
            "opaque": _NOTHING,
        }[piece.kind]
    suffix, end, after = _suffix(pieces, i + 1, piece, words) if kinds else ("", piece.end, i + 1)
    return [
        Lex(piece.text, piece.start, end, piece.glued, kinds, piece.parts, suffix, lifted=piece.lifted)
    ], after


def _no_date(pieces: Sequence[Cut], i: int, words: Lexicon) -> bool:
    """Say whether three numbers are something else: degrees, minutes and seconds, or a version such as 2.1.19."""
    parts = pieces[i].parts
    if len(parts) != 4 or len(parts[0]) == 4:
        return False
    if 0 in (int(parts[0]), int(parts[1])):
        return True
    if len(parts[2]) == 4:
        return False
    follows = pieces[i + 1].text if i + 1 < len(pieces) else ""
    if parts[3] == "." and words.language == "en" and 1 in (len(parts[0]), len(parts[1])):
        return True
    larger, smaller = max(int(parts[0]), int(parts[1])), min(int(parts[0]), int(parts[1]))
    return follows in ("N", "S", "E", "W") or larger > 31 or smaller > 12


def _beside_arabic(pieces: Sequence[Cut], i: int) -> bool:
    """Say whether a whole date was only written without a blank beside an Arabic word."""
    parts = pieces[i].parts
    if len(parts) != 4 or 4 not in (len(parts[0]), len(parts[2])):
        return False
    beside = [pieces[k] for k in (i - 1, i + 1) if 0 <= k < len(pieces) and pieces[max(k, i)].glued]
    return all("\u0600" <= piece.text[0] <= "\u06ff" for piece in beside)


def _number(digits: str) -> Mapping[str, Meaning]:
    number = int(digits)
    if len(digits) == 4 and (FIRST_YEAR <= number <= LAST_YEAR or 1300 <= number <= 1500):
        return {"number": number, "year": number}
    return {"number": number}


def _belongs(pieces: Sequence[Cut], i: int, words: Lexicon) -> bool:
    """Say whether a number is the tail of a word that is no date word (Su-24, T72) or the head of one (9mm)."""
    piece = pieces[i]
    if i + 1 < len(pieces):
        after = pieces[i + 1]
        if after.kind == "word" and after.glued and not _known(after.text, words) and len(after.text) > 0:
            return True
        if after.kind == "sign" and after.glued and after.text in "-_" and i + 2 < len(pieces):
            behind = pieces[i + 2]
            if behind.kind == "word" and behind.glued and not _known(behind.text, words):
                return True
    if not piece.glued or i == 0:
        return False
    before = pieces[i - 1]
    if before.kind == "word":
        joins = before.text in ATTACHED or level(before.text) in ("t", "utc", "gmt", "q")
        return not (joins or _is_month(before.text, words))
    if (
        before.kind == "sign"
        and before.glued
        and SIGNS.get(before.text) in ("dash", "slash", "point")
        and i > 1
    ):
        root = pieces[i - 2]
        if root.kind == "number" and i > 3 and pieces[i - 3].glued and pieces[i - 3].kind == "sign":
            root = pieces[i - 4]
        return root.kind == "opaque" or (root.kind == "word" and not _known(root.text, words))
    return False


def _is_month(word: str, words: Lexicon) -> bool:
    return any("month" in kinds for phrase, kinds in words.phrases.get(level(word), ()) if len(phrase) == 1)


def _known(word: str, words: Lexicon) -> bool:
    return (
        word in ROMAN
        or level(word) in words.phrases
        or level(word) in words.suffixes
        or word.casefold() in zones()
    )


def _word(pieces: Sequence[Cut], i: int, words: Lexicon) -> tuple[list[Lex], int]:
    piece = pieces[i]
    first = level(piece.text)
    entries = words.phrases.get(first)
    lead: list[Lex] = []
    start = piece.start
    if entries is None and words.language == "ar" and len(first) > 3 and first[0] in ATTACHED:
        entries = words.phrases.get(first[1:])
        if entries is not None:
            kind = "and" if first[0] == "و" else "in"
            lead = [Lex(piece.text[0], start, start + 1, piece.glued, {kind: kind})]
            start += 1
    zone = zones().get(piece.text.casefold())
    if entries is None:
        kinds: Mapping[str, Meaning] = _NOTHING if zone is None else {"zone": zone}
        if kinds is _NOTHING and first == "q" and i + 1 < len(pieces) and pieces[i + 1].glued:
            kinds = {"quarter": "quarter"}
        if kinds is _NOTHING and first == "ii" and piece.glued:
            kinds = {"roman": 2}
        if kinds is _NOTHING and piece.text in ROMAN and _between_numbers(pieces, i):
            kinds = {"month": ROMAN.index(piece.text) + 1}
        return [Lex(piece.text, piece.start, piece.end, piece.glued, kinds)], i + 1
    for phrase, kinds in entries:
        after = _reaches(pieces, i, phrase)
        if after is not None:
            last = pieces[after - 1]
            shy = level(pieces[after - 1].text) in words.doubtful and len(phrase) == 1
            suffix, end, after = _suffix(pieces, after, last, words)
            lex = Lex(piece.text, start, end, piece.glued and not lead, kinds, (), suffix, shy, piece.lifted)
            return [*lead, lex], after
    return [Lex(piece.text, piece.start, piece.end, piece.glued, _NOTHING)], i + 1


def _between_numbers(pieces: Sequence[Cut], i: int) -> bool:
    """Say whether a word stands as the month of ``11-IV-2014`` or ``11.IV.2014``."""
    if not 2 <= i < len(pieces) - 2 or not all(piece.glued for piece in pieces[i - 1 : i + 3]):
        return False
    signs = (pieces[i - 1], pieces[i + 1])
    numbers = (pieces[i - 2], pieces[i + 2])
    return all(SIGNS.get(sign.text) in ("dash", "point", "slash") for sign in signs) and all(
        number.kind == "number" for number in numbers
    )


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _reaches(pieces: Sequence[Cut], i: int, phrase: tuple[str, ...]) -> int | None:
    """Give where a phrase that begins at ``i`` ends, or None; a hyphen may stand between its words."""
    at = i + 1
    for word in phrase[1:]:
        if at + 1 < len(pieces) and pieces[at].kind == "sign" and _joins(pieces[at], word):
            at += 1
        if at >= len(pieces) or pieces[at].kind == "sign" or level(pieces[at].text) != word:
            return None
        at += 1
    return at


def _joins(sign: Cut, word: str) -> bool:
    return SIGNS.get(sign.text) == "dash" or (sign.text == "." and sign.glued and len(word) == 1)  # p.m.


def _suffix(pieces: Sequence[Cut], after: int, last: Cut, words: Lexicon) -> tuple[str, int, int]:
    """Take a Turkish ending behind an apostrophe into the word it belongs to."""
    if words.suffixes and after < len(pieces):
        tail = pieces[after]
        if tail.kind == "word" and tail.lifted and level(tail.text) in words.suffixes:
            return level(tail.text), tail.end, after + 1
    return "", last.end, after
