"""Decide the borders of a film shot by shot, while it is decoded once and few frames are held.

A frame alone cannot tell a border from a dark edge; the frames of a shot can. So a frame with borders that are not
settled yet is held back until a few have come, and then all are decided together. A film without borders holds
nothing, nor does one whose borders are settled. Borders met before are known again at once.
"""

from typing import Final, Generic, TypeVar

from attrs import frozen

from sightline.measure.media.borders import NONE, Found, Plane, Sides, is_one_colour, sharpened, worth

HOLD: Final = 12
"""Frames after which borders are decided: about half a second."""
HOLD_BYTES: Final = 64 << 20
"""Luma held at most, whatever the size of the frames; one frame is always held."""
_AGREE: Final = 250
"""Share of the frames, in thousandths, that must show a side at the same place and ending in an edge."""
_LOW: Final = 200
"""The thickness taken is the one that this share of the frames, in thousandths, stays under."""
_GROWN: Final = 24
_CAPTION: Final = 300
_KNOWN: Final = 16

T = TypeVar("T")


@frozen(slots=True)
class _Settled:
    """Borders that a shot has."""

    seen: Sides
    """As they are found in single frames: what the next frames are compared with."""
    exact: Sides
    """Up to the edge: what is taken off."""


@frozen(slots=True, eq=False)
class _Held(Generic[T]):
    what: T
    plane: Plane
    found: Found | None


class Shots(Generic[T]):
    """Takes frames in order and gives them back in order, each with the borders to take off."""

    def __init__(self) -> None:
        self._held: list[_Held[T]] = []
        self._bytes = 0
        self._settled: _Settled | None = None
        self._known: list[_Settled] = []
        self._larger: list[Found] = []
        self._shape = (0, 0)

    def offer(self, what: T, plane: Plane, found: Found | None, *, cut: bool) -> list[tuple[T, Sides | None]]:
        """Take one frame.

        :param plane: (height, width) its luma, kept as long as the frame is held.
        :param found: its borders by itself; None where the frame is flat.
        :param cut: whether a shot begins with it.
        :returns: frames that are decided now, with the borders to take off, or None.
        """
        out: list[tuple[T, Sides | None]] = []
        if plane.shape != self._shape:
            out += self.finish()
            self._shape = (plane.shape[0], plane.shape[1])
        elif cut:
            out += self._decide()
        if len(self._held) == 0 and self._at_once(plane, found, cut=cut):
            inside = None if found is None or self._settled is None else self._settled.exact
            return [*out, (what, inside)]
        self._held.append(_Held(what, plane, found))
        self._bytes += plane.nbytes
        if len(self._held) >= HOLD or self._bytes + plane.nbytes > HOLD_BYTES:
            out += self._decide()
        return out

    def finish(self) -> list[tuple[T, Sides | None]]:
        """Give back the frames held, at the end or where the size changes; borders are forgotten."""
        out = self._decide()
        self._settled = None
        self._known.clear()
        self._larger.clear()
        return out

    def _at_once(self, plane: Plane, found: Found | None, *, cut: bool) -> bool:
        """Tell whether a frame can be decided without holding it; settles borders known from before."""
        if found is None:
            return True
        if self._settled is not None:
            if self._fits(found.sides, self._settled.seen):
                self._larger.clear()
                return True
            if not cut and self._holds(plane, found.sides, self._settled.seen):
                return not self._grew(found)
        self._larger.clear()
        for one in self._known:
            if self._fits(found.sides, one.seen):
                self._settle(one)
                return True
        if self._settled is not None and self._holds(plane, found.sides, self._settled.seen):
            # a new shot whose edges are dark, or a caption in the bar; unless an edge lies further in
            return not self._sharper(found)
        if not any(found.hard) or not worth(found.sides, *self._shape):
            self._settled = None
            return True
        return False

    def _decide(self) -> list[tuple[T, Sides | None]]:
        held, self._held, self._bytes = self._held, [], 0
        if len(held) == 0:
            return []
        looks = [one.found for one in held if one.found is not None]
        common = self._common(looks, held[-1].plane)
        settled = None if common is None else _Settled(common, sharpened(common, [one.plane for one in held]))
        self._settle(settled)
        out: list[tuple[T, Sides | None]] = []
        for one in held:
            inside = (
                settled is not None
                and one.found is not None
                and self._holds(one.plane, one.found.sides, settled.seen)
            )
            out.append((one.what, settled.exact if settled is not None and inside else None))
        return out

    def _common(self, looks: list[Found], plane: Plane) -> Sides | None:
        """Return the borders that the frames of a shot have in common; None where they have none."""
        if len(looks) == 0:
            return None
        chosen = []
        for side in range(4):
            sizes = sorted(one.sides.each[side] for one in looks)
            low = sizes[len(sizes) * _LOW // 1000]
            slack = self._slack(side)
            agree = sum(1 for one in looks if one.hard[side] and abs(one.sides.each[side] - low) <= slack)
            chosen.append(low if agree * 1000 >= len(looks) * _AGREE else 0)
        left, top, right, bottom = chosen
        sides = self._completed(Sides(left, top, right, bottom), plane)
        return sides if worth(sides, *self._shape) else None

    def _completed(self, sides: Sides, plane: Plane) -> Sides:
        """Make a border whole that has a caption on one side only: bars stand on both sides, equally thick."""
        height, width = self._shape
        left, top, right, bottom = sides.each
        rows, columns = max(top, bottom), max(left, right)
        if rows * 1000 >= height * 30:
            if rows - top > self._slack(1) and is_one_colour(plane[:rows], most=_CAPTION):
                top = rows
            if rows - bottom > self._slack(3) and is_one_colour(plane[height - rows :], most=_CAPTION):
                bottom = rows
        if columns * 1000 >= width * 30:
            if columns - left > self._slack(0) and is_one_colour(plane[:, :columns], most=_CAPTION):
                left = columns
            if columns - right > self._slack(2) and is_one_colour(plane[:, width - columns :], most=_CAPTION):
                right = columns
        return Sides(left, top, right, bottom)

    def _settle(self, settled: _Settled | None) -> None:
        self._settled = settled
        self._larger.clear()
        if settled is not None:
            self._known = [settled, *(one for one in self._known if one != settled)][:_KNOWN]

    def _slack(self, side: int) -> int:
        return max(2, self._shape[(side + 1) % 2] // 128)

    def _fits(self, sides: Sides, settled: Sides) -> bool:
        pairs = enumerate(zip(sides.each, settled.each, strict=True))
        return all(abs(one - other) <= self._slack(side) for side, (one, other) in pairs)

    def _holds(self, plane: Plane, sides: Sides, settled: Sides) -> bool:
        """Tell whether the settled borders are still there: as thick or thicker, or with a caption in a bar."""
        height, width = self._shape
        strips = (
            plane[:, : settled.left],
            plane[: settled.top],
            plane[:, width - settled.right :],
            plane[height - settled.bottom :],
        )
        for side, (one, other) in enumerate(zip(sides.each, settled.each, strict=True)):
            if one < other - self._slack(side) and not is_one_colour(strips[side], most=_CAPTION):
                return False
        return True

    def _sharper(self, found: Found) -> bool:
        """Tell whether an edge lies further in than the settled borders on some side."""
        settled = NONE if self._settled is None else self._settled.seen
        trio = zip(found.sides.each, settled.each, found.hard, strict=True)
        return any(hard and one > other + self._slack(side) for side, (one, other, hard) in enumerate(trio))

    def _grew(self, found: Found) -> bool:
        """Tell whether the borders have been thicker for a while, ending in an edge: they changed without a cut."""
        if not self._sharper(found):
            self._larger.clear()
            return False
        self._larger.append(found)
        if len(self._larger) < _GROWN:
            return False
        self._larger.clear()
        return True
