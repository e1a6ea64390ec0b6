"""Reads the words by which descriptions of how something is made are recognised; they are data, and general ones."""

import re
from functools import lru_cache, partial

from attrs import frozen

from sightline.core.resources import Node
from sightline.work.safety.order_words import order_words
from sightline.work.safety.word_lists import either, table_with
from sightline.work.safety.word_lists import listed as words_listed


@frozen(slots=True)
class DescriptionWords:
    """Patterns over the folded words of one sentence."""

    patterns: tuple["re.Pattern[str]", ...]
    """Passive, with a link or a when; active; as a noun; what is done first; Arabic. Each names ``what`` is made."""
    doing: "re.Pattern[str]"
    working: "re.Pattern[str]"
    """Doing that changes what is worked on; filling and fitting do not."""
    possible: "re.Pattern[str]"
    quick: "re.Pattern[str]"
    """An agent, a weapon, or a word that tells of one."""
    other: frozenset[str]
    """Words before an agent or a weapon, where something else is meant."""
    goes_on: frozenset[str]
    """Words after one by which it stays what is meant."""
    said: frozenset[str]
    careful: frozenset[str]
    digest: tuple[str, ...]


@lru_cache(maxsize=1)
def description_words() -> DescriptionWords:
    """Read ``resources/safety/descriptions.yaml``, once.

    Raises
    ------
    BadSchema
        It is not there, or not as it has to be.
    """
    return _read(table_with("descriptions"))


def _read(tree: Node) -> DescriptionWords:
    listed = partial(words_listed, tree)

    def some(part: str, name: str) -> str:
        return either(listed(part, name))

    word, few = r"(?: (?!(?:was|were|been|had|has|have)(?!\S))\S+)", r"(?: \S+){0,3}?"
    working, building = listed("doing", "working"), listed("doing", "building")
    general, when = some("made", "general"), some("links", "when")
    orders = order_words()
    done = either(sorted(orders.sets["done"]))
    arabic = either(listed("arabic", "doing"))
    what = rf"(?P<what>\S+{word}{{0,7}}?)"
    made = rf"(?:{general}){few} (?:{some('made', 'words')})"
    doing = rf"(?:{either([*working, *building])})(?!\S)"
    by = rf"(?:{some('links', 'words')}){few} {doing}"
    results = rf"(?:{some('results', 'words')})(?P<what>(?: \S+){{1,5}})"
    by_arabic = rf"(?:(?:{some('arabic', 'by')})(?: \S+)?? (?:ال)?|ب(?:ال)?)(?:{arabic})(?!\S)"
    what_arabic = rf"(?P<what>(?: \S+){{1,6}}?) {by_arabic}"
    when_done = (
        rf"(?:{when})(?: \S+){{1,8}}? (?:is|are) (?:{done})(?: \S+){{0,8}}? (?:and|then) (?:{done})(?!\S)"
    )
    patterns = (
        # the agent can be made by mixing
        rf"(?:^| ){what} {made}(?: \S+){{0,4}}? {by}",
        # the agent can be made when two liquids are mixed and heated
        rf"(?:^| ){what} {made}{few} {when_done}",
        # by mixing two liquids the agent can be made
        rf"(?:^| )(?:{some('links', 'words')}) {doing}(?: \S+){{1,14}}? (?P<what>\S+) {made}(?!\S)",
        # you can make the agent by mixing
        rf"(?<!\S)(?:{some('active', 'general')}){few} (?:{either(orders.making)}) {what} {by}",
        # the preparation of the agent involves mixing
        rf"(?<!\S)(?:{some('nominal', 'words')}) (?:of )?{what} (?:{some('nominal', 'needs')}){few} {doing}",
        # mixing two liquids produces the agent
        rf"(?:^|(?<!\S)(?:and|then|when|by) )(?:{either(working)})(?: \S+){{1,14}}? {results}",
        rf"(?<!\S)(?:{some('arabic', 'can')})(?: \S+)?? (?:ال)?(?:{some('arabic', 'making')}){what_arabic}",
        rf"(?<!\S)(?:{some('arabic', 'made')}){what_arabic}",
    )
    names = ("said", "careful", "other", "goes_on")
    return DescriptionWords(
        patterns=tuple(re.compile(one) for one in patterns),
        doing=re.compile(
            rf"(?<!\S)(?:{either([*working, *building])}|{done}|(?:و)?(?:ب)?(?:ال)?(?:{arabic}))(?!\S)"
        ),
        working=re.compile(rf"(?<!\S)(?:{either(working)}|{done}|(?:و)?(?:ب)?(?:ال)?(?:{arabic}))(?!\S)"),
        possible=re.compile(rf"(?<!\S)(?:{some('made', 'possible')})(?!\S)"),
        quick=re.compile(rf"{orders.object.pattern}|{orders.telling.pattern}"),
        other=frozenset(listed("other", "words")),
        goes_on=frozenset(listed("goes_on", "words")),
        said=frozenset(listed("said", "words")),
        careful=frozenset(listed("careful", "words")),
        digest=(*patterns, *(f"{name}: {' | '.join(sorted(listed(name, 'words')))}" for name in names)),
    )
