"""What the reader of one language hands back of a cue: who, to whom, and whether the words between them negate it."""

from attrs import frozen

from sightline.measure.text.claims.names import Named


@frozen(slots=True)
class Found:
    """One end: names, and whether the words on the way to them negate."""

    names: tuple[Named, ...]
    negated: bool = False


NOBODY = Found(())


@frozen(slots=True)
class Ends:
    """Both ends of a tie; ``objects`` is None where the tie has none."""

    subjects: tuple[Named, ...]
    objects: tuple[Named, ...] | None
    negated: bool
