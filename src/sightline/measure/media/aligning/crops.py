"""Estimate how much was cut away, from how well each cropped view of the one agrees with the whole of the other.

Distance grows about evenly with the error of the crop, so between two views its least place follows from both sides.
"""

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from sightline.measure.media.aligning.layers import WHOLE, Pairing
from sightline.model.match import Crop
from sightline.model.print_views import CROPS, FULL, INNER, VIEWS, View

_CENTRE: Final = ("crop-05", "crop-10", "crop-15", "crop-20")
_BY_NAME: Final = {one.name: one for one in CROPS}
_WORTH_BITS: Final = 6.0
"""A crop explains only what the whole frames leave at least this many bits worse."""

_COVERED_BITS: Final = 14.0
"""What was laid over an edge changes the whole frame by more; less is the noise of encoding or of mirroring."""


@frozen(slots=True)
class Framing:
    """What the views tell about the frame of the other film as against that of the one."""

    crop: Crop | None = None
    """``of`` says whose picture is cut: "a" is the one."""
    share: int = 0
    """Thousandths of width and height cut away, the larger."""
    bordered: bool = False
    """One has flat borders that the other lacks."""
    covered: View | None = None
    """Both agree better without this edge: something was laid over it."""

    def edits(self, *, mirrored: bool) -> set[str]:
        """Name what was done to the frame, in the words of ``EDITS``."""
        done = {
            "mirrored": mirrored,
            "cropped": self.crop is not None,
            "bordered": self.bordered,
            "captioned": self.covered is not None,
        }
        return {name for name, is_so in done.items() if is_so}


def framing(means: Mapping[Pairing, float]) -> Framing:
    """Tell crop, borders and covered edges from the mean bits of each pair of views on the matched frames.

    :param means: for (view of the one, view of the other), not empty.
    """
    whole = {pair: bits for pair, bits in means.items() if pair[0] in WHOLE and pair[1] in WHOLE}
    best_whole = min(whole.values(), default=256.0)
    best = min(means, key=lambda pair: (means[pair], pair))
    bordered = False
    if len(whole) > 0:
        closest = min(whole, key=lambda pair: (whole[pair], pair))
        full, inner = VIEWS.index(FULL), VIEWS.index(INNER)
        bordered = closest != (full, full) and whole.get((full, full), 256.0) > whole[closest] + _WORTH_BITS
        bordered = bordered and inner in closest
    if best in whole or means[best] > best_whole - _WORTH_BITS:
        return Framing(bordered=bordered)
    if best[0] not in WHOLE and best[1] not in WHOLE:
        if means[best] > best_whole - _COVERED_BITS:
            return Framing(bordered=bordered)
        return Framing(bordered=bordered, covered=_BY_NAME[VIEWS[best[0]]])
    cut, of = (0, "a") if best[0] not in WHOLE else (1, "b")
    against = best[1 - cut]
    ladder = {
        VIEWS[pair[cut]]: bits
        for pair, bits in means.items()
        if pair[1 - cut] == against and pair[cut] not in WHOLE
    }
    rest = [bits for pair, bits in means.items() if pair[1 - cut] == against and pair[cut] in WHOLE]
    view = refined(VIEWS[best[cut]], ladder, whole=min(rest, default=best_whole))
    crop = Crop(view.left, view.top, 1000 - view.right, 1000 - view.bottom, of="a" if of == "a" else "b")
    share = max(view.left + view.right, view.top + view.bottom)
    return Framing(crop, share, bordered)


def refined(best: str, ladder: Mapping[str, float], *, whole: float) -> View:
    """Return the crop between views where the bits would be least.

    :param best: the name of the view that agrees best.
    :param ladder: mean bits by name of view.
    :param whole: mean bits of the whole frame.
    """
    if best not in _CENTRE:
        view = _BY_NAME[best]
        # between nothing cut away and this view: what the bits of both ends say
        part = whole / max(1e-6, whole + ladder[best])
        return evolve(
            view,
            left=round(view.left * part),
            top=round(view.top * part),
            right=round(view.right * part),
            bottom=round(view.bottom * part),
        )
    steps = [whole, *(ladder.get(name, 128.0) for name in _CENTRE)]
    at = _CENTRE.index(best) + 1
    before, here = steps[at - 1], steps[at]
    after = steps[at + 1] if at + 1 < len(steps) else before
    lean = 0.5 * (before - after) / max(1e-6, max(before, after) - here)
    each = round(25 * (at + max(-0.5, min(0.5, lean))))
    return View(best, each, each, each, each)
