"""The names people give to columns, English and Arabic, and what each then means.

A name is compared after folding: lower case, no punctuation, no Arabic vowel marks, hamza and taa marbuta levelled.
The tables hold what lists of human-rights archives, spreadsheets of newsrooms and exports of platforms use.
"""

import re
import unicodedata

from sightline.model.list_plan import Role

__all__ = ["fold_header", "language_code", "language_of_name", "role_by_name"]

_EXACT: dict[Role, tuple[str, ...]] = {
    "title": (
        "title", "video title", "online title", "item title", "name of video", "headline", "العنوان", "عنوان الفيديو",
        "عنوان المقطع", "اسم الفيديو",
    ),
    "description": (
        "description", "summary", "event summary", "incident summary", "notes", "note", "details", "text", "caption",
        "abstract", "content", "وصف", "الوصف", "ملخص", "الملخص", "ملاحظات", "تفاصيل", "شرح",
    ),
    "url": (
        "url", "link", "video url", "video link", "web address", "source url", "source link", "online link",
        "permalink", "post url", "tweet url", "youtube url", "youtube link", "embedded videos", "embedded video",
        "video", "href", "webpage url", "الرابط", "رابط", "رابط الفيديو", "رابط المقطع", "روابط",
    ),
    "platform": ("platform", "site", "website", "المنصة", "الموقع الالكتروني"),
    "platform_id": (
        "youtube id", "video id", "youtube id video", "tweet id", "post id", "platform id", "yt id", "معرف الفيديو",
    ),
    "posted_at": (
        "posted at", "post date", "posted", "date posted", "upload date", "upload time", "uploaded", "uploaded at",
        "date uploaded", "date of upload", "published", "published at", "publish date", "publishing date",
        "publication date", "date published", "date of publication", "created at", "online date", "تاريخ النشر",
        "تاريخ الرفع", "تاريخ التحميل", "وقت النشر",
    ),
    "claimed_time": (
        "date", "time", "date time", "datetime", "incident date", "event date", "incident time", "incident date time",
        "date of incident", "date of event", "date of attack", "attack date", "recorded", "recorded at",
        "recording date", "day", "when", "التاريخ", "تاريخ", "تاريخ الحادثة", "تاريخ الحدث", "تاريخ الهجوم",
        "تاريخ الواقعة", "تاريخ التصوير", "الوقت", "اليوم",
    ),
    "claimed_place_name": (
        "location", "location name", "place", "place name", "town", "city", "village", "where", "site name",
        "incident location", "location of incident", "المكان", "مكان", "الموقع", "البلدة", "المدينة", "القرية",
        "مكان الحادثة", "اسم المكان", "موقع الحادثة",
    ),
    "claimed_position": (
        "coordinates", "coords", "lat lon", "lat long", "lat lng", "latlng", "latlon", "latitude longitude",
        "gps", "gps coordinates", "geolocation", "geo", "position", "الاحداثيات", "احداثيات",
    ),
    "latitude": ("latitude", "lat", "geo latitude", "y", "northing", "gps latitude", "خط العرض", "العرض"),
    "longitude": (
        "longitude", "lon", "long", "lng", "geo longitude", "x", "easting", "gps longitude", "خط الطول", "الطول",
    ),
    "accuracy": ("accuracy", "geo accuracy", "geo precision", "location accuracy", "precision", "الدقة", "دقة الموقع"),
    "author": (
        "source", "sources", "source name", "uploader", "uploaded by", "channel", "channel name", "author", "account",
        "username", "user name", "user", "publisher", "posted by", "creator", "outlet", "by", "المصدر", "مصدر",
        "المصادر", "القناة", "الناشر", "اسم القناة", "الحساب", "الكاتب",
    ),
    "author_url": (
        "url links", "channel url", "channel link", "account url", "uploader url", "profile url", "profile", "user url",
        "رابط القناة", "رابط الحساب",
    ),
    "category": (
        "category", "type", "type of violation", "violation", "violation type", "event type", "incident type",
        "type of incident", "type of attack", "attack type", "class", "tag", "collection", "التصنيف", "نوع الانتهاك",
        "الانتهاك", "النوع", "نوع الحادثة", "نوع الهجوم",
    ),
    "claimed_weapon": (
        "weapon", "weapons", "weapon used", "weapons used", "munition", "munitions", "munition type", "weapon type",
        "السلاح", "الاسلحة", "نوع السلاح", "السلاح المستخدم", "الذخيرة",
    ),
    "reference_code": (
        "id", "code", "ref", "reference", "reference code", "reference id", "unique id", "unique event id", "event id",
        "incident id", "incident code", "record id", "case id", "serial", "no", "nr", "number", "الرمز", "رقم", "الرقم",
        "الرقم المرجعي", "المعرف", "رمز الحادثة",
    ),
    "licence": ("licence", "license", "rights", "copyright", "terms", "الترخيص", "الرخصة", "الحقوق"),
    "language": ("language", "lang", "اللغة", "لغة"),
}  # fmt: skip

_LANGUAGES = {
    "ar": "ar", "arabic": "ar", "عربي": "ar", "العربية": "ar", "بالعربية": "ar", "en": "en", "english": "en",
    "eng": "en", "انكليزي": "en", "الانكليزية": "en", "انجليزي": "en", "fr": "fr",
    "french": "fr", "de": "de", "german": "de",
    "ru": "ru", "russian": "ru", "uk": "uk", "ukrainian": "uk", "tr": "tr", "turkish": "tr", "ku": "ku",
    "kurdish": "ku", "fa": "fa", "persian": "fa",
}  # fmt: skip

_LEVEL = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)


def fold_header(name: str) -> str:
    """Return a column's name as it is compared: words in lower case, levelled Arabic, no punctuation."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).translate(_LEVEL).casefold())
    kept = "".join(
        character if character.isalnum() else " "
        for character in text
        if not unicodedata.combining(character)
    )
    return " ".join(kept.split())


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BY_NAME: dict[str, Role] = {fold_header(name): role for role, names in _EXACT.items() for name in names}


def role_by_name(name: str) -> tuple[Role, str | None] | None:
    """Return (role, language the name states) of a column's name, or None when the name says nothing.

    A language word at the end or the front is taken off (``location_name_ar``), and a trailing number is; names in
    camel case are also read as words.
    """
    found = _look_up(fold_header(name))
    spaced = _CAMEL.sub(" ", name)
    return _look_up(fold_header(spaced)) if found is None and spaced != name else found


def _look_up(folded: str) -> tuple[Role, str | None] | None:
    found = _BY_NAME.get(folded)
    if found is not None:
        return found, None
    lang, bare = _split_language(folded)
    found = _BY_NAME.get(bare)
    if found is not None:
        return found, lang
    numbered = re.sub(r" ?\d+$", "", bare)
    found = _BY_NAME.get(numbered) if numbered != bare else None
    return None if found is None else (found, lang)


def language_of_name(name: str) -> str | None:
    """Return the language that a column's name states (``title_ar``, ``Summary (English)``), or None."""
    return _split_language(fold_header(name))[0]


def language_code(word: str) -> str | None:
    """Return the language tag that a cell names (``Arabic``, ``عربي``, ``ar-SY``), or None when it names none."""
    folded = fold_header(word)
    if folded in _LANGUAGES_FOLDED:
        return _LANGUAGES_FOLDED[folded]
    return word.lower() if re.fullmatch(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})?", word) is not None else None


def _split_language(folded: str) -> tuple[str | None, str]:
    words = folded.split()
    if len(words) > 1:
        if words[-1] in _LANGUAGES_FOLDED:
            return _LANGUAGES_FOLDED[words[-1]], " ".join(words[:-1])
        if words[0] in _LANGUAGES_FOLDED:
            return _LANGUAGES_FOLDED[words[0]], " ".join(words[1:])
    return None, folded


_LANGUAGES_FOLDED = {fold_header(word): lang for word, lang in _LANGUAGES.items()}
