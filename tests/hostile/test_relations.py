"""Relations that lead nowhere good: long circles, a hub, a crowd of endings, shapes that lie, text that reorders."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.core.errors import RowRefused
from sightline.work.case import Case
from sightline.work.control import control
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case
from sightline.work.plots.relations import draw
from sightline.work.relations import relations
from sightline.work.view import Times


@pytest.fixture
def plain(tmp_path: Path, keys: Path) -> Iterator[Case]:
    case = make_case(tmp_path / "case", title="A case", by="tester")
    yield case
    close_case(case)


def put(case: Case, rows: Iterator[dict[str, object]] | list[dict[str, object]]) -> None:
    path = case.folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    import_statements(case, path)


def part(one: object, other: object, prop: str = "part_of", **more: object) -> dict[str, object]:
    return {"entity": f"actor/{one}", "property": prop, "value": {"entity": f"actor/{other}"}, **more}


def test_a_circle_of_a_thousand_ends(plain: Case) -> None:
    # a walk that recursed, or that went round for ever, would never come back
    put(plain, [part(n, (n + 1) % 1000) for n in range(1000)])
    found = relations(plain, None)
    assert ["circle"] == [c.kind for c in found.contradictions]
    assert 1000 == len(found.contradictions[0].statements)
    assert len(found.contradictions[0].sentence) < 400
    assert 12 == len(relations(plain, "actor/0", hops=6).edges)


def test_a_crowd_that_is_dissolved_a_thousand_times(plain: Case) -> None:
    # every ending against every relation would be a million sentences
    gone = [{"entity": "actor/0", "property": "dissolved", "value": f"20{n % 100:02d}"} for n in range(300)]
    put(plain, [*gone, *(part(n, 0, valid="2014") for n in range(1, 1200))])
    found = relations(plain, "actor/0", times=Times(held_at="2014"), most=1000)
    assert (1000, 199) == (len(found.edges), found.left_out)
    assert 500 == len(found.contradictions)
    assert 0 < found.contradictions_left_out


def test_every_two_contradict_each_other_and_it_stays_short(plain: Case) -> None:
    put(
        plain,
        [part(0, 1, prop, source=f"source/{n}") for n in range(60) for prop in ("fights", "allied_with")],
    )
    (one,) = relations(plain, "actor/0").contradictions
    assert "and 54 more" in one.sentence
    assert 120 == len(one.statements)


def test_names_that_reorder_text_are_drawn_and_not_obeyed(plain: Case, tmp_path: Path) -> None:
    names = ["\u202egnol\u202c \x1b[2J", "لواء النهر", "$x^2$ _{", "a\nb", "🚩" * 40]
    rows: list[dict[str, object]] = [
        {"entity": f"actor/{n}", "property": "name", "value": name} for n, name in enumerate(names)
    ]
    put(plain, [*rows, *(part(n, 0) for n in range(1, 5))])
    draw(relations(plain, "actor/0"), tmp_path / "names.png", when="now\x07")
    assert (tmp_path / "names.png").stat().st_size > 5_000


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": {"0": 1}},
        {"type": "MultiPolygon", "coordinates": [[[[1e400, "35.0"]]]]},
        {"type": "LineString", "coordinates": [["36.0", "35.0"], ["36.0", "9" * 400]]},
        {"type": "LineString", "coordinates": [[None, None], [None, None]]},
        {"type": "LineString", "coordinates": [["36.0", "35.0"], ["37.0", "35.0"]], "crs": "local"},
        {"type": "LineString", "coordinates": "36,35 37,36"},
        {"type": "LineString", "coordinates": [[9_007_199_254_740_993, 1], [2, 3]]},
    ],
)
def test_shapes_that_are_none_are_refused_by_line(plain: Case, shape: dict[str, object]) -> None:
    with pytest.raises(RowRefused, match="line 1"):
        put(plain, [{"entity": "place/a", "property": "front_line", "value": shape}])


def test_a_shape_where_a_range_is_wanted_is_refused(plain: Case) -> None:
    row = {"entity": "incident/a", "property": "casualties", "value": {"type": "Polygon", "coordinates": []}}
    with pytest.raises(RowRefused, match="line 1"):
        put(plain, [row])


def test_places_in_a_circle_and_a_place_held_by_a_hundred(plain: Case) -> None:
    ways = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")]
    rows: list[dict[str, object]] = [
        {"entity": f"place/{x}", "property": "part_of", "value": {"entity": f"place/{y}"}} for x, y in ways
    ]
    rows += [
        {
            "entity": f"actor/{n}",
            "property": "controls",
            "value": {"entity": "place/a"},
            "valid": "2014",
            "source": f"source/{n}",
        }
        for n in range(100)
    ]
    put(plain, rows)
    found = control(plain, at="2014", within="place/b")
    assert 100 == len(found.places[0].holdings)
    assert found.places[0].disputed
    assert {"circle", "holders"} == {c.kind for c in found.contradictions}
