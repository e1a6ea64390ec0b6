"""Where in a text a date stands: exactly its own words, whatever punctuation or quotation is about it."""

import pytest

from sightline.measure.chrono.dates import read_dates
from sightline.model.time import read

WRITTEN = read("2014-04-12")

# of each language: dates that end with a short month, a night, a part of the day, a number, a word behind
DATES = {
    "en": ["9 April", "9 Apr", "9 May 2014", "the night of 9 April", "11 April at dawn", "yesterday morning",
           "12th/13th April", "11 April at 5 pm", "over the past 10 days", "2014-04-11"],
    "ar": ["ليلة 12 آذار", "12 آذار", "9 آب", "12 نيسان 2014", "ليلة 12-13 آذار", "فجر يوم الجمعة", "12/3/2014",
           "خلال الأيام العشرة الماضية"],
    "fr": ["9 avr", "le 9 mai", "nuit du 9 au 10 avril", "hier soir", "il y a trois jours", "fin janvier"],
    "ru": ["12 апр", "12 мая 2014 года", "в ночь на 12 апреля", "вчера вечером", "с 9 по 12 апреля"],
    "uk": ["12 квітня", "12 квітня 2014 року", "у ніч на 12 квітня", "вчора ввечері", "три дні тому"],
    "tr": ["9 Nisan", "9 Nisan gecesi", "11 Nisan Cuma günü", "son 10 gün", "ocak sonunda"],
}  # fmt: skip
GOES_ON = {
    "en": [" the village", " in the village", " Rebels said"],
    "ar": [" قصفت القرية", " في القرية", " وقال"],
    "fr": [" le village", " dans le village", " Les habitants"],
    "ru": [" село", " в селе", " Жители"],
    "uk": [" село", " у селі", " Жителі"],
    "tr": [" köy", " köyde", " Köy halkı"],
}
BEHIND = [
    ".", ",", "،", ";", "؛", "!", "?", "؟", "…", "...", "۔", ":", ")", "]", "»", "”", "“", '"', "'", "’", "–", " –",
    " -", " .", "/", "«", "„", "**", ".\u200f", "،\u200f",
]  # fmt: skip
BEFORE = [
    "(", "[", "«", "»", "“", "„", '"', "'", "‘", "’", "- ", "– ", "—", "،", "؛ ", "\u200f", "…", "* ", "**",
]  # fmt: skip


@pytest.mark.parametrize(
    "language, written", [(language, one) for language, all_ in DATES.items() for one in all_]
)
def test_no_sign_and_no_small_word_about_a_date_is_taken_into_it(language: str, written: str) -> None:
    # "في ليلة 12 آذار. وقال" took the full stop, "yesterday morning, in the village" took "in the", and a quotation
    # in single marks ("'9 April 2014'") lost the day
    (plain,) = read_dates(written, WRITTEN, languages=[language])
    around = [("", sign + tail) for sign in BEHIND for tail in ("", *GOES_ON[language])]
    around += [(sign, closing) for sign in BEFORE for closing in ("", ".", "'")]
    for before, behind in around:
        text = before + written + behind
        (date,) = read_dates(text, WRITTEN, languages=[language])
        assert (plain.text, plain.edtf) == (date.text, date.edtf), text
        assert date.text == text[date.start : date.end]
        assert written.index(plain.text) + len(before) == date.start


def test_a_year_of_two_digits_behind_an_apostrophe_is_still_a_year() -> None:
    assert ["2014-04"] == [date.edtf for date in read_dates("in April '14", WRITTEN)]
    assert ["2014-04-09"] == [date.edtf for date in read_dates("on 9 April '14.", WRITTEN)]
    assert ["April '14"] == [date.text for date in read_dates("in April '14.", WRITTEN)]


def test_a_product_is_no_date_and_emphasis_about_a_date_is_none_of_it() -> None:
    assert [] == [
        date.text for date in read_dates("2*9-10 April, 3*11/04/14", WRITTEN) if date.text[0] in "123"
    ]
    assert ["9 April 2014"] == [date.text for date in read_dates("**9 April 2014** it fell", WRITTEN)]


def test_one_day_before_the_turkish_word_for_between_is_that_day() -> None:
    # it stopped the whole text with a KeyError
    (date,) = read_dates("9 Nisan 2014 arasında", WRITTEN)
    assert ("9 Nisan 2014", "2014-04-09") == (date.text, date.edtf)
