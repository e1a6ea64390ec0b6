"""Relations between groups that Arabic tells by nouns, appositions, turned orders and clauses behind."""

import pytest

from sightline.measure.text.claims.record import PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims


def ties(text: str, *places: str) -> set[tuple[str, str | None, str, str]]:
    given = [PlaceGiven(text.index(p), text.index(p) + len(p), p, 35.0, 36.0) for p in places]
    return {
        (one.property or "", one.subject, str(one.value), one.polarity)
        for one in suggest_claims(text, places=given)
        if one.kind == "relation"
    }


FAJR, SHAMAL, NAHR, NOUR = "سرايا الفجر", "جيش الشمال", "كتيبة رماح النهر", "حركة النور"


@pytest.mark.parametrize(
    "text",
    [
        "سرايا الفجر، وهي ذراع جيش الشمال في الجنوب، أصدرت بياناً.",
        "سرايا الفجر، الذراع المسلحة لجيش الشمال، أصدرت بياناً.",
        "سرايا الفجر، وهو فصيل يتبع عسكرياً لجيش الشمال، هاجمت القرية.",
        "تقاتل سرايا الفجر ضمن قوام جيش الشمال.",
        "سرايا الفجر التي كانت حتى شهر مضى تابعة لجيش الشمال أعلنت استقلالها.",
        "أصبحت سرايا الفجر جزءاً لا يتجزأ من جيش الشمال.",
        "ضُمت سرايا الفجر إلى جيش الشمال.",
        "انضمت إلى جيش الشمال سرايا الفجر.",
        "سرايا الفجر ليست سوى ذراع من أذرع جيش الشمال.",
    ],
)
def test_who_is_part_of_whom_is_told_by_nouns_too(text: str) -> None:
    assert ties(text) == {("part_of", FAJR, SHAMAL, "affirmed")}


@pytest.mark.parametrize(
    "text, tie",
    [
        ("لم تعد سرايا الفجر تتبع جيش الشمال.", ("part_of", FAJR, SHAMAL, "negated")),
        ("سرايا الفجر لم تكن يوماً جزءاً من جيش الشمال.", ("part_of", FAJR, SHAMAL, "negated")),
        ("لا صلة لسرايا الفجر بجيش الشمال.", ("affiliated_with", FAJR, SHAMAL, "negated")),
        ("نقضت حركة النور بيعتها لجيش الشمال.", ("pledged_to", NOUR, SHAMAL, "negated")),
        ("فكت سرايا الفجر ارتباطها بحركة النور.", ("split_from", FAJR, NOUR, "affirmed")),
        ("انشقت عن جيش الشمال كتيبة رماح النهر.", ("split_from", NAHR, SHAMAL, "affirmed")),
        ("تقدمت سرايا الفجر بإسناد من جيش الشمال.", ("allied_with", FAJR, SHAMAL, "affirmed")),
        ("يخوض جيش الشمال حرباً مفتوحة مع سرايا الفجر.", ("fights", SHAMAL, FAJR, "affirmed")),
        ("تشكلت سرايا الفجر على أنقاض جيش الشمال.", ("succeeded_by", SHAMAL, FAJR, "affirmed")),
        ("حُلّت كتيبة رماح النهر في أيار الماضي.", ("dissolved", NAHR, "None", "affirmed")),
    ],
)
def test_ties_cut_denied_and_begun(text: str, tie: tuple[str, str, str, str]) -> None:
    assert tie in ties(text)


def test_a_clause_behind_denies_what_was_told() -> None:
    told = ties("تحدثت صفحات عن انضمام سرايا الفجر إلى جيش الشمال، الأمر الذي نفته السرايا.")
    assert {t[3] for t in told} == {"affirmed", "negated"}


def test_two_merge_into_the_one_named_behind() -> None:
    told = ties("اندمجت كتيبة رماح النهر مع سرايا الفجر في جسم واحد سمي لواء الفرقان.")
    assert {(t[0], t[1], t[2]) for t in told} == {
        ("merged_into", NAHR, "لواء الفرقان"),
        ("merged_into", FAJR, "لواء الفرقان"),
    }


def test_some_who_leave_are_not_their_group() -> None:
    assert ties("انشق عشرات من مقاتلي سرايا الفجر وانضموا إلى جيش الشمال.") == set()


def test_where_a_group_has_its_seat() -> None:
    told = ties("ينشط لواء أسود الجبل بين سراقب ومعرة النعمان.", "سراقب", "معرة النعمان")
    assert {t[2] for t in told} == {"سراقب", "معرة النعمان"}
