"""What a sentence and the text before it hold, and whom "it", "the other" and "both" mean there."""

import re
from collections.abc import Sequence

from attrs import frozen

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.sentences import Sentence


@frozen(slots=True)
class Scene:
    """What a sentence and the text before it hold."""

    flat: Flat
    one: Sentence
    table: Lexicon
    actors: tuple[Named, ...]
    places: tuple[Named, ...]
    earlier: tuple[Named, ...]
    """Actors named before the sentence."""
    earlier_places: tuple[Named, ...]


def salient(scene: Scene) -> list[Named]:
    """Give whom a pronoun means: the last actor that opened a sentence, else the first that was named."""
    heads = [n for n in scene.earlier if n.kind != "party" and _opens(scene, n)]
    return heads[-1:] or [n for n in scene.earlier if n.kind != "party"][:1]


def _opens(scene: Scene, name: Named) -> bool:
    lead = scene.flat.text[max(0, name.start - 12) : name.start]
    return re.search(r"(?:^|[.!?؟]\s|\n)\W*(?:The |the |\w+\s)?$", lead) is not None


def salient_other(scene: Scene, subjects: Sequence[Named]) -> list[Named]:
    """Give whom the words mean as the other: who opens this sentence, else who opened one before, else the last."""
    taken = {s.name for s in subjects}
    first = [n for n in scene.actors[:1] if n.start - scene.one.start < 24]
    every = [*first, *salient(scene), *reversed(scene.earlier)]
    return [n for n in every if n.name not in taken][:1]


def last_pair(scene: Scene, at: int) -> list[Named]:
    """Give the two actors that were named last before a place of the text: "the two sides"."""
    names: list[Named] = []
    for n in reversed([*scene.earlier, *(a for a in scene.actors if a.end <= at)]):
        if n.name not in {x.name for x in names} and n.kind != "party":
            names.append(n)
        if len(names) == 2:
            return names[::-1]
    return []
