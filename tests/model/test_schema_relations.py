"""Relations in declarations: which properties they are, at which end a place stands, and what is refused."""

import pytest

from sightline.core.errors import BadSchema
from sightline.model.schema_read import Declaration, build
from sightline.work.relating.meanings import meanings
from sightline.work.schemas import load_schema


def declared(**prop: object) -> Declaration:
    tree = {"kind": "Actor", "properties": {"rivals": prop}}
    return Declaration(tree, lambda path: f"actor.yaml:{'.'.join(map(str, path))}")


def test_a_relation_of_one_s_own_is_walked() -> None:
    assert {"rivals": 0} == dict(build([declared(type="entity", relation="between")]).related)
    assert {"rivals": 2} == dict(build([declared(type="entity", relation="territory")]).related)


@pytest.mark.parametrize(
    "prop", [{"type": "text", "relation": "between"}, {"type": "entity", "relation": "mutual"}]
)
def test_what_is_no_relation_is_refused_by_its_line(prop: dict[str, object]) -> None:
    with pytest.raises(BadSchema, match=r"actor.yaml:properties\.rivals\.relation"):
        build([declared(**prop)])


def test_every_relation_that_means_something_is_declared() -> None:
    # a meaning without a property, or a word misspelt in one of the two files, would do nothing and say nothing
    schema = load_schema(None)
    assert set() == set(meanings()) - set(schema.related)
    named = {word for m in meanings().values() for word in (*m.against, *m.ends)}
    assert set() == named - set(schema.related)
    assert {"controls": 2, "governed_by": 1} == {k: schema.related[k] for k in ("controls", "governed_by")}


def test_what_contradicts_does_so_both_ways() -> None:
    for one in meanings().values():
        for other in one.against:
            assert one.id in meanings()[other].against, (one.id, other)
