"""Mentions of places in passages in three scripts, with what is said around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.fold import fold
from sightline.measure.text.toponyms.finding import Mention, find_toponyms

NAMES = (
    "Aleppo, Deir ez-Zor, al-Bab, Abu Kamal, Kafr Zita, Hama, Idlib, Turkey, Manbij, Umar, Raqqa, North, حلب, الرقة, "
    "كفر زيتا, حماة, إدلب, دير الزور, منبج, الباب, تركيا, Краматорск, Славянск, Донецк, Київ"
)
KNOWN = {fold(name) for name in NAMES.split(", ")}


def found(text: str) -> dict[str, Mention]:
    return {mention.text: mention for mention in find_toponyms(text, known=KNOWN)}


def test_distance_direction_and_province_go_with_the_name() -> None:
    text = "A barrel fell 15 km north-east of Aleppo, near the town of Kafr Zita in Hama province."
    names = found(text)
    assert ["Aleppo", "Kafr Zita", "Hama"] == list(names)
    assert (45, 15_000) == (names["Aleppo"].bearing, names["Aleppo"].distance_m)
    assert ("town", "near", "Hama") == (
        names["Kafr Zita"].kind,
        names["Kafr Zita"].relation,
        names["Kafr Zita"].region,
    )
    assert "province" == names["Hama"].kind


def test_between_and_border() -> None:
    names = found("Between Manbij and al-Bab the road is cut; on the border with Turkey too.")
    assert ("between", "al-Bab") == (names["Manbij"].relation, names["Manbij"].partner)
    assert ("between", "Manbij") == (names["al-Bab"].relation, names["al-Bab"].partner)
    assert "border" == names["Turkey"].relation


def test_countryside_is_told_with_its_side() -> None:
    names = found("the northern countryside of Idlib and Aleppo's western countryside, then Rif Hama")
    assert ("countryside", 0) == (names["Idlib"].kind, names["Idlib"].bearing)
    assert ("countryside", 270) == (names["Aleppo"].kind, names["Aleppo"].bearing)
    assert "countryside" == names["Hama"].kind


@pytest.mark.parametrize(
    "text, name, doubt",
    [
        ("Fighters of the Umar al-Mukhtar Brigade left", "Umar", "group"),
        ("Liwa al-Raqqa left", "al-Raqqa", "group"),
        ("the Idlib Battalion left", "Idlib", "group"),
        ("Abu Kamal al-Shami spoke", "Abu Kamal", "person"),
        ("Colonel Hama spoke", "Hama", "person"),
        ("كتيبة الرقة", "الرقة", "group"),
        ("وأبو حلب قال", "حلب", "person"),
        ("батальон Донецк", "Донецк", "group"),
    ],
)
def test_names_of_people_and_groups_are_told(text: str, name: str, doubt: str) -> None:
    assert doubt == found(text)[name].looks_like


def test_a_town_called_like_a_person_is_a_town_where_nothing_else_is_said() -> None:
    assert found("He spoke in Abu Kamal.")["Abu Kamal"].looks_like is None


def test_arabic_articles_and_attached_letters() -> None:
    text = "قصف ريف حلب الشمالي وبلدة كفر زيتا بريف حماة، شمال شرق الرقة 15 كم بين منبج والباب على الحدود مع تركيا"
    names = found(text)
    assert ["حلب", "كفر زيتا", "حماة", "الرقة", "منبج", "الباب", "تركيا"] == list(names)
    assert ("countryside", 0) == (names["حلب"].kind, names["حلب"].bearing)
    assert "town" == names["كفر زيتا"].kind
    assert (45, 15_000) == (names["الرقة"].bearing, names["الرقة"].distance_m)
    assert "الباب" == names["منبج"].partner
    assert "border" == names["تركيا"].relation


def test_cyrillic_cases_meet_the_nominative() -> None:
    names = found("В 15 км к северу от Славянска, между Краматорском и Донецком. Колона йшла до Києва.")
    assert ["Славянска", "Краматорском", "Донецком", "Києва"] == list(names)
    assert (0, 15_000) == (names["Славянска"].bearing, names["Славянска"].distance_m)
    assert fold("Київ") == names["Києва"].form


def test_a_name_nobody_knows_is_a_place_where_the_text_says_so() -> None:
    name = found("the village of Tall Sabra burned")["Tall Sabra"]
    assert not name.known
    assert "village" == name.kind


def test_a_common_word_that_a_village_is_called_too_is_told() -> None:
    # Of 100,000 names of places many are everyday words: "the military", "martyrs", "Russian".
    known = {fold("الحربي"), fold("حلب")}
    names = {one.text: one for one in find_toponyms("الطيران الحربي يقصف حلب", known=known)}
    assert "word" == names["الحربي"].looks_like
    assert names["حلب"].looks_like is None
    assert find_toponyms("في قرية الحربي", known=known)[0].looks_like is None


def test_a_direction_is_no_place() -> None:
    assert {} == found("they went north, then to the north of the town")


def test_a_function_serves_as_well_as_a_set() -> None:
    asked: list[str] = []

    def known(name: str) -> bool:
        asked.append(name)
        return name == "hama"

    assert ["Hama"] == [one.text for one in find_toponyms("shelling in Hama", known=known)]
    assert all(name == fold(name) for name in asked)


@given(st.text(max_size=300), st.sampled_from(["Hama ", "حلب ", "в Донецке ", "15 km north of ", "town of "]))
def test_any_text_gives_mentions_that_are_where_they_say(text: str, more: str) -> None:
    whole = more + text + " " + more
    last = 0
    for one in find_toponyms(whole, known=KNOWN):
        assert one.text == whole[one.start : one.end] != ""
        assert one.start >= last
        last = one.end
