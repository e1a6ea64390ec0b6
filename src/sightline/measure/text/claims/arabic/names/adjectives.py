"""Say whether an Arabic word with the article goes on with the name of a group: an adjective, by its shape and gender.

"سرايا الوعد الصادق", "لواء القرضابية الجديد", "كتائب الفاتحين الأوائل": written Arabic marks no adjective, but
most have one of a few shapes and agree with the noun that they stand behind. What only says how somebody
judges the group ("الإرهابية"), what it does or where it belongs is not of its name.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.lexicon import Lexicon

_SHAPES: Final = re.compile(
    r"ال(?:"
    r"[^اويه]ا[^اوي][^اويه]ه?"  # fa'il
    r"|[^اويه]{2}ي[^اويه]ه?"  # fa'il with a long i
    r"|م[^اويه]{2}و[^اويه]ه?"  # maf'ul
    r"|م(?:[^ايه]{3}|ت[^اويه]{3}|ن[^اويه]{3}|ست[^اويه]{3}|[^اويه]ا[^اويه]{2})ه?"  # other participles
    r"|[^اويه]{2}[^اويه]اء"  # fa'la'
    r"|ا[^اويه]{2}[^اوي]"  # af'al
    r"|مت[^اي]{3}ه?|اوايل|اوفياء|اشاوس|كرام|سمر|حمر|سود|بيض|خضر|زرق|اشم|شم|عظام|صغار|كبار|شرفاء|ابطال|ابرار|بواسل|شجعان|غر"
    r")"
)
_NOUNS: Final = frozenset(
    "الشارع الساحل الجانب الحاجز الطايره القاعده العاصمه الجامع الجامعه الناحيه الغاره الساحه القايد "
    "الحادث الحادثه الدايره الدوله البارحه الراهن الفايت الثانيه الطابق الخامس العاشر الخارج الداخل "
    "الواقع الحاضر الواجب الجاري الطريق القريه المدينه البلده الحصيله العمليه الكتيبه الحديث الرييس "
    "الجريح الاسير التنفيذ الجزيره القذيفه الجريمه الحقيقه الكنيسه القضيه الرصيف الجسيم الاخير الاخيره "
    "الماضي المقبل القادم الجميع الغريب الغربي القريب السبيل الحريق المعبر المنزل المطار المقر المعسكر "
    "المصنع المركز المخيم المعركه المسجد المدرسه المنطقه المحافظه المجموعه المشروع المحكمه المشفي "
    "المستشفي المدخل الموقع المحور المكتب المسلح المسلحه الملف الموقف المجتمع المعارك المصدر المنصب "
    "المعروف المدعوم المدعومه المذكور المذكوره المزعوم المزعومه المحظور المحظوره المحسوب المحسوبه المتمرد "
    "المتمرده المجرم المجرمه المارق المارقه المعتدي المنحل المنحله المشكل المشكله المرتبط المنتسب الممول "
    "المموله المسيطر المهاجم المهاجمه المنتشر المنتشره المرابط المكلف المكلفه المسوول المعارض المعارضه "
    "المبايع المبايعه المقاتل المحاصر المحاصره المحتل المحتله المناوي المنافس المنافسه المنازع الاسبوع "
    "الارض الامر الامن الاهل الاسم الايام الاسر الاكثر الاكبر الاقرب الاصغر الاقدم الاشهر الاحد الهجوم "
    "الحصار الصاروخ الرصاص السلاح النظام الجيش العدو الحكم القتال الانسحاب الدخول الوحيد الجنوب الشمال "
    "الشرق الغرب السيطره القصف الضربه المشاه الحزب الحاكم الحاكمه التابع الساعه الليله الصباح".split()
)
"""Nouns of those shapes, and what tells what a group is like, whom it belongs to or what it does now."""
_LONG_I: Final = re.compile(r"ال[^اويه]{2}ي[^اويه]")
_PLURALS: Final = frozenset(
    "الاوايل الاوفياء الاشاوس الكرام السمر الحمر السود البيض الخضر الزرق الشم العظام البواسل الشجعان الغر".split()
)
_PLURAL: Final = re.compile(r"كتايب|قوات|سرايا|الويه|وحدات|افواج|فصايل|صقور|اسود|نمور|رايات|طلايع|نسور|ذياب")
_BROKEN: Final = re.compile(r"ال(?:\w{2}ا\w{1,3}|ا\w{2}ا\w|\w{2}و\w|\w{3}اء|\w+ات|\w+ي[يا]?)")


def is_adjective_of(word: str, before: str, head: str, table: Lexicon) -> bool:
    """Say whether a word is an adjective of the noun before it, or of the unit word that opens the name.

    :param word: the word that may go on with the name, unified
    :param before: the word before it, with the article
    :param head: the unit word, without attached letters
    """
    if _SHAPES.fullmatch(word) is None or word in _NOUNS or word in table.sets["actors.not_next"]:
        return False
    form = form_of(word)
    if form is not None and form[0].part == "participle":
        return False
    if word in _PLURALS:
        return True
    feminine = word.endswith(("ه", "اء"))
    if _LONG_I.fullmatch(word) is not None and not feminine and not _is_masculine(head):
        return False  # "أعلنت فرقة الوادي النفير": as many nouns have that shape
    gender = before.endswith("ه")
    if feminine:
        return gender or _BROKEN.fullmatch(before) is not None or not _is_masculine(head)
    return not gender or not head.endswith("ه")


def _is_masculine(head: str) -> bool:
    return not head.endswith("ه") and _PLURAL.fullmatch(head) is None
