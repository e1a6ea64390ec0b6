"""Scores the suggestions on the labelled passages, field by field, prints them, and holds them above pinned floors.

The floors stand a little under what was measured; lowering one needs a change of its own that says why. What is in the
part called opened was held out once, scored blind, and has been read since. The part called held out is written blind
to the rules and scored once, after the last of them: it tells what they do with texts that nobody looked at.

Shares of the opened parts are of more texts each time one joins them, written by somebody else, and fall with that:
they hold 220 and 469 passages now, in dialects too. When nobody had read them, relations had a precision of 0.57 and a
recall of 0.22 in 76 of the Arabic ones; after rules were written from those, 0.72 and 0.40 in 40 others, 0.71 and 0.36
in 40 more, and 0.47 and 0.22 in 36 of another hand, which were read then. Ties of the Arabic seen part were found more
often before an officer's deed, a deed told in an aside and a pronoun that may mean two were left to the reader.
"""

import pytest
from tests.measure.text.claims.labelled_set import PARTS, read
from tests.measure.text.claims.scoring import score, suggested, table

FLOORS = {
    ("en", "seen"): {
        "date": (0.96, 0.92), "place": (0.94, 0.93), "figure": (0.93, 0.91), "relation": (0.96, 0.65),
        "incident": (0.89, 0.92), "means": (0.92, 0.94), "attribution": (0.78, 0.82), "actor": (0.95, 0.96),
        "control": (0.97, 0.44), "perpetrator": (0.97, 0.55),
    },
    ("ar", "seen"): {
        "date": (0.98, 0.98), "place": (0.98, 0.89), "figure": (0.98, 0.97), "relation": (0.97, 0.70),
        "incident": (0.85, 0.90), "means": (0.81, 0.91), "attribution": (0.84, 0.90), "actor": (0.98, 0.97),
        "control": (0.91, 0.57), "perpetrator": (0.82, 0.58),
    },
    ("en", "opened"): {
        "date": (0.92, 0.93), "place": (0.91, 0.79), "figure": (0.93, 0.89), "relation": (0.95, 0.44),
        "incident": (0.83, 0.54), "means": (0.90, 0.76), "attribution": (0.82, 0.71), "actor": (0.90, 0.89),
        "control": (0.95, 0.44), "perpetrator": (0.77, 0.26),
    },
    ("ar", "opened"): {
        "date": (0.90, 0.92), "place": (0.89, 0.66), "figure": (0.93, 0.90), "relation": (0.89, 0.50),
        "incident": (0.83, 0.64), "means": (0.81, 0.79), "attribution": (0.76, 0.67), "actor": (0.89, 0.87),
        "control": (0.86, 0.32), "perpetrator": (0.75, 0.31),
    },
    # just under what was measured when the part was scored, once, after the rules; goals are told in the documentation
    ("en", "held_out"): {
        "date": (0.89, 0.91), "place": (0.86, 0.81), "figure": (0.85, 0.79), "relation": (0.87, 0.30),
        "incident": (0.82, 0.64), "means": (0.84, 0.80), "attribution": (0.85, 0.75), "actor": (0.85, 0.79),
        "control": (0.65, 0.29),
    },
    ("ar", "held_out"): {
        "date": (0.89, 0.91), "place": (0.85, 0.65), "figure": (0.80, 0.74), "relation": (0.71, 0.38),
        "incident": (0.83, 0.64), "means": (0.83, 0.79), "attribution": (0.81, 0.62), "actor": (0.79, 0.84),
        "control": (0.76, 0.19),
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
