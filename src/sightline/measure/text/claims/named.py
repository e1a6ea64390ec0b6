"""What a mention of an actor is, so that whoever finds names and whoever finds their later mentions share it."""

from attrs import frozen


@frozen(slots=True)
class Named:
    """An actor at one place of the plain text. ``name`` is the whole name, also of a later, shorter mention."""

    name: str
    start: int
    end: int
    kind: str
    """name, party (a common noun such as "the army"), short (a later mention by its unit word)."""
