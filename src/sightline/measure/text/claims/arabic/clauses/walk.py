"""What a reader of Arabic words may ask of the clause around them: the shape of ``Clause``, without its way of walking.

``Clause`` asks some readers whom the words beside a verb are told of, and they walk on with it.
"""

from collections.abc import Sequence
from typing import Protocol

from sightline.measure.text.claims.arabic.clauses.tokens import Token
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene


class Walk(Protocol):
    """The tokens of a sentence, and how to find who acts in it."""

    scene: Scene
    tokens: Sequence[Token]

    def light(self, word: str) -> bool:
        """Say whether a word tells nothing of who or whom: a day, a number."""

    def row(self, at: int, step: int) -> tuple[list[Named], int]:
        """Give the groups listed together with the one at an index, and the index of the last."""

    def before(self, at: int, who: str) -> list[Named]:
        """Give who acts before a verb or a participle."""

    def acting(self, at: int, j: int, who: str, *, relative: bool) -> list[Named]:
        """Give the group at an index, where it is who acts."""
