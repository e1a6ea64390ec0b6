"""Read who fights whom from Arabic nouns: "اشتباكات بين ... و...", "بعد معارك مع ...", "تبادل لإطلاق النار بين ..."."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import BREAK, MEN, PREPOSITIONS
from sightline.measure.text.claims.arabic.clauses.reference import meant_by, of_suffix
from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_FIGHTING: Final = re.compile(
    r"[وفبل]?(?:ال)?(?:اشتباك(?:ات|ا|ين|ان)?|معارك|معركه|معركتين|مواجه(?:ات|ه)|مناوشات|قتال|اقتتال|تقاتل|صدام(?:ات|ا)?|مصادمات|"
    r"حرب|حربا|حروب|قتالا|اقتتالا|نزاع|نزاعا|رشقات|احتراب)"
)
_FIRE: Final = re.compile(r"[وفبل]?(?:ال)?تبادل(?:ا|ت)?")
_FIRED: Final = frozenset("اطلاق لاطلاق النار نار نيران النيران للنيران القصف للقصف ل قصف مدفعي".split())
_AGAINST: Final = frozenset(("مع", "ضد"))
_WITH_SECOND: Final = MEN | {"", "بين", "دوريه", "مسلحين", "مسلحون", "اخري"}
_SIDE: Final = frozenset("من جهه جانب طرف اولي ثانيه اخري الاولي الثانيه".split())
_MEN_OF: Final = re.compile(
    r"(?:ال)?(?:مسلح|مقاتل|عنصر|عناصر|جندي|جنود|قوات|مجموع|وحد|فصيل|فصايل|ارهابي|محلي|تابع|موالي|منتمي|شباب|رجال|افراد|حرس|"
    r"دوري|رتل|ارتال)(?:ه|ات|ين|ون|ا|و|ي|يه|يين)?|من|ل"
)
_RIVAL: Final = re.compile(r"[وفبل]?(?:خصم|غريم|خصيم|عدو|غريمت|عدوت|خصمت)(?P<own>ه|ها)")
_SWORN: Final = re.compile(r"ال(?:لدود|لدوده|تقليدي|تقليديه|اول|قديم|قديمه|رييسي|رييسيه|ازلي|محلي)")
_BATTLE_OF: Final = frozenset(
    "سياسيه كلاميه كلامي انتخابيه قضاييه اعلاميه رياضيه سياسي اعلامي قانونيه عشايريه".split()
)


def fighting_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give what the noun at an index tells of who fights whom."""
    tokens, text = clause.tokens, clause.tokens[i].text
    rival = _RIVAL.fullmatch(text)
    if rival is not None:
        yield from _rivals(clause, i, rival["own"])
        return
    fire = _FIRE.fullmatch(text) is not None and i + 1 < len(tokens) and tokens[i + 1].text in _FIRED
    if not fire and _FIGHTING.fullmatch(text) is None:
        return
    if i + 1 < len(tokens) and tokens[i + 1].text in _BATTLE_OF:
        return
    for j in range(i + 1, min(len(tokens), i + 18)):
        token = tokens[j]
        if token.text in (".", "؛", "؟", ":"):
            return
        if token.text == "،" and not any(t.text == "بين" for t in tokens[j : j + 12]):
            return
        if token.text == "بين":
            yield from _between(clause, i, j)
            return
        if token.text in _AGAINST:
            yield from _against(clause, i, j)
            return
        if token.kind == GROUP or (token.kind == WORD and form_of(token.text) is not None and j > i + 6):
            return


def _rivals(clause: Clause, i: int, own: str) -> Iterable[Told]:
    """Read "خصمه اللدود، كتائب ...", "وغريمتها سرية ..."."""
    tokens, k = clause.tokens, i + 1
    while k < len(tokens) and k - i < 4 and (tokens[k].text == "،" or _SWORN.fullmatch(tokens[k].text)):
        k += 1
    if k < len(tokens) and tokens[k].kind == GROUP:
        names = {n.name for n in tokens[k].names}
        who = meant_by(clause.scene, clause.groups, tokens[i].start, of_suffix(own), names)
        yield "fights", "rivals", i, who, tokens[k].names


def _between(clause: Clause, i: int, at: int) -> Iterable[Told]:
    tokens, first = clause.tokens, None
    for k in range(at + 1, min(len(tokens), at + 16)):
        token = tokens[k]
        if token.kind == GROUP:
            if first is None:
                first = k
                if len(token.names) == 2:
                    yield "fights", "between", i, token.names[:1], token.names[1:]
                    return
            elif any(t.text in ("و", "وبين") or t.text[:1] == "و" for t in tokens[first + 1 : k]):
                last = _third(clause, k) if _sided(clause, first, k) else [*token.names]
                yield "fights", "between", i, tokens[first].names, last
                return
            else:
                return
        elif first is not None and token.text == "،" and tokens[k - 1].text in _SIDE:
            continue
        elif (token.kind == SIGN and token.text not in ("،", "(", ")")) or (
            first is not None
            and token.text[:1] == "و"
            and token.text[1:] not in _WITH_SECOND
            and not _MEN_OF.fullmatch(token.text[1:])
        ):
            return


def _sided(clause: Clause, first: int, second: int) -> bool:
    """Say whether "من جهة" tells where one side ends."""
    return any(t.text in ("جهه", "طرف", "جانب") for t in clause.tokens[first + 1 : second])


def _third(clause: Clause, k: int) -> list[Named]:
    return clause.row(k, 1)[0]


def _against(clause: Clause, i: int, at: int) -> Iterable[Told]:
    """Read "معارك مع ...": who fights is the only one who acts before it."""
    tokens = clause.tokens
    for k in range(at + 1, min(len(tokens), at + 7)):
        token = tokens[k]
        if token.kind == GROUP:
            who = _who_fights(clause, i)
            names = clause.row(k, 1)[0]
            if who:
                yield "fights", "against", i, who, [n for n in names if n.name not in {w.name for w in who}]
            return
        if not (token.text in MEN or _MEN_OF.fullmatch(token.text) or clause.light(token.text)):
            return


def _who_fights(clause: Clause, i: int) -> Sequence[Named]:
    tokens = clause.tokens
    low = max(
        (j + 1 for j in range(max(0, i - 60), i) if tokens[j].text in ("؛", ":")), default=max(0, i - 60)
    )
    rows: list[list[Named]] = []
    j = i - 1
    while j >= low:
        if tokens[j].kind == GROUP:
            names, first = clause.row(j, -1)
            lead = tokens[first - 1].text if first else ""
            aside = _in_aside(clause, first, i)
            if lead not in PREPOSITIONS - {"من"} and not aside:
                rows.append(names)
            j = first
        j -= 1
    seen = {tuple(n.name for n in row): row for row in rows}
    if len(seen) == 1:
        return next(iter(seen.values()))
    if not seen:
        return (
            clause.before(i, "") if not any(t.kind == GROUP for t in tokens[:i]) and _opens(clause, i) else []
        )
    return []


def _in_aside(clause: Clause, at: int, until: int) -> bool:
    """Say whether a group stands in words between commas that tell of another: "، مسنوداً ب...،"."""
    tokens = clause.tokens
    open_ = next((j for j in range(at - 1, max(-1, at - 6), -1) if tokens[j].text == "،"), None)
    close = next((j for j in range(at + 1, min(until, at + 6)) if tokens[j].text == "،"), None)
    return open_ is not None and close is not None and any(t.kind == GROUP for t in tokens[:open_])


def _opens(clause: Clause, i: int) -> bool:
    """Say whether a verb that has its "it" leads to the noun: "خاضت معارك ...", "ثم دخلت في مواجهات ..."."""
    lead = [t.text for t in clause.tokens[max(0, i - 3) : i]]
    return any(re.fullmatch(r"[وف]?(?:خاض|خاضت|[يت]خوض|دخلت|دخل)", w) for w in lead) and not any(
        w in BREAK for w in lead
    )
