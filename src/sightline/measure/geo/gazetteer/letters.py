"""Bring a name in Latin, Arabic or Cyrillic letters to one row of symbols, so that spellings can be compared.

A symbol stands for what was written, not for what was meant: "ch" is one symbol, near to sh (French), to k and to kh;
how near is told in ``distances``. Vowels of Latin and Cyrillic stay, the long vowels of Arabic are symbols of their own
(A, W, Y) since Arabic writes no others. Ayn is a symbol in Arabic letters (3), in Latin letters a mark (') that most
leave out. The article is one symbol (@) with or without its assimilated letter, the feminine ending another (E),
doubled letters are one, and word breaks leave nothing.

The letters are those of the systems that gazetteers of the Arab world use (BGN/PCGN [1], UNGEGN [2], the French usage
of the mandate's maps) and of the Russian usage for Arabic names.

Sources:
[1] BGN/PCGN, Romanization System for Arabic, 1956, https://www.gov.uk/government/publications/romanization-systems
[2] UNGEGN Working Group on Romanization Systems, Arabic, https://www.eki.ee/wgrs/rom1_ar.htm
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

SYMBOLS: Final = " aeiouwyvAWYE'3@bpfmnlrtdszTDSCcjkqgGhx§9"
"""All symbols; the place in this row is the code. A blank is "nothing here"; 9 stands for any digit."""

LONGEST: Final = 120
"""Letters of a name that are looked at; no place has a longer one."""

_BEFORE: Final = str.maketrans(
    {
        **dict.fromkeys("şŞșȘ", "§"),  # sh in Turkish and Kurdish, emphatic s in BGN/PCGN
        **dict.fromkeys("çÇčČ", "tch"),
        **dict.fromkeys("šŠ", "sh"),
        **dict.fromkeys("žŽ", "zh"),
        **dict.fromkeys("ğĞġĠ", "gh"),
        **dict.fromkeys("ḫḪẖ", "kh"),
        **dict.fromkeys("ḏḎ", "dh"),
        **dict.fromkeys("ṯṮ", "th"),
        **dict.fromkeys("ıİ", "i"),
        **dict.fromkeys("əƏ", "e"),
        **dict.fromkeys("đĐ", "d"),
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("øØ", "o"),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
    }
)
_MARKS: Final = frozenset("'`´‘’‛′ʼʻʿʾˈʹ＇՚ˊˋꞌʕʔ")

_LATIN: Final[dict[str, str]] = {
    **{letter: letter for letter in "aeiouwyvbpfmnlrtdszjkqghx§c"},
    "'": "'",
    **dict.fromkeys(("sh", "sch"), "S"),
    **dict.fromkeys(("ch", "tch", "tsch", "tsh"), "C"),
    **dict.fromkeys(("dj", "dzh", "dsch", "dsh", "dg", "zh"), "j"),
    "kh": "x",
    "gh": "G",
    "th": "T",
    "dh": "D",
    "ph": "f",
    "ck": "k",
    "qu": "q",
    **dict.fromkeys(("ou", "oo"), "u"),
    **dict.fromkeys(("ee", "ie"), "i"),
    "ei": "ay",
    "ai": "ay",
    "ey": "ay",
    "au": "aw",
    **dict.fromkeys("0123456789", "9"),
}
_LATIN_UNITS: Final = re.compile(
    "|".join(sorted(map(re.escape, _LATIN), key=lambda unit: -len(unit))), re.ASCII
)

_ARABIC: Final[dict[str, str]] = {
    **dict.fromkeys("اآٱىٲٳ", "A"),
    **dict.fromkeys("أإ", "A"),
    **dict.fromkeys("وؤۋ", "W"),
    **dict.fromkeys("يئیېۍے", "Y"),
    **dict.fromkeys("ۆۇۈ", "o"),
    **dict.fromkeys("ێە", "e"),
    **dict.fromkeys("ةۀۃ", "E"),
    "ع": "3",
    "ء": "'",
    **dict.fromkeys("بٻ", "b"),
    "پ": "p",
    **dict.fromkeys("تطٹ", "t"),
    "ث": "T",
    "ج": "j",
    "ژ": "j",
    "چ": "C",
    **dict.fromkeys("حهھہ", "h"),
    "خ": "x",
    **dict.fromkeys("دضڈ", "d"),
    **dict.fromkeys("ذظ", "D"),
    **dict.fromkeys("رڕ", "r"),
    "ز": "z",
    **dict.fromkeys("سص", "s"),
    "ش": "S",
    "غ": "G",
    **dict.fromkeys("فڢ", "f"),
    "ڤ": "v",
    "ق": "q",
    **dict.fromkeys("كکڪ", "k"),
    **dict.fromkeys("گݣڭ", "g"),
    **dict.fromkeys("لڵ", "l"),
    "م": "m",
    "ن": "n",
}
_CYRILLIC: Final[dict[str, str]] = dict(
    zip(
        "абвгґдезийіїклмнопрстуфхцчшщыэёюяєў",
        "a b v g g d e z i y i yi k l m n o p r s t u f x c C S S i e yo yu ya e w".split(),
        strict=True,
    )
) | {
    "ж": "j",
    "ь": "",
    "ъ": "'",
    "ә": "e",
    "ө": "o",
    "ү": "u",
    "ұ": "u",
    "қ": "q",
    "ң": "n",
    "ғ": "G",
    "һ": "h",
    "ӏ": "",
    "ј": "y",
    "џ": "j",
    "њ": "n",
    "љ": "l",
    "ђ": "d",
    "ћ": "C",
    "ҳ": "h",
    "ҷ": "j",
}
_WORD: Final = re.compile(r"[\w'§]+")
_SUN: Final = frozenset("tTdDrzsSnlCc§")
_ASSIMILATED: Final = re.compile(r"[aei]([tTdDrzsSnCc§])\1(?=..)")


_AFTER_ENDING: Final = re.compile("ة(?=[ء-ي])")
"""The feminine ending stands at the end of a word only: what is joined to it is the next word."""


def words(text: str) -> tuple[str, ...]:
    """Split a name into words of folded letters; hyphens part words, marks of ayn and hamza become ``'``."""
    if text.isascii():
        if text.isalpha():
            return (text[:LONGEST].lower(),)
        return tuple(_WORD.findall(text[:LONGEST].lower().replace("`", "'")))
    plain = unicodedata.normalize("NFC", text[:LONGEST]).translate(_BEFORE).casefold()
    if not plain.isascii():
        plain = _AFTER_ENDING.sub("ة ", "".join(map(_plain, plain)))
    return tuple(_WORD.findall(plain.replace("`", "'")))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """Take the marks off one letter; what is neither letter nor digit becomes a blank."""
    if letter in _MARKS:
        return "'"
    if letter in _ARABIC or letter in _CYRILLIC or letter == "§":
        return letter
    kind = unicodedata.category(letter)
    if kind[0] == "M" or kind == "Cf" or letter == "ـ":
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    whole = unicodedata.normalize("NFKD", letter)
    if whole != letter:
        return "".join(map(_plain, whole.casefold()))
    return letter if kind[0] == "L" else " "


def symbols(text: str) -> str:
    """Write a name as one row of symbols; "" for a name in a script that is not read here.

    :param text: a name in Latin, Arabic or Cyrillic letters; only the first 120 letters are looked at
    """
    return joined(words(text))


def readings(text: str) -> tuple[str, ...]:
    """Give the ways to read a name: as written, and with a joined al- or el- (Albukamal, Elbab) as the article.

    A final ya of Arabic is also read where its dots were left out.
    """
    parts = words(text)
    first = joined(parts)
    if any(part.endswith("ى") for part in parts):
        return (first, joined(tuple(f"{part[:-1]}ي" if part.endswith("ى") else part for part in parts)))
    if not any(part.startswith(("al", "el")) for part in parts):
        return (first,)
    taken = tuple(_JOINED_ARTICLE.sub("al \\g<0>", part) for part in parts)
    if taken == parts:
        return (first,)
    once = (part.replace("al al", "al ", 1).replace("al el", "al ", 1) for part in taken)
    return (first, joined(tuple(word for part in once for word in part.split())))


_JOINED_ARTICLE: Final = re.compile(r"^[ae]l(?=[^\W\d_]{3})", re.ASCII)


def joined(parts: tuple[str, ...]) -> str:
    """Join words of :func:`words` to one row of symbols; articles become ``@``."""
    if len(parts) == 1:
        return _single(_word(parts[0]))
    rows = [_word(part) for part in parts]
    out: list[str] = []
    for at, row in enumerate(rows):
        last = at == len(rows) - 1
        if not last and len(row) < 3 and _is_article(row, rows[at + 1]):
            out.append("@")
            continue
        out.append(row if last else _construct(row))
    return _single("".join(out))


@lru_cache(maxsize=200_000)
def _word(part: str) -> str:
    """Write one word as symbols."""
    first = part.lstrip("'")[:1]
    if first in _ARABIC:
        return _arabic(part)
    if first in _CYRILLIC:
        row = "".join(_CYRILLIC.get(letter, "") for letter in part.replace("дж", "ж").replace("кх", "х"))
    else:
        row = "".join(_LATIN[unit] for unit in _LATIN_UNITS.findall(part))
    if len(row) > 2 and row[-1] == "h" and row[-2] in "aei":
        row = row[:-2] + "E"
    elif len(row) > 2 and row[-1] in "ae":
        row = row[:-1] + "E"
    return (
        _ASSIMILATED.sub(lambda found: "@" + found[1], row, count=1)
        if len(row) > 4 and row[0] in "ae" and _ASSIMILATED.match(row)
        else row
    )


def _arabic(part: str) -> str:
    article = ""
    if part.startswith("ال") and len(part) > 3:
        article, part = "@", part[2:]
    row = "".join(_ARABIC.get(letter, "9" if letter.isdigit() else "") for letter in part)
    if len(row) > 2 and row[-1] in "hA" and part[-1] in "هہھاى":
        row = row[:-1] + "E"
    return article + row


def _is_article(row: str, following: str) -> bool:
    if row in ("al", "el", "ul", "il", "Al", "l", "ol"):
        return True
    start = following.lstrip("'")[:1]
    return (
        len(row) == 2 and row[0] in "aeiu" and row[1] in _SUN and start != "" and _sun(row[1]) == _sun(start)
    )


def _sun(symbol: str) -> str:
    """Bring the spellings of one sun letter together: as-, aş-, ac-; ash-, ach-."""
    return {"§": "s", "c": "s", "C": "S", "T": "t", "D": "d"}.get(symbol, symbol)


def _construct(row: str) -> str:
    """Write the -at of a feminine word before its complement (Maarat, Qal'at) as the feminine ending."""
    return row[:-2] + "E" if len(row) > 3 and row[-1] == "t" and row[-2] in "aei" else row


def _single(row: str) -> str:
    """Write doubled letters once."""
    return _DOUBLED.sub(r"\1", row)


_DOUBLED: Final = re.compile(r"(.)\1+")


def may_be_read(text: str) -> bool:
    """Tell whether a text holds a letter of a script that is read here."""
    return _READ.search(text) is not None


_READ: Final = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff\u0600-\u06ff\u1e00-\u1eff]")

_CLASSES: Final = (
    {**dict.fromkeys("bp", "B"), "f": "F", "m": "M", "n": "N", "l": "L", "r": "R", "j": "J", "9": "9"}
    | dict.fromkeys("tT", "T")
    | dict.fromkeys("dDz", "D")
    | dict.fromkeys("sSCc§", "S")
    | dict.fromkeys("kqgG", "K")
    | dict.fromkeys("hx", "H")
)
_SKELETON: Final = {ord(symbol): _CLASSES.get(symbol, "") for symbol in SYMBOLS}


def skeleton(row: str) -> str:
    """Keep the classes of consonants of a row of symbols: what spellings of one name nearly always share."""
    return _single(row.translate(_SKELETON))
