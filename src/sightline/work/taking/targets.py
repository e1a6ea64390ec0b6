"""Which objects of a case shall be examined, and what is known beside their bytes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from attrs import field, frozen
from sqlalchemy import select

from sightline.core.errors import UnknownName
from sightline.measure.run import measures
from sightline.model.finding import Json
from sightline.store.tables import capture_files, captures, objects
from sightline.work.case import Case
from sightline.work.pointing import point_at


@frozen(slots=True)
class Target:
    """One object to examine, with what is known beside its bytes."""

    sha256: bytes
    name: str = ""
    modified: str | None = None
    """RFC 3339, of the file it was taken from."""
    posted: str | None = None
    also: tuple[str, ...] = ()
    """Measures that run only on request."""
    parameters: Mapping[str, Mapping[str, Json]] = field(factory=dict)


def targets_of(
    case: Case, *, items: Sequence[bytes] | None = None, run: bytes | None = None, also: Sequence[str] = ()
) -> list[Target]:
    """List the original objects of Items, of a run, or of the whole case, as they were when first captured."""
    joined = capture_files.join(captures, captures.c.id == capture_files.c.capture).join(
        objects, objects.c.sha256 == capture_files.c.sha256
    )
    query = select(capture_files.c.sha256, capture_files.c.name, captures.c.address).select_from(joined)
    query = query.where(
        objects.c.role == "original", objects.c.state == "kept", capture_files.c.role == "original"
    )
    if items is not None:
        query = query.where(captures.c.item.in_(items))
    if run is not None:
        query = query.where(captures.c.run == run)
    seen: dict[bytes, Target] = {}
    with case.catalogue.reading() as connection:
        for row in connection.execute(query.order_by(captures.c.pos, capture_files.c.ord)):
            sha256 = bytes(row.sha256)
            seen.setdefault(
                sha256, Target(sha256, row.name or "", modified_of(row.address), also=tuple(also))
            )
    return list(seen.values())


def targets_named(case: Case, names: Sequence[str], *, also: Sequence[str] = ()) -> list[Target]:
    """List the original objects of the Items named by code, key or title; of the whole case when none is named.

    Raises
    ------
    UnknownName
        There is no such Item or measure.
    """
    unknown = next((name for name in also if name not in measures()), None)
    if unknown is not None:
        raise UnknownName(
            f"there is no measure {unknown!r}", todo=f"there are {', '.join(sorted(measures()))}"
        )
    if not names:
        return targets_of(case, also=also)
    with case.catalogue.reading() as connection:
        items = [point_at(connection, name, kinds=("Item",)).id for name in names]
    return targets_of(case, items=items, also=also)


def modified_of(address: str | None) -> str | None:
    """Tell when a local file was last changed (RFC 3339, UTC), or None."""
    if address is None or "://" in address[:16]:
        return None
    try:
        changed = Path(address).lstat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(int(changed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
