"""Find who is said to have done it, and who denies that they did: alleged perpetrators, never more than alleged."""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.sentences import Sentence
from sightline.measure.text.claims.voices import Voice

_NEAR: Final = 60
_TOLD: Final = 250
"""Characters before "denied that" in which a deed must have been told."""
_OWN: Final = re.compile(
    r"\b(?:involvement|responsibility|any (?:role|part)|targeting|having (?:killed|shot|attacked|shelled|"
    r"bombed|carried|"
    r"fired|used|done|committed|ordered|struck|hit|targeted|burn\w*|taken part|participated|planted|abducted|"
    r"detained))\b|"
    r"ضلوع|مسووليت|تورط",
    re.IGNORECASE,
)
_SUFFERED: Final = re.compile(
    r"\s?(?:that )?(?:\w+ )?(?:having |had |has |have |was |were |is |are )(?:ever )?"
    r"been (?!behind|responsible|involved|using|firing|shelling|bombing)"
)
_OF_ANOTHER: Final = re.compile(r"\b(?:allied with|backed by|loyal to|close to|linked to)\s(?:the\s)?$")
_SPEAKS_FOR: Final = re.compile(
    r"\s(?:قيادي|ناطق|متحدث|عضو|مصدر|قايد|مسوول)\s(?:\S+\s)?(?:في|باسم|من)\s(?:\S+\s)?$"
)
_SELF: Final = re.compile(r"\b(?:it|they|its|their)\b", re.IGNORECASE)


def blamed_in(
    flat: Flat, one: Sentence, table: Lexicon, names: Sequence[Named], earlier: Sequence[Named]
) -> list[Draft]:
    """Find the alleged perpetrators of one sentence.

    :param names: actors in the sentence, in order
    :param earlier: actors named before it, for "it denied"
    """
    out: list[Draft] = []
    actors = [*names, *_generic(flat, one, table, names)]
    actors.sort(key=lambda n: n.start)
    out += _behind(flat, one, table, actors, "blame.active", "is blamed")
    out += _behind(flat, one, table, actors, "blame.passive", "is said to have done it")
    out += _doing(flat, one, table, actors)
    for m in table.patterns["blame.claimed"].finditer(flat.text, one.start, one.end):
        near = _before(actors, m.start()) if one.language == "en" else _after(actors, m.end(), 6)
        if near is not None:
            none = re.match(r"\s(?:no|none|neither)\b", flat.text[m.end() : m.end() + 9]) is not None
            out.append(evolve(_draft(near, m, flat, "claims it"), polarity="negated" if none else None))
    for m in table.patterns["blame.denied"].finditer(flat.text, one.start, one.end):
        out += _denied(flat, one, table, m, actors, earlier)
    return _once(out)


def denying_in(flat: Flat, table: Lexicon, names: Sequence[Named], voices: Sequence[Voice]) -> list[Draft]:
    """Find the actors who deny a deed as somebody who speaks: "the army denied having shelled the town"."""
    out = []
    for voice in voices:
        near = [n for n in names if voice.start <= n.start and n.end <= voice.end]
        if voice.speech != "denied" or not near or voice.reach_start < voice.end:
            continue
        said = (flat.text, voice.end, voice.reach_end)
        if _denies_a_deed(table, *said):
            why = f"{near[0].name} denies it"
            out.append(
                Draft("perpetrator", "attributed_to", near[0].name, near[0].start, near[0].end, why,
                      polarity="negated", source=voice.by)
            )  # fmt: skip
    return out


def _denies_a_deed(table: Lexicon, text: str, start: int, end: int) -> bool:
    """Say whether what is denied is that something was done: not "having been invited", nor a mere "having"."""
    suffered = _SUFFERED.match(text, start, end)
    if suffered is not None:
        return False
    keys = ("incidents.verbs", "incidents.nouns", "blame.doing")
    if any(table.patterns[key].search(text, start, end) for key in keys):
        return True
    return (
        any(words.search(text, start, end) for _, words in table.means)
        or _OWN.search(text, start, end) is not None
    )


def _behind(
    flat: Flat, one: Sentence, table: Lexicon, actors: Sequence[Named], key: str, why: str
) -> list[Draft]:
    out = []
    for m in table.patterns[key].finditer(flat.text, one.start, one.end):
        behind = [n for n in actors if 0 <= n.start - m.end() <= _NEAR]
        if (
            one.language == "ar"
            and key == "blame.active"
            and behind
            and _SPEAKS_FOR.match(flat.text, m.end(), behind[0].start)
        ):
            behind = behind[1:]
        elif one.language == "ar" and key == "blame.active" and behind and behind[0].start - m.end() <= 3:
            # the first name behind an Arabic verb is who accuses, where nobody stood before the verb
            who_before = _before(actors, m.start())
            if who_before is None or m.start() - who_before.end > 12:
                behind = behind[1:]
        passive = re.search(
            r"\b(?:has|have) been blamed|(?:was|were|is|are) blamed",
            flat.text[max(one.start, m.start() - 10) : m.end()],
        )
        if passive is not None:
            near = _before(actors, m.start())
            behind = [] if near is None else [near]
        if key == "blame.active" and not _of_a_deed(flat, one, table, behind):
            continue
        limit = 12 if key == "blame.passive" else _NEAR
        if (behind and abs(behind[0].start - m.end()) <= limit) or (passive is not None and behind):
            out.append(_draft(behind[0], m, flat, why))
    return out


def _doing(flat: Flat, one: Sentence, table: Lexicon, actors: Sequence[Named]) -> list[Draft]:
    out = []
    for m in table.patterns["blame.doing"].finditer(flat.text, one.start, one.end):
        if one.language == "ar":
            near = _after(actors, m.end(), 22)
            gap = "" if near is None else flat.text[m.end() : near.start]
            if near is None or re.search(r"(?<!\w)(?:علي|في|من|ب\w+)(?!\w)", gap) is not None:
                near = _before(actors, m.start())
                gap = "" if near is None else flat.text[near.end : m.start()]
                if near is None or gap.strip() not in ("", "قد"):
                    continue
            if table.patterns["blame.assets"].search(gap) is None and len(gap.split()) > 1:
                continue
        else:
            near = _before(actors, m.start())
            if near is None:
                continue
            gap = flat.text[near.end : m.start()]
            lead = re.sub(r"\b(?:has|have|had|also|then|again|later|twice|reportedly|'s)\b", "", gap)
            lead = table.patterns["blame.assets"].sub("", lead)
            if re.sub(r"[\s']", "", lead) != "" or re.search(r"\b(?:were|was|been)\b", gap):
                continue
            if _OF_ANOTHER.search(flat.text, max(one.start, near.start - 24), near.start) is not None:
                continue
            at = actors.index(near)
            beside = coordinated(flat.text, actors, at, back=True)[:-1]
            out += [_draft(each, m, flat, "is one of those who do it") for each in beside]
        out.append(_draft(near, m, flat, "is the one who does it"))
    return out


def _denied(
    flat: Flat,
    one: Sentence,
    table: Lexicon,
    m: re.Match[str],
    actors: Sequence[Named],
    earlier: Sequence[Named],
) -> list[Draft]:
    near = _before(actors, m.start())
    if one.language == "ar":
        near = _after(actors, m.end(), 4) or near
        behind = flat.text[m.end() : one.end]
        only_that = re.match(r"(?: \S+){0,3}? (?:ذلك|هذا|الامر|الخبر)(?:[.،؛]|$)", behind)
        if only_that is not None and not _deed(flat, table, max(0, m.start() - _TOLD), m.start()):
            return []  # what is denied is no deed: a split, a merger
        if (
            near is None
            or re.search(
                r"ذلك|مسوولي|مسؤولي|مثل هذا|تورط|ضلوع|علاقت|صل[تة]|قصف|استهداف|استخدام|ارتكاب|اطلاق|وقوف|طائرات|طايرات",
                behind,
            )
            is None
        ):
            return []
    elif near is None or _SELF.search(flat.text[near.end : m.start()]) is not None:
        lead = re.search(r"\b(?:it|they)\s*$", flat.text[max(one.start, m.start() - 8) : m.start()])
        near = near if near is not None else earlier[-1] if lead is not None and earlier else None
    if near is None or (one.language == "en" and not _may_be_a_deed(flat, one, table, m, actors)):
        return []
    why = f"'{flat.plain[m.start() : m.end()]}' says that they deny it"
    inside = max(near.start, one.start)
    span = (
        (near.start, near.end) if inside == near.start and near.start >= one.start else (m.start(), m.end())
    )
    return [
        Draft("perpetrator", "attributed_to", near.name, *span, why, polarity="negated", source=near.name)
    ]


def _deed(flat: Flat, table: Lexicon, start: int, end: int) -> bool:
    """Say whether words tell of something done to people or places."""
    keys = ("incidents.verbs", "incidents.nouns", "incidents.again", "blame.doing")
    if any(table.patterns[key].search(flat.text, start, end) for key in keys) or _OWN.search(
        flat.text, start, end
    ):
        return True
    return any(words.search(flat.text, start, end) for _, words in table.means) or any(
        words.search(flat.text, start, end) for _, _, words in table.states
    )


def _of_a_deed(flat: Flat, one: Sentence, table: Lexicon, behind: Sequence[Named]) -> bool:
    """Say whether who is accused is accused of a deed, where the sentence says of what: not "of hoarding salaries"."""
    if one.language != "en" or not behind:
        return True
    of = re.match(r"(?:'s \w+)? (?:of|for)\b|, which\b", flat.text[behind[0].end : behind[0].end + 24])
    return of is None or _deed(flat, table, behind[0].end, one.end)


def _may_be_a_deed(
    flat: Flat, one: Sentence, table: Lexicon, m: re.Match[str], actors: Sequence[Named]
) -> bool:
    """Say whether what is denied may be a deed: not "nothing to do with the Front", nor "neither ... nor denied"."""
    if re.search(r"\b(?:nor|neither|not|n't|never)\s$", flat.text[max(one.start, m.start() - 9) : m.start()]):
        return False
    words = m[0].casefold()
    if words.endswith("with"):
        return not any(0 <= n.start - m.end() <= 5 for n in actors)
    if words.endswith(("that it", "that its")):
        return _deed(flat, table, m.end(), one.end)
    return True


def _generic(flat: Flat, one: Sentence, table: Lexicon, names: Sequence[Named]) -> list[Named]:
    return [
        Named(flat.plain[m.start() : m.end()], m.start(), m.end(), "party")
        for m in table.patterns["blame.generic"].finditer(flat.text, one.start, one.end)
        if not any(n.start < m.end() and m.start() < n.end for n in names)
    ]


def _before(actors: Sequence[Named], at: int) -> Named | None:
    return next((n for n in reversed(actors) if n.end <= at and at - n.end <= _NEAR), None)


def _after(actors: Sequence[Named], at: int, most: int) -> Named | None:
    return next((n for n in actors if 0 <= n.start - at <= most), None)


def _draft(near: Named, m: re.Match[str], flat: Flat, why: str) -> Draft:
    told = f"'{flat.plain[m.start() : m.end()].strip()}': {near.name} {why}"
    return Draft("perpetrator", "attributed_to", near.name, near.start, near.end, told)


def _once(drafts: list[Draft]) -> list[Draft]:
    out: list[Draft] = []
    for one in drafts:
        same = [d for d in out if d.value == one.value]
        if not any(d.polarity == one.polarity or (d.start, d.end) == (one.start, one.end) for d in same):
            out.append(one)
    return out
