"""Makes an import file of actors with dated relations, and of places with who holds them: nothing in it is real.

Deterministic: the same counts give the same bytes. One actor in a hundred thousand is a hub with 27,000 relations, as
an imported list of everybody who was ever said to belong to one movement gives. Half of the relations have a plain
date, a third an interval, the rest an open end; one in fifty is denied, one in ten hedged.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.names_sample import group_name

BETWEEN = (
    "part_of member_of allied_with affiliated_with fights pledged_to split_from merged_into leader_of".split()
)
FIRST = date(2011, 3, 1)
DAYS = 3_600
SOURCES = 200
ROLES = ("controls", "governed_by", "contested_by", "besieged_by")


def write_relations(path: Path, *, actors: int, count: int, hub: int, places: int, sources: int) -> int:
    """Write the file; gives how many statements stand in it."""
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for row in rows(actors=actors, count=count, hub=hub, places=places, sources=sources):
            out.write(json.dumps(row) + "\n")
            written += 1
    return written


def rows(*, actors: int, count: int, hub: int, places: int, sources: int) -> Iterator[dict[str, object]]:
    chance = random.Random(11)
    for number in range(actors):
        yield {
            "entity": f"actor/{number}",
            "property": "name",
            "value": group_name(number),
            "origin": "analyst",
        }
    for number in range(count):
        one = 0 if number < hub else chance.randrange(actors)
        other = chance.randrange(actors)
        while other == one:
            other = chance.randrange(actors)
        if chance.random() < 0.5:
            one, other = other, one
        row: dict[str, object] = {
            "entity": f"actor/{one}",
            "property": chance.choice(BETWEEN),
            "value": {"entity": f"actor/{other}"},
            "source": f"source/{chance.randrange(SOURCES)}",
            **times(chance),
        }
        if chance.random() < 0.02:
            row["polarity"] = "negated"
        if chance.random() < 0.1:
            row["certainty"] = "hedged"
        yield row
    for number in range(places):
        yield from place(number, chance, actors=actors, sources=sources)


def times(chance: random.Random) -> dict[str, object]:
    first = FIRST + timedelta(days=chance.randrange(DAYS))
    said = (first + timedelta(days=chance.randrange(20))).isoformat()
    sort = chance.random()
    if sort < 0.5:
        return {"valid": first.isoformat(), "said": said}
    if sort < 0.83:
        return {"valid": f"{first}/{first + timedelta(days=30 + chance.randrange(900))}", "said": said}
    return {"valid": f"{first}/..", "said": said}


def place(number: int, chance: random.Random, *, actors: int, sources: int) -> Iterator[dict[str, object]]:
    """One place: a name, a position, and what each source said of who holds it, twice."""
    key = f"place/{number}"
    yield {"entity": key, "property": "name", "value": f"Village {number}", "origin": "analyst"}
    where = {
        "lat": f"{33 + chance.random() * 3:.4f}",
        "lon": f"{36 + chance.random() * 5:.4f}",
        "radius_m": 500,
    }
    yield {"entity": key, "property": "position", "value": where, "origin": "analyst"}
    sides = [f"actor/{chance.randrange(min(actors, 40))}" for _ in range(2)]
    for source in range(sources):
        for turn in range(2):
            first = FIRST + timedelta(days=turn * DAYS // 2 + chance.randrange(DAYS // 2))
            who = sides[0] if chance.random() < 0.8 else sides[1]
            told: dict[str, object] = {
                "valid": first.isoformat(),
                "said": first.isoformat(),
                "source": f"source/map-{source}",
            }
            role = "controls" if chance.random() < 0.8 else chance.choice(ROLES)
            if role == "controls":
                yield {"entity": who, "property": role, "value": {"entity": key}, **told}
            else:
                yield {"entity": key, "property": role, "value": {"entity": who}, **told}
