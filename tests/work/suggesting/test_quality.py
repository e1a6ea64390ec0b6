"""Scores the suggestions on the labelled passages, field by field, prints them, and holds them above pinned floors.

The floors stand a little under what was measured; lowering one needs a change of its own that says why. The held-out
part is for measuring only: nobody reads it while changing rules.
"""

import pytest
from attrs import asdict
from tests.measure.text.claims.labelled_set import read
from tests.measure.text.claims.scoring import score, table

from sightline.work.suggest import suggest_in

FLOORS = {
    ("en", "seen"): {
        "date": (0.90, 0.87), "place": (0.90, 0.90), "figure": (0.92, 0.84), "relation": (0.90, 0.55),
        "incident": (0.80, 0.82), "means": (0.90, 0.90), "attribution": (0.70, 0.75), "actor": (0.92, 0.92),
        "control": (0.75, 0.30), "perpetrator": (0.75, 0.50),
    },
    ("ar", "seen"): {
        "date": (0.95, 0.95), "place": (0.88, 0.90), "figure": (0.93, 0.88), "relation": (0.85, 0.75),
        "incident": (0.78, 0.80), "means": (0.78, 0.85), "attribution": (0.75, 0.80), "actor": (0.92, 0.92),
        "control": (0.85, 0.40), "perpetrator": (0.65, 0.40),
    },
    ("en", "held_out"): {
        "date": (0.90, 0.93), "place": (0.92, 0.84), "figure": (0.72, 0.53), "relation": (0.75, 0.27),
        "incident": (0.62, 0.52), "means": (0.70, 0.82), "attribution": (0.66, 0.50), "actor": (0.92, 0.88),
    },
    ("ar", "held_out"): {
        "date": (0.88, 0.92), "place": (0.80, 0.88), "figure": (0.80, 0.68), "relation": (0.60, 0.17),
        "incident": (0.70, 0.40), "means": (0.90, 0.62), "attribution": (0.80, 0.60), "actor": (0.80, 0.74),
    },
}  # fmt: skip


@pytest.mark.parametrize("language, part", sorted(FLOORS))
def test_precision_and_recall_stay_above_their_floors(
    language: str, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    passages = read(language, part)
    given = {
        one.id: [
            asdict(offer.suggestion)
            for offer in suggest_in(one.text, written=one.written, country=one.country).offers
        ]
        for one in passages
    }
    tallies = score(passages, given)
    with capsys.disabled():
        print(f"\n{language} {part}\n{table(tallies)}")
    for kind, (precision, recall) in FLOORS[language, part].items():
        one = tallies[kind]
        assert one.precision is not None
        assert one.recall is not None
        assert precision <= one.precision, kind
        assert recall <= one.recall, kind
