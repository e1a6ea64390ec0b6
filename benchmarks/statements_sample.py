"""Makes an import file that looks like a real case: Arabic and English texts, dates, sources, evidence.

Deterministic: the same count gives the same bytes. Nothing in it is about a real person, place or event.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

PER_ENTITY = 50
SOURCES = 400
ITEMS = 8_000
PLACES = 600

ENGLISH = """witness said barrel dropped near school morning smoke yellow cylinder street residents filmed
ambulance arrived hospital patients breathing village northern front brigade checkpoint river bridge
market road fire heavy rounds mortar remnants serial number painted white marking tail fin
helicopter heard night before evening convoy withdrew positions captured statement denied
responsibility claimed footage uploaded channel account deleted copy archive reported local council
civil defence volunteers rubble building collapsed three floors eastern district water station cut
electricity families displaced towards south camp winter tents supply route closed opened agreement
ceasefire observers team visited samples laboratory results published later corrected earlier
version number wounded dead children among them field clinic""".split()
COMMON = "reported"
"""A word that stands in every fourth English text, so that more is found than can be ranked."""
ARABIC = """شاهد قال برميل سقط قرب المدرسة صباح دخان اسطوانة صفراء شارع سكان صوروا سيارة اسعاف وصلت المستشفى
مرضى تنفس قرية الجبهة الشمالية لواء حاجز النهر جسر السوق طريق نيران قذائف هاون بقايا رقم مكتوب ابيض
علامة ذيل مروحية سمعت ليل مساء رتل انسحب مواقع بيان نفى مسؤولية ادعى تسجيل نشر قناة حساب حذف نسخة
ارشيف محلي مجلس الدفاع المدني متطوعون ركام مبنى طوابق الشرقية محطة مياه قطع كهرباء عائلات نزحت جنوب
مخيم شتاء خيام طريق امداد اتفاق هدنة مراقبون فريق زار عينات مختبر نتائج""".split()
RARE = [
    f"{a}{b}{c}"
    for a in ("kar", "tal", "deir", "umm", "jis", "maz")
    for b in ("al", "em", "ou", "ir", "at")
    for c in ("", "iya", "een", "oun", "a", "ut")
]


def write_sample(path: Path, count: int, *, seed: int = 7) -> None:
    """Write ``count`` statements, 50 an entity."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows(count, seed=seed):
            out.write(json.dumps(row, ensure_ascii=False))
            out.write("\n")


def rows(count: int, *, seed: int = 7) -> Iterator[dict[str, object]]:
    chance = random.Random(seed)
    made = 0
    number = 0
    while made < count:
        number += 1
        for row in incident(number, chance):
            yield row
            made += 1
            if made >= count:
                return


def incident(number: int, chance: random.Random) -> Iterator[dict[str, object]]:
    """Fifty statements about one incident by several sources."""
    key = f"incident/{number:06d}"
    year, month, day = chance.randint(2012, 2020), chance.randint(1, 12), chance.randint(1, 28)
    date = f"{year}-{month:02d}-{day:02d}"
    place = f"place/{chance.randint(1, PLACES)}"
    yield {
        "entity": key,
        "property": "title",
        "value": f"{words(chance, ENGLISH, 4)} {chance.choice(RARE)}",
        "lang": "en",
        "origin": "analyst",
    }
    yield {
        "entity": key,
        "property": "title",
        "value": f"{words(chance, ARABIC, 4)}",
        "lang": "ar",
        "origin": "analyst",
    }
    for index in range(PER_ENTITY - 2):
        said = f"{year}-{month:02d}-{min(28, day + chance.randint(0, 5)):02d}"
        row: dict[str, object] = {"entity": key}
        sort = index % 8
        if sort in (0, 1):
            row |= {
                "property": "summary",
                "value": f"{words(chance, ENGLISH, chance.randint(10, 25))} {common(chance)}{chance.choice(RARE)}.",
                "lang": "en",
            }
        elif sort == 2:
            row |= {
                "property": "summary",
                "value": f"{words(chance, ARABIC, chance.randint(8, 20))}.",
                "lang": "ar",
            }
        elif sort == 3:
            row |= {
                "property": "occurred",
                "value": f"{date}T{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}"
                if chance.random() < 0.5
                else f"{date}~",
            }
        elif sort == 4:
            row |= {"property": "place", "value": {"entity": place}, "qualifiers": {"precision": "village"}}
        elif sort == 5:
            lat, lon = 3_300_000 + chance.randint(0, 400_000), 3_600_000 + chance.randint(0, 600_000)
            row |= {
                "property": "position",
                "value": {
                    "lat": f"{lat / 1e5:.5f}",
                    "lon": f"{lon / 1e5:.5f}",
                    "radius_m": chance.choice((50, 500, 2000)),
                },
            }
        elif sort == 6:
            low = chance.randint(0, 20)
            row |= {
                "property": "casualties",
                "value": {"min": low, "max": low + chance.randint(0, 9)},
                "qualifiers": {"state": "injured"},
            }
        else:
            row |= {
                "property": "means",
                "value": f"{words(chance, ENGLISH, 6)}",
                "lang": "en",
                "certainty": "hedged",
            }
        row |= {"source": f"source/{chance.randint(1, SOURCES)}", "said": said}
        start = chance.randint(0, 4000)
        row["evidence"] = [
            {
                "item": f"item/{chance.randint(1, ITEMS)}",
                "layer": "extraction",
                "start": start,
                "end": start + 80,
                "quote": words(chance, ENGLISH, 8),
            }
        ]
        if sort in (3, 4):
            row["valid"] = date
        yield row


def words(chance: random.Random, of: list[str], count: int) -> str:
    return " ".join(chance.choices(of, k=count))


def common(chance: random.Random) -> str:
    return f"{COMMON} " if chance.random() < 0.25 else ""
