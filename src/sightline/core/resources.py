"""YAML that tells a person which line is wrong, and the declarations that come with the package.

Kinds, vocabularies and tables are data that investigators edit by hand. A plain YAML reader keeps the last of two
equal keys without a word, turns ``no`` into false and ``2014-04-12`` into a date, and forgets where all of it stood.
This one refuses equal keys, tags, anchors and aliases (a few lines of aliases can stand for billions of entries),
reads dates and yes/no as text, and keeps the line of every key and entry.
"""

import importlib.resources
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

from attrs import frozen

from sightline.core.errors import BadSchema, WrongUse

MOST_BYTES = 4_000_000
MOST_DEPTH = 20

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}

Scalar = str | int | float | bool | None


@frozen
class Node:
    """One value of a YAML file that remembers where it stands, so that whoever refuses it can say where.

    ``value`` is a scalar, a tuple of nodes or a dictionary of nodes; ``line`` counts from 1 and is the line of the
    key for a value in a mapping; ``path`` reads like ``terms[3].label``.
    """

    value: "Scalar | tuple[Node, ...] | dict[str, Node]"
    name: str
    line: int
    path: str
    error: type[WrongUse]

    def refuse(self, fault: str, *, todo: str | None = None) -> NoReturn:
        """Raise the error of this file with its name, line and path."""
        about = fault if self.path == "" else f"{self.path}: {fault}"
        raise self.error(about, item=f"{self.name}:{self.line}", todo=todo)

    def entries(self) -> "tuple[Node, ...]":
        """Give the entries of a list."""
        return self.value if isinstance(self.value, tuple) else self.refuse("a list is needed here")

    def fields(self) -> "Mapping[str, Node]":
        """Give the keys and values of a mapping, in the order of the file."""
        return self.value if isinstance(self.value, dict) else self.refuse("a mapping of keys is needed here")

    def only(self, *allowed: str) -> "Node":
        """Refuse any key of this mapping that is not among ``allowed``; return the node itself."""
        for key, child in self.fields().items():
            if key not in allowed:
                near = get_close_matches(key, allowed, n=1)
                child.refuse(
                    f"unknown key {key!r}",
                    todo=f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(allowed)}",
                )
        return self

    def get(self, key: str) -> "Node | None":
        """Give the value of a key, or None where the key is absent or empty."""
        child = self.fields().get(key)
        return None if child is None or child.value is None else child

    def at(self, key: str) -> "Node":
        """Give the value of a key that must be there."""
        child = self.get(key)
        return self.refuse(f"the key {key!r} is missing or empty") if child is None else child

    def text(self) -> str:
        """Give a text that is not empty; dates are text already."""
        if not isinstance(self.value, str) or self.value.strip() == "":
            self.refuse(
                "a text is needed here", todo="put it in quotes if it looks like a number or true/false"
            )
        return self.value

    def whole(self) -> int:
        """Give a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("a whole number is needed here")
        return self.value

    def number(self) -> float:
        """Give a number, whole or not."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            self.refuse("a number is needed here")
        return float(self.value)

    def flag(self) -> bool:
        """Give true or false."""
        return self.value if isinstance(self.value, bool) else self.refuse("true or false is needed here")

    def plain(self) -> Any:
        """Give the value as ordinary lists, dictionaries and scalars, without its lines."""
        if isinstance(self.value, tuple):
            return [child.plain() for child in self.value]
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        return self.value


def load_yaml(
    source: Path | Traversable | str, *, name: str | None = None, error: type[WrongUse] = BadSchema
) -> Node:
    """Read one YAML document.

    :param source: a file, a package resource, or the text itself when it is a ``str``
    :param name: what messages call it; by default the path of the file
    :param error: what to raise for anything wrong in it
    :raises WrongUse: of the given class, with ``item`` as ``name:line``; also when the file cannot be read
    """
    called = name if name is not None else ("text" if isinstance(source, str) else str(source))
    text = source if isinstance(source, str) else _read(source, called, error)
    return _Reader(text, called, error).document()


def builtin(folder: str, *, ending: str = ".yaml") -> tuple[Traversable, ...]:
    """List the files of one folder of the package's resources, sorted by name.

    :param folder: a folder below ``sightline/resources``, such as ``vocabularies``
    :returns: the files, readable with :func:`load_yaml` also from a zipped package; none where the folder is absent
    """
    place = importlib.resources.files("sightline") / "resources" / folder
    if not place.is_dir():
        return ()
    return tuple(
        sorted((file for file in place.iterdir() if file.name.endswith(ending)), key=lambda file: file.name)
    )


def _read(source: Path | Traversable, name: str, error: type[WrongUse]) -> str:
    try:
        with source.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise error(f"cannot be read: {fault.strerror or fault}", item=name) from fault
    if len(data) > MOST_BYTES:
        raise error(f"is larger than {MOST_BYTES:,} bytes", item=name, todo="split the file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise error("is not UTF-8", item=f"{name}:{line}", todo="save the file as UTF-8") from fault


class _Reader:
    """Build nodes from the parser's events; the state is only how far the parser has come."""

    def __init__(self, text: str, name: str, error: type[WrongUse]) -> None:
        import yaml

        self.yaml = yaml
        self.name = name
        self.error = error
        self.events: Iterator[Any] = iter(
            yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        )

    def document(self) -> Node:
        try:
            next(self.events)  # the stream
            start = next(self.events)
            if isinstance(start, self.yaml.StreamEndEvent):
                return self.node(None, 1, "")
            root = self.value(next(self.events), None, "", 0)
            next(self.events)  # the document's end
            after = next(self.events)
        except self.yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            problem = str(fault.problem or fault.context)
            raise self.error(f"is not YAML: {problem}", item=self.where(mark)) from fault
        except (self.yaml.YAMLError, UnicodeError) as fault:  # a character that YAML does not allow
            raise self.error(f"is not YAML: {fault}".splitlines()[0], item=self.name) from fault
        if not isinstance(after, self.yaml.StreamEndEvent):
            raise self.error(
                "holds a second document", item=self.where(after.start_mark), todo="remove the ---"
            )
        return root

    def value(self, event: Any, line: int | None, path: str, depth: int) -> Node:
        at: int = line if line is not None else event.start_mark.line + 1
        here = self.node(None, at, path)
        if isinstance(event, self.yaml.AliasEvent) or event.anchor is not None:
            here.refuse(
                "anchors (&) and aliases (*) are not taken", todo="write the value out, or put it in quotes"
            )
        if event.tag is not None:
            here.refuse(
                f"the tag {event.tag!r} is not taken", todo="leave it out, or put the value in quotes"
            )
        if depth > MOST_DEPTH:
            here.refuse(f"is nested deeper than {MOST_DEPTH} levels")
        if isinstance(event, self.yaml.ScalarEvent):
            return self.node(_scalar(event.value) if event.implicit[0] else event.value, at, path)
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self.node(tuple(self.list_of(path, depth)), at, path)
        return self.node(self.mapping(path, depth), at, path)

    def list_of(self, path: str, depth: int) -> Iterator[Node]:
        event = next(self.events)
        count = 0
        while not isinstance(event, self.yaml.SequenceEndEvent):
            yield self.value(event, None, f"{path}[{count}]", depth + 1)
            event = next(self.events)
            count += 1

    def mapping(self, path: str, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        event = next(self.events)
        while not isinstance(event, self.yaml.MappingEndEvent):
            line: int = event.start_mark.line + 1
            if (
                not isinstance(event, self.yaml.ScalarEvent)
                or event.tag is not None
                or event.anchor is not None
            ):
                self.node(None, line, path).refuse("a key must be a plain word")
            key: str = event.value
            if key in found:
                self.node(None, line, path).refuse(
                    f"the key {key!r} stands twice, first on line {found[key].line}"
                )
            found[key] = self.value(next(self.events), line, f"{path}.{key}" if path else key, depth + 1)
            event = next(self.events)
        return found

    def node(self, value: "Scalar | tuple[Node, ...] | dict[str, Node]", line: int, path: str) -> Node:
        return Node(value, self.name, line, path, self.error)

    def where(self, mark: Any) -> str:
        return self.name if mark is None else f"{self.name}:{mark.line + 1}"


def _scalar(written: str) -> Scalar:
    """Read a value without quotes: null, true, false and plain decimal numbers; anything else stays text."""
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    return float(written) if _NUMBER.fullmatch(written) else written
