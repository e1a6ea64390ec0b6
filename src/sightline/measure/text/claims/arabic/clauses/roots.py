"""The words that tell a relation or a state of control in Arabic, each root once with all its forms.

A row gives the stem of the past, of the present, the verbal noun and the participle; persons, numbers, the article and
attached pronouns are made from them. ``frame`` says where the ends stand.
"""

from functools import lru_cache
from typing import Final

from attrs import frozen


@frozen(slots=True)
class Root:
    """A root: the relation it tells of groups, what it tells of places, and how its other end is joined."""

    relation: str
    control: str
    links: frozenset[str]
    """Words that lead to the other end; "" where it may stand without one."""


@frozen(slots=True)
class Form:
    """One written form: verb, noun (of the verb) or participle; ``who`` is m, f, p or ""; ``own`` its suffix."""

    root: Root
    part: str
    who: str
    own: str = ""
    definite: bool = False


_ROWS: Final = """
split_from|-|عن من علي|انشق|نشق|انشقاق|منشق
split_from|-|عن|انفصل|نفصل|انفصال|منفصل
split_from|-|عن من|انسلخ|نسلخ|انسلاخ|منسلخ
split_from|-|عن|استقل|ستقل|استقلال|مستقل
split_from|-|عن|انفك|نفك|انفكاك|منفك
split_from|-|*|فارق|فارق|مفارقه|
split_from|lost|من عن|خرج|خرج|خروج|خارج
split_from|lost|من|انسحب|نسحب|انسحاب|منسحب
split_from|lost|*|ترك|ترك||
split_from|lost|*|غادر|غادر|مغادره|
-|lost|من|انحاز|نحاز|انحياز|
-|lost|من عن|تراجع|تراجع|تراجع|
-|lost|*|خسر|خسر|خساره خسران|
-|lost|*|اخلي|خلي|اخلاء|
-|lost|*|فقد|فقد|فقدان|
part_of|-|الي ل ب|انضم|نضم|انضمام|منضم
part_of|-|في ضمن الي|انخرط|نخرط|انخراط|منخرط
part_of|-|ضمن تحت في|اندرج|ندرج|اندراج|مندرج
part_of|-|الي ل|انطوي|نطوي||
part_of|-|في ضمن|||دخول|
part_of|-|ب الي ل|التحق|لتحق|التحاق|ملتحق
part_of|-|تحت في ضمن الي ل ب|انضوي|نضوي|انضواء|منضوي منضو
part_of|-|الي ل|انتسب|نتسب|انتساب|منتسب
part_of|-|الي ل|انتمي|نتمي|انتماء|منتمي منتم
part_of|-|ل *|تبع|تبع|تبعيه|تابع
part_of|-|ب|ائتمر|اتمر||موتمر
merged_into|-|في ضمن مع ب تحت الي|اندمج|ندمج|اندماج|مندمج
merged_into|-|في ضمن|ذاب|ذوب|ذوبان|ذايب
merged_into|-|في ضمن|انصهر|نصهر|انصهار|منصهر
merged_into|-|مع في ضمن|توحد|توحد|توحد|
pledged_to|-|* ل|بايع|بايع|مبايعه بيعه|مبايع
allied_with|-|مع|تحالف|تحالف|تحالف|متحالف حليف
allied_with|-|*|ساند|ساند|مسانده|مساند
allied_with|-|*|ازر|وازر|موازره|موازر
allied_with|-|*|عاضد|عاضد|معاضده|
allied_with|-|*||دعم||
allied_with|-|من ب||||مدعوم
allied_with|-|ب||||مسنود معزز
allied_with|-|مع|تعاون|تعاون|تعاون|متعاون
allied_with|-|مع الي جانب|اصطف|صطف|اصطفاف|مصطف
fights|-|* ضد|قاتل|قاتل|قتال|
fights|-|* ضد|حارب|حارب|محاربه|
fights|-|مع|اشتبك|شتبك||مشتبك
fights|-|مع|تصادم|تصادم|تصادم|
fights|-|ل|تصدي|تصدي|تصدي|
fights|-|مع ب|اصطدم|صطدم|اصطدام|
fights|-|مع|تقاتل|تقاتل||
fights|-|مع|تواجه|تواجه||
fights|-|مع|اقتتل|قتتل||
affiliated_with|-|علي||||محسوب
affiliated_with|-|ل||||موال موالي
affiliated_with|-|ب|ارتبط|رتبط||مرتبط
affiliated_with|-|من||||مقرب
operates_in|operates|في ب|نشط|نشط||ناشط
operates_in|operates|في ب|تمركز|تمركز|تمركز|متمركز
operates_in|operates|في ب|رابط|رابط||مرابط
operates_in|operates|في ب|انتشر|نتشر|انتشار|منتشر
operates_in|operates|في ب|عمل|عمل||عامل
operates_in|operates|في ب|تواجد|تواجد||متواجد موجود
operates_in|operates|في ب|تركز|تركز||متركز
operates_in|operates|في ب|تمترس|تمترس||متمترس
-|controls|علي|سيطر|سيطر|سيطره|مسيطر
-|controls|علي|استولي|ستولي|استيلاء|مستولي
-|controls|علي|استحوذ|ستحوذ|استحواذ|
-|controls|علي|هيمن|هيمن|هيمنه|مهيمن
-|controls|*|استعاد|ستعيد|استعاده|
-|controls|*|استرد|سترد|استرداد|
-|controls|*|انتزع|نتزع|انتزاع|
-|controls|*|احتل|حتل|احتلال|محتل
-|controls|*|حرر|حرر|تحرير|
-|controls|ب|امسك|مسك|امساك|ممسك
-|controls|* ب||||ماسك
-|controls|*|اخذ|اخذ||
-|controls|*|اخضع|||
-|controls|*|تقاسم|تقاسم||
-|controls|*|دخل|دخل||
-|besieges|*|حاصر|حاصر|محاصره|محاصر
-|besieges|*|طوق|طوق|تطويق|
-|controls|علي|||قبضه نفوذ|
-|besieges|علي|||حصار|
-|governs|*|ادار|دير|اداره|
-|governs|*|حكم|حكم|حكم|
"""
_OWN: Final = ("", "ه", "ها", "هم", "هما")


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """Give every written form, without the letters that may be attached before it."""
    out: dict[str, Form] = {}
    for line in _ROWS.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        relation, control, links, past, present, nouns, participles = [*cells[:6], cells[-1]]
        root = Root(relation, control, frozenset("" if w == "*" else w for w in links.split()))
        if past:
            _past(out, root, past)
        if present:
            _present(out, root, present)
        for noun in nouns.split():
            _noun(out, root, noun)
        for participle in participles.split():
            _participle(out, root, participle)
    return out


@lru_cache(maxsize=8_192)
def form_of(word: str) -> tuple[Form, str] | None:
    """Give the form of a word and the letters attached before it ("و", "ل", "س"); None where it tells nothing."""
    table = forms()
    for cut in range(min(4, len(word) - 2)):
        lead, rest = word[:cut], word[cut:]
        if cut and lead[-1] not in "وفبلكس":
            break
        if lead[-1:] == "س" and rest[:1] not in "يتن":
            continue
        form = table.get(rest)
        if form is None and lead[-1:] == "ل" and rest.startswith("ل"):
            form = table.get(f"ا{rest}")
        if form is not None:
            if lead[-1:] in ("ب", "ك") and form.part == "verb":
                continue
            return form, lead
    return None


def _put(out: dict[str, Form], word: str, form: Form) -> None:
    out.setdefault(word, form)


def _past(out: dict[str, Form], root: Root, stem: str) -> None:
    weak = stem.endswith("ي")
    bare = stem[:-1] if weak else stem
    for own in _OWN:
        _put(out, (f"{bare}ا" if weak and own else stem) + own, Form(root, "verb", "m", own))
        _put(out, f"{bare}ت{own}", Form(root, "verb", "f", own))
        _put(out, f"{bare}و{own or 'ا'}", Form(root, "verb", "p", own))
    _put(out, f"{stem}ا", Form(root, "verb", "p"))
    _put(out, f"{bare}تا", Form(root, "verb", "p"))


def _present(out: dict[str, Form], root: Root, stem: str) -> None:
    bare = stem[:-1] if stem.endswith("ي") and stem != "دير" else stem
    for own in _OWN:
        _put(out, f"ي{stem}{own}", Form(root, "verb", "m", own))
        _put(out, f"ت{stem}{own}", Form(root, "verb", "f", own))
        _put(out, f"ي{bare}ون{own}", Form(root, "verb", "p", own))
        _put(out, f"ي{bare}و{own or 'ا'}", Form(root, "verb", "p", own))
    for dual in (f"ي{stem}ان", f"ت{stem}ان"):
        _put(out, dual, Form(root, "verb", "p"))


def _noun(out: dict[str, Form], root: Root, noun: str) -> None:
    stem = f"{noun[:-1]}ت" if noun.endswith("ه") else noun
    _put(out, noun, Form(root, "noun", ""))
    _put(out, f"ال{noun}", Form(root, "noun", "", definite=True))
    _put(out, f"{noun}ا", Form(root, "noun", ""))
    for own in _OWN[1:]:
        _put(out, f"{stem}{own}", Form(root, "noun", "", own))


def _participle(out: dict[str, Form], root: Root, one: str) -> None:
    for article in ("", "ال"):
        for ending, who in (
            ("", "m"),
            ("ا", "m"),
            ("ه", "f"),
            ("ون", "p"),
            ("ين", "p"),
            ("ان", "p"),
            ("تان", "p"),
        ):
            _put(out, f"{article}{one}{ending}", Form(root, "participle", who, definite=bool(article)))
