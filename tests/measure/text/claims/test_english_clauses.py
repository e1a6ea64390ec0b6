"""English ties through whole clauses: words between commas, shared subjects, nouns, who leads, names of no unit.

Each sentence stands for a construction that reports use; the names are invented.
"""

import pytest

from sightline.measure.text.claims.record import PlaceGiven
from sightline.measure.text.claims.suggesting import suggest_claims

PLACES = ("Tabqa", "Raqqa")


def ties(text: str) -> list[str]:
    given = []
    for name in PLACES:
        at = text.find(name)
        while at >= 0:
            given.append(PlaceGiven(at, at + len(name), name, 35.0, 36.0))
            at = text.find(name, at + 1)
    told = [one for one in suggest_claims(text, places=given) if one.kind in ("relation", "control")]
    return sorted(
        f"{'not ' if one.polarity == 'negated' else ''}{one.property}: {one.subject} > {one.value}"
        for one in told
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        # the subject lies behind words between commas, an adjunct, a verb before "and"
        ("The Cedar Brigade, residents say, has seized Tabqa.", ["controls: Cedar Brigade > Tabqa"]),
        ("The Cedar Brigade said it had seized Tabqa and was besieging Raqqa.",
         ["besieges: Cedar Brigade > Raqqa", "controls: Cedar Brigade > Tabqa"]),
        ("The Cedar Brigade seized Tabqa on Monday, only to lose it a day later.",
         ["controls: Cedar Brigade > Tabqa", "lost: Cedar Brigade > Tabqa"]),
        ("Driven out of Tabqa in June, the Cedar Brigade now operates in Raqqa.",
         ["lost: Cedar Brigade > Tabqa", "operates_in: Cedar Brigade > Raqqa"]),
        ("Fighters loyal to the Cedar Brigade seized Tabqa.", ["controls: Cedar Brigade > Tabqa"]),
        ("Fighters from the Cedar Brigade had seized Tabqa.", ["controls: Cedar Brigade > Tabqa"]),
        ("A third body, the Quarry Police, has reportedly dissolved itself.", []),
        ("A spokesman for the Cedar Brigade said his men had withdrawn from Tabqa.",
         ["lost: Cedar Brigade > Tabqa"]),
        ("The Cedar Brigade and the Harbour Front clashed. Both groups nominally belong to the Joint Army.",
         ["fights: Cedar Brigade > Harbour Front", "part_of: Cedar Brigade > Joint Army",
          "part_of: Harbour Front > Joint Army"]),
        ("Six groups, including the Cedar Brigade and Liwa al-Wadi, have joined the Northern Army.",
         ["part_of: Cedar Brigade > Northern Army", "part_of: Liwa al-Wadi > Northern Army"]),
        # the object stands before "which"
        ("Tabqa, which the Cedar Brigade had held since May, is quiet.", ["controls: Cedar Brigade > Tabqa"]),
        # a third is told behind the two
        ("The Cedar Brigade merged with the Harbour Front to form the Northern Army.",
         ["merged_into: Cedar Brigade > Northern Army", "merged_into: Harbour Front > Northern Army"]),
        ("The Cedar Brigade defected from the Harbour Front to the Northern Army.",
         ["part_of: Cedar Brigade > Northern Army", "split_from: Cedar Brigade > Harbour Front"]),
        ("The Cedar Brigade signed a truce with the Harbour Front.",
         ["signed: Cedar Brigade > truce", "signed: Harbour Front > truce"]),
        # nouns
        ("The Cedar Brigade's defection from the Harbour Front came late.",
         ["split_from: Cedar Brigade > Harbour Front"]),
        ("The fall of Tabqa to the Cedar Brigade shocked many.", ["controls: Cedar Brigade > Tabqa"]),
        ("The Cedar Brigade's withdrawal from Tabqa came late.", ["lost: Cedar Brigade > Tabqa"]),
        ("Tabqa is still in Cedar Brigade hands.", ["controls: Cedar Brigade > Tabqa"]),
        ("Tabqa, where the Cedar Brigade is active, was quiet.", ["operates_in: Cedar Brigade > Tabqa"]),
        ("The Tabqa-based Cedar Brigade has 400 men.", ["operates_in: Cedar Brigade > Tabqa"]),
        ("Tabqa remains contested.", ["contests: None > Tabqa"]),
        ("The Cedar Brigade, the Harbour Front's local branch, is small.",
         ["part_of: Cedar Brigade > Harbour Front"]),
        ("There is no link between the Cedar Brigade and the Harbour Front.",
         ["not affiliated_with: Cedar Brigade > Harbour Front"]),
        ("The Cedar Brigade rejected reports of a split from the Harbour Front.",
         ["not split_from: Cedar Brigade > Harbour Front"]),
        # what is only planned, supposed or said of somebody else
        ("Talk of a merger of the Cedar Brigade with the Harbour Front spread.", []),
        ("The Cedar Brigade wants to take Tabqa.", []),
        ("If the Cedar Brigade leaves the Harbour Front, it will be alone.", []),
        ("A faction of the Cedar Brigade broke away and joined the Harbour Front.", []),
        ("Until now a member of the Harbour Front, the Cedar Brigade has gone its own way.", []),
    ],
)  # fmt: skip
def test_ties_are_read_through_the_clause(text: str, expected: list[str]) -> None:
    assert expected == [one for one in ties(text) if not one.startswith("dissolved")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Omar Hassan, who heads the Cedar Brigade, was there.", "Omar Hassan > Cedar Brigade"),
        ("The Cedar Brigade, led until his death by Omar Hassan, was there.", "Omar Hassan > Cedar Brigade"),
        ("The Cedar Brigade is headed by a former teacher, Omar Hassan.", "Omar Hassan > Cedar Brigade"),
        ("The Cedar Brigade, a local force under Colonel Omar Hassan, was there.", "Omar Hassan > Cedar Brigade"),
        ("The Cedar Brigade named Omar Hassan as its new commander.", "Omar Hassan > Cedar Brigade"),
        ("Omar Hassan, the Cedar Brigade's secretary-general, was there.", "Omar Hassan > Cedar Brigade"),
        ("Omar Hassan's Cedar Brigade was there.", "Omar Hassan > Cedar Brigade"),
        ("Omar Hassan succeeded Ali Saleh as leader of the Cedar Brigade.", "Omar Hassan > Cedar Brigade"),
        ("Omar Hassan, alias Abu Layl, chief of the Cedar Brigade, was there.", "Omar Hassan > Cedar Brigade"),
        ("The Northern Army, once known as the Cedar Brigade, is led by Omar Hassan.",
         "Omar Hassan > Northern Army"),
    ],
)  # fmt: skip
def test_who_leads_is_read_around_the_name(text: str, expected: str) -> None:
    assert [f"leader_of: {expected}"] == [one for one in ties(text) if one.startswith("leader_of")]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Dana Tori, a Fulani militia based there, denied it.", "Dana Tori"),
        ("A rival outfit, Rayat al-Jabal, denied it.", "Rayat al-Jabal"),
        ("Twelve of the Men of the Plateau Battalion died.", "Men of the Plateau Battalion"),
        ("The Movement for Unity and Justice denied it.", "Movement for Unity and Justice"),
        ("The Turkish-backed Cedar Brigade denied it.", "Cedar Brigade"),
        ("The Houthis denied it.", "Houthis"),
    ],
)
def test_names_are_cut_as_a_reader_cuts_them(text: str, name: str) -> None:
    told = [str(one.value) for one in suggest_claims(text) if one.kind == "actor"]
    assert [name] == [one for one in told if name in one or one in name][:1]
