"""Read the name of a person in an Arabic clause: behind titles and "who is called", by kunya, father and family."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import PREPOSITIONS, RELATIVE
from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN, WORD, Token
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

TITLES: Final = frozenset(
    "السيد الشيخ العميد العقيد الرايد النقيب الملازم اللواء المقدم الحاج الفريق القيادي القايد "
    "الضابط الملا الدكتور المدعو المكني المهندس المسمي الملقب المعروف المشير العماد العريف الرقيب المساعد "
    "العمده الزعيم الامير ملازم عقيد نقيب رايد عميد مقدم شيخ عميدا عقيدا ضابط قيادي القاضي الاستاذ الشاب "
    "المجاهد الجنرال الكولونيل المحامي المدرس الشهيد الامام المولوي الفقيه الداعيه الخبير النايب الوزير "
    "المتمرد الارهابي المطلوب هفال الرفيق الرفيقه الاخ الاسير المعتقل القتيل الدكتوره الانسه السيده الحاجه "
    "الكابتن الطبيب المعلم الناشط الوجيه الثاير المناضل المقاتل السلطان الناظر الاغا البيك الباشا "
    "الشرتاي العمدة المك الامين الاب المطران القس بلقب لقب الميرلاي البكباشي القومندان المير الملازم الاول".split()
)
"""Words of rank, of respect or of office before a person's name."""
_CALLED: Final = frozenset(
    "يدعي تدعي يسمي تسمي يلقب يكني يعرف المدعو المكني المسمي الملقب المعروف اسمه اسمها اسمو اسموا واسمه واسمو "
    "يقال المعروفه المدعوه الملقبه المكناه ملقب مكني معروف مسمي مدعو".split()
)
_OF_TITLE: Final = frozenset(
    "المنشق المنشقه المتقاعد متقاعد منشق القبلي قبلي الركن الاول اول هو هي وهو له العسكري السابق الميداني الحالي "
    "الجديد سابق رجل شخص شيخ تاجر برتبه مقدم نقيب عقيد رايد ملازم عميد لواء الحقوقي المحلي البارز الراحل الاسبق "
    "المصري السوري العراقي التونسي السعودي الليبي اليمني المغربي الجزايري السوداني الشيشاني الاردني الفلسطيني "
    "اللبناني الكويتي الاوزبكي الفرنسي المالي التشادي الصومالي تونسيا سعوديا مصريا عراقيا ليبيا سوريا اردنيا "
    "الاعلي العام العامه الشرعي الفعلي المزعوم باسم ب ل لـ يومذاك انذاك حينها وقتها اليوم حاليا الان وقتذاك "
    "حينذاك".split()
)
"""Words that may stand between a title and a name, and are no part of it."""
_KUNYA: Final = frozenset("ابو ابي ابا بو ام".split())
_FATHERS: Final = frozenset("بن ابن اغ ولد ود عبد ال بنت ايت اولد مولاي سيدي حاج".split())
_STOP: Final = frozenset(
    "قال قالت قتل قتلت اصيب اكد اعلن نفي نفت فر لقي دعا هدد كان كانت قد لم لا لن انه ان انها بان اعتقل اتهم "
    "رفض صرح ذكر اضاف منذ خلال هو هي وهو وهي امس اليوم مساء صباح حيث بينما فيما كما ثم لكن او حتي اثر عقب عبر "
    "بين ضد لقاء شن توفي استشهد ما اما ايضا كذلك فقد كي اذ اذا عندما حين حينما بعدما قبلما طلب انضم التحق "
    "انشق بايع وصل غادر عاد خرج دخل ظهر اصدر امر قاد تولي تسلم استلم التقي زار كشف اوضح بين اشار لفت شدد وقع "
    "ابرم امضي سلم استسلم اسر خطف اختفي فقد نجا عين اقيل عزل استقال تنحي اصبح صار بات ظل بقي يبقي علق جمد "
    "حمل جاء قرر اقر اعترف ابلغ حذر طالب ناشد وعد تعهد توعد تحدث تمكن تعرض تقدم تراجع تبني تلقي تخلي يوم شهر "
    "عام سنه ليله فجر ظهر عصر امام وراء خلف داخل خارج حول دون رغم بسبب نتيجه جراء بعد قبل عند لدي مع عن من في "
    "الي علي نحو غير سوي مثل ليس ليست رضوخا ردا وفق بحسب حسب خلفا بدلا مكانه سابقا حاليا رسميا موخرا علنا "
    "الان انذاك حينها هناك هنا مرارا وقت زمن بنفسه نفسه ذاته ايام اسبوع راح قام بدا حاول سعي اراد يريد عقد "
    "حضر شارك ساهم اجتمع اتفق هاجم قصف استهدف حاصر انسحب اقتحم حرر سيطر شكل اسس انشا ضم يضم عم رح مو مش ماعم "
    "عدم لقيادتها لقيادته قايدا اميرا رييسا زعيما امرا امينا مسوولا قاءدا ناطقا عضوا قياديا عنصرا نايبا نايب "
    "قايد امير رييس زعيم مسوول عضو ناطق متحدث مصرعه مقتله حتفه بجروح اغتيل قضي نعي ارسل بعث كتب نشر بث القي "
    "ادي اخذ وضع فتح اغلق منع سمح دفع جمع حشد نقل نظم قطع فك حل انهي بدات اوقف اطلق افرج اعفي "
    "متزعم متزعما مازال لازال مازالت ماعاد".split()
)
"""Words that end a name, or that no name begins with."""
_BY: Final = frozenset(
    "قصف غاره انفجار رصاص رصاصه عبوه كمين تهمه نيران عمليه ضربه رفقه صحبه موجب رتبه مرسوم قرار حضور طايره مسيره "
    "صاروخ قذيفه لغم اطلاق جروح جراح حادث هجوم اشتباك مواجهات معركه معارك كامل عدم شكل كل قوه بيان دعوي حجه سبب "
    "تنفيذ قياده منصب مهام زعامه اماره مقتل صفه صفته وفاه اشراف دعم مساعده".split()
)
"""Nouns that with "by" or "for" before them are no name."""
_VERB: Final = re.compile(r"س?ي\w{3,}|ست\w{3,}|\w{3,}وا|\w{2,}تها|\w{3,}تهم")
_KIN: Final = re.compile(
    r"(?:نظير|شقيق|نجل|والد|زميل|رفيق|نايب|مساعد|اخي|اخو|ابن|مرافق|خصم|حليف|سلف|خلف)(?:ه|ها|هم|هما)"
)
_MOST: Final = 4


def person_at(
    clause: Clause, j: int, *, sure: bool = False, firm: bool = False, aside: bool = True
) -> tuple[Named, int] | None:
    """Give the person named right there, behind titles, and the index behind the name.

    :param sure: only where a title, a kunya or a first name tells that it is a person
    :param firm: where nothing but who leads can stand, so that a name nobody lists is one too
    :param aside: whether a comma or a bracket may stand before the name
    """
    tokens = clause.tokens
    first, titled, called, lead = j, False, False, 0
    while j < len(tokens) and j - first < 9:
        text = tokens[j].text
        if tokens[j].kind == SIGN:
            if not (aside and text in ("،", "(", ":", "-", "ـ", "—", "–")) or lead:
                break
            lead, sure = 1, True
        elif text in _CALLED or text in TITLES:
            titled, called = True, called or text in _CALLED
        elif text not in _OF_TITLE:
            if not (tokens[j].kind == WORD and text.startswith("ال") and titled and _adjective(clause, j)):
                break
        elif text in clause.first and text not in TITLES:
            break
        j += 1
    cut = 0
    if called and j < len(tokens) and tokens[j].text[:1] == "ب" and tokens[j].text[1:3] in ("ال", "اب"):
        cut = 1  # "المعروف بالطويل"
    words = _run(clause, j, cut)
    if not words or not _is_person(
        clause, words, cut, titled=titled, called=called, sure=sure, firm=firm and not sure
    ):
        return None
    start, end = words[0].start + cut, words[-1].end
    return Named(clause.scene.flat.plain[start:end], start, end, "person"), j + len(words)


def person_ending(clause: Clause, end: int, *, most: int = 9) -> Named | None:
    """Give the person whose name ends right before an index, the longest that is surely one."""
    for j in range(max(0, end - most), end):
        found = person_at(clause, j, sure=True, aside=False)
        if found is not None and found[1] == end:
            return found[0]
    return None


def only_person(clause: Clause, low: int, high: int) -> Named | None:
    """Give the one person who is surely named between two indices; None of several."""
    found: list[Named] = []
    j = low
    while j < high:
        one = person_at(clause, j, sure=True, aside=False)
        if one is None or one[1] > high:
            j += 1
        else:
            found.append(one[0])
            j = one[1]
    return found[0] if len({f.name for f in found}) == 1 else None


def _adjective(clause: Clause, j: int) -> bool:
    """Say whether a word with the article goes on with a title: "القيادي المصري البارز عمر سرور"."""
    text, behind = clause.tokens[j].text, clause.tokens[j + 1 : j + 2]
    if text in clause.first or not behind or behind[0].kind != WORD:
        return False
    named = behind[0].text in clause.first or behind[0].text in _KUNYA | _CALLED | TITLES
    return named or (text.endswith("ي") and behind[0].text.startswith("ال") and _adjective(clause, j + 1))


def _run(clause: Clause, j: int, cut: int) -> list[Token]:
    """Give the words of a name from an index on."""
    tokens, words = clause.tokens, list[Token]()
    most = _MOST
    while j < len(tokens) and len(words) < most:
        token = tokens[j]
        text = token.text if words else token.text[cut:]
        joined = bool(words) and (words[-1].text in _FATHERS or words[-1].text[cut:] in _KUNYA)
        if token.kind in (GROUP, SIGN) or text.isdigit():
            break
        if not joined and _ends(clause, j, text, words):
            break
        if joined and text in PREPOSITIONS | RELATIVE:
            break
        words.append(token)
        most += text in _FATHERS or (len(words) > 1 and text in _KUNYA)
        j += 1
    while words and words[-1].text in _FATHERS | _KUNYA:
        words.pop()
    return words


def _ends(clause: Clause, j: int, text: str, words: list[Token]) -> bool:
    """Say whether a word is no more of the name."""
    token = clause.tokens[j]
    if text == "علي":
        return clause.scene.flat.plain[token.start : token.end] != "علي"
    if text in clause.first or text in _FATHERS or text in _KUNYA:
        return False
    if text in TITLES and words and text.startswith("ال"):
        return len(words) > 1 and not _closed(clause, j + 1)  # "سامر القاضي": a family name
    if text in PREPOSITIONS | RELATIVE | _STOP or clause.light(text) or text in TITLES:
        return True
    if text[0] == "و" or (len(text) > 3 and text[0] in "فبلك" and _attached(clause, text)):
        return True
    if not words:
        return text.startswith("ال") and token.text == text
    if _has_family(clause, words) or (text.startswith("ال") and len(words) > 2 and words[0].text in _KUNYA):
        more = text.startswith("ال") or text in clause.first
        return not (more and _signed_off(clause, j + 1))
    if form_of(text) is not None or _VERB.fullmatch(text) is not None or _KIN.fullmatch(text) is not None:
        return True
    if len(text) > 4 and text.endswith(("ين", "ات", "ت")) and not text.startswith("ال"):
        return True
    loose = text[0] in "بلت" and len(text) > 3 and not text.startswith(("بو", "بن"))
    return loose and len(words) > 1 and not _closed(clause, j + 1)


def _has_family(clause: Clause, words: list[Token]) -> bool:
    """Say whether the family name was told: of what follows it only a sign tells that it is one more."""
    last = words[-1].text
    behind = words[-2].text if len(words) > 1 else ""
    return (
        len(words) > 1
        and last.startswith("ال")
        and last not in clause.first
        and behind not in _FATHERS
        and not (behind in _KUNYA and len(words) == 2)
    )


def _signed_off(clause: Clause, j: int) -> bool:
    tokens = clause.tokens
    return j >= len(tokens) or tokens[j].kind == SIGN or tokens[j].text in RELATIVE


def _attached(clause: Clause, text: str) -> bool:
    """Say whether a word begins with letters that are attached to it: "بالقرب", "لمحمد", "فقتل"."""
    rest = text[1:]
    if rest.startswith("ال") or text.startswith("لل"):
        return not text.startswith("بالحاج")
    return rest in PREPOSITIONS | _STOP | _BY or rest in TITLES or rest in clause.first


def _closed(clause: Clause, j: int) -> bool:
    """Say whether a name may end before an index."""
    tokens = clause.tokens
    return j >= len(tokens) or tokens[j].kind == SIGN or tokens[j].text in PREPOSITIONS | RELATIVE


def _is_person(
    clause: Clause, words: list[Token], cut: int, *, titled: bool, called: bool, sure: bool, firm: bool
) -> bool:
    first = words[0].text[cut:]
    if first in _KUNYA:
        return len(words) > 1
    if len(words) == 1:
        return called and first.startswith("ال") and len(first) > 4
    if titled or first in clause.first or first in ("عبد", "ولد", "ود", "ابن", "بن"):
        return True
    if sure or first.startswith("ال") or words[0].kind != WORD or len(first) < 3 or _no_name(first):
        return False
    if any(w.text in _FATHERS - {"ال"} or w.text in _KUNYA or w.text in clause.first for w in words[1:]):
        return True
    family = words[1].text
    if family.startswith("ال"):
        return family.endswith("ي") or (firm and not family.endswith("ه"))
    return firm and len(words) < _MOST and not _no_name(family)


def _no_name(word: str) -> bool:
    """Say whether a word without a title is rather a noun or an adjective than a name."""
    plural = word.endswith(("ات", "ون", "ين", "يه", "تين")) and not (word.endswith("ون") and len(word) < 6)
    return plural or form_of(word) is not None
