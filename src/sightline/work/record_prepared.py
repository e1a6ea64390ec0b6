"""Records a batch that was prepared beside, or the ordinary way where something of it is in the case already."""

import json
from collections.abc import Sequence

from sightline.model.record import Record
from sightline.work.imports.prepare import Prepared
from sightline.work.record import Recorded, judgements, known_ids, record_bodies
from sightline.work.write import Writer

_MADE = ("is", "id", "group")


def record_prepared(writer: Writer, batch: Prepared, *, kind: str, extra: Sequence[Record] = ()) -> Recorded:
    """Record a prepared batch as one event, ``extra`` bodies with it."""
    if (writer.batch.indexed_to is None) != batch.found or known_ids(writer.connection, batch.ids):
        rows = [(_body_of(encoded), False) for encoded in batch.encoded]
        return record_bodies(writer, batch.fresh, rows, batch.judged, kind=kind, extra=extra)
    after = [*judgements(writer, batch.judged), *extra]
    writer.append_made(kind, batch.fresh, batch.encoded, batch.made, after)
    return Recorded(len(batch.ids), 0, len(batch.fresh), tuple(batch.ids))


def _body_of(encoded: bytes) -> Record:
    """Take the body of a statement back to what it was before it had ids."""
    return {key: value for key, value in json.loads(encoded).items() if key not in _MADE}
