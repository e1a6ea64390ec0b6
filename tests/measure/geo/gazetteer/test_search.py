"""What is found by the number of a row, and what is kept of answers: the same as the plain way."""

import numpy as np

from sightline.measure.geo.gazetteer.distances import codes
from sightline.measure.geo.gazetteer.index import Index, build, hash_of, hashes
from sightline.measure.geo.gazetteer.letters import symbols
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.measure.geo.gazetteer.remembered import lately
from sightline.measure.geo.gazetteer.search import exact, holds, search

NAMES = ("Telmenes", "Kafr Zita", "Kafr Nabl", "Saraqeb", "Binnish", "Kafr Zita")


def small() -> Index:
    places = [
        Place((Name(name),), 35.0 + at / 10, 36.5, "SY", ids=(("id", str(at)),))
        for at, name in enumerate(NAMES)
    ]
    return build(places, Source("made", "2026-01-01", "CC0", "d" * 64))


def test_one_row_has_the_number_that_it_has_among_many() -> None:
    rows = [codes(symbols(name)) for name in NAMES]
    ends = np.cumsum([0, *map(len, rows)])
    assert hashes(np.concatenate(rows), ends).tolist() == [int(hash_of(row)) for row in rows]


def test_a_spelling_is_held_where_any_place_has_it() -> None:
    index = small()
    for name in (*NAMES, "Telmanis", "Homs", ""):
        expected = [at for at, other in enumerate(NAMES) if symbols(other) == symbols(name)]
        assert expected == exact(index, symbols(name)).tolist()
        assert (expected != []) == holds(index, symbols(name))


def test_an_answer_that_is_asked_for_again_is_the_same() -> None:
    index = small()
    first = search(index, (symbols("Kafar Zeita"),), farthest=0.4)
    assert first is search(index, (symbols("Kafar Zeita"),), farthest=0.4)
    assert {1, 5} == set(first.place[:2].tolist())
    assert len(search(index, (symbols("Kafar Zeita"),), farthest=0.0).place) == 0


def test_only_the_latest_answers_are_kept() -> None:
    index, asked = small(), list[int]()

    @lately(2)
    def work(_: Index, number: int) -> int:
        asked.append(number)
        return number

    assert [1, 2, 1, 3, 2, 1] == [work(index, number) for number in (1, 2, 1, 3, 2, 1)]
    assert [1, 2, 3, 1] == asked
