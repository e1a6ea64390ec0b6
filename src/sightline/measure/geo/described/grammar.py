"""Read a description of a place: its name, what it is, and where it is said to lie.

Understood, in English, French, Arabic, Russian, Ukrainian and partly Turkish: "15 km north-east of X", "between X and
Y", "on the border with Z", "south of X", "near X", "outskirts of X", "X in Y province", "X, Y", "Rif X". Whatever is
not understood stays part of the name, and a name that is not found so is looked up again with less of it.
"""

from typing import Final

from sightline.measure.geo.described.cursor import TO, Cursor
from sightline.measure.geo.described.description import Description, Relation
from sightline.measure.geo.described.endings import bare, is_genitive
from sightline.measure.geo.described.tokens import pieces

MOST_PIECES: Final = 120


def describe(text: str) -> Description:
    """Read a description; the first 120 pieces of it."""
    return _Reader(text, pieces(text)[:MOST_PIECES]).whole()


class _Reader(Cursor):
    """Reads pieces from left to right, one rule a method."""

    def whole(self) -> Description:
        while self.at < len(self.listed):
            if not (
                self.offset()
                or self.directed()
                or self.between()
                or self.border()
                or self.near()
                or self.within()
                or self.area()
                or self.name()
            ):
                self.at += 1
        head, level = self.names[0] if self.names else ("", "")
        for name, stated in self.names[1:]:
            self.relations.append(Relation("inside", (name,), level=stated, said=name))
        return Description(head, self.kind or level, tuple(self.relations), self.part, self.person)

    # each of these reads one thing from here on, or leaves all as it was and says no

    def offset(self) -> bool:
        """N km (to the) DIRECTION of NAME; N km from NAME; N to M km."""
        began = self.at
        piece = self.piece()
        if piece is not None and (piece.is_cue("inside", "fillers") and self.number_follows()):
            self.skip("inside", "fillers")
        metres = self.distance()
        if metres is None:
            self.at = began
            return False
        self.skip("inside", "fillers")
        self.step_over(*TO)
        self.skip("fillers")
        bearing = self.direction()
        self.skip("of", "fillers", "inside", "near")
        found = self.anchor()
        if found is None:
            self.at = began
            return False
        self.add(Relation("offset", (found[0],), metres, bearing, level=found[1]), began)
        return True

    def directed(self) -> bool:
        """DIRECTION of NAME; without "of" it is a part of NAME (northern X), or in Arabic and Russian either."""
        began = self.at
        self.skip("inside", "fillers")
        self.step_over(*TO)
        piece = self.piece()
        if piece is None or piece.value("direction") is None or len(piece.text) < 3:
            self.at = began
            return False
        adjective = piece.text.casefold().endswith(("ern", "ный", "ной", "ний"))
        bearing = self.direction()
        loose = not self.cue("of")
        self.skip("of", "fillers")
        before = self.at
        found = self.anchor()
        if found is None:
            self.at = began
            return False
        if loose and adjective and self.names:
            self.add(Relation("inside", (found[0],), bearing=bearing, level=found[1]), began)
            return True
        if loose and (adjective or (not self.names and piece.text.isascii())):
            self.names.append(
                (
                    self.text[piece.start : self.listed[self.at - 1].end] if before > began else found[0],
                    found[1],
                )
            )
            self.part = bearing if len(self.names) == 1 else self.part
            if found[1] == "area" and len(self.names) == 1:
                self.relations.append(
                    Relation("area", (found[0],), bearing=bearing, level="area", said=self.names[0][0])
                )
            return True
        self.add(Relation("offset", (found[0],), None, bearing, level=found[1]), began)
        return True

    def between(self) -> bool:
        """Between NAME and NAME."""
        began = self.at
        if not self.cue("between"):
            return False
        self.at += 1
        self.skip("fillers")
        first = self.anchor()
        joined = self.piece()
        if first is not None and joined is not None and joined.is_cue("and"):
            self.at += 1
            self.skip("fillers")
            second = self.anchor()
            if second is not None:
                self.add(Relation("between", (first[0], second[0])), began)
                return True
        if first is not None and " و" in first[0]:  # the Arabic "and" is written to the next word
            one, _, other = first[0].partition(" و")
            self.add(Relation("between", (one, other)), began)
            return True
        self.at = began
        return False

    def border(self) -> bool:
        """On the border with NAME; (near) the ADJECTIVE border."""
        began = self.at
        self.skip("inside", "fillers") if not self.cue("border") else None
        if self.cue("near") and not self.cue("border"):
            self.at += 1
            self.skip("fillers")
        piece, after = self.piece(), self.piece(1)
        if piece is None:
            self.at = began
            return False
        if piece.is_cue("border"):
            self.at += 1
            self.skip("fillers", "direction")
            named = self.piece()
            country = None if named is None else named.value("country")
            if country is not None:
                self.at += 1
                self.add(Relation("border", (), country=country), began)
                return True
        elif piece.value("country") is not None and after is not None and after.is_cue("frontier"):
            self.at += 2
            self.add(Relation("border", (), country=piece.value("country") or ""), began)
            return True
        elif piece.is_cue("frontier") and after is not None and after.value("country") is not None:
            self.at += 2
            self.add(Relation("border", (), country=after.value("country") or ""), began)
            return True
        self.at = began
        return False

    def near(self) -> bool:
        """Near NAME."""
        began = self.at
        if not self.cue("near"):
            return False
        self.at += 1
        self.skip("fillers", "near")
        if self.offset():
            return True
        found = self.anchor()
        if found is None:
            self.at = began
            return False
        self.add(Relation("near", (found[0],), level=found[1]), began)
        return True

    def within(self) -> bool:
        """In NAME (province), after a name."""
        began = self.at
        if not (self.cue("inside") or self.cue("of")) or not (self.names or self.relations):
            return False
        self.at += 1
        self.skip("fillers", "inside")
        if self.offset() or self.directed() or self.border() or self.near():
            return True
        area = self.area()
        if area:
            return True
        found = self.anchor()
        if found is None:
            self.at = began
            return False
        self.add(Relation("inside", (found[0],), level=found[1]), began)
        return True

    def area(self) -> bool:
        """Rif NAME; NAME countryside is read by ``anchor``."""
        piece = self.piece()
        if piece is None or piece.value("kind") != "area":
            return False
        began = self.at
        self.at += 1
        self.skip("fillers", "of")
        found = self.anchor()
        if found is None:
            self.at = began
            return False
        if self.names:
            self.add(Relation("inside", (found[0],), level="area"), began)
        else:
            self.names.append((self.text[piece.start : self.listed[self.at - 1].end], "area"))
            self.relations.append(Relation("area", (found[0],), level="area", said=self.names[0][0]))
        return True

    def name(self) -> bool:
        """A name that no relation took."""
        began = self.at
        found = self.anchor()
        if found is None:
            self.at = began
            return False
        if is_genitive(self.listed[self.at - 1].text) and self.belonging(found, began):
            return True
        possessive = self.listed[self.at - 1].text.endswith(("'s", "’s"))
        if possessive and not self.names and self.part_of_area(found, began):
            return True
        if possessive and self.name_here():
            self.relations.append(Relation("inside", (found[0],), level=found[1], said=found[0]))
            return True
        if self.names and self.follows_mark(began):
            self.names.append(found)
        elif self.names:
            last, level = self.names[-1]
            self.names[-1] = (f"{last} {found[0]}", found[1] or level)
        else:
            self.names.append(found)
            if found[1] == "area":
                self.relations.append(Relation("area", (found[0],), level="area", said=found[0]))
            else:
                self.kind = self.kind or found[1]
        return True

    def anchor(self) -> tuple[str, str] | None:
        """Read a name with the kind of place before or after it; None where none begins here."""
        began = self.at
        level = ""
        while (
            (piece := self.piece()) is not None
            and piece.kind != "name"
            and piece.is_cue("kind", "fillers")
            and piece.value("kind") != "other"
            and self.name_ahead()
        ):
            level = level or piece.value("kind") or ""
            self.at += 1
        first = self.at
        while (piece := self.piece()) is not None and (
            piece.kind in ("name", "number", "person") or self.belongs_inside(piece, first)
        ):
            if piece.kind == "person":
                self.person = True
            if (
                piece.kind == "number"
                and (following := self.piece(1)) is not None
                and following.value("unit") is not None
            ):
                break
            self.at += 1
            if piece.text.endswith(("'s", "’s")):
                break
        if self.at == first or all(piece.kind == "number" for piece in self.listed[first : self.at]):
            self.at = began
            return None
        text = bare(self.text[self.listed[first].start : self.listed[self.at - 1].end])
        self.skip_post_direction()
        while (piece := self.piece()) is not None and piece.is_cue("kind") and not self.name_directly_ahead():
            level = piece.value("kind") or level
            self.at += 1
        return text, level
