"""The map as of a date against a plain slow reading of the same words, on cases drawn by chance.

The map is put together from batches of rows, remembered relations and shortcuts for what is nearly always so; the plain
reading takes every word by itself, with the rules alone.
"""

import random
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import text

from sightline.model.held_limits import FAR, HEDGED, NEGATED, limits_of, window_of
from sightline.model.held_picture import ANSWERS, LAST, PICTURE, Row, standing
from sightline.model.span_order import held_at
from sightline.model.time import read
from sightline.store import relations, shapes
from sightline.store.relations_found import Asked
from sightline.work.case import Case
from sightline.work.control import Control, control
from sightline.work.controlling.records import ROLES
from sightline.work.controlling.ties import Ties
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements

Lines = Callable[..., Path]
Word = dict[str, str]
Map = dict[str, tuple[list[tuple[object, ...]], int, bool]]
SOURCES = ("blog", "radio", "map")
HEADS = {"a6": "a0", "map-2": "map", "p8": "p0"}
"""Second records of an actor, a source and a place."""
DATES = ("2013-11-02", "2014-01-20", "2014-03-15", "2014-06")


def day(chance: random.Random) -> str:
    return f"2013-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"


def when(chance: random.Random) -> tuple[str | None, str]:
    """Draw when something held, in any shape that a source may use, and when it was said."""
    first = day(chance)
    shapes = (first, first, first, first, f"{first}?", f"{first}/2014-0{chance.randrange(1, 5)}", f"{first}/..",
              f"../{first}", f"[{first},2014-01-20]", f"{{{first},2014-03}}", first[:7], f"{first}/", None)  # fmt: skip
    return chance.choice(shapes), chance.choice((first, first, "2014-01-05", "2014-03-20"))


def drawn(chance: random.Random) -> list[Word]:
    """Draw who is said to hold what, who belongs to whom, and who had ended."""
    words: list[Word] = []
    for place in range(9):
        for _ in range(chance.choice((1, 2, 5, 9))):
            valid, said = when(chance)
            prop = chance.choice(("controls", "controls", "controls", *PICTURE))
            word = {"prop": prop, "place": f"p{place}", "actor": f"a{chance.randrange(7)}",
                    "said": said, "source": chance.choice((*SOURCES, "map-2")), "polarity": "affirmed",
                    "certainty": "asserted"}  # fmt: skip
            if valid is not None:
                word["valid"] = valid
            if chance.random() < 0.15:
                word["polarity"] = "negated"
            if chance.random() < 0.15:
                word["certainty"] = "hedged"
            words.append(word)
    for _ in range(4):
        one, other = chance.sample(range(7), 2)
        prop = chance.choice(("part_of", "part_of", "member_of", "merged_into", "succeeded_by", "dissolved"))
        date = day(chance)
        words.append({"prop": prop, "actor": f"a{one}", "other": f"a{other}", "valid": date, "said": date})
    return words


def imported(word: Word) -> dict[str, object]:
    """Write a word as a line of an import."""
    actor, prop, extra = (
        f"actor/{word['actor']}",
        word["prop"],
        {k: word[k] for k in ("valid", "said") if k in word},
    )
    if prop == "dissolved":
        return {
            "entity": actor,
            "property": prop,
            "value": word["valid"],
            "said": word["said"],
            "source": "source/x",
        }
    if "other" in word:
        return {"entity": actor, "property": prop, "value": {"entity": f"actor/{word['other']}"},
                "source": "source/x", **extra}  # fmt: skip
    one, other = actor, f"place/{word['place']}"
    if prop != "controls":
        one, other = other, one
    more = {k: word[k] for k in ("polarity", "certainty")}
    return {"entity": one, "property": prop, "value": {"entity": other}, "source": f"source/{word['source']}",
            **extra, **more}  # fmt: skip


def plain(words: list[Word], at: str, heads: Mapping[str, str]) -> Map:
    """By place: what stands, how much does not, and whether firm holders of different sources are unrelated."""
    asked = read(at)
    assert asked.begin_earliest is not None
    assert asked.end_latest is not None
    gone: dict[str, list[int]] = {}
    above = {(w["actor"], w["other"]) for w in words if w["prop"] in ("part_of", "member_of")
             if begun(w["valid"], asked.end_latest)}  # fmt: skip
    above = {(heads.get(a, a), heads.get(b, b)) for a, b in above}
    for _ in range(6):
        above |= {(a, d) for a, b in above for c, d in above if b == c}
    for w in words:
        if w["prop"] in ("merged_into", "succeeded_by", "dissolved"):
            limits = limits_of(read(w["valid"]), read(w["said"]))
            sure = limits[3] if w["prop"] == "dissolved" else limits[1] + 1
            if sure <= asked.end_latest and limits[0] < asked.end_latest:
                gone.setdefault(heads.get(w["actor"], w["actor"]), []).append(sure)
    pictures: dict[str, dict[tuple[str, int], list[Row]]] = {}
    for n, w in enumerate(words):
        if "place" not in w:
            continue
        span, said = read(w["valid"]) if "valid" in w else None, read(w["said"])
        limits = limits_of(span, said)
        if limits[0] >= asked.end_latest:
            continue
        held = None if span is None else held_at(span, asked, said=said)
        marks = limits[4] | NEGATED * (w["polarity"] == "negated") | HEDGED * (w["certainty"] == "hedged")
        place, actor, source = (heads.get(w[k], w[k]) for k in ("place", "actor", "source"))
        row = (n, place.encode(), actor.encode(), w["prop"], source.encode(), limits[2],
               said.begin_earliest or 0, said.end_latest or FAR, marks,
               ANSWERS.index(held), str(n).encode())  # fmt: skip
        pictures.setdefault(place, {}).setdefault((source, PICTURE[w["prop"]]), []).append(row)
    out = {}
    for place, mine in pictures.items():
        stands, over = [], 0
        for rows in mine.values():
            kept, replaced = standing(rows)
            ended = [r for r in kept if r[9] == LAST and not r[8] & NEGATED
                     and any(sure >= r[5] for sure in gone.get(r[2].decode(), ()))]  # fmt: skip
            over += len(replaced) + len(ended)
            stands += [r for r in kept if r not in ended]
        firm = {(r[4], r[2].decode()) for r in stands if r[3] == "controls" and not r[8] & NEGATED}
        apart = apart_in(firm, above)
        cells = [(r[4].decode(), r[2].decode(), ROLES[r[3]], ANSWERS[r[9]], bool(r[8] & NEGATED),
                  bool(r[8] & HEDGED)) for r in stands]  # fmt: skip
        out[place] = sorted(cells, key=repr), over, apart
    return out


def begun(valid: str, last: int) -> bool:
    return limits_of(read(valid), None)[0] < last


def apart_in(firm: set[tuple[bytes, str]], above: set[tuple[str, str]]) -> bool:
    by = {source: {a for s, a in firm if s == source} for source, _ in firm}
    return any(
        not by[one] & by[other]
        and any((a, b) not in above and (b, a) not in above for a in by[one] for b in by[other])
        for one, other in combinations(sorted(by), 2)
    )


def mapped(found: Control, heads: Mapping[str, str]) -> Map:
    """Lay out a map as :func:`plain` does."""

    def key(entity: bytes | None) -> str:
        title = found.names[entity or b""].title
        return heads.get(title, title)

    why = {c.statements: c.sentence for c in found.contradictions}
    out = {}
    for place in found.places:
        cells = [(key(h.source), key(h.actor), h.role, h.held, h.negated, h.hedged) for h in place.holdings]
        sentence = why.get(tuple(h.id.hex() for h in place.holdings), "")
        apart = "different holders" in sentence and place.disputed
        out[key(place.place.id)] = sorted(cells, key=repr), len(place.superseded), apart
    return out


def given(case: Case, lines: Lines, words: list[Word]) -> None:
    every = [*(f"actor/a{n}" for n in range(7)), *(f"place/p{n}" for n in range(9)),
             *(f"source/{n}" for n in (*SOURCES, "map-2"))]  # fmt: skip
    names = [{"entity": e, "property": "name", "value": e.split("/")[1]} for e in every]
    import_statements(case, lines(*names, *map(imported, words)))


@pytest.mark.parametrize("seed", range(8))
def test_the_map_is_what_a_plain_reading_gives(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    words, heads = drawn(random.Random(seed)), HEADS if seed % 2 else {}
    given(case, lines, words)
    for second, first in heads.items():
        kind = {"a0": "actor", "p0": "place"}.get(first, "source")
        judge_identity(case, "same", [f"{kind}/{first}", f"{kind}/{second}"], reason="one flag")
    for at in DATES:
        found = control(case, at=at)
        assert plain(words, at, heads) == mapped(found, heads)
        with monkeypatch.context() as patched:  # a place may begin in one batch of rows and end in another
            patched.setattr(relations, "AT_ONCE", 1 + seed % 3)
            assert found == control(case, at=at)


@pytest.mark.parametrize("seed", range(4))
def test_relations_that_were_read_before_say_what_is_read_anew(case: Case, lines: Lines, seed: int) -> None:
    chance = random.Random(seed)
    props = ("part_of", "member_of", "split_from", "merged_into", "succeeded_by", "allied_with", "controls")
    words = []
    for _ in range(60):
        prop, (one, other) = chance.choice(props), chance.sample(range(7), 2)
        more = {
            "polarity": chance.choice(("affirmed", "negated")),
            "certainty": chance.choice(("asserted", "hedged")),
        }
        whole = f"place/p{other}" if prop == "controls" else f"actor/a{other}"
        words.append({"entity": f"actor/a{one}", "property": prop, "value": {"entity": whole}, "valid": day(chance),
                      "said": "2014-01-05", "source": "source/blog", **more})  # fmt: skip
    import_statements(case, lines(*words))
    asked = Asked(last=window_of(read("2013-08"))[1], first=window_of(read("2013-08"))[0], at=read("2013-08"))
    with case.catalogue.reading() as connection:
        sql = "SELECT entity FROM entity_keys WHERE key LIKE 'actor/%' ORDER BY entity"
        actors = [bytes(one) for (one,) in connection.execute(text(sql))]
        anew, before, half = (Ties(connection, asked) for _ in range(3))
        before.read(actors)
        half.read(actors[::2])
        for some in (actors, actors[1:4]):
            for ties in (before, half):
                assert sorted(anew.above(some)) == sorted(ties.above(some))
                assert sorted(anew.below(some)) == sorted(ties.below(some))
                assert anew.among(some) == ties.among(some)
            assert anew.above(some)
            sure = [
                (n, entity)
                for n, side, entity, _, prop, marks in shapes.ties(connection, some, asked)
                if side == 0 and prop in ("merged_into", "succeeded_by") and not marks & (NEGATED | HEDGED)
            ]
            assert sorted(n for n, _ in sure) == half.endings(some)
            anew = Ties(connection, asked)
