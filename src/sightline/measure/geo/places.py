"""What a resolution of a place name gives back: candidates with their reasons, or a plain no."""

from attrs import field, frozen

STATUSES = ("resolved", "ambiguous", "unresolved")


@frozen(slots=True)
class Candidate:
    """One place that a text may mean.

    ``score`` in [0, 1]: how the belief divides between the candidates and "none of these"; ``radius_m`` how far the
    point may be off, for positions that were reckoned from a description, else None; ``admin`` "" where not known.
    """

    name: str
    lat: float
    lon: float
    country: str
    admin: str
    score: float
    why: str
    ids: tuple[tuple[str, str], ...] = ()
    kind: str = "locality"
    radius_m: int | None = None
    sources: tuple[str, ...] = ()


@frozen(slots=True)
class Resolution:
    """The answer: ``status`` resolved, ambiguous or unresolved, candidates best first, and one sentence."""

    query: str
    status: str
    candidates: tuple[Candidate, ...] = field(default=())
    why: str = ""
    rejected: tuple[Candidate, ...] = field(default=())
    """Namesakes and near spellings that were not taken, each with its reason."""


@frozen(slots=True)
class Known:
    """A place the case knows: its name and where it lies [degrees]."""

    name: str
    lat: float
    lon: float


@frozen(slots=True)
class Around:
    """A point to look about: with ``km`` nothing farther is taken, without it the nearer is the likelier."""

    lat: float
    lon: float
    km: float | None = None
