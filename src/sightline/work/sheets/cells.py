"""The cells of a sheet: what a property of an entity says, as text that a person edits and that reads back.

A cell holds what stands of the best rank, several values parted by ``|``; ``not:`` and ``perhaps:`` before a value,
and its qualifiers in braces after it. What is withheld is never in a cell. A cell that a spreadsheet could take for a
formula is quoted with an apostrophe.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.core.errors import BadValue
from sightline.model.finding import Json
from sightline.model.schema import Kind, Property, Schema
from sightline.model.view import Statement
from sightline.store.read import names_of, statements_of
from sightline.work.locating.blind import kept_from, open_only
from sightline.work.locating.reading import SORTS
from sightline.work.safety.text import restrained_statement
from sightline.work.value_text import Find, read_value, write_value

KEY, MARK, CODE = "sightline_key", "sightline_row", "code"
OWN = (KEY, MARK, CODE)
BETWEEN = " | "
LONGEST = 32_000
"""Characters that a cell of a workbook holds."""
TOO_LONG = "[too long for a cell"
SLICE = 500
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_QUALIFIED = re.compile(r"(.*\S)\s*\{([^{}]*)\}", re.DOTALL)
_ORDER = {"preferred": 2, "normal": 1}


@frozen(slots=True)
class Part:
    """One value of a cell."""

    text: str
    statement: Statement


@frozen(slots=True)
class Cell:
    """What one property of one entity says."""

    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The whole cell, not quoted."""
        whole = tidy(BETWEEN.join(p.text for p in self.parts))
        return whole if len(whole) <= LONGEST else f"{TOO_LONG}: {len(whole)} characters, {digest(whole)}]"


@frozen(slots=True)
class Written:
    """One value as somebody typed it into a cell."""

    value: Json
    negated: bool
    hedged: bool
    qualifiers: Mapping[str, Json]


EMPTY = Cell()


def cells_of(
    connection: Connection, kind: Kind, ids: Sequence[bytes], *, by: str
) -> dict[bytes, dict[str, Cell]]:
    """Read the cells of entities of one kind: by entity, then by property; none that is kept from who asks."""
    kept = kept_from(connection, by) if kind.id in SORTS else {}
    out: dict[bytes, dict[str, Cell]] = {}
    for start in range(0, len(ids), SLICE):
        some = ids[start : start + SLICE]
        told = open_only(statements_of(connection, some), kept)
        found = [restrained_statement(s) for s in told if not s.hidden and s.rank in _ORDER]
        codes = {i.hex(): n.code for i, n in names_of(connection, _named(found)).items()}
        grouped: dict[tuple[bytes, str], list[Statement]] = {}
        for one in found:
            prop = kind.properties.get(one.property)
            if prop is not None and not prop.sensitive:
                grouped.setdefault((one.entity, one.property), []).append(one)
        for (entity, name), many in grouped.items():
            best = max(_ORDER[s.rank] for s in many)
            parts = [
                Part(part_text(kind, kind.properties[name], s, codes), s)
                for s in many
                if _ORDER[s.rank] == best
            ]
            out.setdefault(entity, {})[name] = Cell(tuple(parts))
    return out


def _named(every: Iterable[Statement]) -> set[bytes]:
    out: set[bytes] = set()
    for one in every:
        for value in (one.value, *one.qualifiers.values()):
            if isinstance(value, dict) and isinstance(value.get("entity"), str):
                out.add(bytes.fromhex(str(value["entity"])))
    return out


def part_text(kind: Kind, prop: Property, one: Statement, codes: Mapping[str, str]) -> str:
    """Write one statement as a part of a cell."""
    signs = ("not: " if one.negated else "") + ("perhaps: " if one.hedged else "")
    value = write_value(prop, one.value, codes=codes).replace(BETWEEN, r" \| ")
    told = qualifiers_text(kind, prop, one, codes)
    return tidy(signs + value + (f" {{{told}}}" if told != "" else ""))


def qualifiers_text(kind: Kind, prop: Property, one: Statement, codes: Mapping[str, str]) -> str:
    """Write the qualifiers of a statement as ``name=value; name=value``; empty when there are none."""
    told = []
    for name in sorted(one.qualifiers):
        declared = prop.qualifiers.get(name) or kind.qualifiers.get(name)
        written = one.qualifiers[name]
        told.append(
            f"{name}={str(written) if declared is None else write_value(declared, written, codes=codes)}"
        )
    return "; ".join(told)


def read_part(schema: Schema, kind: Kind, prop: Property, text: str, *, find: Find) -> Written:
    """Read one value that somebody typed into a cell.

    Raises
    ------
    BadValue, BadTime, UnknownName, AmbiguousName
        What its property cannot hold.
    """
    rest, negated, hedged = text.strip(), False, False
    if rest.startswith("not: "):
        rest, negated = rest.removeprefix("not: "), True
    if rest.startswith("perhaps: "):
        rest, hedged = rest.removeprefix("perhaps: "), True
    known = {**kind.qualifiers, **prop.qualifiers}
    qualifiers: dict[str, Json] = {}
    if (match := _QUALIFIED.fullmatch(rest)) is not None:
        pairs = [pair.partition("=") for pair in match[2].split("; ")]
        if all(name in known for name, _, _ in pairs):
            rest = match[1]
            qualifiers = {name: read_value(schema, known[name], value, find=find) for name, _, value in pairs}
    if rest.startswith("="):
        raise BadValue("holds a formula", item=prop.id, todo="type its value; nothing is ever computed")
    value = read_value(schema, prop, rest.replace(r" \| ", BETWEEN), find=find)
    return Written(value, negated, hedged, qualifiers)


def split(text: str) -> list[str]:
    """Part a cell into its values."""
    return [part.strip() for part in text.split(BETWEEN) if part.strip() != ""]


def tidy(text: str) -> str:
    """Bring a cell's text to the form in which two are compared: one sort of line end, no control characters."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def digest(text: str) -> str:
    """Digest a cell's text: ten hex digits, to see whether it was edited."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:10]


def mark(kind: Kind, cells: Mapping[str, Cell], columns: Iterable[str]) -> str:
    """Write what a row held when it was exported: its kind, and the digest of each cell that was not empty."""
    told = [
        f"{name}={digest(cells[name].text)}" for name in columns if name in cells and cells[name].text != ""
    ]
    return ";".join([f"1:{kind.id}", *told])


def read_mark(text: str) -> tuple[str, dict[str, str]] | None:
    """Read a row's mark: its kind, and digest by column; None when it is none."""
    head, *rest = text.strip().split(";")
    if not head.startswith("1:") or any("=" not in part for part in rest):
        return None
    return head[2:], dict(part.split("=", 1) for part in rest)
