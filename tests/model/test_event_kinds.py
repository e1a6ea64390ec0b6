"""Every kind of event has its word of PREMIS, so that an export needs no table of its own."""

from sightline.model.event_kinds import EVENT_KINDS
from sightline.work.schemas import load_schema


def test_every_kind_of_event_is_mapped() -> None:
    assert set(load_schema(None).vocabulary("premis_event_type").terms) == set(EVENT_KINDS)
