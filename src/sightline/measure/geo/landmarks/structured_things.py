"""Read the things of a structured query: a listed word, tags, or both with a shape."""

from typing import Final, cast

from attrs import evolve

from sightline.core.errors import BadValue
from sightline.core.resources import Node
from sightline.measure.geo.landmarks.query import Feature, Filter, Shape
from sightline.measure.geo.landmarks.tags import both, read_filter
from sightline.measure.geo.landmarks.words import nearest_words, thing_of

MOST_FEATURES: Final = 12
_SHAPES: Final = ("any", "point", "line", "area")


def read_feature(called: str, node: Node) -> Feature:
    """Read one thing; BadValue with its line."""
    if isinstance(node.value, dict):
        node.only("thing", "tags", "shape")
        test = None if node.get("thing") is None else read_kind(node.at("thing"))
        if node.get("tags") is not None:
            own = _tags(node.at("tags"))
            test = own if test is None else both(test, own)
        if test is None:
            node.refuse("say what it is", todo="thing: road, or tags: highway=primary")
        shape = node.get("shape")
        if shape is not None:
            if shape.text() not in _SHAPES:
                shape.refuse("no such shape", todo=f"one of: {', '.join(_SHAPES)}")
            test = evolve(test, shape=cast("Shape", shape.text()))
        return Feature(called, called, test)
    return Feature(called, node.text(), read_kind(node))


def read_kind(node: Node) -> Filter:
    """Read a listed word, tags in brackets, or a word with tags behind it."""
    words, _, rest = node.text().partition("[")
    test = None
    if words.strip() != "":
        thing = thing_of(words.strip())
        if thing is None:
            near = nearest_words(words.strip())
            node.refuse(
                f"'{words.strip()}' is no listed thing",
                todo=(f"did you mean {', '.join(repr(one) for one in near)}? " if near else "")
                + "anything can be asked for by its tags: [man_made=mast]",
            )
        test = thing.filter
    if rest != "":
        own = _tags(node, rest.strip().removesuffix("]").replace("][", " & "))
        test = own if test is None else both(test, own)
    return node.refuse("a thing is needed") if test is None else test


def _tags(node: Node, text: str | None = None) -> Filter:
    given = node.text() if text is None else text
    try:
        return read_filter(given.strip().removeprefix("[").removesuffix("]"))
    except BadValue as fault:
        node.refuse(fault.fault, todo=fault.todo)
