"""Read of Arabic words who contests a place with whom, who share it, who besieges it, and of whom it is rid."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import MEN, TOWN
from sightline.measure.text.claims.arabic.clauses.places import last_place
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.ties.nominal import Told
from sightline.measure.text.claims.named import Named

_CONTESTS: Final = re.compile(r"[وف]?[يت]?تنازع(?:ت|ان|ون|ا|تا)?(?P<own>ه|ها)?")
_SHARES: Final = re.compile(r"[وف]?[يت]?تقاسم(?:ت|ان|ون|ا|تا)?(?P<own>ه|ها)?")
_BESIEGED: Final = re.compile(r"(?:ال)?(?:محاصر|مطوق)ه?")
_IMPOSES: Final = re.compile(r"[يت]فرض(?:ه|ها)?")
_RID: Final = re.compile(r"خالي(?:ه|ا)?|خال")
_OF_CONTROL: Final = frozenset(
    "السيطره النفوذ علي مدينه بلده قريه حي احياء مناطق بلدات معبر ، مركز من".split()
)
_RIVAL: Final = frozenset("خصمها خصمه غريمتها غريمه غريمها اللدود اللدوده منافستها منافسه جارتها".split())
_FAR: Final = 16
PlaceBefore = Callable[[Clause, int], Sequence[Named]]


def contested_told(clause: Clause, before_place: PlaceBefore) -> Iterable[Told]:
    """Give what such words tell of places.

    :param before_place: gives the places that stand before the word at an index
    """
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        contests, shares = _CONTESTS.fullmatch(token.text), _SHARES.fullmatch(token.text)
        if contests is not None or shares is not None:
            is_ = "contests" if contests is not None else "controls"
            yield from _together(clause, i, is_)
            yield from _over_it(clause, i, is_, before_place)
        elif _IMPOSES.fullmatch(token.text) is not None and _text(clause, i + 1) in ("عليها", "عليه"):
            names = _group_at(clause, _past_men(clause, i + 2))
            siege = next((k for k in range(i - 1, max(-1, i - 6), -1) if "حصار" in _text(clause, k)), None)
            places = before_place(clause, siege) if names and siege is not None else ()
            if places:
                yield "besieges", "imposed by", i, names, places
        elif _BESIEGED.fullmatch(token.text) is not None:
            names = _by_whom(clause, i)
            places = before_place(clause, i) if names else ()
            if names and places:
                yield "besieges", "besieged by", i, names, places
        elif _RID.fullmatch(token.text) is not None and _text(clause, i + 1) == "من":
            names = _group_at(clause, _past_men(clause, i + 2))
            places = before_place(clause, i) if names else ()
            if names and places:
                yield "lost", "rid of", i, names, places


def _together(clause: Clause, i: int, is_: str) -> Iterable[Told]:
    """Read "تتنازع X مع Y السيطرة على Z" and "يتقاسم الطرفان السيطرة على Z"."""
    tokens = clause.tokens
    behind, at = clause.behind(i)
    who = list(behind) or list(clause.before(i, ""))
    places: Sequence[Named] = ()
    j = at + 1
    while j < min(len(tokens), at + _FAR):
        token = tokens[j]
        if token.kind == SIGN and token.text not in ("،", "(", ")"):
            break
        if token.text == "مع" or (token.text == "و" and not places):
            k = j + 1
            while k < len(tokens) and tokens[k].text in _RIVAL | MEN:
                k += 1
            names = _group_at(clause, k)
            if names:
                who += [n for n in clause.row(k, 1)[0] if n.name not in {w.name for w in who}]
                j = k
        elif token.kind == PLACE and not places:
            places, j = clause.row(j, 1)
        elif TOWN.fullmatch(token.text) is not None and not places:
            places = last_place(clause.scene, token.start)
        elif token.kind == GROUP or not (
            token.text in _OF_CONTROL or clause.light(token.text) or token.text in ("،", "مركز", "من")
        ):
            break
        j += 1
    if len({n.name for n in who}) > 1 and places:
        yield is_, "together", i, who, places


def _over_it(clause: Clause, i: int, is_: str, before_place: PlaceBefore) -> Iterable[Told]:
    """Read "أما تلكيف فيتنازع السيطرة عليها لواء ... وقوة ...": who share or contest stands behind."""
    if _text(clause, i + 1) not in ("السيطره", "النفوذ") or _text(clause, i + 2) not in ("عليها", "عليه"):
        return
    j = _past_men(clause, i + 3)
    if j < len(clause.tokens) and clause.tokens[j].kind == GROUP:
        names, places = clause.row(j, 1)[0], before_place(clause, i)
        if len({n.name for n in names}) > 1 and places:
            yield is_, "over it", i, names, places


def _past_men(clause: Clause, j: int) -> int:
    while _text(clause, j) in MEN | {"مقرات", "مقار", "وجود", "كل", "من"}:
        j += 1
    return j


def _by_whom(clause: Clause, i: int) -> Sequence[Named]:
    """Give who stands behind "محاصرة من", "المحاصرة من قبل"."""
    j = i + 1
    while j < len(clause.tokens) and (
        clause.light(clause.tokens[j].text) or _text(clause, j) in ("بالكامل", "تماما")
    ):
        j += 1
    if _text(clause, j) != "من":
        return ()
    j += 1
    while _text(clause, j) in MEN | {"قبل", "جانب", "طرف"}:
        j += 1
    return _group_at(clause, j)


def _group_at(clause: Clause, j: int) -> Sequence[Named]:
    if j < len(clause.tokens) and clause.tokens[j].kind == GROUP:
        return clause.tokens[j].names
    return ()


def _text(clause: Clause, j: int) -> str:
    return clause.tokens[j].text if j < len(clause.tokens) else ""
