"""Level the spelling of one word, so that a table needs each word once.

Not the folding of the search index: that takes the Arabic article away, and the article tells Sunday from "someone".
"""

import unicodedata
from functools import lru_cache

_SAME = {"أ": "ا", "إ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "", "ё": "е", "ı": "i"}
_KEPT = frozenset("йїґіў")


@lru_cache(maxsize=65536)
def level(word: str) -> str:
    """Level a word: case, accents, hamza and its seats (alef with madda stays), taa marbuta; й and ї stay."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", word.replace("İ", "i")).casefold():
        if letter in _KEPT or letter == "آ":
            found.append(letter)
            continue
        parts = unicodedata.normalize("NFKD", _SAME.get(letter, letter))
        found.extend(_SAME.get(part, part) for part in parts if unicodedata.category(part)[0] not in "MC")
    return "".join(found)
