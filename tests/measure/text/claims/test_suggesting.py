"""What the rules propose of small texts, with known answers; the scores of the labelled set stand elsewhere."""

import pytest

from sightline.measure.text.claims.flat import flatten
from sightline.measure.text.claims.record import DateGiven, PlaceGiven, Suggestion
from sightline.measure.text.claims.suggesting import suggest_claims


def of(kind: str, text: str, **more: object) -> list[Suggestion]:
    return [one for one in suggest_claims(text, **more) if one.kind == kind]  # type: ignore[arg-type]


def figure(text: str) -> list[tuple[object, ...]]:
    out = []
    for one in of("figure", text):
        assert isinstance(one.value, dict)
        out.append(tuple(one.value[name] for name in ("min", "best", "max", "state", "group")))
    return out


@pytest.mark.parametrize(
    "text, expected",
    [
        ("At least four people were killed.", [(4, None, None, "killed", "all")]),
        ("More than 300 people were arrested.", [(301, None, None, "detained", "all")]),
        ("About sixty others had difficulty breathing.", [(None, 60, None, "affected", "all")]),
        ("Between 10 and 14 fighters were killed.", [(10, None, 14, "killed", "fighter")]),
        ("Up to 12 people were hurt.", [(None, None, 12, "injured", "all")]),
        ("Fewer than ten civilians were killed.", [(None, None, 9, "killed", "civilian")]),
        ("Dozens were wounded.", [(24, None, None, "injured", "all")]),
        ("Twenty-three people died.", [(23, 23, 23, "killed", "all")]),
        ("No one was hurt.", [(0, 0, 0, "injured", "all")]),
        # a part takes the state of the whole before it, and stays a figure of its own
        (
            "12 people were killed, two of them children.",
            [(12, 12, 12, "killed", "all"), (2, 2, 2, "killed", "child")],
        ),
        (
            "قُتل ثلاثة مدنيين وجُرح عشرة آخرون.",
            [(3, 3, 3, "killed", "civilian"), (10, 10, 10, "injured", "all")],
        ),
        ("قتل طفلان في القصف.", [(2, 2, 2, "killed", "child")]),
        ("مقتل ما بين ٢٧٠ و٤٠٠ مقاتل.", [(270, None, 400, "killed", "fighter")]),
        # those who act are not those who suffer
        ("Three gunmen entered the house and killed a man.", [(1, 1, 1, "killed", "man")]),
        # missiles, hours, money and ages are no figures of people
        ("The town was hit by 26 missiles for 12 hours; it cost $40.", []),
    ],
)
def test_figures_have_the_bounds_their_words_give(text: str, expected: list[tuple[object, ...]]) -> None:
    assert expected == figure(text)


def ties(kind: str, text: str, *places: str) -> list[tuple[object, ...]]:
    given = [PlaceGiven(text.index(name), text.index(name) + len(name), name, 35.0, 36.0) for name in places]
    return [(one.property, one.subject, one.value, one.polarity) for one in of(kind, text, places=given)]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "The Falcon Brigade split from the Northern Front.",
            [("split_from", "Falcon Brigade", "Northern Front", "affirmed")],
        ),
        (
            "The Falcon Brigade met in May. It is part of the Northern Front.",
            [("part_of", "Falcon Brigade", "Northern Front", "affirmed")],
        ),
        ("Liwa al-Fajr no longer exists.", [("dissolved", "Liwa al-Fajr", None, "affirmed")]),
        (
            "The Falcon Brigade denied that it had pledged allegiance to the Black Banner Army.",
            [("pledged_to", "Falcon Brigade", "Black Banner Army", "negated")],
        ),
        (
            "The Sons of the Valley and the Eagle Battalion merged into the Army of Unity.",
            [
                ("merged_into", "Sons of the Valley", "Army of Unity", "affirmed"),
                ("merged_into", "Eagle Battalion", "Army of Unity", "affirmed"),
            ],
        ),
        # the succession is told from its end
        (
            "The Dusk Movement was succeeded by the Dawn Movement.",
            [("succeeded_by", "Dusk Movement", "Dawn Movement", "affirmed")],
        ),
        ("بايعت كتائب الغضب جيش السواد.", [("pledged_to", "كتائب الغضب", "جيش السواد", "affirmed")]),
        ("انضمت كتيبة النسر إلى جيش الوحدة.", [("part_of", "كتيبة النسر", "جيش الوحدة", "affirmed")]),
        ("The committee is part of the problem.", []),
    ],
)
def test_relations_have_both_ends_and_their_direction(text: str, expected: list[tuple[object, ...]]) -> None:
    assert expected == ties("relation", text)


def test_who_holds_a_place() -> None:
    assert [("controls", "Coastal Army", "Latakia", "affirmed")] == ties(
        "control", "Latakia fell to the Coastal Army.", "Latakia"
    )
    assert [("lost", "قوات النظام", "تدمر", "affirmed")] == ties(
        "control", "انسحبت قوات النظام من تدمر.", "تدمر"
    )


def test_a_relation_takes_the_one_date_of_its_sentence() -> None:
    text = "The Falcon Brigade split from the Northern Front on 3 June."
    given = [DateGiven(text.index("3 June"), text.index("3 June") + 6, "2014-06-03")]
    assert ["2014-06-03"] == [one.valid for one in of("relation", text, dates=given)]


def test_denied_hedged_and_attributed() -> None:
    text = "State television blamed the Harvest Brigades. The Harvest Brigades denied any involvement."
    blamed = of("perpetrator", text)
    assert [("affirmed", "State television"), ("negated", "Harvest Brigades")] == [
        (one.polarity, one.source) for one in blamed
    ]
    assert ["affirmed", "denied"] == [one.property for one in of("attribution", text)]
    assert "hedged" == of("incident", "A helicopter appears to have dropped the munition.")[0].certainty


def test_a_date_told_from_the_one_before_it() -> None:
    text = "Shells hit the town on 24 May and again two days later."
    given = [DateGiven(text.index("24 May"), text.index("24 May") + 6, "2015-05-24")]
    assert ["2015-05-24", "2015-05-26"] == [one.value for one in of("date", text, dates=given)]
    assert [] == of("date", "Two days later shells hit the town.")
    arabic = "قصفت البلدة في 24 أيار ثم بعد ذلك بيومين."
    begin = arabic.index("24")
    given = [DateGiven(begin, begin + 7, "2015-05-24")]
    assert ["2015-05-24", "2015-05-26"] == [one.value for one in of("date", arabic, dates=given)]


def test_a_name_of_a_group_or_office_is_no_place_and_an_unresolved_one_needs_words() -> None:
    text = "The Homs Brigade left Homs. Homs Media Centre was silent. In Nowhere it rained."
    first, second, third = text.index("Homs"), text.index("Homs."), text.rindex("Homs")
    spans = [PlaceGiven(at, at + 4, "Homs", 34.7, 36.7) for at in (first, second, third)]
    spans.append(PlaceGiven(text.index("Nowhere"), text.index("Nowhere") + 7, "Nowhere", said="in"))
    found = of("place", text, places=spans)
    assert [second, text.index("Nowhere")] == [one.start for one in found]
    assert [None, "unresolved"] == [one.status for one in found]


def test_aliases_of_the_case_are_found_as_written() -> None:
    names = [one.value for one in of("actor", "The men of Junud al-Haq came.", actors=("Junud al-Haq",))]
    assert names == ["Junud al-Haq"]


def test_nothing_that_touches_a_hazardous_span_is_suggested() -> None:
    text = "Two shells hit the town. Four people were killed."
    whole = suggest_claims(text)
    some = suggest_claims(text, hazardous=[(0, 24)])
    assert any(one.start < 24 for one in whole)
    assert next(one for one in whole if one.start >= 24 and one.kind == "figure").quote == some[0].quote
    assert all(one.start >= 24 for one in some)


def test_the_plain_text_leads_back_to_the_original() -> None:
    original = "قُتِلَ\u200f طفلٌ في حمص"
    flat = flatten(original)
    assert "قتل طفل في حمص" == flat.text
    start, end = flat.original_span(4, 7)
    # the mark on the last letter is of the letter: no span is cut inside a character
    assert "طفلٌ" == original[start:end]


@pytest.mark.parametrize(
    "text, name",
    [
        # an accusative ending makes it an adjective, whatever village is spelled like it
        ("عيّن اللواء قائداً جديداً خلفاً لمؤسسه.", "جديداً"),
        # the second mention of a group by its unit word, and words of direction
        ("انضمت كتائب الشمال إلى الاتحاد يوم الثلاثاء.", "الاتحاد"),
        ("اقتحم المهاجمون ثلاث قرى شرقها.", "شرقها"),
    ],
)
def test_an_arabic_word_that_is_spelled_like_a_place_is_none(text: str, name: str) -> None:
    at = text.index(name)
    assert [] == of("place", text, places=[PlaceGiven(at, at + len(name), name, 33.6, 35.9, "toward")])


@pytest.mark.parametrize(
    "text, expected",
    [
        # the town of Hit; missiles that were shot down; a town that fell in a month
        ("The city of Hit remains quiet.", []),
        ("Most of the drones were shot down.", []),
        ("The town itself fell in June.", []),
        # what is told of it behind "and caused no" is no part of it, so that it is not negated
        ("A raid hit a school in Binnish and caused no casualties.", ["affirmed"]),
        ("Shelling resumed on Wednesday.", ["affirmed"]),
        ("Two soldiers died in a clash near Azaz.", ["affirmed"]),
        ("سُمع دوي انفجارين في مأرب.", ["affirmed"]),
        ("صواريخ أصابت قسم الولادة.", ["affirmed"]),
        ("الوسيلة طائرة مسيرة ولم يتبنها أحد.", ["affirmed"]),
    ],
)
def test_clauses_that_say_that_something_happened(text: str, expected: list[str]) -> None:
    assert expected == [one.polarity for one in of("incident", text)]
