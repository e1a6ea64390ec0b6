"""The map of who held what follows the rule of ``sightline control``: later pictures and ended holders."""

from attrs import evolve

from sightline.model.shown import Link, ShownEntity, ShownStatement
from sightline.model.shown_time import shown_time
from sightline.model.time import read
from sightline.publish.territory import Territory, territory_of


def word(number: int, actor: str, prop: str, valid: str, *, on: str, **more: str) -> ShownStatement:
    about = {"code": "PLC-1", "relation": "territory"} | more
    return ShownStatement(
        f"{number:032x}", Link(actor, actor, "Actor"), prop, prop, about.get("code", ""),
        valid=shown_time(read(valid)), said=shown_time(read(on)), source=Link("SRC-1", "A blog", "Source"),
        **about,  # type: ignore[arg-type]
    )  # fmt: skip


def of(*statements: ShownStatement) -> Territory:
    by_actor: dict[str, list[ShownStatement]] = {"ACT-1": [], "ACT-2": []}
    for one in statements:
        by_actor[one.subject.code or ""].append(one)
    entities = {
        code: ShownEntity(code, "Actor", code, statements=tuple(mine)) for code, mine in by_actor.items()
    }
    found = territory_of(entities | {"PLC-1": ShownEntity("PLC-1", "Place", "Ford")})
    assert found is not None
    return found


def last(found: Territory) -> dict[str, str]:
    """Give by actor the letter of the last pair of dates."""
    (ground,) = found.grounds
    return {one.actor.code: one.letters[-1] for one in ground.words}


def test_a_source_that_names_another_holder_later_has_drawn_a_new_picture() -> None:
    # one blog that told of the town's capture was drawn as "held by several together"
    first = word(1, "ACT-1", "controls", "2021-03-20", on="2021-03-20")
    second = word(2, "ACT-2", "controls", "2021-05-25", on="2021-07-08")
    found = of(first, second)
    assert "n" == last(found)["ACT-1"]
    assert last(found)["ACT-2"] in "ypl"
    (ground,) = found.grounds
    # before the second post was out, the first holder stood on every date
    assert ground.words[0].letters[0] in "yp"


def test_two_that_were_named_together_still_hold_together() -> None:
    found = of(
        word(1, "ACT-1", "governed_by", "2014-04-12", on="2014-04-12"),
        word(2, "ACT-2", "governed_by", "2014-04-12", on="2014-04-12"),
    )
    assert {"p"} == set(last(found).values()) or {"y"} == set(last(found).values())


def test_a_holder_that_had_ended_holds_nothing() -> None:
    # a group that had merged into another was still drawn as the holder of its harbour
    held = word(1, "ACT-1", "controls", "2021-03-20", on="2021-03-20")
    merged = word(2, "ACT-1", "merged_into", "2021-06-20", on="2021-07-08", code="ACT-2", relation="between")
    later = word(3, "ACT-2", "besieged_by", "2021-07-08", on="2021-07-08")
    assert "n" == last(of(held, merged, later))["ACT-1"]
    assert "l" == last(of(held, later))["ACT-1"]


def test_a_later_word_of_another_unnamed_source_is_no_new_picture_of_the_first() -> None:
    unnamed = Link("a source, not named", None, "Source")
    first = evolve(word(1, "ACT-1", "controls", "2021-03-20", on="2021-03-20"), source=unnamed)
    second = evolve(word(2, "ACT-2", "controls", "2021-05-25", on="2021-07-08"), source=unnamed)
    assert last(of(first, second))["ACT-1"] in "ypl"
