"""Reads the words by which orders to make or spread something are recognised; they are data, and general ones."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from attrs import frozen

from sightline.core.resources import Node
from sightline.work.safety.word_lists import either, table_with
from sightline.work.safety.word_lists import listed as words_listed


@frozen(slots=True)
class OrderWords:
    """The words, folded, and patterns over folded text."""

    aims: tuple[tuple[str, str, "re.Pattern[str]"], ...]
    """Kind, sort, pattern over folded text."""
    quick: "re.Pattern[str]"
    """Any aim, or a word that tells what sort of thing is made."""
    ordering: "re.Pattern[str]"
    """Any verb that may be an order, or tell what is done."""
    object: "re.Pattern[str]"
    """What is made, where no word before or after it makes another thing of it."""
    telling: "re.Pattern[str]"
    making: tuple[str, ...]
    """Verbs of making, as they stand after to."""
    sets: Mapping[str, frozenset[str]]
    reasons: Mapping[str, str]
    digest: tuple[str, ...]
    """All of it, to be digested with the rest of the list."""


@lru_cache(maxsize=1)
def order_words() -> OrderWords:
    """Read ``resources/safety/orders.yaml``, once.

    Raises
    ------
    BadSchema
        It is not there, or not as it has to be.
    """
    return _read(table_with("orders", "aims"))


def _read(tree: Node) -> OrderWords:
    listed = partial(words_listed, tree)

    sets = {
        "objects": listed("objects", "words"),
        "orders": listed("verbs", "words"),
        "only_after_another": listed("verbs", "only_after_another"),
        "with_an_amount": listed("verbs", "with_an_amount"),
        "done": listed("verbs", "done"),
        "done_now": listed("verbs", "done_now"),
        "done_then": listed("verbs", "done_then"),
        "materials": listed("materials", "words"),
        "telling": listed("materials", "telling"),
        "units": listed("amounts", "units"),
        "numbers": listed("amounts", "numbers"),
        "openers": listed("between", "openers"),
        "before_orders": listed("between", "before_orders"),
        "joining": listed("between", "joining"),
        "asking": listed("between", "asking"),
    }
    blocked, after = either(listed("objects", "not_after")), either(listed("objects", "not_before"))
    tail = (
        rf"(?: (?!(?:{blocked})(?!\S))\S+){{0,4}}? (?:{either(sets['objects'])})(?!\S)(?! (?:{after})(?!\S))"
    )
    results = rf"(?:{either(listed('results', 'subjects'))}) (?:{either(listed('results', 'words'))})"
    aims = [("making", "result", re.compile(rf"(?<!\S){results}{tail}"))]
    for kind in ("making", "spreading"):
        verbs, phrases = either(listed("aims", kind)), either(listed("aims", f"{kind}_whole"))
        aims += [
            (kind, "to", re.compile(rf"(?<!\S)(?:to (?:{verbs})|{phrases}){tail}")),
            (kind, "bare", re.compile(rf"(?<!\S)(?:{verbs}){tail}")),
        ]
    every = "|".join(pattern.pattern for _, _, pattern in aims)
    whatever = (
        rf"(?<!\S)(?:to (?:{either(listed('aims', 'making'))})|{either(listed('aims', 'making_whole'))}) \S+"
    )
    aims.append(("making", "any", re.compile(whatever)))
    return OrderWords(
        aims=tuple(aims),
        quick=re.compile(rf"{every}|(?<!\S)(?:{either(sets['telling'])})(?!\S)"),
        ordering=re.compile(
            rf"(?<!\S)[وف]?(?:{either([*sets['orders'], *sets['with_an_amount'], *sets['done']])})(?:ها|هما|ه)?(?!\S)"
        ),
        object=re.compile(_object(sets["objects"], listed("objects", "not_after"), after)),
        telling=re.compile(rf"(?<!\S)(?:{either(sets['telling'])})(?!\S)"),
        making=tuple(listed("aims", "making")),
        sets={name: frozenset(words) for name, words in sets.items()},
        reasons={name: node.text() for name, node in tree.at("reasons").fields().items()},
        digest=(every, *(f"{name}: {' | '.join(sorted(words))}" for name, words in sorted(sets.items()))),
    )


def _object(objects: Sequence[str], blocking: Sequence[str], after: str) -> str:
    """Write the pattern of what is made: not "cooking gas", not "gas masks"; "of the gas" is."""
    words = "|".join(rf"(?<!(?<!\S){re.escape(word)} )" for word in sorted(set(blocking)))
    return rf"{words.replace('|', '')}(?<!\S)(?:{either(objects)})(?!\S)(?! (?:{after})(?!\S))"
