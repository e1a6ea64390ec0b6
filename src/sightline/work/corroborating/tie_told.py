"""Says in one sentence what ties two sources, with the names of both and of what they have in common."""

from collections.abc import Callable
from typing import Final

from sightline.model.independence import Tie

_SENTENCES: Final = {
    "quotes": "{one} gives {other} as the source of what it says.",
    "takes_from": "{one} is known to repeat {other}.",
    "repeats": "{one} passes on what {other} says, as a person noted.",
    "shares": "{one} shares {through}, which {other} published.",
    "cites": "{one} rests on {through}, which {other} published.",
    "one_teller": "{one} and {other} are both known here only through {through}.",
    "upstream": "{one} and {other} both take from {through}.",
    "one_item": "{one} and {other} both rest on {through}.",
    "footage": "{first} of {one} and {second} of {other} show the same footage.",
    "near_copy": "{first} of {one} and {second} of {other} have nearly the same text ({share} of the wording).",
    "one_person": "It is recorded under seal.",
    "judged": "A person recorded that {one} and {other} are one witness here.",
}


def tie_told(tie: Tie, title: Callable[[bytes], str]) -> str:
    """Tell of a tie.

    Parameters
    ----------
    title : callable
        Names an entity for a reader.
    """
    items = [title(item) for item in tie.items]
    through = "" if tie.through is None else title(tie.through)
    return _SENTENCES[tie.kind].format(
        one=title(tie.one),
        other=title(tie.other),
        through=through or (items[0] if items else "the same"),
        first=items[0] if items else "an item",
        second=items[1] if len(items) > 1 else "another",
        share="" if tie.score_permille is None else f"{tie.score_permille / 10:.0f} %",
    )
