"""Walk through the words of an Arabic clause: back to who acts, forth to whom or what a verb leads."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.beside import told_beside
from sightline.measure.text.claims.arabic.clauses.light import (
    ADVERB,
    AUXILIARY,
    BREAK,
    CONJUNCTIONS,
    FIRST_ONLY,
    KIND,
    MEN,
    OTHERS,
    PART,
    PREPOSITIONS,
    RELATIVE,
    RESUMED,
    SOME,
    SOME_OF_THEM,
    THEY,
    TO,
    TOWN,
    WITH_PRONOUN,
)
from sightline.measure.text.claims.arabic.clauses.listed import listed_behind
from sightline.measure.text.claims.arabic.clauses.reference import fits, meant_by, opens_clause
from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN, WORD, Token
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene

_NAMED_SO: Final = re.compile(
    r"(?:ب|ال)?(?:اسم|مسمي|تسميه)|(?:س?[يت]?سمي|سميت|سموه|سموها|اسموه|اسموها|اسماه|اسمياه|اسمتاه|[يت]دعي|دعي|دعوه|اسمه|اسمها|عليه|عليها|ب)"
)


_PRESENT: Final = re.compile(r"[يت]\w{3,}")


def _acts(tokens: Sequence[Token], j: int) -> bool:
    """Say whether a verb of the present stands behind a group that is listed last: it acts there itself."""
    return j < len(tokens) and tokens[j].kind == WORD and _PRESENT.fullmatch(tokens[j].text) is not None


class Clause:
    """The tokens of a sentence with what is needed to walk through them."""

    def __init__(self, scene: Scene, tokens: Sequence[Token]) -> None:
        self.scene = scene
        self.tokens = tokens
        self.times = scene.table.sets["ends.times"]
        self.first = scene.table.sets["actors.first_names"]
        self.auxiliary = AUXILIARY
        self.groups = [n for t in tokens if t.kind == GROUP for n in t.names]

    def light(self, word: str) -> bool:
        bare = word[1:] if word[:1] in "وف" and len(word) > 4 else word
        return word in self.times or bare in self.times or word.isdigit() or word in self.scene.table.numbers

    def row(self, at: int, step: int) -> tuple[list[Named], int]:
        """Give the groups listed together with the one at an index, and the index of the last."""
        tokens, out = self.tokens, list(self.tokens[at].names)
        while True:
            j = at + step
            joined = False
            while (
                0 <= j < len(tokens)
                and tokens[j].text in ("و", "،", "كتيبه", "لواء", "قوات", "حركه", "كل", "من")
                and abs(j - at) < 4
            ):
                joined = joined or tokens[j].text in ("و", "،")
                j += step
            if not (joined and 0 <= j < len(tokens) and tokens[j].kind == tokens[at].kind):
                return out, at
            if (
                step > 0
                and j + 1 < len(tokens)
                and tokens[j + 1].text in RELATIVE
                and tokens[at + 1].text == "،"
            ):
                return out, at  # "...، وكتائب ... التي ...": of her something else is told
            if step > 0 and tokens[at + 1].text == "،" and _acts(tokens, j + 1):
                return out, at  # "...، وكتيبة ... تعلن": a clause of her own
            if (
                step < 0
                and any(t.text == "،" for t in tokens[j + 1 : at])
                and any(t.text == "و" for t in tokens[j + 1 : at])
            ):
                return out, at
            if tokens[at].kind == PLACE and any(t.text == "،" for t in tokens[min(j, at) + 1 : max(j, at)]):
                return out, at
            comma = all(t.text != "و" for t in tokens[min(at, j) + 1 : max(at, j)])
            if comma and not (
                0 <= j + step < len(tokens)
                and any(t.text == "و" for t in tokens[min(j, j + 3 * step) : max(j, j + 3 * step)])
            ):
                return out, at
            out = [*out, *tokens[j].names] if step > 0 else [*tokens[j].names, *out]
            at = j

    def named_so(self, at: int) -> list[Named]:
        """Give the new name behind "تحت اسم" or "باسم"."""
        for j in range(at + 1, min(len(self.tokens) - 1, at + 18)):
            near = self.tokens[j].text
            if _NAMED_SO.fullmatch(near) and self.tokens[j + 1].kind == GROUP:
                return list(self.tokens[j + 1].names)
            if near in (".", "؛"):
                break
        return []

    def own(self, at: int, who: str) -> list[Named]:
        """Give whose "its" is."""
        return meant_by(self.scene, self.groups, self.tokens[at].start, who)

    def before(self, at: int, who: str) -> list[Named]:
        """Give who acts before a verb or a participle, else whom it means; empty where it cannot be told."""
        if any(t.text in SOME_OF_THEM for t in self.tokens[at + 1 : at + 4]):
            return []
        tokens, j, relative = self.tokens, at - 1, False
        found = form_of(tokens[at].text)
        form = None if found is None else found[0]
        participle = form is not None and form.part == "participle"
        defined = form is not None and participle and form.definite
        indefinite = participle and not defined
        told = None if form is None else told_beside(self, at, who, form)
        if told is not None:
            return told
        while j >= 0:
            token = tokens[j]
            if token.kind == GROUP:
                return self.acting(at, j, who, relative=relative)
            if token.text == "،":
                back = self._aside(j)
                if back is not None:
                    return self.acting(at, back, who, relative=True)
                if form is not None and form.part == "verb" and tokens[j + 1].text in ("وهو", "وهي"):
                    return self._meant(at, who)
                if relative or defined or tokens[j + 1].text in ("وهو", "وهي", "هو", "هي"):
                    relative = relative or defined
                    j -= 1
                    continue
                return self._meant(at, who) if self._opens(at, j) else []
            if token.kind == SIGN and token.text not in ("(", ")"):
                return self._meant(at, who) if self._opens(at, j) else []
            if token.text in RELATIVE:
                relative = True
            elif self._begins(j):
                return [] if token.text in OTHERS else self._meant(at, who)
            elif not (self._passed(token) or self._of_kind(at, j, relative=relative, indefinite=indefinite)):
                inner = self._in_relative(j)
                if inner is not None:
                    return self.acting(at, inner, who, relative=True)
                return self._meant(at, who) if self._opens(at, j) else []
            j -= 1
        return self._meant(at, who)

    def _begins(self, j: int) -> bool:
        """Say whether a clause begins here whose verb has who acts in it: "ثم", "قبل أن", "إنها"."""
        text, before = self.tokens[j].text, self.tokens[j - 1].text if j else ""
        if text in CONJUNCTIONS or (text == "ان" and before in ("قبل", "بعد", "دون", "غير")):
            return True
        return text in OTHERS or (text in THEY and before != "،" and text not in ("هو", "هي"))

    def _passed(self, token: Token) -> bool:
        text = token.text
        return (
            text in AUXILIARY or self.light(text) or token.kind == PLACE or ADVERB.fullmatch(text) is not None
        )

    def _of_kind(self, at: int, j: int, *, relative: bool, indefinite: bool) -> bool:
        """Say whether a word only says of what kind the group is: "وهو فصيل صغير منشق"."""
        if (relative or indefinite) and KIND.fullmatch(self.tokens[j].text):
            return True
        return indefinite and j == at - 1 and j > 0 and KIND.fullmatch(self.tokens[j - 1].text) is not None

    def _in_relative(self, j: int) -> int | None:
        """Give the group of whom words before a verb are told: "X الذي كان يناوئها ..."."""
        for k in range(j - 1, max(-1, j - 4), -1):
            if self.tokens[k].text in RELATIVE:
                return k - 1 if k and self.tokens[k - 1].kind == GROUP else None
        return None

    def _opens(self, at: int, j: int) -> bool:
        """Say whether the verb goes on with who acted before: "وانضمت", "ثم انضمت"."""
        tokens = self.tokens
        if at + 1 < len(tokens) and tokens[at].text[:1] in "تي" and RESUMED.fullmatch(tokens[at + 1].text):
            return True
        return (
            j < 0
            or tokens[j].text in ("؛", "-")
            or any(
                t.text[:1] in "وف" or t.text in CONJUNCTIONS | THEY
                for t in tokens[j + 1 : at + 1]
                if t.text[:2] != "في"
            )
        )

    def _meant(self, at: int, who: str) -> list[Named]:
        return meant_by(self.scene, self.groups, self.tokens[at].start, who)

    def _aside(self, comma: int) -> int | None:
        """Give the group before words between commas that end here."""
        for k in range(comma - 1, max(-1, comma - 16), -1):
            if self.tokens[k].text == "،":
                return k - 1 if k and self.tokens[k - 1].kind == GROUP else None
        return None

    def acting(self, at: int, j: int, who: str, *, relative: bool) -> list[Named]:
        names, first = self.row(j, -1)
        lead = self.tokens[first - 1].text if first else ""
        bare = lead[1:] if lead[:1] in "وف" and lead[1:] in MEN | SOME else lead
        if bare in MEN and first > 1 and self.tokens[first - 2].text in SOME:
            bare = self.tokens[first - 2].text
        verb = self.tokens[at].text
        if bare in SOME and not relative:
            return self._meant(at, who) if verb[:1] in "وف" and not FIRST_ONLY.match(verb) else []
        if verb[0] == "و" and not relative and j == at - 1 and not opens_clause(self.scene, names[-1]):
            return self._other(at, who, names)
        if bare in PREPOSITIONS and not relative:
            return self._other(at, who, names)
        if len(names) == 1 and bare not in MEN and not fits(names[0], who):
            return self._other(at, who, names)
        return names

    def _other(self, at: int, who: str, not_: Sequence[Named]) -> list[Named]:
        return meant_by(self.scene, self.groups, self.tokens[at].start, who, {n.name for n in not_})

    def noun_behind(self, at: int, links: Collection[str]) -> bool:
        """Say whether somebody who is no group stands behind a verb as who acts: "انفصل قائد الكتيبة"."""
        if at + 1 >= len(self.tokens):
            return False
        token = self.tokens[at + 1]
        text = token.text
        if (
            token.kind != WORD
            or self.light(text)
            or text in links
            or text in PREPOSITIONS
            or text in PART
            or text in TO
        ):
            return False
        if (
            WITH_PRONOUN.fullmatch(text)
            or ADVERB.fullmatch(text)
            or text in MEN
            or text in self.auxiliary
            or text in BREAK
            or TOWN.fullmatch(text)
        ):
            return False
        return text[0] not in "بلوفك" and not text.endswith("ا")

    def behind(self, at: int) -> tuple[list[Named], int]:
        """Give the groups that stand right behind a verb or a verbal noun, with the index of the last."""
        for j in range(at + 1, min(len(self.tokens), at + 9)):
            token = self.tokens[j]
            if token.kind == GROUP:
                return self.row(j, 1)
            plain = token.text[1:] if token.text[:1] == "ف" else token.text
            if not (
                plain in MEN
                or self.light(plain)
                or WITH_PRONOUN.fullmatch(plain)
                or ADVERB.fullmatch(plain)
                or plain in ("كل", "من", "كلا", "هي", "هما", "ما", "يسمي", "كانت", "كان", "قد", "ايضا")
            ):
                break
            if plain == "من" and self.tokens[j - 1].text not in ("كل", "كلا"):
                break
        return listed_behind(self, at)
