"""Find where running text names places, in Latin, Arabic and Cyrillic script: the mentions, not yet the places.

A mention is a stretch of text that a lexicon knows, or that the words before it make a place ("the village of X").
What is said around it goes with it, since that is what tells homonyms apart later. A name that looks like that of a
person or a group is given with that doubt, not left out: a reader may know better.
"""

from collections.abc import Callable, Container, Sequence

from attrs import evolve, frozen

from sightline.measure.text.toponyms.around import Said, around, is_common, is_definite
from sightline.measure.text.toponyms.cues import Cues, cues
from sightline.measure.text.toponyms.words import Word, folded, forms, may_name, words

__all__ = ["VERSION", "Mention", "find_toponyms"]

VERSION = 1
LONGEST_NAME = 4
SHORTEST = 2

_TELLING = frozenset(
    {"city", "town", "village", "neighbourhood", "district", "province", "countryside", "camp"}
)


@frozen(slots=True)
class Mention:
    """A name of a place as a text has it.

    ``text`` is ``whole[start:end]``, offsets in code points. ``form`` is the folded form that the lexicon knows;
    ``known`` is false where only the words around it say that it is a place. ``kind`` is the kind of place said
    beside it; ``relation`` one of in, near, between, border, toward, from; ``bearing`` [degrees from north] and
    ``distance_m`` [m] lead from the name to what the text speaks of. ``region`` is a province or district named
    with it, ``partner`` the other name of "between X and Y". ``looks_like`` is person, group, thing or word (of the
    language) where it may be no place.
    """

    text: str
    start: int
    end: int
    form: str
    known: bool
    script: str
    kind: str | None
    relation: str | None
    bearing: int | None
    distance_m: int | None
    looks_like: str | None
    why: str
    region: str | None = None
    partner: str | None = None
    method: str = "toponyms"
    version: int = VERSION


def find_toponyms(
    text: str,
    *,
    known: Callable[[str], bool] | Container[str],
    written: Callable[[str], bool] | None = None,
) -> tuple[Mention, ...]:
    """Find the mentions of places in a text, in its order.

    :param text: any text, of any length
    :param known: whether a folded name (``core.fold.fold``) is in the lexicon: a function, or a set of such names
    :param written: whether the lexicon has a name as the text writes it, for lexicons that keep what folding drops:
        the article inside "Qarat al-Tell"
    :returns: mentions that do not overlap, the longest known name first
    """
    is_known: Callable[[str], bool] = known if callable(known) else known.__contains__
    row = list(words(text))
    table = cues()
    found: list[Mention] = []
    i = 0
    while i < len(row):
        taken = _known_name(text, row, i, is_known, written) if may_name(row[i]) else None
        if taken is not None and not _is_cue(taken[1], row[i], table):
            start, form, after = taken
            found.append(_mention(text, row, i, after, start, form, table, known=True))
            i = after
            continue
        told = _told_name(row, i, table)
        if told is not None:
            found.append(
                _mention(
                    text,
                    row,
                    i,
                    told,
                    row[i].start,
                    folded(text[row[i].start : row[told - 1].end]),
                    table,
                    known=False,
                )
            )
            i = told
            continue
        i += 1
    return tuple(_paired(text, found))


def _is_cue(form: str, word: Word, table: Cues) -> bool:
    """Say whether a known name is, here, only a word such as "north" or "town"."""
    common = (
        form in table.directions or form in table.kinds or form in table.relations or form in table.fillers
    )
    return common and (word.script == "arabic" or not word.text[0].isupper() or form in table.fillers)


def _known_name(
    text: str,
    row: Sequence[Word],
    i: int,
    is_known: Callable[[str], bool],
    written: Callable[[str], bool] | None,
) -> tuple[int, str, int] | None:
    """Give (start, form, next word) of the longest known name that begins at word ``i``."""
    longest = i + 1
    while longest < len(row) and longest - i < LONGEST_NAME:
        word = row[longest]
        if word.stop or word.comma or word.script != row[i].script:
            break
        longest += 1
    for j in range(longest, i, -1):
        if j - i > 1 and not (may_name(row[j - 1]) or row[j - 1].script == "arabic"):
            continue
        name = text[row[i].start : row[j - 1].end].rstrip("'’ʼ")
        for form, lead in forms(_without_s(name), row[i].script):
            if len(form) < SHORTEST:
                continue
            if is_known(form) or (written is not None and written(_without_s(name)[lead:])):
                return row[i].start + lead, form, j
    return None


def _without_s(name: str) -> str:
    return name[:-2] if name[-2:] in ("'s", "’s") else name


def _told_name(row: Sequence[Word], i: int, table: Cues) -> int | None:
    """Take a name that no lexicon knows where a kind of place stands directly before it: "the village of X"."""
    if not may_name(row[i]) or row[i].stop or row[i].comma or i == 0:
        return None
    if folded(row[i].text) in table.directions or is_common(row[i], table):
        return None
    if row[i].script == "arabic" and is_definite(row[i - 1].text):
        return None
    if folded(row[i].text) in table.kinds or folded(row[i].text) in table.fillers or row[i].script == "other":
        return None
    k = i - 1
    if folded(row[k].text) in table.fillers and row[i].script == "latin" and k > 0 and not row[k].stop:
        k -= 1
    if table.kinds.get(folded(row[k].text)) not in _TELLING or (row[i].script != "latin" and k != i - 1):
        return None
    if (
        row[i].script == "latin"
        and k == i - 1
        and folded(row[k].text) not in ("rif", "reef", "wilayat", "wilaya")
    ):
        return None
    j = i + 1
    while row[i].script != "arabic" and j < len(row) and j - i < LONGEST_NAME:
        if row[j].stop or row[j].comma or row[j].script != row[i].script or not may_name(row[j]):
            break
        j += 1
    return j


def _mention(
    text: str, row: Sequence[Word], i: int, j: int, start: int, form: str, table: Cues, *, known: bool
) -> Mention:
    end = row[j - 1].end
    name = text[start:end].rstrip("'’ʼ")
    name = _without_s(name)
    said = around(row, i, j, table)
    return Mention(
        name, start, start + len(name), form, known, row[i].script,
        said.kind, said.relation, said.bearing, said.distance_m, said.looks_like, _why(said, form, known=known),
    )  # fmt: skip


def _why(said: Said, form: str, *, known: bool) -> str:
    parts = [
        f"the lexicon knows '{form}'" if known else f"a {said.kind or 'place'} is said to have this name"
    ]
    if said.kind is not None and known:
        parts.append(f"called a {said.kind}")
    if said.distance_m is not None:
        parts.append(f"{said.distance_m} m away from it")
    if said.bearing is not None:
        parts.append(f"{said.bearing} degrees from north")
    if said.looks_like is not None:
        word = "it is a common word of the language" if said.looks_like == "word" else ""
        parts.append(word or f"it stands as the name of a {said.looks_like}")
    whole = "; ".join(parts)
    return whole[0].upper() + whole[1:] + "."


def _paired(text: str, found: list[Mention]) -> list[Mention]:
    """Join "between X and Y", and "X, in Y province" where the region stands directly behind the place."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        gap = text[a.end : b.start]
        if len(gap) > 60 or any(sign in gap for sign in ".!?;\n"):
            continue
        bare = gap.strip().lower()
        if a.relation == "between" and bare in ("and", "و", "و ", "и", "і", "та"):
            found[k] = evolve(a, partner=b.text)
            found[k + 1] = evolve(b, relation="between", partner=a.text)
        elif b.kind in ("province", "district", "countryside") and b.looks_like is None and _only_links(bare):
            found[k] = evolve(a, region=b.text)
    return found


def _only_links(gap: str) -> bool:
    table = cues()
    return all(
        word == ""
        or word in table.fillers
        or word in table.kinds
        or word in table.relations
        or word in table.directions
        for word in (folded(each) for each in gap.replace(",", " ").replace("،", " ").split())
    )
