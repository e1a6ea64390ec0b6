"""Find in which of the languages a text may hold dates, by its letters and its words; the likeliest first."""

from collections import Counter
from functools import lru_cache

from sightline.measure.chrono.written.letters import level
from sightline.measure.chrono.written.lexicon import lexicon

MOST_WORDS = 20_000
LEAST_SHARE = 0.15

_SCRIPTS = {"arabic": ("ar",), "cyrillic": ("ru", "uk"), "latin": ("en", "fr", "tr")}
_STRONG = ("month", "weekday", "day_on", "night_on", "hijri")


def languages_of(words: Counter[str], text: str) -> tuple[str, ...]:
    """Give the languages to read a text in, from how often each of its words occurs.

    Per script the one whose small words are most frequent, those with a good share beside it, and those whose names
    of months or days occur. A text of digits alone is read as English, which settles nothing about their order.
    """
    scripts: dict[str, Counter[str]] = {}
    for word, times in words.items():
        scripts.setdefault(_script(word), Counter())[word] += times
    found: list[tuple[float, str]] = []
    for script, inside in scripts.items():
        found += _of_script(_SCRIPTS.get(script, ()), inside)
    if not found:
        return ("ar",) if any("٠" <= letter <= "٩" for letter in text) else ("en",)
    return tuple(name for _, name in sorted(found, key=lambda one: -one[0]))


def _of_script(names: tuple[str, ...], words: Counter[str]) -> list[tuple[float, str]]:
    own = dict.fromkeys(names, 0)
    strong: set[str] = set()
    shared: set[tuple[str, ...]] = set()
    for word, times in words.most_common(MOST_WORDS):
        leveled = level(word)
        knowing = [name for name in names if leveled in lexicon(name).phrases]
        for name in knowing:
            own[name] += times if len(knowing) == 1 else 0
            if leveled in _strong(name) and len(knowing) == 1:
                strong.add(name)
        if len(knowing) > 1 and all(leveled in _strong(name) for name in knowing):
            shared.add(tuple(knowing))
    total = sum(own.values())
    if total == 0:
        return [(0.1, name) for name in names]
    most = max(own.values())
    kept = [
        name
        for name in names
        if own[name] >= max(1, LEAST_SHARE * total) or name in strong or own[name] == most
    ]
    # "1 Ramadan 1435" beside Turkish: a name that others share, and the language of the text does not know
    kept += [all_[0] for all_ in sorted(shared) if not set(all_) & set(kept)]
    return [(own[name] + 0.5, name) for name in dict.fromkeys(kept)]


@lru_cache(maxsize=8)
def _strong(name: str) -> frozenset[str]:
    words = lexicon(name)
    return frozenset(
        first
        for first, phrases in words.phrases.items()
        if len(first) > 3
        and first not in words.doubtful
        and any(len(phrase) == 1 and any(kind in kinds for kind in _STRONG) for phrase, kinds in phrases)
    )


@lru_cache(maxsize=65536)
def _script(word: str) -> str:
    letter = ord(word[0])
    if 0x0600 <= letter <= 0x06FF or 0x0750 <= letter <= 0x077F or 0xFB50 <= letter <= 0xFEFF:
        return "arabic"
    if 0x0400 <= letter <= 0x052F:
        return "cyrillic"
    return "latin" if letter < 0x0250 or 0x1E00 <= letter <= 0x1EFF else "other"
