"""Scores the suggestions on the labelled passages, field by field, prints them, and holds them above pinned floors.

The floors stand a little under what was measured; lowering one needs a change of its own that says why. What is in the
part called opened was held out once, scored blind, and has been read since. The part called held out is written blind
to the rules and scored once, after the last of them: it tells what they do with texts that nobody looked at.

Arabic ties and places of the seen part were found a little more often before verbs had to agree with who is said to
act and before common nouns were asked for a word that calls them a place; in texts that nobody had looked at half of
what those rules suggested was wrong. English control was found a little more often before "the town" was read only
where one place alone is named; recall of the opened part fell when a third round of texts joined it.

Shares of the Arabic opened part fell again when 126 passages joined 111. In 96 of these, when nobody had read them,
relations had a precision of 0.47 and a recall of 0.08: that was before a grammar of clauses read them.
"""

import pytest
from tests.measure.text.claims.labelled_set import PARTS, read
from tests.measure.text.claims.scoring import score, suggested, table

FLOORS = {
    ("en", "seen"): {
        "date": (0.90, 0.87), "place": (0.90, 0.90), "figure": (0.92, 0.90), "relation": (0.95, 0.66),
        "incident": (0.86, 0.90), "means": (0.90, 0.90), "attribution": (0.77, 0.82), "actor": (0.95, 0.95),
        "control": (0.95, 0.41), "perpetrator": (0.95, 0.55),
    },
    ("ar", "seen"): {
        "date": (0.95, 0.95), "place": (0.97, 0.90), "figure": (0.96, 0.94), "relation": (0.93, 0.80),
        "incident": (0.85, 0.87), "means": (0.82, 0.91), "attribution": (0.80, 0.86), "actor": (0.97, 0.95),
        "control": (0.92, 0.62), "perpetrator": (0.77, 0.45),
    },
    ("en", "opened"): {
        "date": (0.94, 0.91), "place": (0.93, 0.81), "figure": (0.87, 0.81), "relation": (0.98, 0.44),
        "incident": (0.82, 0.63), "means": (0.87, 0.82), "attribution": (0.81, 0.75), "actor": (0.94, 0.92),
        "control": (0.98, 0.51), "perpetrator": (0.79, 0.30),
    },
    ("ar", "opened"): {
        "date": (0.88, 0.90), "place": (0.91, 0.71), "figure": (0.92, 0.89), "relation": (0.88, 0.46),
        "incident": (0.84, 0.69), "means": (0.86, 0.79), "attribution": (0.75, 0.69), "actor": (0.87, 0.85),
        "control": (0.81, 0.38), "perpetrator": (0.83, 0.22),
    },
    # just under what was measured when the part was scored, once, after the rules; goals are told in the documentation
    ("en", "held_out"): {
        "date": (0.86, 0.88), "place": (0.92, 0.81), "figure": (0.90, 0.84), "relation": (0.84, 0.38),
        "incident": (0.81, 0.74), "means": (0.95, 0.85), "attribution": (0.87, 0.77), "actor": (0.90, 0.79),
        "control": (0.82, 0.46),
    },
    ("ar", "held_out"): {
        "date": (0.90, 0.90), "place": (0.85, 0.70), "figure": (0.81, 0.74), "relation": (0.62, 0.16),
        "incident": (0.70, 0.65), "means": (0.80, 0.72), "attribution": (0.54, 0.53), "actor": (0.70, 0.68),
        "control": (0.60, 0.26),
    },
}  # fmt: skip


@pytest.mark.parametrize("language, part", sorted(key for key in FLOORS if key[1] in PARTS))
def test_precision_and_recall_stay_above_their_floors(
    language: str, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    passages = read(language, part)
    tallies = score(passages, suggested(passages))
    with capsys.disabled():
        print(f"\n{language} {part}\n{table(tallies)}")
    for kind, (precision, recall) in FLOORS[language, part].items():
        one = tallies[kind]
        assert one.precision is not None
        assert one.recall is not None
        assert precision <= one.precision, kind
        assert recall <= one.recall, kind
