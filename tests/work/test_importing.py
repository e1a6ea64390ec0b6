"""Importing statements: checked whole before anything is written, resumed by line, safe to repeat."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sightline.core.errors import RowRefused
from sightline.store.tables import captures, entities, entity_keys, events, objects, runs, statements
from sightline.work import importing
from sightline.work.case import Case
from sightline.work.importing import import_statements

Lines = Callable[..., Path]
NAME = {"entity": "actor/a", "property": "name", "value": "River Brigade", "lang": "en"}


def count(case: Case, table: object = statements) -> int:
    with case.catalogue.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def faults_of(case: Case, path: Path) -> str:
    with pytest.raises(RowRefused) as caught:
        import_statements(case, path)
    assert 0 == count(case)
    return str(caught.value)


def test_lines_become_statements_and_entities(case: Case, lines: Lines) -> None:
    done = import_statements(
        case,
        lines(
            NAME,
            {
                "entity": "actor/a",
                "property": "part_of",
                "value": {"entity": "actor/front"},
                "valid": "../2021-04",
                "said": "2021-05-12",
                "certainty": "hedged",
                "via": "source/spokesman",
                "source": "source/blog",
                "evidence": [
                    {"item": "item/post", "layer": "extraction", "start": 3, "end": 9, "quote": "part of"}
                ],
            },
        ),
    )
    assert (2, 2, 0, 5, 0) == (done.lines, done.new, done.known, done.entities, done.resumed_at)
    with case.catalogue.reading() as connection:
        keys = connection.execute(select(entity_keys.c.key).order_by(entity_keys.c.key)).scalars().all()
        row = connection.execute(select(statements).where(statements.c.prop == "part_of")).one()
    assert ["actor/a", "actor/front", "item/post", "source/blog", "source/spokesman"] == sorted(keys)
    assert (1, "../2021-04", "2021-05-12", "source") == (row.hedged, row.valid, row.said, row.origin)


def test_importing_twice_changes_nothing(case: Case, lines: Lines) -> None:
    path = lines(NAME, {**NAME, "value": "لواء النهر", "lang": "ar"})
    first = import_statements(case, path)
    second = import_statements(case, path)
    assert (2, 0, 1) == (first.new, first.known, first.entities)
    assert (0, 2, 0) == (second.new, second.known, second.entities)
    assert (2, 1, 1) == (count(case), count(case, entities), count(case, objects))


def test_the_same_line_twice_is_one_statement(case: Case, lines: Lines) -> None:
    done = import_statements(case, lines(NAME, NAME))
    assert (1, 1, 1) == (done.new, done.known, count(case))


def test_what_differs_in_source_or_time_is_another_statement(case: Case, lines: Lines) -> None:
    done = import_statements(
        case,
        lines(
            NAME,
            {**NAME, "source": "source/b"},
            {**NAME, "source": "source/c"},
            {**NAME, "source": "source/c", "said": "2014"},
        ),
    )
    assert 4 == done.new
    with case.catalogue.reading() as connection:
        groups = connection.execute(select(func.count(func.distinct(statements.c.grp)))).scalar_one()
    assert 1 == groups  # they agree, whoever said it and when


@pytest.mark.parametrize(
    "database", ["sqlite"], indirect=True
)  # what is wrong with a line, no database decides
@pytest.mark.parametrize(
    "line, told",
    [
        ("{", "line 2: is no JSON"),
        ("[]", "line 2: is no JSON object (one object a line)"),
        ('{"entity": "actor/a", "property": "name", "value": NaN}', "NaN is no number"),
        (
            '{"entity": "actor/a", "property": "name", "value": "x", "value": "y"}',
            "'value' stands twice in one object",
        ),
        ("[" * 100_000, "line 2: is nested too deeply"),
        ({"property": "name", "value": "x"}, "line 2: 'entity' is missing (add entity)"),
        ({"entity": "actor/a", "value": "x"}, "'property' is missing"),
        ({"entity": "actor/a", "property": "name"}, "'value' is missing"),
        ({**NAME, "sourc": "source/b"}, "line 2: 'sourc' is not known (it takes certainty, entity, "),
        ({**NAME, "recorded": "2014"}, "'recorded' is not known"),
        ({**NAME, "entity": 7}, "entity is no text"),
        ({**NAME, "note": None}, "note is no text"),
        ({**NAME, "qualifiers": []}, "qualifiers is no object"),
        ({**NAME, "evidence": {}}, "evidence is no list"),
        ({**NAME, "evidence": [{}]}, "evidence names no item"),
        ({**NAME, "evidence": [{"item": "item/a", "page": 3}]}, "evidence: 'page' is not known"),
        (
            {**NAME, "evidence": [{"item": "item/a", "start": True, "end": 3}]},
            "evidence: start is no whole number",
        ),
        ({**NAME, "evidence": [{"item": "item/a", "start": 5, "end": 3}]}, "evidence spans from 5 to 3"),
        ({**NAME, "evidence": [{"item": "item/a", "start": 5}]}, "evidence spans from 5 to None"),
        (
            {**NAME, "evidence": [{"item": "item/a", "start": 1, "end": 2, "unit": "line"}]},
            "evidence counts in 'line'",
        ),
        ({**NAME, "evidence": [{"item": "actor/a"}]}, "evidence names actor/a, which is Actor and no Item"),
        ({**NAME, "evidence": [{"item": "item/a", "start": 0, "end": 2**53}]}, "is larger than 2**53 - 1"),
        ({**NAME, "property": "colour"}, "Actor has no property 'colour'"),
        ({**NAME, "qualifiers": {"colour": "red"}}, "name has no qualifier 'colour'"),
        ({**NAME, "kind": "Brigade"}, "there is no kind 'Brigade'"),
        ({**NAME, "kind": "Place"}, "actor/a is Actor, not Place"),
        ({**NAME, "entity": "brigade-one"}, "nothing tells the kind of 'brigade-one'"),
        ({**NAME, "entity": "ACT-99"}, "there is no ACT-99"),
        ({**NAME, "entity": "f" * 32}, "there is no " + "f" * 32),
        ({**NAME, "entity": " "}, "a key is empty"),
        ({**NAME, "entity": "actor/" + "x" * 1000}, "is longer than 1000 bytes"),
        ({**NAME, "value": ""}, "name takes text, not ''"),
        ({**NAME, "value": 3}, "name takes text, not 3"),
        ({**NAME, "valid": "12 April"}, "12 April"),
        ({**NAME, "said": "2014-02-30"}, "2014-02-30"),
        ({**NAME, "polarity": "no"}, "polarity is 'no' (use one of affirmed, negated)"),
        ({**NAME, "certainty": "sure"}, "certainty is 'sure'"),
        ({**NAME, "rank": "best"}, "rank is 'best'"),
        ({**NAME, "origin": "me"}, "origin is 'me'"),
        ({"identity": "alike", "entities": ["actor/a", "actor/b"]}, "identity is 'alike'"),
        ({"identity": "same", "entities": ["actor/a"]}, "entities is no list of keys"),
        ({"identity": "same", "entities": ["actor/a", "actor/a"]}, "names 2 to 100 entities, not 1"),
        ({"identity": "same", "entities": ["actor/a", 7]}, "entities is no list of keys"),
        ({"identity": "same", "entities": ["actor/a", "actor/b"], "because": "x"}, "'because' is not known"),
        ({"identity": "same", "entities": ["actor/a", "nobody"]}, "nothing tells the kind of 'nobody'"),
    ],
)
def test_one_wrong_line_refuses_the_whole_file(case: Case, lines: Lines, line: object, told: str) -> None:
    message = faults_of(case, lines(NAME, line, {**NAME, "value": "After"}))
    assert message.startswith("statements.jsonl: 1 line cannot be taken, so nothing was:\n  line 2: ")
    assert told in message
    assert (0, 0) == (count(case, entities), count(case, runs))


# PostgreSQL keeps no NUL in a text, and no database keeps half of a surrogate pair; JSON can spell both.
@pytest.mark.parametrize("spelled", ["a\\u0000b", "a\\ud800b"])
@pytest.mark.parametrize("key", ["entity", "value", "note", "lang", "source", "quote", "layer", "qualifier"])
def test_letters_that_no_database_keeps_are_refused(case: Case, lines: Lines, key: str, spelled: str) -> None:
    row: dict[str, object] = dict(NAME)
    if key in ("quote", "layer"):
        row["evidence"] = [{"item": "item/a", key: "@"}]
    elif key == "qualifier":
        row["qualifiers"] = {"basis": "@"}
    else:
        row[key] = "actor/@" if key == "entity" else "source/@" if key == "source" else "@"
    message = faults_of(case, lines(json.dumps(row).replace("@", spelled)))
    assert "NUL" in message or "surrogate" in message


def test_many_wrong_lines_are_counted_and_the_first_are_shown(case: Case, lines: Lines) -> None:
    message = faults_of(case, lines(*[{**NAME, "value": 1}] * 30))
    assert "30 lines cannot be taken" in message
    assert "line 20:" in message
    assert "line 21:" not in message
    assert "and 10 more" in message


def test_a_line_too_long_is_named_and_the_next_keeps_its_number(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sightline.work.imports.lines.LINE_LIMIT", 200)
    message = faults_of(case, lines(NAME, {**NAME, "value": "x" * 900}, {**NAME, "value": 5}))
    assert "line 2: is longer than 200 bytes" in message
    assert "line 3: name takes text" in message


def test_numbers_with_a_fraction_stay_as_they_were_written(case: Case, lines: Lines) -> None:
    import_statements(
        case, lines('{"entity": "incident/a", "property": "position", "value": {"lat": 35.370, "lon": 36.6}}')
    )
    with case.catalogue.reading() as connection:
        assert '{"lat":"35.370","lon":"36.6"}' == connection.execute(select(statements.c.value)).scalar_one()


def test_blank_lines_marks_and_other_line_ends_are_taken(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "from-windows.jsonl"
    one = b'{"entity": "actor/a", "property": "name", "value": "A"}'
    path.write_bytes(b"\xef\xbb\xbf" + one + b"\r\n\r\n  \r\n" + one.replace(b'"A"', b'"B"'))
    done = import_statements(case, path)
    assert (2, 4) == (done.new, done.lines)


def test_bytes_that_are_no_utf8_are_named_by_line(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    path.write_bytes('{"entity": "actor/a", "property": "name", "value": "Лес"}\n'.encode("cp1251"))
    assert "line 1: is no UTF-8 from byte" in faults_of(case, path)


def test_an_empty_file_is_an_import_of_nothing(case: Case, lines: Lines) -> None:
    done = import_statements(case, lines())
    assert (0, 0) == (done.lines, done.new)


def test_an_interrupted_import_goes_on_where_it_stopped(
    case: Case, lines: Lines, reopen: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    path = lines(*({**NAME, "value": f"Name {i}"} for i in range(35)))

    class Killed(BaseException):
        pass

    def stop(done: int, total: int) -> None:
        assert 35 == total
        if done == 20:
            raise Killed

    with pytest.raises(Killed):
        import_statements(case, path, tell=stop)
    with case.catalogue.reading() as connection:
        assert (20, None) == tuple(connection.execute(select(runs.c.done, runs.c.finished)).one())
    done = import_statements(reopen(), path)
    assert (20, 15, 0) == (done.resumed_at, done.new, done.known)
    assert (35, 1) == (count(case), count(case, runs))
    with case.catalogue.reading() as connection:
        run = connection.execute(select(runs)).one()
        kinds = list(connection.execute(select(events.c.kind).order_by(events.c.pos)).scalars())
    assert (35, 35) == (run.done, run.total)
    assert run.finished is not None
    assert ["import.begun", "import.batch", "import.batch", "import.batch", "import.done"] == kinds[-5:]


def test_progress_is_told_after_each_batch(case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    told: list[tuple[int, int]] = []
    import_statements(
        case, lines(*({**NAME, "value": str(i)} for i in range(5))), tell=lambda *t: told.append(t)
    )
    assert [(2, 5), (4, 5), (5, 5)] == told


def test_the_file_is_kept_as_it_was(case: Case, lines: Lines) -> None:
    path = lines(NAME)
    done = import_statements(case, path)
    assert path.read_bytes() == case.vault.read(bytes.fromhex(done.sha256))
    assert 0 == count(case, captures)


def test_entities_of_the_case_may_be_named_by_code_and_id(case: Case, lines: Lines) -> None:
    import_statements(case, lines(NAME))
    with case.catalogue.reading() as connection:
        row = connection.execute(select(entities.c.code, entities.c.id)).one()
    done = import_statements(
        case,
        lines(
            {**NAME, "entity": row.code, "value": "By code"},
            {**NAME, "entity": bytes(row.id).hex(), "value": "By id"},
        ),
    )
    assert (2, 0) == (done.new, done.entities)


def test_sensitive_values_are_sealed_from_the_first_moment(case: Case, lines: Lines) -> None:
    sensitive = [
        (k.id, p.id)
        for k in case.schema.concrete()
        for p in k.properties.values()
        if p.sensitive and p.type == "text"
    ]
    if not sensitive:
        pytest.skip("no built-in property is sensitive")
    kind, prop = sensitive[0]
    import_statements(
        case, lines({"entity": f"{kind.lower()}/a", "property": prop, "value": "A canary name"})
    )
    with case.catalogue.reading() as connection:
        row = connection.execute(select(statements)).one()
    assert (None, 1) == (row.value, row.hidden)


def spread(case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importing, "BATCH", 4)
    return lines(*({"entity": f"actor/{i}", "property": "name", "value": f"Name {i}"} for i in range(14)))


# Another process may make the same entity between our check and our write; ours must then become theirs.
def test_an_entity_made_by_somebody_else_meanwhile_is_taken(
    case: Case, lines: Lines, reopen: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spread(case, lines, monkeypatch)
    other = lines({"entity": "actor/6", "property": "alias", "value": "Six"}, name="other.jsonl")

    def meddle(done: int, total: int) -> None:
        if done == 4:
            import_statements(reopen(), other)

    done = import_statements(case, path, tell=meddle)
    assert (14, 14, 13) == (done.lines, done.new, done.entities)
    assert (15, 14) == (count(case), count(case, entities))


@pytest.mark.parametrize("limit", [0, 900, 2_000])
def test_what_finds_no_room_to_wait_is_read_again(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("sightline.work.imports.spool.LIMIT", limit)
    done = import_statements(case, spread(case, lines, monkeypatch))
    assert (14, 14, 14) == (done.lines, done.new, done.entities)
    with case.catalogue.reading() as connection:
        kinds = (
            connection.execute(
                select(events.c.kind).where(events.c.kind.like("import.%")).order_by(events.c.pos)
            )
            .scalars()
            .all()
        )
        assert runs.c.finished is not None
    assert ["import.begun", *["import.batch"] * 3, "import.done"] == kinds


@pytest.mark.parametrize("count_lines", [0, 1, 3, 4, 5, 8])
def test_every_import_ends_with_one_done(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch, count_lines: int
) -> None:
    monkeypatch.setattr(importing, "BATCH", 4)
    import_statements(case, lines(*({**NAME, "value": str(i)} for i in range(count_lines))))
    with case.catalogue.reading() as connection:
        kinds = (
            connection.execute(
                select(events.c.kind).where(events.c.kind.like("import.%")).order_by(events.c.pos)
            )
            .scalars()
            .all()
        )
    assert ("import.begun", "import.done", 1) == (kinds[0], kinds[-1], kinds.count("import.done"))


def test_nothing_is_left_in_the_folder_of_unfinished_work(case: Case, lines: Lines) -> None:
    import_statements(case, lines(NAME))
    assert [] == list((case.folder / "tmp").iterdir())
