"""Relations and control by the grammar of Arabic clauses: names, references, forms of one root, negation."""

import pytest

from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.record import PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims


def ties(text: str, *places: str) -> set[tuple[str, str | None, str, str]]:
    given = [PlaceGiven(text.index(p), text.index(p) + len(p), p, 35.0, 36.0) for p in places]
    return {
        (one.property, one.subject, str(one.value), one.polarity)
        for one in suggest_claims(text, places=given)
        if one.kind in ("relation", "control")
    }


def actors(text: str) -> set[str]:
    return {str(one.value) for one in suggest_claims(text) if one.kind == "actor"}


@pytest.mark.parametrize(
    "text, name",
    [
        ("قال شهود إن «حماة الشاطئ الأزرق» دخلوا القرية.", "حماة الشاطئ الأزرق"),
        ("وصلت الكتيبة 12 مشاة إلى المعسكر.", "الكتيبة 12 مشاة"),
        ("انتشرت كتيبة أبناء تدمر في الحي.", "كتيبة أبناء تدمر"),
        ("أعلنت جماعة تطلق على نفسها «طيور الوادي» مسؤوليتها.", "طيور الوادي"),
        ("قصف الطيران مقر الفرقة الرابعة والعشرين.", "الفرقة الرابعة والعشرين"),
    ],
)
def test_a_name_is_cut_where_it_ends(text: str, name: str) -> None:
    assert name in actors(text)


def test_words_in_quotation_marks_that_are_no_group_are_no_name() -> None:
    assert actors("قال الوزير إن الوضع «تحت السيطرة» بعد عملية «درع الخريف».") == set()


@pytest.mark.parametrize(
    "text",
    [
        "انشقت كتيبة النهر عن حركة السهم.",
        "كتيبة النهر المنشقة عن حركة السهم هاجمت الحاجز.",
        "أكد ناشطون انشقاق كتيبة النهر عن حركة السهم.",
        "كانت كتيبة النهر قد انشقت قبل عامين عن حركة السهم.",
    ],
)
def test_one_root_is_read_in_each_of_its_forms(text: str) -> None:
    assert ("split_from", "كتيبة النهر", "حركة السهم", "affirmed") in ties(text)


def test_who_leads_is_read_by_noun_and_by_verb() -> None:
    expected = ("leader_of", "سامر القاضي", "كتيبة النهر", "affirmed")
    assert expected in ties("قُتل آمر كتيبة النهر سامر القاضي.")
    assert expected in ties("وصلت كتيبة النهر، التي يقودها سامر القاضي، إلى البلدة.")


def test_a_noun_as_subject_is_nobody_and_nothing_is_offered() -> None:
    # "انفصل قائد ..." is of the commander, not of his battalion
    assert ties("تشكلت كتيبة النهر العام الماضي ثم انفصل قسم من المقاتلين عن حركة السهم.") == set()


def test_what_is_no_group_has_no_ties() -> None:
    text = "انشق الطريق الدولي، وأعلن الناديان اندماجهما، وبايع الجمهور المدرب الجديد."
    assert ties(text) == set()


def test_a_denied_form_is_negated_and_still_is_not() -> None:
    assert ("part_of", "كتيبة النهر", "حركة السهم", "negated") in ties("كتيبة النهر لم تنضم إلى حركة السهم.")
    still = ties("لا تزال كتيبة النهر تتبع لحركة السهم.")
    assert ("part_of", "كتيبة النهر", "حركة السهم", "affirmed") in still


def test_a_place_behind_which_somebody_stands_is_held() -> None:
    told = ties("باتت بلدة نوى تحت سيطرة كتيبة النهر.", "نوى")
    assert ("controls", "كتيبة النهر", "نوى", "affirmed") in told


def test_forms_are_made_from_the_stem() -> None:
    found = form_of("وانضمامها")
    assert found is not None
    assert ("noun", "ها", "part_of") == (found[0].part, found[0].own, found[0].root.relation)
    assert form_of("طريق") is None
