"""Names of entities: a key that was withheld still leads to its entity, and shows nothing of itself."""

from sqlalchemy import func, select

from sightline.model.draft import Draft
from sightline.store.tables import entities, entity_keys
from sightline.work.case import Case
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.write import writing


def say(case: Case, *drafts: Draft) -> None:
    with writing(case) as writer:
        record(writer, Resolver(case), list(drafts))


def test_a_withheld_key_is_found_again_by_the_same_name(case: Case) -> None:
    # importing the same list after a protection once made a second entity that showed the name
    say(case, Draft("source/canary-name", "name", "A source"))
    protect(case, Target("key", "source/canary-name"), authority="the editor", reason="at risk")
    say(case, Draft("source/canary-name", "summary", "more of the same source"))
    with case.catalogue.reading() as connection:
        count = connection.execute(select(func.count()).select_from(entities)).scalar_one()
        keys = connection.execute(select(entity_keys.c.key)).scalars().all()
    assert count == 1
    assert [key for key in keys if "canary" in key] == []
