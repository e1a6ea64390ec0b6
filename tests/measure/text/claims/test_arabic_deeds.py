"""Who is said to have done it, and who says so, in Arabic: one sentence for each construction."""

import pytest

from sightline.measure.text.claims.suggesting import suggest_claims


def said(text: str, kind: str) -> set[str]:
    return {str(one.value) for one in suggest_claims(text) if one.kind == kind}


@pytest.mark.parametrize(
    "text",
    [
        "سقطت ثلاث قذائف أطلقتها كتيبة النهر على الحي.",
        "كتيبة النهر قصفت السوق صباح اليوم.",
        "قتل طفلان بقصف مدفعي لكتيبة النهر على السوق.",
        "قتل رجل برصاص عناصر كتيبة النهر عند الحاجز.",
        "نُسب الهجوم إلى كتيبة النهر.",
        "رجح مصدر وقوف كتيبة النهر خلف التفجير.",
    ],
)
def test_who_did_it_is_found_where_it_stands(text: str) -> None:
    assert "كتيبة النهر" in said(text, "perpetrator")


def test_who_was_hit_did_nothing() -> None:
    assert set() == said("قتل ثلاثة من كتيبة النهر في انفجار لغم.", "perpetrator")


@pytest.mark.parametrize(
    "text, by",
    [
        ("وكان مصدر أمني قد أعلن مقتل ثلاثة مدنيين.", "مصدر أمني"),
        ("مديرية الصحة تتحدث عن مقتل ثلاثة مدنيين.", "مديرية الصحة"),
        ("قتل ثلاثة مدنيين، بحسب ما أوردته وكالة محلية.", "وكالة محلية"),
        ("قتل ثلاثة مدنيين، وفق إفادة مدير المشفى.", "مدير المشفى"),
    ],
)
def test_who_says_it_is_found_before_the_verb_and_behind_what_was_told(text: str, by: str) -> None:
    assert by in said(text, "attribution")


def test_between_two_groups_nobody_speaks() -> None:
    assert set() == said("دارت اشتباكات بين كتيبة النهر وحركة السهم.", "attribution")


def test_aircraft_that_support_somebody_did_nothing_by_that() -> None:
    text = "تقدمت كتيبة النهر، مسنودة بطيران التحالف، نحو البلدة وقتل مدنيان."
    assert "التحالف" not in said(text, "perpetrator")


def test_what_is_denied_must_be_a_deed() -> None:
    text = "أعلنت كتيبة النهر انشقاقها عن حركة السهم. ونفت الحركة ذلك."
    assert set() == said(text, "perpetrator")


def test_who_leads_a_group_does_not_leave_with_it() -> None:
    text = "أعلن لواء النهر، الذي يقوده الرائد حسن الرفاعي، انشقاقه عن حركة السهم."
    told = {(one.property, one.subject) for one in suggest_claims(text) if one.kind == "relation"}
    assert {("leader_of", "حسن الرفاعي"), ("split_from", "لواء النهر")} == told
