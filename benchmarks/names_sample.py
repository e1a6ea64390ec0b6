"""Makes names of groups in Latin, Arabic and Cyrillic letters, and misspells them: no group of any is real.

Deterministic: the same number gives the same name. Words fall as they do in real lists: a few stand in thousands of
names, most in one or two.
"""

import random

UNITS = tuple(
    tuple(line.split())
    for line in """Brigade لواء бригада
Battalion كتيبة батальон
Front جبهة фронт
Army جيش армия
Movement حركة движение
Division فرقة дивизия
Union تجمع союз
Brigades ألوية бригады""".splitlines()
)
WORDS = tuple(
    tuple(line.split())
    for line in """Free الحر свободный
Martyrs شهداء мученики
Falcons صقور соколы
Lions أسود львы
Dawn الفجر заря
Northern الشمالية северный
Southern الجنوبية южный
Mountain الجبل горный
River النهر речной
Unity الوحدة единство
Shield درع щит
Sword سيف меч
Dignity الكرامة достоинство
Hawks نسور ястребы
Guards حراس стражи
Light النور свет""".splitlines()
)
SYLLABLES = tuple(
    tuple(line.split())
    for line in """ka كا ка
ri ري ри
ma ما ма
na نا на
lu لو лу
ba با ба
di دي ди
sha شا ша
za زا за
ta تا та
fi في фи
qu قو ку
ra را ра
mi مي ми
nu نو ну
sa سا са
ha ها ха
ja جا джа
wa وا ва
kha خا ха""".splitlines()
)
OWN = 6_000
"""Words that are nobody's but one group's, or a village's."""
LATIN, ARABIC, CYRILLIC = range(3)
_LETTERS = ("aeioubdfhklmnrstz", "ابتجحدرسشعفقكلمنهوي", "абвгдеиклмнопрстуя")


def group_name(number: int) -> str:
    """Give the name of one group, in one of three scripts."""
    chance = random.Random(number)
    script = chance.choices((LATIN, ARABIC, CYRILLIC), (6, 3, 1))[0]
    own = own_word(int(OWN * chance.random() ** 3), script)
    unit, sort = chance.choice(UNITS)[script], chance.random()
    words = [own]
    if sort < 0.5:
        words.append(WORDS[int(len(WORDS) * chance.random() ** 2)][script])
    if sort > 0.8:
        words.append(own_word(int(OWN * chance.random() ** 3), script))
    if script == LATIN:
        words = [word.title() for word in words] + [unit]
        if sort > 0.95:
            return "".join(word[0] for word in words).upper()
        return f"{chance.randrange(1, 40)}th {' '.join(words)}" if 0.45 < sort < 0.55 else " ".join(words)
    return " ".join([unit, *words])


def own_word(number: int, script: int) -> str:
    """Give one word of its own in a script; the same number is the same word in another."""
    chance = random.Random(1_000_003 * (number + 1))
    return "".join(chance.choice(SYLLABLES)[script] for _ in range(chance.randrange(2, 5)))


def misspelt(name: str, chance: random.Random) -> str:
    """Write a name as somebody may who is in a hurry: one to three slips, or words together or in another order."""
    letters = list(name)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
        at = chance.randrange(len(letters))
        slip = chance.randrange(5)
        if slip == 0 and len(letters) > 2:
            del letters[at]
        elif slip == 1:
            letters.insert(at, letters[at])
        elif slip == 2 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif slip == 3:
            letters[at] = chance.choice(_LETTERS[script_of(name)])
        else:
            letters.insert(at, chance.choice(_LETTERS[script_of(name)]))
    made = "".join(letters)
    sort = chance.random()
    if sort < 0.05:
        return made.replace(" ", "", 1)
    if sort < 0.1:
        return " ".join(reversed(made.split()))
    return made.lower() if sort < 0.2 else made


def script_of(name: str) -> int:
    """Tell in which script a name is written."""
    if any("\u0600" <= letter <= "\u06ff" for letter in name):
        return ARABIC
    return CYRILLIC if any("\u0400" <= letter <= "\u052f" for letter in name) else LATIN
