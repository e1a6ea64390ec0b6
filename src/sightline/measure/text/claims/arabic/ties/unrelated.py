"""Read Arabic ties that are cut or that never were: "فك ارتباطه ب", "لا صلة ل... ب...", "لا تربطها علاقة ب"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.reach import linked
from sightline.measure.text.claims.arabic.clauses.reference import meant_by, of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_CUTS: Final = re.compile(
    r"[وفبل]?[يت]?(?:فك|فكت|فكوا|قطع|قطعت|انهي|انهت|نهي|انهاء|فض|فضت|حل|فصم|فصمت|الغي|الغت|الغاء)"
)
_TIE: Final = re.compile(
    r"(?:ال)?(?:(?:ارتباط|صلات|علاقات|روابط|تبعيت|صلت|علاقت|ولاء)(?P<own>ه|ها|هم)?|تبعيه|علاقه|صله|ارتباطا|ارتباط)"
)
_NO: Final = frozenset("لا اي ايه وجود ليس ليست ليسوا بلا دون لم ما لن بدون مالنا ولا".split())
_DENY: Final = re.compile(r"[وف]?(?:نفي|نفت|[يت]نفي|نفوا|انكر|انكرت|[يت]نكر|نافيا|نافيه)")
_HIS: Final = re.compile(r"ل(?P<own>ه|ها|هم|نا)")
_OTHER: Final = frozenset(("ب", "مع", "بال"))
_ALLIANCE: Final = re.compile(r"(?:ال)?(?:تحالف|حلف|شراك)(?:ه|ها|ت|ته|تها|هما)?")


def unrelated_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give what the word at an index tells of a tie that is cut, or that is denied."""
    tokens, text = clause.tokens, clause.tokens[i].text
    if _CUTS.fullmatch(text):
        names, at = clause.behind(i)
        at += 1
        tie = _TIE.fullmatch(tokens[at].text) if at < len(tokens) else None
        if tie is not None:
            yield from _cut(clause, i, at, names, tie["own"] or "")
        return
    tie = _TIE.fullmatch(text)
    if tie is None or tie["own"]:
        return
    lead = [t.text for t in tokens[max(0, i - 4) : i]]
    if any(w in _NO for w in lead[-2:]) or any(_DENY.fullmatch(w) for w in lead):
        yield from _none(clause, i)


def _cut(clause: Clause, i: int, at: int, names: Sequence[Named], own: str) -> Iterable[Told]:
    who = list(names) or (
        meant_by(clause.scene, clause.groups, clause.tokens[i].start, of_suffix(own))
        if own
        else clause.before(i, "")
    )
    if who:
        whom = linked(clause, at, frozenset(("ب", "عن", "مع", "الي", "ل")), who)
        yield "split_from", "cut", i, who, whom


def _none(clause: Clause, i: int) -> Iterable[Told]:
    """Read "لا صلة ل... ب...", "نفت ... أي علاقة لها ب...": the stance is told by the words before."""
    tokens, k, who = clause.tokens, i + 1, list[Named]()
    while (
        k < len(tokens)
        and tokens[k].kind == WORD
        and re.fullmatch(r"\w+(?:يه|ي|ه)", tokens[k].text)
        and k - i < 4
    ):
        if _HIS.fullmatch(tokens[k].text):
            break
        k += 1
    if k + 1 >= len(tokens):
        return
    his = _HIS.fullmatch(tokens[k].text)
    if tokens[k].text == "ل" and tokens[k + 1].kind == GROUP:
        who, last = clause.row(k + 1, 1)
        k = last
    elif his is not None and his["own"] != "نا":
        who = meant_by(clause.scene, clause.groups, tokens[i].start, of_suffix(his["own"]))
    elif any(_DENY.fullmatch(t.text) for t in tokens[max(0, i - 4) : i]):
        who = clause.before(i, "")
        k -= 1
    if who:
        yield "affiliated_with", "no tie", i, who, linked(clause, k, _OTHER, who)
