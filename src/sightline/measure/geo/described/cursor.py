"""How far a description has been read, and the small steps over its pieces that the rules of ``grammar`` share."""

import re
from typing import Final

from sightline.measure.geo.described.description import Relation
from sightline.measure.geo.described.tokens import Piece
from sightline.measure.geo.described.words import numeral

TO: Final = ("к", "to", "до")
"""Words between a distance and its direction: "15 km to the north of", "в 15 км к северу от"."""


_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+")


def read_number(text: str) -> float:
    """Read a number: 1.5, 1,5 and 1,500, where three digits behind a comma are thousands."""
    if _THOUSANDS.fullmatch(text) is not None:
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


class Cursor:
    """Stands at one piece; the state is how far it has come and what was understood so far."""

    def __init__(self, text: str, listed: tuple[Piece, ...]) -> None:
        self.text = text
        self.listed = listed
        self.at = 0
        self.names: list[tuple[str, str]] = []  # name, level it was said to have
        self.relations: list[Relation] = []
        self.kind = ""
        self.part: float | None = None
        self.person = False

    def piece(self, ahead: int = 0) -> Piece | None:
        at = self.at + ahead
        return self.listed[at] if at < len(self.listed) else None

    def cue(self, kind: str, ahead: int = 0) -> bool:
        piece = self.piece(ahead)
        return piece is not None and piece.is_cue(kind)

    def skip(self, *kinds: str) -> None:
        while any(self.cue(kind) for kind in kinds):
            self.at += 1

    def add(self, relation: Relation, began: int) -> None:
        said = self.text[self.listed[began].start : self.listed[self.at - 1].end]
        self.relations.append(
            Relation(
                relation.kind,
                relation.anchors,
                relation.metres,
                relation.bearing,
                relation.country,
                relation.level,
                said,
            )
        )

    def direction(self) -> float | None:
        piece = self.piece()
        value = None if piece is None else piece.value("direction")
        if value is None:
            return None
        self.at += 1
        return float(value)

    def number(self) -> float | None:
        """Read a number, in digits or as a word."""
        piece = self.piece()
        if piece is None:
            return None
        value = read_number(piece.text) if piece.kind == "number" else numeral(piece.text)
        if value is None:
            return None
        self.at += 1
        return value

    def distance(self) -> float | None:
        """Read a distance [m], the middle of a range ("15-20 km"); None, and nothing read, where none is here."""
        began = self.at
        numbers = [self.number()]
        if numbers[0] is not None:
            between = self.at
            self.step_over("–", "—", *TO)
            numbers.append(self.number())
            if numbers[1] is None:
                self.at = between
        unit = self.piece()
        told = [number for number in numbers if number is not None]
        if not told or unit is None or unit.value("unit") is None:
            self.at = began
            return None
        self.at += 1
        return sum(told) / len(told) * float(unit.value("unit") or 1)

    def part_of_area(self, found: tuple[str, str], began: int) -> bool:
        """NAME's DIRECTION countryside."""
        here = self.at
        bearing = self.direction()
        piece = self.piece()
        if bearing is None or piece is None or piece.value("kind") != "area":
            self.at = here
            return False
        self.at += 1
        whole = self.text[self.listed[began].start : piece.end]
        self.names.append((whole, "area"))
        self.relations.append(Relation("area", (found[0],), bearing=bearing, level="area", said=whole))
        self.part = bearing
        return True

    def belonging(self, found: tuple[str, str], began: int) -> bool:
        """Turkish: NAME'in DIRECTION, NAME'in N km DIRECTION."""
        here = self.at
        metres = self.distance()
        bearing = self.direction()
        if bearing is None:
            self.at = here
            return False
        self.add(Relation("offset", (found[0],), metres, bearing, level=found[1]), began)
        return True

    def step_over(self, *spelled: str) -> None:
        piece = self.piece()
        if piece is not None and piece.text.casefold() in spelled:
            self.at += 1

    def number_follows(self) -> bool:
        ahead = 0
        while (piece := self.piece(ahead)) is not None and piece.is_cue("inside", "fillers"):
            ahead += 1
        return piece is not None and (piece.kind == "number" or numeral(piece.text) is not None)

    def follows_mark(self, began: int) -> bool:
        return began > 0 and self.listed[began - 1].kind in ("mark", "stop")

    def name_here(self) -> bool:
        piece = self.piece()
        return piece is not None and piece.kind in ("name", "person", "kind")

    def belongs_inside(self, piece: Piece, first: int) -> bool:
        """A short word such as "de" or "el" inside a name, or a word for a hill or a bridge that begins one."""
        following = self.piece(1)
        named = following is not None and following.kind in ("name", "person")
        if piece.value("kind") == "other":
            return self.at > first or named
        if piece.value("country") is not None:
            return True
        return self.at > first and named and piece.kind in ("fillers", "of") and len(piece.text) <= 3

    def name_ahead(self) -> bool:
        ahead = 1
        while (piece := self.piece(ahead)) is not None and piece.is_cue("kind", "fillers", "of"):
            ahead += 1
        return piece is not None and (piece.kind in ("name", "person") or piece.value("country") is not None)

    def name_directly_ahead(self) -> bool:
        """Whether the kind word here belongs to the name after it: Rif X, village of X."""
        ahead = 1
        while (piece := self.piece(ahead)) is not None and piece.is_cue("of"):
            ahead += 1
        here = self.piece()
        arabic = here is not None and not here.text.isascii() and "\u0600" <= here.text[0] <= "\u06ff"
        return piece is not None and piece.kind == "name" and (ahead > 1 or arabic)

    def skip_post_direction(self) -> None:
        """Rif Hama *ash-Shimali*: the direction of the part stands after the name."""
        piece = self.piece()
        if piece is not None and piece.value("direction") is not None and piece.text.startswith("ال"):
            self.at += 1
