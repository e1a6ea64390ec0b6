"""What relations mean, as ``resources/relations`` tells it: which are mutual, and what cannot stand beside what."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from sightline.core.resources import Node, builtin, load_yaml

KEYS: Final = (
    "id", "way", "also", "against", "ends", "ends_subject", "one_holder", "no_circle", "event", "place_bound"
)  # fmt: skip


@frozen(slots=True)
class Meaning:
    """One relation; what each field says is told at the head of the file."""

    id: str
    mutual: bool = False
    also: tuple[str, ...] = ()
    against: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    ends_subject: bool = False
    one_holder: bool = False
    no_circle: bool = False
    event: bool = False
    place_bound: bool = False


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, Meaning]:
    """Read the relations that are known, by their words; an older word stands for the newer one."""
    out: dict[str, Meaning] = {}
    for file in builtin("relations"):
        for one in (
            load_yaml(file, name=file.name).only("source", "date", "relations").at("relations").entries()
        ):
            meaning = _meaning(one.only(*KEYS))
            out |= dict.fromkeys((meaning.id, *meaning.also), meaning)
    return out


def meaning_of(prop: str) -> Meaning:
    """Give what a relation means; one that is not listed runs one way and contradicts nothing."""
    return meanings().get(prop) or Meaning(prop)


def _meaning(one: Node) -> Meaning:
    way = one.at("way").text()
    if way not in ("one_way", "mutual"):
        one.at("way").refuse(f"way is {way!r}", todo="write one_way or mutual")
    return Meaning(
        one.at("id").text(),
        way == "mutual",
        _words(one, "also"),
        frozenset(_words(one, "against")),
        frozenset(_words(one, "ends")),
        *(_flag(one, key) for key in KEYS[5:]),
    )


def _words(one: Node, key: str) -> tuple[str, ...]:
    found = one.get(key)
    return () if found is None else tuple(entry.text() for entry in found.entries())


def _flag(one: Node, key: str) -> bool:
    found = one.get(key)
    return False if found is None else found.flag()
