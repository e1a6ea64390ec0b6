"""Signs of editing in an item, method by method: what each saw, how often it is wrong, and where its map lies."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.errors import WrongUse
from sightline.measure.media.forensics.picture import overview
from sightline.measure.run import measures
from sightline.model.finding import Finding
from sightline.store.read import names_of
from sightline.store.tables import capture_files, captures, findings, products
from sightline.work.case import Case
from sightline.work.pointing import point_at

PREFIX: Final = "media.forensics."
MAP: Final = "map"


@frozen(slots=True)
class Method:
    """What one method says of one item."""

    measure: str
    outcome: str
    sentence: str
    uncertainty: str
    map: bytes | None
    """Digest of its map, a PNG; None where it made none."""


@frozen(slots=True)
class Signs:
    """What all methods say of one item, without a score."""

    code: str
    title: str
    summary: str
    methods: tuple[Method, ...]


def forensic_measures() -> tuple[str, ...]:
    """List the measures that look for signs of editing, in their order."""
    return tuple(name for name in measures() if name.startswith(PREFIX))


def signs_of_editing(case: Case, names: Sequence[str] = ()) -> tuple[Signs, ...]:
    """Tell what was found of items; of all that were looked at when none is named.

    Raises
    ------
    UnknownName
        There is no such item.
    """
    with case.catalogue.reading() as connection:
        items = [point_at(connection, name, kinds=("Item", "Post")).id for name in names]
        query = (
            select(findings, captures.c.item)
            .join(capture_files, capture_files.c.sha256 == findings.c.input)
            .join(captures, captures.c.id == capture_files.c.capture)
            .where(findings.c.measure.like(f"{PREFIX}%"), findings.c.hidden == 0)
            .order_by(captures.c.item, findings.c.n)
        )
        if items:
            query = query.where(captures.c.item.in_(items))
        found: dict[bytes, dict[str, Any]] = {}
        for row in connection.execute(query):
            found.setdefault(bytes(row.item), {})[row.measure] = row  # the newest version stands last
        named = names_of(connection, found)
        return tuple(
            Signs(
                named[item].code,
                named[item].title,
                _summary(list(every.values())),
                tuple(_method(connection, every[name]) for name in sorted(every)),
            )
            for item, every in found.items()
            if item in named
        )


def write_maps(case: Case, signs: Sequence[Signs], folder: Path) -> dict[tuple[str, str], str]:
    """Write the maps of items as ``CODE-method.png``; gives the file of each (code, measure).

    Raises
    ------
    WrongUse
        The folder cannot be written to.
    """
    out: dict[tuple[str, str], str] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in signs:
            for method in one.methods:
                if method.map is not None:
                    target = folder / f"{one.code}-{method.measure.rpartition('.')[2]}.png"
                    target.write_bytes(case.vault.read(method.map))
                    out[(one.code, method.measure)] = str(target)
    except OSError as error:
        where = str(error.filename or folder)
        raise WrongUse(
            f"cannot be written: {error.strerror}", item=where, todo="name another folder"
        ) from error
    return out


def _method(connection: Connection, row: Any) -> Method:
    made = select(products.c.sha256).where(products.c.finding == row.id, products.c.role == MAP)
    sha256 = connection.execute(made.order_by(products.c.ord)).scalar()
    drawn = None if sha256 is None else bytes(sha256)
    return Method(row.measure, row.outcome, row.sentence or "", row.uncertainty or "", drawn)


def _summary(rows: Sequence[Any]) -> str:
    told = [
        Finding(
            row.measure,
            row.version,
            row.outcome,
            row.sentence or "",
            json.loads(row.body or "{}").get("values", {}),
        )
        for row in rows
    ]
    return overview(told).summary
