"""Which objects of a case have fingerprints: of frames, of a picture, of a sound; of each the newest version."""

import json
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from sightline.core.errors import Damaged
from sightline.measure.media.aligning.prints import Prints
from sightline.measure.media.details.pack import ROLE as DETAIL_ROLE
from sightline.measure.media.details.pack import unpack as unpack_details
from sightline.measure.media.details.records import Details
from sightline.measure.media.sound.pack import ROLE as SOUND_ROLE
from sightline.measure.media.sound.pack import unpack as unpack_sound
from sightline.measure.media.sound.peaks import Peaks
from sightline.model.print_views import VIEWS
from sightline.store.prints import MAGIC, ROW
from sightline.store.tables import findings, products
from sightline.work.case import Case

Sort = Literal["film", "picture", "sound", "details"]

SORTS: Final[dict[str, Sort]] = {
    "media.frames": "film",
    "media.picture": "picture",
    "media.sound": "sound",
    "media.details": "details",
}
"""By measure, what its fingerprints are of."""
ROLES: Final[dict[Sort, str]] = {"sound": SOUND_ROLE, "details": DETAIL_ROLE}
"""Role of the product in which a sort of fingerprints is kept; others are kept with their finding."""
LONGEST_MS: Final = 21 * 86_400_000
"""No film lasts longer; a later time is a fault of its clock, or made to exhaust whoever compares."""
_ROW: Final = np.dtype(
    [("start", "<u8"), ("end", "<u8"), ("pdq", "u1", 32), ("quality", "u1"), ("view", "u1")]
)


@frozen(slots=True)
class Printed:
    """The fingerprints of one object, as one finding left them."""

    media: int
    """Local number of the finding: what the indexes know it by."""
    finding: bytes
    sha256: bytes
    """Of the object they are of."""
    sort: Sort
    version: int
    prints: bytes
    """Digest of the object that holds them."""
    pos: int


def printed(connection: Connection, *, after: int = 0, of: Iterable[bytes] | None = None) -> list[Printed]:
    """List what has fingerprints, in order of reception; of an object and sort only the newest version.

    Parameters
    ----------
    after : int
        Only findings recorded after this local position.
    of : iterable of bytes, optional
        Only these objects.
    """
    query = select(findings).where(
        findings.c.measure.in_(sorted(SORTS)), findings.c.hidden == 0, findings.c.pos > after
    )
    if of is not None:
        query = query.where(findings.c.input.in_(sorted(of)))
    newest: dict[tuple[bytes, Sort], Printed] = {}
    rows = connection.execute(query.order_by(findings.c.n)).all()
    kept = _kept_as_products(connection, [bytes(r.id) for r in rows if SORTS[r.measure] in ROLES])
    for row in rows:
        sort = SORTS[row.measure]
        if sort in ROLES:
            made = kept.get((bytes(row.id), ROLES[sort]))
        else:
            told = json.loads(row.body or "{}").get("prints")
            made = None if told is None else bytes.fromhex(told["sha256"])
        if made is None:
            continue
        one = Printed(row.n, bytes(row.id), bytes(row.input), sort, row.version, made, row.pos)
        before = newest.get((one.sha256, sort))
        if before is None or before.version <= one.version:
            newest[(one.sha256, sort)] = one
    return sorted(newest.values(), key=lambda one: one.media)


def read_prints(case: Case, one: Printed) -> Prints:
    """Read the fingerprints of frames; Damaged or Broken names what is wrong with them."""
    data = case.vault.read(one.prints)
    if not data.startswith(MAGIC) or (len(data) - len(MAGIC)) % ROW.size:
        raise Damaged("these are no fingerprints", item=one.prints.hex(), todo="examine the object again")
    rows = np.frombuffer(data, _ROW, offset=len(MAGIC))
    wrong = (rows["view"] >= len(VIEWS)) | (rows["quality"] > 100)
    wrong |= (rows["end"] < rows["start"]) | (rows["end"] > LONGEST_MS)
    if wrong.any():
        raise Damaged(
            f"fingerprint {int(wrong.argmax())} is none",
            item=one.prints.hex(),
            todo="a newer program wrote it, or examine the object again",
        )
    start = rows["start"].astype(np.int64)
    made = Prints(
        start,
        rows["end"].astype(np.int64),
        np.ascontiguousarray(rows["pdq"]),
        rows["quality"].copy(),
        rows["view"].copy(),
    )
    return made.chosen(np.lexsort((made.end_ms, made.start_ms, made.view)))


def read_sound(case: Case, one: Printed) -> Peaks:
    """Read the fingerprints of a sound."""
    return unpack_sound(case.vault.read(one.prints))


def read_details(case: Case, one: Printed) -> Details:
    """Read the local details of a picture, or of key frames."""
    return unpack_details(case.vault.read(one.prints))


def sampled(prints: Prints, *, every_ms: int) -> NDArray[np.int64]:
    """Choose rows of a film to ask the index with: of each view one run in each step of time.

    :returns: (k,) numbers of rows, those of more detail first where several lie in one step.
    """
    if len(prints) == 0:
        return np.empty(0, np.int64)
    step = prints.start_ms // every_ms
    key = prints.view.astype(np.int64) * (int(step.max()) + 1) + step
    order = np.lexsort((-prints.quality.astype(np.int64), key))
    first = np.ones(len(order), np.bool_)
    first[1:] = key[order][1:] != key[order][:-1]
    return np.sort(order[first])


def _kept_as_products(connection: Connection, ids: Sequence[bytes]) -> dict[tuple[bytes, str], bytes]:
    found: dict[tuple[bytes, str], bytes] = {}
    for start in range(0, len(ids), 900):
        query = select(products.c.finding, products.c.role, products.c.sha256).where(
            products.c.finding.in_(ids[start : start + 900]), products.c.role.in_(sorted(ROLES.values()))
        )
        found.update({(bytes(f), role): bytes(s) for f, role, s in connection.execute(query)})
    return found
