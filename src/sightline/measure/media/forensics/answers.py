"""Put a forensic result into a finding: the same words for the same kind of answer in every method.

*found*: the trace was seen. *nothing*: it was looked for and not seen, which proves nothing. *against*: what was seen
speaks against it. *inconclusive*: this picture cannot tell, or what was seen has an innocent reading as likely.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.measure.media.forensics.maps import Legend, save_map
from sightline.measure.media.forensics.planes import LEAST_SIDE, Floats, Planes
from sightline.measure.media.forensics.regions import Region
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Outcome, Product

PLATFORMS: Final = (
    "Platforms and messengers save every picture again and make it smaller, which hides earlier traces and leaves "
    "their own; a picture saved again is not a picture manipulated."
)


@frozen(slots=True)
class Method:
    """What one method is called, and what it assumes and gets wrong."""

    name: str
    version: int
    title: str
    """In words, for the map."""
    caution: str
    """What it assumes and how often untouched pictures show the same."""


def answer(
    method: Method,
    outcome: Outcome,
    sentence: str,
    values: Mapping[str, Json],
    *,
    products: Sequence[Product] = (),
    planes: Planes | None = None,
    todo: str = "",
) -> Finding:
    """Return a finding of a method with its caution, and with what was missing of the file said."""
    if planes is not None and not planes.whole:
        sentence += " Part of the file is missing and could not be looked at."
    if planes is not None and planes.frames > 1:
        sentence += f" Only the first of its {planes.frames} frames was looked at."
    return Finding(
        method.name,
        method.version,
        outcome,
        sentence,
        values,
        uncertainty=f"{method.caution} {PLATFORMS}",
        products=tuple(products),
        todo=todo,
    )


def too_small(method: Method, planes: Planes) -> Finding:
    """Return the finding that the picture is too small for the method."""
    width, height = planes.upright
    return answer(
        method,
        "inconclusive",
        f"It cannot be told: {width} x {height} pixels are too few; both sides must have {LEAST_SIDE} or more.",
        {"width": width, "height": height},
        planes=planes,
        todo="look for a larger copy",
    )


def draw(
    method: Method,
    subject: Subject,
    planes: Planes,
    field: Floats,
    *,
    low: str,
    high: str,
    regions: Sequence[Region] = (),
    title: str | None = None,
    suffix: str = "",
) -> Product:
    """Write the map of a method and return it as a product."""
    name = f"{method.name.rpartition('.')[2]}{suffix}.png"
    legend = Legend(method.title if title is None else title, low, high, method.caution)
    save_map(subject.out / name, planes, field, legend, regions=regions)
    return Product("map", name, "image/png", caption=f"{legend.title}. Bright: {high}.")
