"""Gather what is said around a name: kind of place, distance, direction, relation, and signs that it is no place."""

from collections.abc import Sequence

from attrs import frozen

from sightline.measure.text.toponyms.cues import Cues, cues
from sightline.measure.text.toponyms.words import ATTACHED, Word, folded, may_name

REACH = 8


@frozen(slots=True)
class Said:
    """What stands around a name. ``bearing`` [degrees clockwise from north] and ``distance_m`` [m] lead
    outward from it."""

    kind: str | None = None
    relation: str | None = None
    bearing: int | None = None
    distance_m: int | None = None
    looks_like: str | None = None
    begin: int | None = None
    """Where in the text what is said begins."""


def around(row: Sequence[Word], i: int, j: int, table: Cues) -> Said:
    """Gather what is said before word ``i`` and behind word ``j - 1`` of a name."""
    kind, relation, distance = None, None, None
    bearings: list[int] = []
    begin: int | None = None
    k = i - 1
    closed = row[i].stop
    while k >= 0 and i - k <= REACH and not closed:
        word = _cue(row[k], table)
        if word in table.directions:
            bearings.insert(0, table.directions[word])
        elif row[k].script == "arabic" and word in table.kinds and is_definite(row[k].text):
            break  # "على البلدة بالصواريخ": a kind with the article stands for a name, not before one
        elif word in table.kinds and kind is None:
            kind = table.kinds[word]
        elif word in table.units and relation != "between" and k > 0 and row[k - 1].script == "digits":
            distance = round(float(row[k - 1].text.replace(",", ".")) * table.units[word])
            k -= 1
        elif word in table.relations:
            relation = _stronger(relation, table.relations[word])
        elif word not in table.fillers and word != "":
            break
        begin = row[k].start
        closed = row[k].stop or row[k].comma
        k -= 1
    if distance is None:
        distance = _distance_behind(row, j, table)
    told = kind is not None
    kind, bearings = _behind(row, j, kind, bearings, table)
    doubt = _doubt(row, i, j, table)
    if doubt is None and j == i + 1 and not told and is_common(row[i], table):
        doubt = "word"
    return Said(kind, relation, _direction(bearings), distance, doubt, begin)


def is_definite(word: str) -> bool:
    """Say whether an Arabic word has the article."""
    return word.startswith("ال") or (word[0] in ATTACHED and word[1:3] in ("ال", "لل"))


def _cue(word: Word, table: Cues) -> str:
    """Fold a word; an Arabic letter written together with it ("بريف") is left out where the rest is a cue."""
    whole = folded(word.text)
    if (
        word.script == "arabic"
        and len(word.text) > 3
        and word.text[0] in ATTACHED
        and not _tells(whole, table)
    ):
        rest = folded(word.text[1:])
        return rest if _tells(rest, table) else whole
    return whole


def _tells(word: str, table: Cues) -> bool:
    tables = (table.kinds, table.relations, table.directions, table.persons_before, table.groups_before)
    return any(word in table for table in tables)


def _distance_behind(row: Sequence[Word], j: int, table: Cues) -> int | None:
    """Take the distance of "شمال شرق الرقة 15 كم", where nothing behind it says that it leads to the next name."""
    k = j + 1 if j < len(row) and folded(row[j].text) in ("ب", "") and not row[j].stop else j
    if k + 1 >= len(row) or row[k].script != "digits" or row[k].stop or row[k].comma:
        return None
    factor = table.units.get(folded(row[k + 1].text))
    leads_on = k + 2 < len(row) and not row[k + 2].stop and _leads_on(folded(row[k + 2].text), table)
    return None if factor is None or leads_on else round(float(row[k].text.replace(",", ".")) * factor)


def _leads_on(word: str, table: Cues) -> bool:
    return word in table.directions or table.relations.get(word) in ("from", "toward")


_ORDER = {"in": 1, "from": 0, "toward": 2, "near": 3, "between": 4, "border": 5}


def _stronger(a: str | None, b: str) -> str:
    return b if a is None or _ORDER[b] > _ORDER[a] else a


def _behind(
    row: Sequence[Word], j: int, kind: str | None, bearings: list[int], table: Cues
) -> tuple[str | None, list[int]]:
    """Take "X countryside", "X province", "X's northern countryside", "ريف حلب الشمالي"."""
    k = j
    while k < min(j + 3, len(row)) and not (row[k].stop or row[k].comma):
        word = folded(row[k].text)
        if word in table.directions and (kind == "countryside" or _kind_follows(row, k, table)):
            bearings = [*bearings, table.directions[word]]
        elif word in table.kinds and kind is None and row[k].script == "latin":
            kind = table.kinds[word]
        else:
            break
        k += 1
    return kind, bearings


def _kind_follows(row: Sequence[Word], k: int, table: Cues) -> bool:
    return k + 1 < len(row) and not row[k + 1].stop and folded(row[k + 1].text) in table.kinds


def _direction(bearings: list[int]) -> int | None:
    """Join "شمال شرق" and the like; two that do not lie beside each other say nothing together."""
    if not bearings:
        return None
    if len(bearings) == 1:
        return bearings[0]
    a, b = bearings[0], bearings[1]
    if abs(a - b) in (90, 270):
        return (a + b) // 2 if abs(a - b) == 90 else 315
    return a if a == b else None


def _doubt(row: Sequence[Word], i: int, j: int, table: Cues) -> str | None:
    """Say what else the name looks like: a group, a person, or a thing called after a place."""
    before = _before(row, i)
    after = folded(row[j].text) if j < len(row) and not row[j].stop and not row[j].comma else ""
    first = folded(row[i].text)
    if after in table.groups_after and row[j].text[0].isupper():
        return "group"
    k = j
    while k < min(j + 4, len(row)) and row[k].script == "latin" and may_name(row[k]) and not row[k].stop:
        if folded(row[k].text) in table.groups_after:  # Umar al-Mukhtar Brigade
            return "group"
        k += 1
    for back in range(1, 4):
        word = _before(row, i, back)
        if word in table.groups_before or (
            back == 1 and row[i].script == "arabic" and word in table.groups_before
        ):
            return "group"
        if (
            i - back < 0
            or not (row[i - back].text[0].isupper() or row[i - back].script == "arabic")
            or back == 2
        ):
            break
    if before in table.groups_before:
        return "group"
    if before in table.persons_before or (first in table.persons_before and _name_follows(row, j)):
        return "person"
    return "thing" if before in table.things_before else None


def is_common(word: Word, table: Cues) -> bool:
    """Say whether a word with no kind of place before it is one of the language, such as "military"."""
    rest = (
        word.text[1:] if word.script == "arabic" and word.text[0] in ATTACHED and len(word.text) > 3 else ""
    )
    return folded(word.text) in table.common_words or (rest != "" and folded(rest) in table.common_words)


def _before(row: Sequence[Word], i: int, back: int = 1) -> str:
    k = i - back
    if k < 0 or any(row[n].stop or row[n].comma for n in range(k + 1, i + 1)):
        return ""
    whole = folded(row[k].text)
    if row[k].script == "arabic" and row[k].text[0] in ATTACHED and len(row[k].text) > 3:
        rest = folded(row[k].text[1:])
        return rest if rest in cues().persons_before or rest in cues().groups_before else whole
    return whole


def _name_follows(row: Sequence[Word], j: int) -> bool:
    """Say whether a further name stands directly behind: "Abu Kamal al-Shami" is a person, "Abu Kamal" a town."""
    if j >= len(row) or row[j].stop or row[j].comma or row[j].script != "latin":
        return False
    return row[j].text.lower().startswith(("al-", "el-", "ash-", "as-", "ad-", "an-", "at-", "ar-"))
