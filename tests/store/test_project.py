"""Rows made of bodies: what a statement says stands in the columns that are asked for, however rows are gathered."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from sightline.model.draft import Draft, EvidenceRef
from sightline.model.record import Record, closing, ranking
from sightline.store.project.apply import apply
from sightline.store.project.evidence import PASSAGE, cut
from sightline.store.project.rows import Batch
from sightline.store.tables import (
    PROJECTIONS,
    citations,
    counters,
    dates,
    entities,
    entity_keys,
    name_keys,
    names,
    positions,
    ranks,
    statements,
)
from sightline.work.case import Case
from sightline.work.name_rules import naming_of
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.write import writing


def put(case: Case, *drafts: Draft) -> tuple[bytes, ...]:
    with writing(case) as writer:
        return record(writer, Resolver(case), drafts).ids


def only(case: Case, table: object) -> object:
    with case.catalogue.reading() as connection:
        return connection.execute(select(table)).one()


def test_a_statement_fills_its_columns(case: Case) -> None:
    [identifier] = put(
        case,
        Draft(
            "incident/i",
            "summary",
            "  Two  spaces\u00a0here ",
            lang="en",
            valid="2014-04-11",
            said="2014-04~",
            polarity="negated",
            certainty="hedged",
            via="source/v",
            source="source/s",
            evidence=(EvidenceRef("item/p", layer="original", start=1, end=2, quote="q"),),
            rank="preferred",
            note="n",
            qualifiers={"basis": "why"},
        ),
    )
    row = only(case, statements)
    assert ('"  Two  spaces\u00a0here "', "Two spaces here") == (row.value, row.clean)  # type: ignore[attr-defined]
    assert (1, 1, 2, "n", "source") == (row.negated, row.hedged, row.rank, row.note, row.origin)  # type: ignore[attr-defined]
    assert ("2014-04-11", None, "2014-04~", None) == (row.valid, row.valid_zone, row.said, row.said_zone)  # type: ignore[attr-defined]
    assert row.v0 < row.v1 < row.v3  # type: ignore[attr-defined]
    assert row.s0 < row.s3  # type: ignore[attr-defined]
    assert '{"basis":"why"}' == row.quals  # type: ignore[attr-defined]
    assert (identifier, 0, None, None) == (bytes(row.id), row.hidden, row.closed, row.closing)  # type: ignore[attr-defined]
    cited = only(case, citations)
    assert row.n == cited.n  # type: ignore[attr-defined]


def test_entities_positions_and_dates_have_their_own_columns(case: Case) -> None:
    put(
        case,
        Draft("incident/i", "place", {"entity": "place/x"}),
        Draft("incident/i", "position", {"lat": "35.37", "lon": "36.6", "radius_m": 500}),
        Draft("incident/i", "occurred", "2014-04-11/2014-04-12"),
        Draft("incident/i", "casualties", {"min": 6}),
    )
    with case.catalogue.reading() as connection:
        place = connection.execute(select(entities.c.id).where(entities.c.kind == "Place")).scalar_one()
        target = connection.execute(
            select(statements.c.target).where(statements.c.prop == "place")
        ).scalar_one()
        raw = connection.execute(
            select(statements.c.value).where(statements.c.prop == "casualties")
        ).scalar_one()
    assert bytes(place) == bytes(target)
    assert '{"min":6}' == raw
    where = only(case, positions)
    assert (353_700_000, 366_000_000, 500) == (where.lat, where.lon, where.radius)  # type: ignore[attr-defined]
    assert where.south < where.lat < where.north  # type: ignore[attr-defined]
    assert where.west < where.lon < where.east  # type: ignore[attr-defined]
    when = only(case, dates)
    assert "occurred" == when.prop  # type: ignore[attr-defined]
    assert when.d0 < when.d3  # type: ignore[attr-defined]


def test_a_closed_statement_stays_readable_with_how_and_by_what(case: Case) -> None:
    old, new = put(case, Draft("actor/a", "name", "Old"), Draft("actor/a", "name", "New"))
    with writing(case) as writer:
        event = writer.append(
            "statement.closed", [closing(old, "superseded", reason="renamed", successor=new)]
        )
    with case.catalogue.reading() as connection:
        row = connection.execute(select(statements).where(statements.c.id == old)).one()
    assert (event.pos, "superseded", new, '"Old"') == (
        row.closed,
        row.closing,
        bytes(row.successor),
        row.value,
    )


def test_ranking_is_a_row_of_its_own(case: Case) -> None:
    [identifier] = put(case, Draft("actor/a", "name", "A"))
    for rank in ("preferred", "deprecated"):
        with writing(case) as writer:
            writer.append("statement.closed", [ranking(identifier, rank, reason=rank)])
    with case.catalogue.reading() as connection:
        found = connection.execute(select(ranks.c.rank, ranks.c.reason).order_by(ranks.c.opened)).all()
        assert 1 == connection.execute(select(statements.c.rank)).scalar_one()
    assert [(2, "preferred"), (0, "deprecated")] == [tuple(r) for r in found]


@given(
    st.text(max_size=5_000)
    | st.lists(st.sampled_from(["a", " ", "\n", "لواء", "word "]), max_size=4_000).map("".join)
)
def test_passages_are_the_whole_text_in_order(text: str) -> None:
    spans = list(cut(text))
    assert text == "".join(text[start:end] for start, end in spans)
    assert all(0 < end - start <= PASSAGE for start, end in spans)


def bodies_of_events() -> st.SearchStrategy[list[list[Record]]]:
    """Make events of entities, statements and closings that refer to each other."""
    ids = [bytes([n]) * 16 for n in range(4)]
    statement = st.builds(
        lambda n, e, prop, value: {
            "is": "statement", "id": (bytes([100 + n]) * 16).hex(), "group": "0" * 32, "subject": ids[e].hex(),
            "property": prop, "value": value, "origin": "source",
        },
        st.integers(0, 9), st.integers(0, 3), st.sampled_from(["title", "summary", "name"]), st.sampled_from("ABC"),
    )  # fmt: skip
    close = st.builds(lambda n: closing(bytes([100 + n]) * 16, "retracted", reason=None), st.integers(0, 9))
    begin: list[Record] = [
        {"is": "entity", "id": i.hex(), "kind": "Incident", "key": f"incident/{i[0]}"} for i in ids
    ]
    return st.lists(st.lists(statement | close, min_size=1, max_size=6), max_size=6).map(
        lambda events: [begin, *events]
    )


# A rebuild gathers rows of many events where an act gathers those of one; both must come to the same rows.
@given(bodies_of_events(), st.sets(st.integers(0, 6)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_rows_do_not_depend_on_how_they_are_gathered(
    case: Case, events: list[list[Record]], flushes: set[int]
) -> None:
    assert made(case, events, range(len(events))) == made(case, events, sorted(flushes))


def made(
    case: Case, events: list[list[Record]], flushes: Sequence[int]
) -> dict[str, list[tuple[object, ...]]]:
    with case.catalogue.writing() as connection:
        for table in PROJECTIONS:
            connection.execute(delete(table))
        case.text.clear(connection)
        batch = Batch(
            case.catalogue, connection, case.schema, case.text, lambda _: None, naming_of(case.schema)
        )
        first = 1
        for number, bodies in enumerate(events):
            apply(batch, number + 1, 1_000 + number, first, bodies)
            first += len(bodies)
            if number in flushes:
                batch.flush()
        batch.flush()
        tables = (entities, entity_keys, statements, counters, names, name_keys)
        return {t.name: sorted(map(tuple, connection.execute(select(t))), key=repr) for t in tables}
