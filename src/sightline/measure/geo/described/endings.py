"""Take off what a language writes at the end of a name: possessives, cases. Names are looked up without it too."""

import re
from typing import Final

_APOSTROPHE: Final = re.compile(
    r"(?<=\w{3})['’](?:s|[dt][ae]n?|[dt][ae]ki|[ıiuü]n|n[ıiuü]n|n[dt][ae]n?|y[aeıiuü])$", re.IGNORECASE
)
"""What English and Turkish write behind a name: Hama's, Halep'te, Rakka'nın; not what may be an ayn (Rabi'a)."""

_GENITIVE: Final = re.compile(r"(?<=\w{3})['’]n?[ıiuü]n$", re.IGNORECASE)

_CASES: Final = re.compile(
    r"(?<=[а-яёіїєґ]{3})(?:ами|ями|ах|ях|ом|ем|ём|ою|ой|ей|ью|а|у|е|ы|и|і|я|ю)$", re.IGNORECASE
)
"""Endings of the cases that Russian and Ukrainian give to names: под Хомсом, в Идлибе, из Мардина."""

_ADJECTIVE: Final = re.compile(
    r"(?<=[а-яёіїєґ]{3})(?:(?<=ц)к|ськ|ск)(?:ая|ой|ую|ий|ого|ом|ому|а|ої|у|ій|е|ое)$", re.IGNORECASE
)
"""Харьковская область, Донецька область: the adjective of a town; after ts its k belongs to the town."""

_NOMINATIVE: Final = ("", "а")


def bare(name: str) -> str:
    """Take the ending off that a language writes behind a name with an apostrophe."""
    return _APOSTROPHE.sub("", name)


def is_genitive(name: str) -> bool:
    """Tell whether a name stands in the Turkish genitive: Halep'in, of Aleppo."""
    return _GENITIVE.search(name) is not None


def undeclined(name: str) -> tuple[str, ...]:
    """Give the names that a Cyrillic name in another case, or an adjective, may come from; () for any other."""
    found = _ADJECTIVE.search(name)
    if found is not None:
        town = name[: found.start()]
        return (town + "к",) if town.endswith(("ц", "Ц")) else (town,)
    stem = _CASES.sub("", name)
    return () if stem == name else tuple(stem + ending for ending in _NOMINATIVE if stem + ending != name)
