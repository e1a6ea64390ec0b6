"""Whatever a measure proposes must be something a person can accept: property, value and qualifiers fit the schema."""

import json
from pathlib import Path

from sqlalchemy import select

from sightline.model.draft import Draft
from sightline.store.tables import proposals
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.draft_body import body_of
from sightline.work.resolve import Resolver
from sightline.work.taking.intake import Wish


def test_every_proposal_of_real_photographs_can_be_accepted(case: Case, shared: Path) -> None:
    photos = shared / "data" / "photos" / "exif_jpg"
    for _ in add(
        case,
        [
            str(photos / "gps"),
            str(photos / "mobile"),
            str(shared / "data" / "documents" / "pdf" / "015-arabic"),
        ],
        Wish(),
    ):
        pass
    resolver = Resolver(case)
    with case.catalogue.reading() as connection:
        rows = connection.execute(select(proposals.c.body)).scalars().all()
    assert len(rows) > 20
    for row in rows:
        one = json.loads(row)
        draft = Draft(
            "item/x",
            one["property"],
            one["value"],
            kind="Item",
            qualifiers=one.get("qualifiers", {}),
            valid=one.get("valid"),
            certainty=one["certainty"],
            origin="measure",
        )
        body_of(case, resolver, draft)
