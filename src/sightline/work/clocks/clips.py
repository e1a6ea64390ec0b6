"""What is measured in each clip before it is put on a clock: levels, bangs and flashes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.errors import UnknownName, WrongUse
from sightline.measure.media.synchrony.measure import NAME as ONSETS
from sightline.measure.media.synchrony.onsets import Onsets
from sightline.measure.media.synchrony.pack import ROLE, unpack
from sightline.model.clock_group import Bang, Flash
from sightline.model.view import Named
from sightline.store.tables import findings, products
from sightline.work.case import Case
from sightline.work.examine import examine
from sightline.work.pointing import point_at
from sightline.work.taking.targets import Target, targets_of


@frozen(slots=True)
class Clip:
    """One clip that was asked for, with what was measured in it."""

    item: Named
    sha256: bytes
    onsets: Onsets | None
    bangs: tuple[Bang, ...]
    flashes: tuple[Flash, ...]


def measured(case: Case, codes: Sequence[str]) -> list[Clip]:
    """Measure the clips of items in the sandbox, where that was not done before, and read what was found."""
    wanted: list[tuple[Named, Target]] = []
    for code in codes:
        with case.catalogue.reading() as connection:
            item = point_at(connection, code, kinds=("Item",))
        targets = targets_of(case, items=[item.id], also=(ONSETS,))
        if not targets:
            raise WrongUse("has no bytes in this case", item=item.code, todo="add its file first")
        wanted.append((item, targets[0]))
    for _ in examine(case, [target for _, target in wanted]):
        pass
    with case.catalogue.reading() as connection:
        return [_clip(case, connection, item, target.sha256) for item, target in wanted]


def _clip(case: Case, connection: Connection, item: Named, sha256: bytes) -> Clip:
    query = select(findings).where(
        findings.c.input == sha256, findings.c.measure == ONSETS, findings.c.hidden == 0
    )
    row = connection.execute(query.order_by(findings.c.version.desc(), findings.c.n.desc())).first()
    if row is None:
        raise UnknownName("holds neither sound nor moving pictures", item=item.code, todo="leave it out")
    values: Mapping[str, Any] = json.loads(row.body or "{}").get("values", {})
    made = select(products.c.sha256).where(products.c.finding == row.id, products.c.role == ROLE)
    packed = connection.execute(made).scalar()
    return Clip(
        item,
        sha256,
        None if packed is None else unpack(case.vault.read(bytes(packed))),
        tuple(Bang(b["at_ms"], b["strength_db"], b["error_ms"]) for b in values.get("bangs", ())),
        tuple(
            Flash(f["at_ms"], f["strength"], f["error_ms"], f["area_thousandths"])
            for f in values.get("flashes", ())
        ),
    )
