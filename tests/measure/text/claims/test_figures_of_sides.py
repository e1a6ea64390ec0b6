"""Figures of which the side, the kind or the fate stands apart from the number."""

import pytest
from tests.measure.text.claims.figures_told import found_in, told

ARABIC = (
    ("عندنا خمس شهدا بعد القصف.", "5 killed"),
    ("عندنا ما أقل من ستين قتيل بالسوق.", "60+ killed"),
    ("مئات الناس طلعت ماشية على الحدود.", "200+ displaced"),
    ("وسقط في القصف، بحسب طبيب في المستشفى، ثلاثون قتيلاً.", "30 killed"),
    ("خسر الجيش 11 عنصراً، بين ضابط ورتيب وجندي.", "11 killed fighter"),
    ("وبتر اللغم أطراف ستة آخرين.", "6 injured"),
    ("قتل أربعة من الكادر الطبي في الغارة.", "4 killed medical"),
    ("جرح 4 من متطوعي الهلال الأحمر.", "4 injured medical"),
    ("وقتل ستة متطوعين في المطبخ الخيري.", "6 killed"),
    ("أما في صفوف كتيبة الفجر فسقط عشرون قتيلاً.", "20 killed fighter"),
    ("وصلت جثامين 12 من شهداء الجيش إلى العاصمة.", "12 killed fighter"),
    ("الحصيلة ٤ شهداء، كلهم من مقاتلي الكتيبة.", "4 killed fighter"),
    ("وخسر التجار نحو ثلاثين في المئة من بضائعهم.", ""),
    ("وتحدثت الشهادات عن اغتصاب 12 امرأة.", "12 affected woman"),
    ("فيما تجاوز عدد النازحين 45 ألف شخص.", "45001+ displaced"),
    ("وأعدم في الساحة شابان.", "2 killed man"),
)
ENGLISH = (
    ("A bomb went off in the market, killing nine and wounding at least six others.", "9 killed; 6+ injured"),
    (
        "Police managed to arrest five members of the terrorist organisation in the village.",
        "5 detained fighter",
    ),
    ("The shell hit the school, martyring two women.", "2 killed woman"),
    ("More than forty of the militia had been killed.", "41+ killed fighter"),
    ("Some 12,000 inhabitants had been forced across the river.", "12000~ displaced"),
    ("Five people have died and about thirty been hurt.", "5 killed; 30~ injured"),
    ("Three soldiers held since May are in good health.", "3 detained fighter"),
    ("Two of our soldiers attained martyrdom when a booby-trapped car went off.", "2 killed fighter"),
    ("The raid ended with the elimination of 14 of them.", "14 killed fighter"),
    (
        "At least 20 men were abducted, and the bodies of six of them were found.",
        "20+ detained man; 6 killed man",
    ),
    ("Several thousand ppl are on the road to the coast since Monday.", "2000+ displaced"),
)


@pytest.mark.parametrize("text, figures", [*ARABIC, *ENGLISH])
def test_the_side_and_the_fate_are_told(text: str, figures: str) -> None:
    assert found_in(text) == told(figures)
