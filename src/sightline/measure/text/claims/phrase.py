"""One attributing phrase as it stands in a sentence, before it is told how far it reaches."""

from attrs import frozen


@frozen(slots=True)
class Phrase:
    """``by`` is "" where only a pronoun or a verb tells; ``trailing`` where its form says that it follows the claim."""

    by: str
    start: int
    end: int
    speech: str
    why: str
    via: str | None = None
    trailing: bool = False
    may_trail: bool = True
