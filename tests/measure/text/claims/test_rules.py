"""Pins what single rules must and must not take from a sentence, each after a fault that was seen in real wording."""

import pytest

from sightline.measure.text.claims.record import DateGiven, PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims


def found(text: str, kind: str, *, places: tuple[str, ...] = ()) -> set[tuple[str, str | None, object, str]]:
    given = [PlaceGiven(text.index(p), text.index(p) + len(p), p, 35.0, 36.0) for p in places]
    told = suggest_claims(text, places=given)
    return {(s.property, s.subject, s.value, s.polarity) for s in told if s.kind == kind}


def actors(text: str) -> set[object]:
    return {value for _, _, value, _ in found(text, "actor")}


def test_to_deny_having_been_invited_is_to_deny_no_deed() -> None:
    text = "The self-defence militia Ganda Tori denied having been invited to the talks."
    assert set() == found(text, "perpetrator")
    assert {"Ganda Tori"} == actors(text)
    shelled = found("The army denied having shelled the town.", "perpetrator")
    assert {("attributed_to", "having shelled the town", "army", "negated")} == shelled


@pytest.mark.parametrize(
    "text, by",
    [
        ("On 12 April 2014 activists said that two shells hit the market.", "activists"),
        ("On Monday evening activists said that two shells hit the market.", "activists"),
        ("Activists said: two shells hit the market.", "Activists"),
    ],
)
def test_neither_the_date_nor_the_verb_is_of_who_speaks(text: str, by: str) -> None:
    assert {("affirmed", None, by, "affirmed")} == found(text, "attribution")


@pytest.mark.parametrize(
    "text, names",
    [
        ("انضم فوج سهل الوادي إلى حركة الأمل الجديد.", {"فوج سهل الوادي", "حركة الأمل الجديد"}),
        ("دخلت حركة العدل والتنمية في حوار.", {"حركة العدل والتنمية"}),
        ("أعلن تشكيل تجمع الوادي الموحد.", {"تجمع الوادي الموحد"}),
        ("تحرك لواء تليل نحو الجبل.", {"لواء تليل"}),
        ("شكر السكان فوج الإطفاء واتحاد الخبازين.", set()),
        ("وصلت قوة عسكرية كبيرة.", set()),
    ],
)
def test_arabic_names_of_groups_end_where_they_end(text: str, names: set[str]) -> None:
    assert names == actors(text)


def test_an_arabic_verb_is_told_of_whom_it_agrees_with() -> None:
    # the brigade is nearest, but "انضوى" is masculine and cannot be told of it
    text = "تأسس لواء الوادي باسم كتيبة النهر، ثم انضوى تحت راية جبهة الكرامة."
    assert ("part_of", "لواء الوادي", "جبهة الكرامة", "affirmed") in found(text, "relation")


def test_its_fighters_and_both_groups_stand_for_groups() -> None:
    text = "أعلنت فرقة الوادي النفير. ويسيطر مقاتلوها على كفرية."
    assert {("controls", "فرقة الوادي", "كفرية", "affirmed")} == found(text, "control", places=("كفرية",))
    both = "اجتمعت حركة النهر وجبهة السد. والحركتان من مكونات تحالف المستقبل."
    assert {
        ("part_of", "حركة النهر", "تحالف المستقبل", "affirmed"),
        ("part_of", "جبهة السد", "تحالف المستقبل", "affirmed"),
    } == found(both, "relation")


def test_two_common_words_are_no_leader() -> None:
    assert set() == found("أقر مجلس ثوار الوادي بالهزيمة. ويرجح أن قائد المجلس غادر المدينة.", "relation")


def test_a_verb_of_speech_is_no_part_of_a_party() -> None:
    told = found("Residents said police had taken over two checkpoints.", "control")
    assert "said police" not in {subject for _, subject, _, _ in told}


def test_a_common_noun_is_a_place_only_where_a_word_calls_it_one() -> None:
    door = "وضعت الكيس عند الباب وجلست."
    assert set() == found(door, "place", places=("الباب",))
    town = suggest_claims(
        "قصف على مدينة الباب.",
        places=[PlaceGiven(14, 19, "الباب", 36.4, 37.5, "town")],
        dates=[DateGiven(0, 0, None)],
    )
    assert ["الباب"] == [s.quote for s in town if s.kind == "place"]
