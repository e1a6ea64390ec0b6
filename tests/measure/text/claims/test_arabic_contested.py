"""Who contests a place with whom, who shares it, who besieges it, who is gone from it: in Arabic, one sentence each."""

import pytest

from sightline.measure.text.claims.record import PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims


def held(text: str, *places: str) -> set[tuple[str, str | None, str, str]]:
    given = [PlaceGiven(text.index(p), text.index(p) + len(p), p, 35.0, 36.0) for p in places]
    return {
        (one.property, one.subject, str(one.value), one.polarity)
        for one in suggest_claims(text, places=given)
        if one.kind == "control"
    }


def test_who_contests_a_place_does_not_hold_it() -> None:
    told = held("تتنازع كتيبة النهر مع حركة السهم السيطرة على منبج منذ شهر.", "منبج")
    assert {
        ("contests", "كتيبة النهر", "منبج", "affirmed"),
        ("contests", "حركة السهم", "منبج", "affirmed"),
    } == told


def test_two_that_share_a_place_hold_it() -> None:
    told = held("تتقاسم كتيبة النهر وحركة السهم السيطرة على منبج.", "منبج")
    assert {
        ("controls", "كتيبة النهر", "منبج", "affirmed"),
        ("controls", "حركة السهم", "منبج", "affirmed"),
    } == told


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ما زالت منبج محاصرة من قبل كتيبة النهر.", ("besieges", "كتيبة النهر", "منبج", "affirmed")),
        ("باتت منبج خالية من كتيبة النهر.", ("lost", "كتيبة النهر", "منبج", "affirmed")),
        ("فقدت كتيبة النهر سيطرتها على منبج.", ("lost", "كتيبة النهر", "منبج", "affirmed")),
        ("نفت وحدات الجبل سقوط مدينة منبج بيد كتيبة النهر.", ("controls", "كتيبة النهر", "منبج", "negated")),
    ],
)
def test_a_state_of_a_place_is_told_behind_it(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in held(text, "منبج")


def test_men_who_fell_at_a_place_are_no_loss_of_it() -> None:
    assert set() == {t for t in held("فقدت كتيبة النهر ستة من رجالها في حقل منبج.", "منبج") if t[0] == "lost"}


def test_a_heading_names_the_town_of_its_line() -> None:
    text = "تحديث:\n- منبج: كتيبة النهر تدخل المدينة.\n- جرابلس: هدوء حذر."
    assert ("controls", "كتيبة النهر", "منبج", "affirmed") in held(text, "منبج", "جرابلس")
