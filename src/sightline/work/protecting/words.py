"""Finds again the words that were withheld wherever they stood, from what both copies of a case still hold.

No protection says which words it withheld. But all leaves that one of them named have the words in common; so where a
statement's whole value stands in every one of them, that value is what was meant. Bodies are read where a copy holds
them in clear, and never leave this file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.store.keyring import Keyring
from sightline.store.ledger import CLEAR, SEALED, Leaf
from sightline.store.sealed_state import Deed, Withheld, leaf_number
from sightline.store.tables import leaves, seals
from sightline.work.keyrings import open_leaf
from sightline.work.protecting.find import NEVER, SHORTEST
from sightline.work.protecting.scan import needles, plain_text

WITH_FILES = ("object", "finding", "layer", "sealed")
NAMES = ("name", "alias", "url", "external_id")
"""Properties whose values name a source."""
FEWEST = 2
"""Bodies that must be readable before what they share is taken for the words that were meant."""


@frozen(slots=True)
class Words:
    """Words that one protection withheld wherever they stood."""

    needle: str
    """As they stand in the text of a body."""
    text: str
    """As they were written, to be looked for in files."""
    deed: Deed


def stand_in(words: Words, raw: bytes) -> bool:
    """Tell whether a body holds the words, and is of a sort that can be withheld."""
    return words.needle in plain_text(raw.decode(errors="replace")) and json.loads(raw).get("is") not in NEVER


def words_in(
    deeds: Sequence[Deed],
    standing: Mapping[str, Withheld],
    copies: Sequence[Connection],
    keyrings: Mapping[bytes, Keyring],
) -> Iterator[Words]:
    """Find the words of every protection that took all places where they stood, and that still stands.

    A leaf is read where one of the ``copies`` holds it in clear, or where a key of ``keyrings`` opens it.
    """
    for deed in deeds:
        if deed.state == CLEAR or not any(deed.place in standing[name].by for name in deed.leaves):
            continue
        bodies = [b for name in deed.leaves for b in _bodies(name, copies, keyrings) if _by_words(b)]
        if deed.target.startswith("source "):
            yield from _names_of_source(deed, bodies)
            continue
        own = deed.target.removeprefix("statement ")
        others = [b for b in bodies if deed.target == "words" or f'"id":"{own}"' not in b]
        if len(bodies) < FEWEST or not others or not deed.target.startswith(("words", "statement ")):
            continue
        texts = [plain_text(b) for b in bodies]
        for value in sorted(_values(bodies)):
            (needle,) = needles([value])
            if all(needle in text for text in texts):
                yield Words(needle, value, deed)


def _names_of_source(deed: Deed, bodies: Sequence[str]) -> Iterator[Words]:
    """Give the names of a source that was protected wherever they stood: those that were taken elsewhere too."""
    subject = f'"subject":"{deed.target.removeprefix("source ")}"'
    mine = [body for body in bodies if subject in body and json.loads(body).get("property") in NAMES]
    others = [plain_text(body) for body in bodies if subject not in body]
    for value in sorted(_values(mine)):
        (needle,) = needles([value])
        if any(needle in text for text in others):
            yield Words(needle, value, deed)


def _bodies(name: str, copies: Sequence[Connection], keyrings: Mapping[bytes, Keyring]) -> Iterator[str]:
    """Give the body of a leaf, once, where it can be read."""
    for connection in copies:
        n = leaf_number(connection, name)
        row = None if n is None else connection.execute(select(leaves).where(leaves.c.n == n)).first()
        if row is None:
            continue
        leaf = Leaf(*row)
        raw = leaf.body if leaf.state == CLEAR else None
        if leaf.state == SEALED:
            wrapped = connection.execute(select(seals.c.wrapped).where(seals.c.n == n)).scalar()
            opened = open_leaf(keyrings, leaf, wrapped)
            raw = None if opened is None else opened[1]
        if raw is not None:
            yield raw.decode(errors="replace")
            return


def _by_words(body: str) -> bool:
    """Tell whether a leaf was withheld for its words, and not with a file that held them or a value that is sealed."""
    tree = json.loads(body)
    sealed = isinstance(value := tree.get("value"), dict) and "sealed" in value
    return tree.get("is") not in WITH_FILES and not sealed


def _values(bodies: Sequence[str]) -> set[str]:
    out = set()
    for body in bodies:
        value = json.loads(body).get("value")
        if isinstance(value, str) and len(value.strip()) >= SHORTEST:
            out.add(value.strip())
    return out
