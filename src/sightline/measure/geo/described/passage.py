"""Read the passage a name stands in: what is said right at it, and which other places are named around it."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from sightline.measure.geo.described.anchors import areas_named, landscapes_named
from sightline.measure.geo.described.cursor import TO
from sightline.measure.geo.described.description import Description
from sightline.measure.geo.described.endings import bare, undeclined
from sightline.measure.geo.described.grammar import describe
from sightline.measure.geo.described.standing import CITY
from sightline.measure.geo.described.tokens import Piece, pieces
from sightline.measure.geo.described.words import country_named
from sightline.measure.geo.gazetteer.distances import same_letters
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer, is_wide, kilometres, look_up
from sightline.measure.geo.gazetteer.index import Index, text
from sightline.measure.geo.gazetteer.letters import readings, skeleton, symbols
from sightline.measure.geo.gazetteer.records import AREAS, KINDS
from sightline.measure.geo.gazetteer.search import exact

REACH: Final = 700
"""Characters before and after a mention that are read."""

_MOST_NAMES: Final = 80
_MOST_PLACES: Final = 60
_WELL_KNOWN: Final = 0.55

_MOST_UNLISTED: Final = 6
_LEAST_LETTERS: Final = 3
"""Consonants of a spelling that is looked up although no gazetteer has it."""

_IS_AREA: Final = np.array([kind in AREAS for kind in KINDS])

_LANDSCAPE: Final = 0.03
_CLEAR: Final = 0.06
_ROOM: Final = 0.05
_ONE_PLACE_KM: Final = 10.0
"""A spelling is clear where a place is so near, and all others that are little farther lie at the same spot."""


@frozen(slots=True, eq=False)
class Mention:
    """A place named in the passage: ``points`` where places of that name lie, rows of latitude, longitude [degrees]."""

    name: str
    points: NDArray[np.float64]
    known: bool = field(default=False, kw_only=True)
    """Whether it is a town or a landscape known well enough that the word is hardly an ordinary one."""


@frozen(slots=True)
class Passage:
    """What a passage tells about one of its names."""

    said: Description | None = None
    """What is said of it right there; None where the name does not stand in the passage."""

    mentions: tuple[Mention, ...] = ()
    regions: tuple[tuple[str, str], ...] = ()
    """Country and name of first-order areas that are named."""

    countries: tuple[str, ...] = ()


def read_passage(text: str, head: str, gazetteer: Gazetteer) -> Passage:
    """Read what a passage says about a name.

    :param head: the name that is to be resolved; it need not stand in the passage
    """
    at = _find(text, head)
    middle = 0 if at is None else at[0]
    window = text[max(0, middle - REACH) : middle + REACH]
    listed = [
        piece
        for piece in pieces(window)
        if piece.kind in ("name", "kind", "direction", "person") or piece.value("country") is not None
    ]
    own = symbols(head)
    countries, regions_, mentions = [], [], []
    unlisted: list[tuple[int, str]] = []
    looked = 0
    used = -1
    for number, piece in enumerate(listed):
        country = piece.value("country") or country_named(piece.text)
        if country is not None:
            countries.append(country)
        if number <= used or looked >= _MOST_NAMES or not _may_be_name(piece):
            continue
        titled = number > 0 and listed[number - 1].value("person") == "title"
        if titled and _joined(window, listed[number - 1 : number + 1]):
            continue  # Colonel Hama
        for length in (3, 2, 1):
            run = listed[number : number + length]
            if len(run) < length or run[-1].start - run[0].start > 60 or not _joined(window, run):
                continue
            name = bare(window[run[0].start : run[-1].end])
            row = symbols(name)
            if row in ("", own) or len(row) < 2:
                continue
            looked += 1
            areas = [area for apart, area in areas_named(gazetteer, name) if apart < 0.03]
            regions_ += [(area.country, area.name) for area in areas]
            mention = _landscape(name) or _mention(gazetteer, name, row)
            for other in undeclined(name) if mention is None else ():
                mention = mention or _mention(gazetteer, other, symbols(other))
            if mention is not None:
                mentions.append(mention)
            if mention is not None or areas:
                used = number + length - 1
                break
        else:
            unlisted.append(
                (abs(piece.start - min(middle, REACH)), _run(window, listed[number : number + 2]))
            )
    mentions += _unlisted(gazetteer, unlisted, head)
    return Passage(
        None if at is None else _said(text, at),
        tuple(mentions),
        tuple(dict.fromkeys(regions_)),
        tuple(dict.fromkeys(countries)),
    )


def _run(window: str, run: Sequence[Piece]) -> str:
    """Give the name that begins here: two words where both may be of a name, else one."""
    whole = len(run) == 2 and run[1].kind == "name" and _may_be_name(run[1]) and _joined(window, run)
    return bare(window[run[0].start : run[-1 if whole else 0].end])


def _unlisted(gazetteer: Gazetteer, names: Sequence[tuple[int, str]], head: str) -> list[Mention]:
    """Take spellings that no gazetteer has, nearest to the head first, where they can hardly mean but one place."""
    found: list[Mention] = []
    own = skeleton(symbols(head))
    wanted = [name for _, name in sorted(names) if len(skeleton(symbols(name))) >= _LEAST_LETTERS]
    for name in list(dict.fromkeys(wanted))[:_MOST_UNLISTED]:
        if skeleton(symbols(name)) == own:
            continue
        places = look_up(gazetteer, readings(name), farthest=_CLEAR + _ROOM, most=20)
        if not places or places[0].distance > _CLEAR:
            continue
        points = np.array([(one.lat, one.lon) for one in places])
        if float(kilometres(points[:1], points).max()) <= _ONE_PLACE_KM:
            found.append(Mention(places[0].name, points[:1]))
    return found


def support(mentions: Sequence[Mention], lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[np.float64]:
    """Say how much the places named around speak for each candidate, by how near they lie, in [0, 2.6]."""
    total: NDArray[np.float64] = np.zeros(len(lats))
    if len(lats) == 0:
        return total
    points = np.stack((lats, lons), axis=1)
    each = []
    for mention in mentions:
        near = kilometres(points, mention.points).min(axis=1)
        each.append(1.5 * np.exp(-near / 30.0) / math.sqrt(len(mention.points)))
    if each:
        total = np.minimum(np.sort(np.stack(each), axis=0)[-3:].sum(axis=0), 2.6)
    return total


def nearest_named(mentions: Sequence[Mention], lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[np.float64]:
    """Measure from each candidate to the nearest place that is named around [km]; inf where none is."""
    near: NDArray[np.float64] = np.full(len(lats), np.inf)
    points = np.stack((lats, lons), axis=1)
    for mention in mentions if len(lats) > 0 else ():
        near = np.minimum(near, kilometres(points, mention.points).min(axis=1))
    return near


def _find(text: str, head: str) -> tuple[int, int] | None:
    if head.strip() == "":
        return None
    found = re.search(rf"(?<!\w){re.escape(head)}(?!\w)", text, re.IGNORECASE) or re.search(
        re.escape(head), text, re.IGNORECASE
    )
    return None if found is None else found.span()


def _said(text: str, at: tuple[int, int]) -> Description:
    """Read the clause from the name on, up to a word that is no part of a description; and a kind word before it."""
    after = text[at[1] : at[1] + 240]
    end = len(after)
    between = False
    listed = pieces(after)
    for at_piece, piece in enumerate(listed):
        between = between or piece.is_cue("between")
        number = at_piece + 1 < len(listed) and listed[at_piece + 1].kind == "number"
        another = piece.is_cue("and") and not between and not number  # "Atshan and north of Hama": two places
        plain = piece.kind == "name" and not _may_be_name(piece) and piece.text.casefold() not in TO
        apart = at_piece > 0 and listed[at_piece - 1].kind == "mark"
        speaker = piece.value("person") == "title" or (
            piece.kind == "person" and apart
        )  # "Atshan, said Colonel X"
        if another or plain or speaker or piece.kind == "stop":
            end = piece.start
            break
    before = re.split(r"[.!?؟\n;:]", text[max(0, at[0] - 60) : at[0]])[-1]
    lead = pieces(before)
    prefix = ""
    if lead and lead[-1].is_cue("of", "kind"):
        kinds = [piece for piece in lead[-2:] if piece.is_cue("kind")]
        prefix = kinds[-1].text + " " if kinds else ""
    if lead and lead[-1].kind == "person":
        prefix = lead[-1].text + " "
    return describe(prefix + text[at[0] : at[1]] + after[:end])


def _may_be_name(piece: Piece) -> bool:
    """A word that may be a name: in Latin and Cyrillic letters a capital; an Arabic word always."""
    first = piece.text[:1]
    return (
        first.isupper()
        or (first.isalpha() and first.lower() == first.upper())
        or piece.text.casefold().startswith(
            ("al-", "el-", "as-", "ash-", "an-", "ar-", "at-", "ad-", "az-", "ez-")
        )
    )


def _joined(text: str, run: Sequence[Piece]) -> bool:
    return all(text[a.end : b.start].strip(" -") == "" for a, b in pairwise(run))


def _landscape(name: str) -> Mention | None:
    named = [one for apart, one in landscapes_named(name) if apart < _LANDSCAPE]
    return Mention(name, np.array([(named[0].lat, named[0].lon)]), known=True) if named else None


def _is_known(index: Index, name: str, place: int, standing: float) -> bool:
    """Whether a word is hardly an ordinary one; in a gazetteer of the world words such as State sound like towns."""
    if not is_wide(index):
        return standing >= _WELL_KNOWN
    return standing >= CITY and same_letters(name, text(index, int(index.arrays["title"][place])))


def _mention(gazetteer: Gazetteer, name: str, row: str) -> Mention | None:
    found = []
    known = False
    for index in gazetteer.indexes:
        places = exact(index, row)
        if len(places) == 0:
            continue
        told = index.arrays
        towns = places[~_IS_AREA[told["kind"][places]]]
        places = (
            towns if len(towns) > 0 else places
        )  # the middle of a province is near to nothing that is meant
        standing = told["standing"][places]
        known = known or _is_known(index, name, int(places[standing.argmax()]), float(standing.max()))
        if float(standing.max()) >= _WELL_KNOWN:
            places = places[standing >= max(_WELL_KNOWN, float(standing.max()) - 0.2)]
        found.append(np.stack((told["lat"][places], told["lon"][places]), axis=1))
    if not found or sum(len(part) for part in found) > _MOST_PLACES:
        return None
    return Mention(name, np.concatenate(found), known=known)
