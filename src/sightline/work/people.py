"""Names of the people who work on a case: kept as they are typed, compared however they are spelled.

So nobody becomes two people by a capital letter, a space or a missing accent. A person who gives another name
altogether is believed: there are no accounts on the command line.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from sightline.core.errors import WrongUse
from sightline.core.fold import fold


def written_name(name: str) -> str:
    """Give a name as it is recorded: as typed, without spaces around it and with single ones within.

    Raises
    ------
    WrongUse
        Nothing is left.
    """
    told = " ".join(name.split())
    if compared(told) == "":
        raise WrongUse(
            "is no name of a person", item=repr(name), todo='say who does this, for example: --by "A. Editor"'
        )
    return told


def compared(name: str) -> str:
    """Give the form in which names are compared; a name that folds to nothing, such as Al, is taken as its letters."""
    folded = fold(name)
    if folded != "":
        return folded
    letters = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(c for c in letters if unicodedata.category(c) not in ("Cf", "Cc")).split())


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are those of one person."""
    return compared(one) == compared(other)


def spellings(name: str, known: Iterable[str | None]) -> list[str]:
    """List those of some names that are this person's."""
    mine = compared(name)
    return sorted({one for one in known if one is not None and compared(one) == mine} | {name})


def with_last_word(told: Mapping[str, str], by: str, said: str) -> dict[str, str]:
    """Put a person's last word in the place of their earlier one, however their name is spelled; it comes last."""
    return {one: earlier for one, earlier in told.items() if not same_person(one, by)} | {by: said}
