"""Figures that no plain number and noun tell: dialects, a side's own losses, relatives, parts, people who came free."""

import pytest
from tests.measure.text.claims.figures_told import found_in, told

ENGLISH = (
    # of a side, though the noun says only "men" or nothing
    ("The brigade put its losses at 12 dead and four captured.", "12 killed fighter; 4 detained fighter"),
    ("The army admitted the loss of nine men near the bridge.", "9 killed fighter"),
    ("Six of his men were killed in the ambush.", "6 killed fighter"),
    ("Police arrested three members of the Northern Shield Brigade.", "3 detained fighter"),
    ("More than thirty rebel dead were counted on the hill.", "31+ killed fighter"),
    ("Five Syrian men were arrested at the border.", "5 detained man"),
    # relatives and couples, only where something is told of them
    ("The shell killed three girls and their mother.", "3 killed child; 1 killed woman"),
    ("A couple and their daughter were killed in the fire.", "2 killed; 1 killed"),
    ("The man told his wife that the road was open.", ""),
    # rounded in other words
    ("The clinic took in forty-odd wounded.", "40~ injured"),
    ("Several hundred people fled to the river.", "200+ displaced"),
    # parts, and parts that fare otherwise
    ("We have 7 martyrs, incl 3 nurses and 2 children.", "7 killed; 3 killed medical; 2 killed child"),
    ("Nine wounded were brought in and two of them later died.", "9 injured; 2 killed"),
    ("Seven of the dead were children.", "7 killed child"),
    # nobody harmed
    ("The dead were aged 12, 15 and 40.", ""),
    ("Four of the detainees were released on Monday.", ""),
    ("One of the wounded, a student, said that he saw nothing.", ""),
    ("There were no deaths or injuries.", "0 killed; 0 injured"),
    ("Without telling rebels from soldiers, the list was of little use.", ""),
    # people held, by the noun alone
    ("The group spoke of no fewer than 20 prisoners.", "20+ detained"),
)
ARABIC = (
    # as it is spoken in the Levant, Iraq, Libya, Egypt and the Sudan
    ("مبارح انجرح بالقصف تلاتة من الجيران.", "3 injured"),
    ("استشهدوا خمسة وتصاوب حداش.", "5 killed; 11 injured"),
    ("كتلوا سبعة أنفار في السوق.", "7 killed"),
    ("راح فيها أربعة مدنيين.", "4 killed civilian"),
    ("الحمد لله ما حدا انصاب.", "0 injured"),
    ("ماكو شهداء بالقصف.", "0 killed"),
    # a side's own
    ("فقدت الكتيبة خمسة من أفرادها.", "5 killed fighter"),
    ("مقتل ثمانية من رجاله في الكمين.", "8 killed fighter"),
    ("تكبد الجيش عشرين قتيلاً.", "20 killed fighter"),
    ("انسحبوا مخلفين وراءهم ست جثث.", "6 killed fighter"),
    # words that are their own number
    ("أصيبت طفلتاه في الغارة.", "2 injured child"),
    ("استشهدت أم وطفلاها في القصف.", "1 killed woman; 2 killed child"),
    ("قتل طبيبان اثنان في القصف.", "2 killed medical"),
    ("أودى الهجوم بضابطين وجندي.", "2 killed fighter; 1 killed fighter"),
    # parts told far behind, and of a sentence before
    (
        "مقتل ثلاثين شخصاً في مجزرة وقعت في أطراف البلدة قبيل الفجر، بينهم سبع نساء.",
        "30 killed; 7 killed woman",
    ),
    ("لم يسقط أي قتيل أو جريح.", "0 killed; 0 injured"),
    ("خمسة أصيبوا وثلاثة قتلوا.", "5 injured; 3 killed"),
    # two kinds in one number
    ("احتجزوا أربعين رجلاً وصبياً.", "40 detained"),
    # those who came free, who speak, relatives
    ("أخلي سبيل اثنين منهم.", ""),
    ("تحدث اثنان منهم عن القصف.", ""),
    # of them: those whom the sentence named last, that the pronoun can be of
    ("هاجمت الدورية عناصر التنظيم، وأنباء عن أسر تسعة منهم.", "9 detained fighter"),
    ("فصلوا الرجال عن النساء ثم أعدموا نحو ستين منهم.", "60~ killed man"),
    (
        "خطفوا عشرات الفتيان من القرية ولا يزال 12 منهم في عداد المفقودين.",
        "24+ detained child; 12 missing child",
    ),
    # a bound is of the number behind it
    (
        "تسببت القذائف في مقتل امرأتين وإصابة ما لا يقل عن سبعة أطفال.",
        "2 killed woman; 7+ injured child",
    ),
    # "any" where it is denied, and one of a group, whoever did it between
    ("نفت القيادة إصابة أي جندي في الهجوم.", "0 injured fighter"),
    ("قال الجيش إنه لم يقتل أي من جنوده.", "0 killed fighter"),
    ("لم يعتقل أي شخص في الحادثة.", "0 detained"),
    ("اعتقلت الأجهزة الأمنية أحد المتظاهرين قرب الجسر.", "1 detained civilian"),
    ("تحدثت عن اعتقال الأجهزة الأمنية أحد أفراد اللواء.", "1 detained fighter"),
    ("قال أحد المسعفين إن المدينة هادئة.", ""),
    # the last of things, another thing, what somebody lost
    ("تم القضاء على آخر جيوب التنظيم في البلدة.", ""),
    ("مقتل شخص وإصابة آخر بجروح.", "1 killed; 1 injured"),
    ("وفي حادث آخر، أصيب مدنيان.", "2 injured civilian"),
    ("وفقد رئيسه كثيراً من نفوذه.", ""),
    # suspects, drivers and the old are of no side, a plural after a number is no dual
    ("أسفرت الحملة عن مقتل ٥ تكفيريين والقبض على ٢٠ مشتبهاً بهم.", "5 killed fighter; 20 detained"),
    ("قتل مسنان في القصف وأصيب سائقان.", "2 killed; 2 injured"),
    ("مقتل خمسة عاملين صحيين.", "5 killed medical"),
    # labels, verbs of two and of several, others who flee
    ("الشهداء ١٤ والمصابين كتير.", "14 killed"),
    ("قذيفتان تقتلان بائع خضار وتصيبان ٣ مارة.", "1 killed civilian; 3 injured civilian"),
    ("آلاف المدنيين ينزحون نحو الجبل.", "2000+ displaced civilian"),
    ("دفعت الاشتباكات بالعشرات إلى الفرار.", "24+ displaced"),
    ("الشرطة لزمت ١٢ من المهربين، بس الباقين هربوا.", "12 detained"),
    # dialects
    ("اتصاب أربعة مدنيين منهم ست.", "4 injured civilian; 1 injured woman"),
    ("ثلاث نسوان استشهدين بالقصف.", "3 killed woman"),
    ("بالمستشفى سبعة مجاريح وواحد متوفي.", "7 injured; 1 killed"),
    ("راح عنا شب وبنت عمرها ٩ سنين.", "1 killed man; 1 killed child"),
)


@pytest.mark.parametrize("text, expected", ENGLISH + ARABIC)
def test_figures_told_otherwise(text: str, expected: str) -> None:
    assert told(expected) == found_in(text)
