"""Where the names of Arabic groups begin and end: adjectives, persons, places, troops, and what is no group."""

import pytest

from sightline.measure.text.claims.arabic.names.adjectives import is_adjective_of
from sightline.measure.text.claims.lexicon import lexicon
from sightline.measure.text.claims.record import PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims


def actors(text: str, *places: str) -> set[str]:
    given = [PlaceGiven(text.index(p), text.index(p) + len(p), p, 35.0, 36.0) for p in places]
    return {str(one.value) for one in suggest_claims(text, places=given) if one.kind == "actor"}


@pytest.mark.parametrize(
    "text, name",
    [
        ("أعلنت سرايا الفجر الصادق انسحابها من البلدة.", "سرايا الفجر الصادق"),
        ("هاجمت كتائب المرابطين الأوائل حاجزاً.", "كتائب المرابطين الأوائل"),
        ("وصلت حركة شهداء تهامة إلى المخا.", "حركة شهداء تهامة"),
        ("اشتبكت كتيبة السلطان مراد مع مجموعة أخرى.", "كتيبة السلطان مراد"),
        ("اعتقل الأمن ثلاثة من جماعة أبو وليد الحسني في إدلب.", "جماعة أبو وليد الحسني"),
        ("أعلن لواء الشهيد أنس العوام، أمس، انسحابه.", "لواء الشهيد أنس العوام"),
        ("أصدرت حركة العدل والكرامة بياناً.", "حركة العدل والكرامة"),
        ("قتل قيادي في سرية رأس الجبل.", "سرية رأس الجبل"),
        ("نفى المجلس العسكري لثوار البادية مسؤوليته.", "المجلس العسكري لثوار البادية"),
        ("هاجم فصيل يدعى سرايا الغيث المعبر.", "سرايا الغيث"),
        ("قال آمر كتيبة الدرع 114 مشاة إن قواته انسحبت.", "كتيبة الدرع 114 مشاة"),
        ("شاركت كتائب كأسود البحر في المعركة.", "أسود البحر"),
    ],
)
def test_a_name_goes_to_its_last_word(text: str, name: str) -> None:
    assert name in actors(text)


@pytest.mark.parametrize(
    "text",
    [
        "يا جماعة الخير ما في كهرباء اليوم.",
        "سقط شهداء وجرحى في الحي.",
        "خرج أبناء المدينة في مظاهرة.",
        "قال وائل الراوي، وهو فصيل مستقل، إن المعركة انتهت.",
        "سقطت القاعدة الجوية، ثم خرجت القاعدة عن الخدمة.",
        "قال اللواء العميد علي ذلك.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert set() == actors(text)


def test_troops_of_an_army_are_the_army() -> None:
    assert {"الجيش الليبي"} == actors("انتشرت وحدات الجيش الليبي في المدينة.")


def test_a_place_closes_a_name_that_ends_in_a_noun_without_the_article() -> None:
    assert "جبهة كفاح حلب" in actors("انسحبت جبهة كفاح حلب من المعبر.", "حلب")
    # what a town is entered by ends before it
    assert "كتيبة حطين" in actors("دخلت كتيبة حطين درعا.", "درعا")


@pytest.mark.parametrize(
    "word, before, head, expected",
    [
        ("الصادق", "الوعد", "سرايا", True),
        ("الموحد", "الساحل", "لواء", True),
        ("المدينه", "الفجر", "كتايب", False),
        ("السيطره", "الفجر", "سرايا", False),
        ("المنشق", "الفجر", "لواء", False),
    ],
)
def test_an_adjective_is_told_by_its_shape(word: str, before: str, head: str, expected: bool) -> None:
    assert expected is is_adjective_of(word, before, head, lexicon("ar"))
