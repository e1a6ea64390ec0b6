"""Hold the closed classes of English words, and the forms of verbs that no ending tells, for whoever cuts a "
"sentence."""

import re
from typing import Final

DETERMINERS: Final = frozenset(
    "the a an this that these those its their his her our my your both each every any some no another all half "
    "most many "
    "several few one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds whose".split()
)
PREPOSITIONS: Final = frozenset(
    "of in on at by for from with against under over into onto near around outside inside within across through "
    "along alongside beside behind beyond toward towards between among amid as like about above below than despite "
    "during since until till upon via without per following including to off after before because except "
    "besides".split()
)
CONJUNCTIONS: Final = frozenset("and but or then nor yet & +".split())
OPENERS: Final = frozenset(
    "when while if unless whether because although though where whereas as once so after before since until "
    "that".split()
)
RELATIVE: Final = frozenset("which who whom that whose where".split())
PRONOUNS: Final = frozenset("it they we he she you i them him us itself themselves".split())
BE: Final = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
HAVE: Final = frozenset("has have had having hasn't haven't hadn't".split())
DO: Final = frozenset("do does did don't doesn't didn't".split())
MODALS: Final = frozenset(
    "will would shall should can could may might must cannot can't couldn't won't wouldn't shouldn't".split()
)
NEGATIVE: Final = frozenset("not never no neither nor hardly scarcely cannot".split())
ADVERBS: Final = frozenset(
    "now then also still already just only once again ever long soon later earlier since ago today yesterday tonight "
    "tomorrow meanwhile however instead together alone apart even too yet back away out up down off over itself "
    "themselves almost perhaps rather quite very more less most least first last thus there here overnight never not "
    "always often twice indeed moreover nevertheless nonetheless hence therefore afterwards thereafter so well "
    "south north east west northwards southwards eastwards westwards abroad as".split()
)
TIMES: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|days?|weeks?|months?|years?|hours?|minutes?|"
    r"mornings?|evenings?|nights?|afternoons?|noon|midday|midnight|dawn|dusk|daybreak|nightfall|sunset|sunrise|"
    r"spring|"
    r"summer|autumn|fall|winter|weekend|decade|ramadan|eid|\d{4}|\d{1,2}(?:st|nd|rd|th)?|mid-?\w+|moment|time|"
    r"while|beginning|"
    r"end|start|middle|early|late|last|next|past|previous|same|recent|recently|lately|today|yesterday)"
)
"""Words of which a phrase of time is made."""
MEN: Final = frozenset(
    "forces force fighters fighter men troops units unit militants gunmen soldiers columns column aircraft jets "
    "planes "
    "warplanes helicopters artillery tanks convoys convoy drones gunners snipers elements members remnants "
    "militiamen "
    "guerrillas commandos detachments patrols rebels insurgents battalions contingent vanguard ranks youths recruits "
    "garrison warriors tribesmen officers regulars rest last remainder bulk leadership command".split()
)
"""Who does what a group does."""
WHOLE_OF: Final = frozenset(
    "remnants rest remainder bulk leadership command last forces troops ranks".split()
)
ANY_GROUP: Final = frozenset(
    "group grouping faction militia formation organisation organization outfit alliance coalition movement gang "
    "entity".split()
)
"""Nouns by which any group is spoken of again."""
GROUPS: Final = frozenset(
    "group grouping faction militia formation organisation organization outfit alliance coalition movement force "
    "gang "
    "brigade battalion band army party council front unit company regiment division splinter offshoot branch "
    "wing arm "
    "affiliate cell umbrella body bloc union corps rebels fighters amalgam network legion militants youths entity "
    "tribesmen guerrillas insurgents component member ally".split()
)
REDUCED: Final = frozenset(
    "based led backed headed called known named loyal allied stationed formed founded commanded supported made "
    "aligned "
    "linked affiliated drawn recruited deployed belonging fighting operating active close created established armed "
    "trained sponsored financed funded holding controlling besieging defending run composed consisting calling "
    "styling "
    "opposed part dependent answering attached subordinate composed renamed rebranded dubbed appointed".split()
)
"""What says more of a name directly behind it, and is no verb of its clause."""
PASSING: Final = frozenset(
    "said reported believed thought understood known appears appear appeared seems seem seemed continues continue "
    "continued managed began begun started agreed decided went used chose chosen helped proceeded rumoured alleged "
    "claimed claims happens happened forced made obliged compelled supposed reputed voted elected moved".split()
)
"""Verbs before "to": who is said to have joined has joined, by this source."""
REFUSING: Final = frozenset(
    "refused refuses refuse refusing declined declines decline failed fails fail unable unwilling reluctant".split()
)
SPEAKING: Final = frozenset(
    "said says say saying told tells tell adds added claims claimed claim announced announces reported reports "
    "confirmed confirms "
    "denied denies insists insisted maintains maintained acknowledged admitted admits alleged alleges wrote "
    "writes stated "
    "states declared declares believe believes believed think thinks thought suggests suggested shows showed learned "
    "repeated asserted asserts heard reveals revealed vowed warned warns means meant means found".split()
)
OF_GROUPS: Final = ("part_of", "split_from", "merged_into", "renamed", "dissolved")
"""What groups do, and no gunmen, rebels or soldiers."""
_MEN: Final = re.compile(
    r"(?:[\w-]+ )*(?:gunmen|militants|rebels|fighters|soldiers|troops|insurgents|jihadists|separatists|"
    r"militiamen|tribesmen|defenders)",
    re.IGNORECASE,
)
_PAST: Final = frozenset(
    "left quit broke broken split swore sworn gave given took taken held fell fallen lost won fought met came "
    "become became "
    "went gone got led fled drove driven threw thrown made put set sent said told kept ran run saw seen began begun "
    "built bought brought caught chose chosen cut dealt did done drew drawn fed felt found flew forgot froze frozen "
    "grew grown had hid hidden hit hurt knew known laid lay let lit paid read rode rose risen sank sat shot shut "
    "slept "
    "sold spent spoke spoken stood stole struck swept taught thought wore withdrew withdrawn wrote written "
    "overran overrun "
    "retook retaken undertook withstood beat beaten bound dug forbade rebuilt shook stuck sought upheld "
    "underwent".split()
)
_PRESENT: Final = frozenset(
    "holds hold controls control runs leads heads commands belongs belong includes include comprises operates "
    "operate fights "
    "fight says say remains remain stands stand counts counted consists lies rules rule governs govern "
    "administers keeps keep "
    "wants refuses denies claims calls joins join leaves leave enters enter takes take seizes captures besieges "
    "surrounds "
    "supports backs serves answers reports owes maintains continues appears seems becomes uses makes goes comes gets "
    "has have are is blames describes accuses shares contests enjoys occupies occupy numbers boasts patrols "
    "guards".split()
)


_NO_GERUNDS: Final = frozenset(
    "morning evening during following including nothing something spring building wing meeting".split()
)


def verb_form(word: str, before: str | None) -> str | None:
    """Say what form of a verb a word is by its letters; None where it is none.

    :param word: in small letters
    :param before: the word before it, which makes "the captured town" none
    """
    noun_next = before is not None and (
        before in DETERMINERS and before not in ("both", "all", "each", "one", "most")
    )
    if word in BE or word in HAVE or word in DO or word in MODALS:
        return "aux"
    if noun_next:
        return None
    if word in _PAST or (len(word) > 4 and word.endswith("ed") and not word.endswith(("eed", "hundred"))):
        return "ed"
    if len(word) > 5 and word.endswith("ing") and word not in _NO_GERUNDS:
        return "ing"
    if word in _PRESENT or word in (
        "appear",
        "seem",
        "continue",
        "happen",
        "believe",
        "think",
        "insist",
        "maintain",
    ):
        return "s"
    return None


def is_men(name: str) -> bool:
    """Say whether a common noun is of men and of no group: "gunmen", "rebels"."""
    return _MEN.fullmatch(name) is not None
