"""Which incidents of a case a text may be about: the same answer as if all were read, from a few of them."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from sightline.measure.text.claims.record import Suggestion
from sightline.work.case import Case
from sightline.work.importing import import_statements
from sightline.work.suggesting import holding
from sightline.work.suggesting.holding import ENOUGH, MOST, held_for
from sightline.work.suggesting.meeting import PROPS, Known, add_row, meet

TOWNS = ("Binnish", "Saraqeb", "Telmenes", "Kafr Zita", "Douma")
SPOTS = {town: (34.0 + k, 36.0 + k / 2) for k, town in enumerate(TOWNS)}


def planted(rng: random.Random, incidents: int) -> list[dict[str, object]]:
    """Make incidents of which dates, names, positions, linked places and figures are told, or some of them not."""
    rows: list[dict[str, object]] = [
        {"entity": f"place/{town}", "kind": "Place", "property": "name", "value": town} for town in TOWNS
    ]
    for town in TOWNS[:3]:
        where = {"lat": f"{SPOTS[town][0]:.4f}", "lon": f"{SPOTS[town][1]:.4f}", "radius_m": 500}
        rows.append({"entity": f"place/{town}", "kind": "Place", "property": "position", "value": where})
    for k in range(incidents):
        base = {"entity": f"incident/{k}", "kind": "Incident", "source": f"source/{k % 7}"}
        town = rng.choice(TOWNS)
        rows.append({**base, "property": "title", "value": rng.choice((f"Shelling of {town}", "An attack"))})
        if rng.random() < 0.8:
            day = rng.choice(("2014-04-11", "2014-04-12", "2014-04", "2013-01-05", "2014-04-10/.."))
            rows.append({**base, "property": "occurred", "value": day})
        how = rng.random()
        if how < 0.3:
            rows.append({**base, "property": "place_name", "value": town})
        elif how < 0.6:
            rows.append({**base, "property": "place", "value": {"entity": f"place/{town}"}})
        elif how < 0.9:
            lat, lon = SPOTS[town][0] + rng.uniform(-0.2, 0.2), SPOTS[town][1]
            where = {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}", "radius_m": 500}
            rows.append({**base, "property": "position", "value": where})
        if rng.random() < 0.5:
            told = {"state": "killed", "group": "all"}
            rows.append(
                {**base, "property": "casualties", "value": {"best": rng.randint(1, 6)}, "qualifiers": told}
            )
    return rows


def asked(rng: random.Random) -> list[Suggestion]:
    """Suggest events with and without a date, a place and a figure."""
    out = []
    for k in range(rng.choice((1, 3))):
        quote = f"shelling number {k} shook the town"
        out.append(Suggestion("incident", "incident", None, k * 100, k * 100 + len(quote), quote))
        if rng.random() < 0.8:
            value = rng.choice(("2014-04-11", "2014-04-11/2014-04-12", "2014-04", "2013-01-01/.."))
            out.append(Suggestion("date", "occurred", value, 1, 2, "then", subject=quote))
        town = rng.choice(TOWNS)
        where = {"name": town, "lat": SPOTS[town][0], "lon": SPOTS[town][1]}
        if rng.random() < 0.8:
            place = where if rng.random() < 0.7 else None
            out.append(Suggestion("place", "position", place, 1, 2, town, subject=quote))
        if rng.random() < 0.5:
            value = {"min": 3, "best": 3, "max": 3, "state": "killed", "group": "all"}
            out.append(Suggestion("figure", "casualties", value, 1, 2, "three", subject=quote))
    return out


def by_reading_all(case: Case, found: Sequence[Suggestion]) -> dict[tuple[int, int], list[str]]:
    """Rank by weighing every incident of the case."""
    events = [one for one in found if one.kind == "incident"]
    with case.catalogue.reading() as connection:
        titles = holding.titles_of_incidents(connection)
        known = {one: Known(*told) for one, told in titles.items()}
        for row in holding.told_of(connection, titles, PROPS):
            add_row(known[row.entity], row)
    out = {}
    for event, own in zip(events, holding._said(events, found), strict=True):
        ranked = [(-met.score, one.code) for one in known.values() if (met := meet(own, one)).score >= ENOUGH]
        out[event.start, event.end] = [code for _, code in sorted(ranked)[:MOST]]
    return out


@pytest.fixture
def full(case: Case, tmp_path: Path) -> Case:
    """A case of 100 incidents."""
    path = tmp_path / "statements.jsonl"
    rows = planted(random.Random(4), 100)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    import_statements(case, path)
    return case


def test_the_answer_is_the_one_of_reading_every_incident(full: Case) -> None:
    rng = random.Random(14)
    some = 0
    for _ in range(60):
        found = asked(rng)
        held = {span: [one.code for one in row] for span, row in held_for(full, found).items()}
        assert by_reading_all(full, found) == held
        some += sum(len(row) > 0 for row in held.values())
    assert some > 30


def test_where_too_many_meet_the_likeliest_are_read(full: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    quote = "shelling of Binnish"
    found = [
        Suggestion("incident", "incident", None, 0, 19, quote),
        Suggestion("date", "occurred", "2012-01-01/..", 30, 34, "2012", subject=quote),
        Suggestion("place", "place_name", "Binnish", 12, 19, "Binnish", subject=quote),
    ]
    whole = held_for(full, found)
    monkeypatch.setattr(holding, "READ", 12)
    read: list[int] = []
    monkeypatch.setattr(holding, "meet", lambda own, one: (read.append(1), meet(own, one))[1])
    few = held_for(full, found)
    assert 12 >= len(read)
    assert [0.9 <= one.score for one in whole[0, 19]] == [0.9 <= one.score for one in few[0, 19]]


def test_what_nobody_holds_is_answered_with_nothing(case: Case) -> None:
    assert {} == held_for(case, [Suggestion("incident", "incident", None, 0, 4, "blow")])
    assert {} == held_for(case, [])
