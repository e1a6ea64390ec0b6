"""The gazetteers that a case keeps: files in its vault, each with its name, the date it was fetched, and its licence.

A kept gazetteer is an Item with the file as its object and a statement that says what it is. What was made of it to be
searched lies in ``index/gazetteers`` of the workspace and is made again where it is missing. Where the file is withheld
or erased, or the statement was taken back, it is not searched, and what was made of it is removed.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import Broken
from sightline.measure.geo.gazetteer.files import is_kept, kept
from sightline.measure.geo.gazetteer.fusing import ROW_ID
from sightline.measure.geo.gazetteer.index import VERSION, Index, build
from sightline.measure.geo.gazetteer.readers import read_numbered
from sightline.measure.geo.gazetteer.records import Place, Source
from sightline.model.view import Statement
from sightline.store.read import names_of, statements_with
from sightline.store.tables import capture_files, captures, statements
from sightline.work.case import Case
from sightline.work.taking.tmp_folder import tmp_folder

PROPERTY: Final = "gazetteer"
FOLDER: Final = "index/gazetteers"
PART: Final = "part"
"""Role of a file that lies beside the gazetteer and belongs to it."""

Tell = Callable[[str], None]


@frozen(slots=True)
class Kept:
    """A gazetteer that the case keeps."""

    code: str
    name: str
    retrieved: str
    """EDTF."""
    licence: str
    countries: tuple[str, ...]
    """Two letters each; () for all that is in it."""
    places: int | None
    """How many it held when it was taken in."""
    statement: str
    """Id (hex) of the statement that says so."""
    by: str
    state: str
    """open, withheld, erased or missing: only an open one is searched."""
    files: tuple[tuple[bytes, str], ...] = ()
    """Digest and name of the file, and of what belongs to it."""

    @property
    def source(self) -> Source:
        """Name it as the source of its places, with a digest of all that is read."""
        whole = sha256(repr((self.files, self.countries)).encode())
        return Source(self.name, self.retrieved, self.licence, whole.hexdigest())

    @property
    def scheme(self) -> str:
        """Give the scheme of ids that count within this file only, whichever countries are taken from it."""
        return self.files[0][0].hex()[:8]


def kept_gazetteers(case: Case) -> tuple[Kept, ...]:
    """List the gazetteers that a case keeps, in the order in which they were taken in."""
    with case.catalogue.reading() as connection:
        newest = {one.entity: one for one in standing(connection, (PROPERTY,)) if not one.negated}
        names = names_of(connection, newest)
        files = {item: _files(connection, item) for item in newest}
    return tuple(
        _kept(case, names[item].code, said, files[item]) for item, said in newest.items() if item in names
    )


def standing(connection: Connection, properties: Iterable[str]) -> list[Statement]:
    """Read the statements of some properties that stand, oldest first; none that is withheld or deprecated."""
    query = select(statements.c.n).where(
        statements.c.prop.in_(sorted(properties)), statements.c.closed.is_(None)
    )
    found = statements_with(connection, list(connection.execute(query.order_by(statements.c.n)).scalars()))
    return sorted(
        (one for one in found if not one.hidden and one.rank != "deprecated"), key=lambda one: one.n
    )


def _files(connection: Connection, item: bytes) -> tuple[tuple[bytes, str], ...]:
    """List what is read: the file first, then what belongs to it; nothing where the captures are withheld."""
    query = (
        select(capture_files.c.sha256, capture_files.c.role, capture_files.c.name)
        .join(captures, captures.c.id == capture_files.c.capture)
        .where(captures.c.item == item, captures.c.hidden == 0)
        .order_by(captures.c.pos, capture_files.c.ord)
    )
    rows = connection.execute(query).all()
    main = [(bytes(row.sha256), row.name or "") for row in rows if row.role == "original"][:1]
    beside = {row.name: (bytes(row.sha256), row.name) for row in rows if row.role == PART and row.name}
    return (*main, *(beside[name] for name in sorted(beside)))


def _kept(case: Case, code: str, said: Statement, files: tuple[tuple[bytes, str], ...]) -> Kept:
    told = said.qualifiers
    count = told.get("count")
    states = [_state(case, digest) for digest, _ in files] or ["withheld"]
    return Kept(
        code=code,
        name=str(said.value),
        retrieved=str(told.get("retrieved") or ""),
        licence=str(told.get("licence") or ""),
        countries=tuple(str(told.get("countries") or "").split()),
        places=count if isinstance(count, int) else None,
        statement=said.id.hex(),
        by=said.by or "",
        state=next((state for state in states if state != "open"), "open"),
        files=files,
    )


def _state(case: Case, digest: bytes) -> str:
    return case.vault.sealed.state(digest) or ("open" if case.vault.has(digest) else "missing")


def usable(case: Case, tell: Tell) -> tuple[Kept, ...]:
    """Give the gazetteers that may be searched; tell of those that may not, and remove what was made of them."""
    every = kept_gazetteers(case)
    for one in every:
        if one.state != "open":
            tell(f"{one.code} ({one.name}) is {one.state} and was not searched")
    usable_ones = tuple(one for one in every if one.state == "open")
    forget_others(case, usable_ones)
    return usable_ones


def forget_others(case: Case, usable_ones: Iterable[Kept]) -> None:
    """Remove what was made of gazetteers that are not among these."""
    wanted = {f"{one.source.digest[:32]}-{VERSION}.gazetteer" for one in usable_ones}
    folder = case.folder / FOLDER
    for path in sorted(folder.glob("*.gazetteer")) if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def forget_made(case: Case) -> None:
    """Remove all that was made of kept gazetteers, at once: after a protection or an erasure.

    A name that is withheld now may stand in it, in clear. It is made again from what is open when next searched.
    """
    shutil.rmtree(case.folder / FOLDER, ignore_errors=True)


def index_of_kept(case: Case, one: Kept, tell: Tell) -> Index:
    """Open a kept gazetteer to be searched; make that again where it is missing.

    :raises Broken: when the object is not what was taken in
    """
    folder, source = case.folder / FOLDER, one.source
    if not is_kept(folder, source):
        tell(f"{one.code} ({one.name}) is made ready")
    return kept(folder, source, lambda: _made(case, one))


def _made(case: Case, one: Kept) -> Index:
    with tmp_folder(case, f"gazetteer-{os.getpid()}-{case.ids.new().hex()[:16]}") as folder:
        for digest, name in reversed(one.files):  # the gazetteer itself last
            fault = case.vault.fault(digest)
            if fault is not None:
                raise Broken(
                    f"the gazetteer {one.code} is {fault}",
                    item=f"object {digest.hex()}",
                    todo="see: sightline check",
                )
            link = folder / plain_name(name)
            link.unlink(missing_ok=True)
            link.symlink_to(case.vault.path(digest).absolute())
        return index_from(folder / plain_name(one.files[0][1]), one)


def plain_name(name: str) -> str:
    """Give a name without any folder, for a file that is read by its ending."""
    return Path(name.replace("\0", "")).name.lstrip(".")[-200:] or "gazetteer"


def index_from(path: Path, one: Kept) -> Index:
    """Read a gazetteer file and make its index, every place with an id that no other gazetteer has."""
    places = read_numbered(path, countries=one.countries)
    return build((_named(place, number, one.scheme) for number, place in places), one.source)


def _named(place: Place, number: int, scheme: str) -> Place:
    if not place.ids:
        return evolve(place, ids=((scheme, str(number)),))
    return evolve(place, ids=tuple((scheme if kind == ROW_ID else kind, value) for kind, value in place.ids))
