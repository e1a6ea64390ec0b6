"""Ties and dates that only look like some: things planned, "the town" of two, "today" in a name or for "nowadays"."""

import pytest

from sightline.measure.text.claims.no_dates import dates_told
from sightline.measure.text.claims.record import DateGiven, PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims


@pytest.mark.parametrize(
    "text, places",
    [
        ("The Cedar Brigade will administer Marj next year.", ["Marj"]),
        ("Shells fell on Marj and on Tolmeta. The Cedar Brigade captured the town.", ["Marj", "Tolmeta"]),
        ("The commander had left for Marj.", ["Marj"]),
        ("ومن المنتظر أن توقع جبهة الأرز ميثاق شرف.", []),
    ],
)
def test_what_is_planned_or_of_two_places_is_no_tie(text: str, places: list[str]) -> None:
    given = [PlaceGiven(text.find(p), text.find(p) + len(p), p, 35.0, 36.0) for p in places]
    assert [] == [one for one in suggest_claims(text, places=given) if one.kind in {"relation", "control"}]


@pytest.mark.parametrize(
    "text, words", [("The Aleppo Today Network said so.", "Today"), ("بحسب شبكة حلب اليوم.", "اليوم")]
)
def test_today_in_a_name_is_no_date(text: str, words: str) -> None:
    at = text.find(words)
    assert () == dates_told(text, [DateGiven(at, at + len(words), "2014-01-14", "The day of the text.")])
