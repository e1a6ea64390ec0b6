"""Numbers by their grammar, nouns of people by their form, and figures that need both."""

import pytest
from tests.measure.text.claims.figures_told import found_in, told

from sightline.measure.text.claims.arabic.figures.numbers import numbers_in
from sightline.measure.text.claims.arabic.figures.people import read_word
from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.lexicon import lexicon


@pytest.mark.parametrize(
    "words, expected",
    [
        ("ثلاثمئة وواحد وأربعون قتيلا", [341]),
        ("أحد عشر شخصا", [11]),
        ("الخمسة آلاف", [5000]),
        ("9 آلاف شخص و72 جريحا", [9000, 72]),
        ("ثلاثة آلاف وخمسمئة مدني", [3500]),
        ("12 ألفا و500 شخص", [12500]),
        ("ربع مليون", [250_000]),
        ("ست مئة", [600]),
        ("تلات مدنيين", [3]),
        ("مقتل ثلاثة وستة جرحى", [3, 6]),
        # an ordinal is no number of people, nor is "one of" something
        ("الفرقة الثالثة والعشرين", []),
        ("الساعة الثانية عشرة", []),
        ("أحد عناصرها", []),
        ("آلاف المدنيين", []),
    ],
)
def test_a_number_is_read_by_its_parts(words: str, expected: list[int]) -> None:
    text = unify(words)
    assert expected == [n.worth for n in numbers_in(text, 0, len(text))]


@pytest.mark.parametrize(
    "word, expected",
    [
        ("طفلة", ("child", 1)),
        ("وطفلتين", ("child", 2)),
        ("والأطفال", ("child", 3)),
        ("مدنيين", ("civilian", 0)),
        ("عنصرين", ("fighter", 2)),
        ("مقاتليه", ("fighter", 0)),
        ("المارة", ("civilian", 3)),
    ],
)
def test_a_noun_of_people_tells_whom_and_how_many(word: str, expected: tuple[str, int]) -> None:
    read = read_word(unify(word), lexicon("ar").people)
    assert read is not None
    assert expected == (read.form.group, read.form.number)


def test_words_of_things_are_no_people() -> None:
    assert all(
        read_word(unify(word), lexicon("ar").people) is None for word in ("دبابة", "منازل", "لواء", "وليد")
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "مقتل ثلاثمئة وأربعين مدنياً وجرح ما يزيد على ألفين ومئتي شخص.",
            "340 killed civilian; 2201+ injured",
        ),
        ("أوقع الانفجار أربعة قتلى وسبعة جرحى من المدنيين.", "4 killed civilian; 7 injured civilian"),
        ("سقط ثلاثة بين قتيل وجريح في قصف السوق.", "3 killed"),
        ("لم تسجل أي إصابات بين السكان.", "0 injured civilian"),
        ("عثر على جثتي عنصرين قرب الطريق.", "2 killed fighter"),
        ("انفجر لغم فحصد أرواح ستة مزارعين.", "6 killed civilian"),
        ("عداد الجرحى تخطى الأربعين.", "41+ injured"),
        ("اختطف مجهولون مساء أمس طبيباً.", "1 detained medical"),
        ("نزوح نحو 30 ألف كردي من القضاء.", "30000~ displaced"),
        # things, brigades and the living are no figures of the dead
        ("إصابة ثلاث دبابات واحتراقها.", ""),
        ("نفى اللواء 60 مشاة الخبر.", ""),
        ("انتشلنا خمسة أطفال أحياء.", ""),
    ],
)
def test_figures_of_a_sentence(text: str, expected: str) -> None:
    assert told(expected) == found_in(text)
