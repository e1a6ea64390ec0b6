"""Find attributing phrases in English: "activists say", "said a pensioner", "according to the mayor", "Neighbours:"."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.phrase import Phrase
from sightline.measure.text.claims.sentences import Sentence

_NP_BEFORE: Final = re.compile(r"(?:^|[,;:.(\"\-–—/?!]\s*|\s)((?:[\w'@-]+\s){0,11}[\w'@-]+)\s*,?\s*$")
_CUTS: Final = re.compile(
    r"\b(?:and that|but that|that|but|while|when|because|as|if|where|so|since|or so|yet|after|before|says?|said)\s"
)
_RELATIVE: Final = re.compile(r"\b(?:who|which)\b")
_NP_AFTER: Final = re.compile(
    r"\s*((?:the|a|an|its|his|their|two|three|several|[A-Z]\w+|one)\s?(?:[\w'-]+\s?){0,7})"
)
_COLON: Final = re.compile(r"(?:(?<=[.;!?/] )|(?<=\) )|(?<=^)|(?<=\. ))([A-Za-z][\w' -]{2,50}?)\s?:\s")
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_AND: Final = re.compile(r"\band\s(?!the\s[A-Z])(?![A-Z])")
_ADVERB: Final = re.compile(
    r"(?:\s(?:also|only|later|then|now|still|all|both|has|have|had|been|is|are|was|each|already|repeatedly|previously|promptly|flatly|strongly|immediately|quickly|publicly|again|since|nevertheless|therefore))+$"
)
_LIKE_A_SPEAKER: Final = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Ss]ome|[Mm]any|[Oo]ne|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]nother|[Bb]oth|[Mm]ost|[Ll]ocal)\s\w|[A-Z]\w+s?\b|\w+s\b)"
)
_NOT_A_VERB: Final = re.compile(
    r"\b(?:been|are|is|were|was|be|not|neither|nor|could|would|rather|the|a|an|any|this|that|those|these|no|of|in|to|denied|"
    r"rejected|dismissed|earlier|such|own|by the)\s$",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(r"(?:nobody|no one|none|neither|nothing|who|no [a-z]+)\b", re.IGNORECASE)
_DENIES: Final = re.compile(
    r"\s?(?:that\s)?\W{0,2}(?:it|there|they|we|he|its \w+|the \w+|none of|no)\b[^.;]{0,40}?"
    r"\b(?:no|never|not|none|nobody|n't)\b(?! (?:yet|known|only|tell|say|know|confirm|verify|been verified))(?!thing)",
    re.IGNORECASE,
)
_CONJUNCTION: Final = re.compile(
    r"(?:and|but|though|although|while|because|so|yet|or|as|if|for|nor)\s+", re.IGNORECASE
)
_TWO_VERBS: Final = re.compile(
    r"((?:[\w'-]+\s){0,5}?[\w'-]+?)\s(?:has|have|had|was|were|is|are|[a-z]+ed|left|held|took)\s.{1,90}\s(?:and|but)$"
)
_FINITE: Final = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|could)\b")
_SAYS_ON: Final = frozenset("we he she they i".split())
_INSERTED: Final = re.compile(
    r"(?:an?|the|one|who|whose|which|formerly|quoted|speaking|reached|asked|known|now|once|himself|herself|itself|for|"
    r"another|also|in|on|citing|contacted|writing|himself|then|himself|however|meanwhile|too)\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\s*(?:$|[.!?]\W*$|,?\s(?:who|on|at|by|in|from)\b[^,;]{0,50}[.!?]?\W*$)")
_NP_ENDS: Final = re.compile(
    r"\b(?:who|which|that|on|said|says|at|by|in its|and|because|they|he|she|we|is|are|was|were|has|have|had)\b|[,.;:(]"
)
_LONGEST: Final = 75


def english_phrases(flat: Flat, one: Sentence, table: Lexicon, names: Sequence[Named]) -> list[Phrase]:
    """Find the attributing phrases of one sentence."""
    found: list[Phrase] = []
    for key, speech in (("speech.denied", "denied"), ("speech.affirmed", "affirmed")):
        for verb in table.patterns[key].finditer(flat.text, one.start, one.end):
            phrase = _after(flat, one, table, verb, speech, ending=True)
            phrase = phrase or _before(flat, one, table, names, verb, speech)
            phrase = phrase or _after(flat, one, table, verb, speech)
            if phrase is not None:
                found.append(phrase)
    for cue in table.patterns["speech.according"].finditer(flat.text, one.start, one.end):
        match = _NP_AFTER.match(flat.text, cue.end(), one.end)
        text = flat.text[cue.end() : min(one.end, cue.end() + _LONGEST)] if match is None else match[1]
        by = re.split(
            _NP_ENDS,
            text,
        )[0].strip()
        if by != "":
            first = flat.text[one.start : cue.start()].strip(" \"'(") == ""
            found.append(
                Phrase(by, cue.start(), cue.end() + 1 + len(by), "affirmed", f"'{cue[0]}' names who says it",
                       trailing=not first)
            )  # fmt: skip
    found += _headed(flat, one, table)
    return found


def _before(
    flat: Flat, one: Sentence, table: Lexicon, names: Sequence[Named], verb: re.Match[str], speech: str
) -> Phrase | None:
    if _NOT_A_VERB.search(flat.text, max(one.start, verb.start() - 16), verb.start()) is not None:
        return None
    low = max(one.start, verb.start() - _LONGEST - 40)
    text = flat.text[low : verb.start()]
    aside = _aside(text)
    inside = [] if aside is None else _named_in(flat, names, low + aside, verb.start())
    if inside:
        return Phrase(
            inside[0].name,
            inside[0].start,
            verb.end(),
            speech,
            f"'{inside[0].name} {verb[0]}' names who says it",
        )
    text = text if aside is None else text[:aside]
    trimmed = _ADVERB.sub(" ", text.rstrip()) + " "
    match = _NP_BEFORE.search(trimmed)
    if match is None:
        return None
    start, np = match.start(1), match[1]
    for cut in _CUTS.finditer(np):
        if not _relative(np[: cut.end()], table):
            start, np = start + cut.end(), np[cut.end() :]
            break
    for cut in _AND.finditer(np):
        start, np = start + cut.end(), np[cut.end() :]
        break
    opened = _OPENED.match(np)
    if opened is not None:
        start, np = start + opened.end(), np[opened.end() :]
    plain = _plain_speaker(np.strip())
    if plain is None:
        return None
    np = plain
    if np.lower() in table.sets["pronouns"]:
        return Phrase("", low + start, verb.end(), speech, f"'{np} {verb[0]}' goes on with who spoke before")
    who = _RELATIVE.split(np)[0].strip()
    who = re.split(r"\s(?:that|on|said)\s", f"{who} ")[0].strip()
    who = re.sub(r"\s(?:had|has|have)?\s?(?:earlier|already)$", "", who)
    if _NOBODY.match(who) is not None:
        return None
    if speech == "affirmed" and _DENIES.match(flat.text, verb.end(), one.end) is not None:
        speech = "denied"
    near = [n for n in names if low + start <= n.start and n.end <= verb.start()]
    strong = (
        table.patterns["speech.strong"].fullmatch(verb[0]) is not None
        and _LIKE_A_SPEAKER.match(who) is not None
    )
    if who == "" or (not near and not strong and table.patterns["speech.speakers"].search(who) is None):
        return None
    if near and table.patterns["speech.speakers"].search(who) is None and near[-1].kind == "short":
        who = near[-1].name
    return Phrase(who, low + start, verb.end(), speech, f"'{np} {verb[0]}' names who says it")


_DATED: Final = re.compile(
    r"(?:(?:[Oo]n|[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil)\s)?(?:the\s)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s(?:{_MONTHS})|(?:{_MONTHS})(?:\s\d{{1,2}}(?:st|nd|rd|th)?)?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:morning|evening|night|afternoon))?)(?:,?\s\d{4})?,?\s"
)
"""A date that opens a clause: nobody who speaks is called so."""
_OPENED: Final = re.compile(rf"(?i:(?:{_CONJUNCTION.pattern})?)(?:{_DATED.pattern})?")


def _plain_speaker(np: str) -> str | None:
    """Take who acts out of "Kyiv dismissed the number and", "On Monday we"; None for a clause of its own."""
    both = _TWO_VERBS.match(np)
    np = np if both is None else both[1]
    if both is None and _FINITE.search(_RELATIVE.split(np)[0]) is not None:
        return None
    last = np.rsplit(None, 1)[-1:]
    return last[0] if last and last[0].lower() in _SAYS_ON else np


def _aside(text: str) -> int | None:
    """Give where the words between two commas begin that stand between who speaks and the verb."""
    plain = _ADVERB.sub("", text.rstrip())
    if not plain.endswith(","):
        return None
    start = plain[:-1].rfind(",")
    inner = plain[start + 1 : -1].strip()
    return start if start > 0 and len(inner) < 110 and _INSERTED.match(inner) is not None else None


def _named_in(flat: Flat, names: Sequence[Named], start: int, end: int) -> list[Named]:
    """Give the name that the words between two commas are: "its opponents, the Army of the Plateau, admit"."""
    return [
        n
        for n in names
        if start < n.start < n.end < end
        and flat.text[start + 1 : n.start].strip() in ("", "the")
        and flat.text[n.end : n.end + 1] == ","
    ]


def _relative(np: str, table: Lexicon) -> bool:
    """Say whether "that" opens a relative clause: "The charity that supports it"."""
    head = np.rsplit(" that ", 1)[0] if np.rstrip().endswith("that") else ""
    return (
        head != "" and len(head.split()) <= 3 and table.patterns["speech.speakers"].search(head) is not None
    )


def _after(
    flat: Flat, one: Sentence, table: Lexicon, verb: re.Match[str], speech: str, *, ending: bool = False
) -> Phrase | None:
    """Read ", says a lawyer in the town".

    :param ending: only where who speaks goes to the end of the sentence, so that no clause of theirs follows
    """
    before = flat.text[max(one.start, verb.start() - 3) : verb.start()].rstrip()
    if not before.endswith((",", '"', ",'")) or table.patterns["speech.strong"].fullmatch(verb[0]) is None:
        return None
    match = _NP_AFTER.match(flat.text, verb.end(), one.end)
    if match is None:
        return None
    by = _RELATIVE.split(re.split(r"\b(?:on|at|by)\b", match[1])[0])[0].strip()
    if by == "" or by.split()[0].lower() in table.sets["pronouns"]:
        return None
    rest = flat.text[verb.end() + 1 + len(by) : one.end]
    if ending and (_ENDS.match(rest) is None or _FINITE.search(by) is not None):
        return None
    return Phrase(
        by,
        verb.start(),
        verb.end() + 1 + len(by),
        speech,
        f"'{verb[0]} {by}' names who says it",
        trailing=True,
    )


_SAYS_LAST: Final = re.compile(
    r"\s(?:say|says|said|report|reports|reported|write|wrote|writes|add|added|adds|tell us|told us)$"
)


def _headed(flat: Flat, one: Sentence, table: Lexicon) -> list[Phrase]:
    out = []
    sentence = flat.text[one.start : one.end]
    for match in re.finditer(r"(?:^|(?<=[.;!?/)]\s))\W{0,3}([A-Za-z@][\w' -]{2,45}?)\s?:(?=\s)", sentence):
        head = _SAYS_LAST.sub("", match[1].strip())
        if len(head.split()) <= 5 and table.patterns["speech.speakers"].search(head) is not None:
            start = one.start + match.start(1)
            out.append(Phrase(head, start, one.start + match.end(), "affirmed", f"'{head}:' names who says it",
                              may_trail=False))  # fmt: skip
    out += [
        Phrase(
            m[1],
            one.start + m.start(),
            one.start + m.end(),
            "affirmed",
            "a post of another is shared",
            may_trail=False,
        )
        for m in re.finditer(r"\bRT (@\w+)", sentence)
    ]
    return out
