"""Accuracy has a floor: a small labelled set of headers and values as lists have them; lowering it needs a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.sources.list_columns import guess_roles, has_header
from sightline.sources.list_names import fold_header, language_of_name, role_by_name
from sightline.sources.list_profile import profile_columns

NAMED = {
    "Title": "title", "online_title_ar": "title", "Video Title": "title", "VideoURL": "url", "Link": "url",
    "Upload date": "posted_at", "date_of_upload": "posted_at", "PublishedAt": "posted_at", "تاريخ النشر": "posted_at",
    "Incident Date": "claimed_time", "incident_date_time": "claimed_time", "التاريخ": "claimed_time",
    "تاريخ الحادثة": "claimed_time", "location_name_ar": "claimed_place_name", "Location": "claimed_place_name",
    "المكان": "claimed_place_name", "lat": "latitude", "Geo-Latitude": "latitude", "خطّ العرض": "latitude",
    "LONGITUDE": "longitude", "geo_longitude": "longitude", "خط الطول": "longitude", "geo_accuracy": "accuracy",
    "Coordinates": "claimed_position", "الإحداثيات": "claimed_position", "Uploader": "author", "sources_ar": "author",
    "المصدر": "author", "Type of violation": "category", "type_of_violation_ar": "category",
    "weapons_used": "claimed_weapon",
    "الأسلحة": "claimed_weapon", "unique_event_ID": "reference_code", "Reference code": "reference_code",
    "الرقم المرجعي": "reference_code", "License": "licence", "lang": "language", "Summary (English)": "description",
    "الوصف": "description", "YouTube ID": "platform_id", "youtube_id_video": "platform_id",
}  # fmt: skip
UNKNOWN = ["Checked by", "number_1: *RENAME*", "Staff graphic", "ملاحظة المدقق", "", "123", "%%%"]


@pytest.mark.parametrize("name, role", NAMED.items())
def test_names_of_columns(name: str, role: str) -> None:
    found = role_by_name(name)

    assert found is not None
    assert role == found[0]


@pytest.mark.parametrize("name", UNKNOWN)
def test_names_that_say_nothing(name: str) -> None:
    assert role_by_name(name) is None


def test_a_language_in_the_name_is_read() -> None:
    assert ["ar", "en", "en", None] == [
        language_of_name(n) for n in ("title_ar", "Summary (English)", "en title", "Title")
    ]
    assert "خط العرض" == fold_header("  خطّ   العَرض: ")


def roles(names: list[str | None], rows: list[list[str]]) -> list[str | None]:
    return [guess.role for guess in guess_roles(names, profile_columns(rows, len(names)))]


def test_the_values_overrule_the_name() -> None:
    links = [
        [f"https://youtu.be/abcdefgh{n:03d}", "https://www.youtube.com/@one", f"word {n}", f"north {n}"]
        for n in range(9)
    ]

    assert ["url", "author_url", "list_field", "list_field"] == roles(
        ["Source", "Source link", "Date", "Latitude"], links
    )


def test_of_two_columns_of_links_one_names_the_item() -> None:
    rows = [[f"https://news.example/{n}", f"https://youtu.be/abcdefgh{n:03d}"] for n in range(9)]

    assert ["list_field", "url"] == roles([None, None], rows)


def test_longitude_may_stand_first_when_its_values_say_so() -> None:
    assert ["longitude", "latitude"] == roles([None, None], [["36.30° E", "33.51° N"]] * 3)
    assert ["longitude", "latitude"] == roles([None, None], [["136.30", "33.51"]] * 3)
    assert ["latitude", "longitude"] == roles([None, None], [["33.51", "36.30"]] * 3)


@pytest.mark.parametrize(
    "first, rest, expected",
    [
        (["Link", "Title"], [["https://a.example/", "x"]], True),
        (["Verweis", "Titel"], [["https://a.example/1", "x"], ["https://a.example/2", "y"]], True),
        (["https://a.example/", "x"], [["https://a.example/2", "y"]], False),
        (["R1", "12/04/2014"], [["R2", "13/04/2014"]], False),
        (["word", "other"], [["word", "more"]], False),
        ([], [], False),
        (["", ""], [["", ""]], False),
    ],
)
def test_headers_are_told_from_rows(first: list[str], rest: list[list[str]], expected: bool) -> None:
    assert expected is has_header(first, rest)


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            " ",
            "https://youtu.be/lCl3TKuuLj8",
            "http://[",
            "12/04/2014",
            "33.5",
            "36° 5'7",
            "33.5, 36.2",
            "RU_1",
        ]
    ),
)


@given(st.integers(1, 6).flatmap(lambda width: st.tuples(
    st.lists(st.one_of(st.none(), CELLS), min_size=width, max_size=width),
    st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12),
)))  # fmt: skip
def test_guessing_never_fails_and_never_doubles(
    given_table: tuple[list[str | None], list[list[str]]],
) -> None:
    names, rows = given_table
    has_header([name or "" for name in names], rows)
    guesses = guess_roles(names, profile_columns(rows, len(names)))

    assert len(names) == len(guesses)
    for once in ("url", "latitude", "longitude", "posted_at", "platform_id"):
        assert [guess.role for guess in guesses].count(once) <= 1
    assert all(guess.why != "" for guess in guesses)
