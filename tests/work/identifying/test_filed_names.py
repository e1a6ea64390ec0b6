"""A misspelt name among many: found by what names are filed under, with the answers that comparing all would give."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from sightline.core.fold import fold
from sightline.store.names_held import names_held
from sightline.store.names_near import NAMED_BY, filed_by
from sightline.store.project.names import PROPS
from sightline.store.tables import meta, name_keys, names, statements
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import retract
from sightline.work.identify import actor, find_actor
from sightline.work.identifying import around, finding
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.name_rules import filing
from sightline.work.opening import close_case, open_case
from sightline.work.protect import protect, unprotect
from sightline.work.protecting.target import Target
from sightline.work.rebuild import rebuild

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from benchmarks.names_sample import ARABIC, CYRILLIC, LATIN, group_name, misspelt, script_of

Lines = Callable[..., Path]
WHO = {"authority": "an editor", "reason": "asked for it"}
COUNT = 300
ASKED = 1_000
NAMED = (
    {"entity": "actor/fsa", "property": "name", "value": "Free Syrian Army"},
    {"entity": "actor/fsa", "property": "alias", "value": "FSA"},
    {"entity": "actor/fsa", "property": "alias", "value": "الجيش السوري الحر"},
    {"entity": "actor/lt", "property": "name", "value": "Liwa al-Tawhid"},
    {"entity": "actor/lt", "property": "alias", "value": "لواء التوحيد"},
    {"entity": "actor/ho", "property": "name", "value": "Hill Office", "polarity": "negated"},
    {"entity": "actor/ho", "property": "alias", "value": "H.O."},
    {"entity": "actor/first", "property": "name", "value": "1st Brigade"},
    {"entity": "actor/nusra", "property": "name", "value": "AlNusra Front"},
    {"entity": "actor/smile", "property": "name", "value": ":-)"},
    {"entity": "actor/long", "property": "name", "value": "Council " * 200},
)
MORE = (
    *(
        "FSA",
        "fsa",
        "F.S.A.",
        "Jaysh al-Tawhid",
        "liwa attawheed",
        "Hill Office",
        "Hill Ofice",
        "HO",
        "First Brigade",
    ),
    *("اللواء الأول", "Jabhat an-Nusra", "Nusra", "Brigade", ":-)", "!", "Council " * 60, "Свободная армия"),
)


def many(count: int = COUNT) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [*NAMED]
    for number in range(count):
        name = group_name(number)
        rows.append({"entity": f"actor/{number}", "property": "name", "value": name})
        if number % 5 == 0:
            rows.append({"entity": f"actor/{number}", "property": "alias", "value": group_name(number + 1)})
    return [{"kind": "Actor", "origin": "analyst", **row} for row in rows]


def questions(count: int) -> list[str]:
    chance = random.Random(4)
    return [misspelt(group_name(chance.randrange(COUNT)), chance) for _ in range(count)]


@pytest.fixture
def groups(case: Case, lines: Lines) -> Case:
    import_statements(case, lines(*many()))
    return case


def filed_texts(case: Case) -> list[str]:
    with case.catalogue.reading() as connection:
        return sorted(connection.execute(select(names.c.folded)).scalars())


def key_count(case: Case) -> int:
    with case.catalogue.reading() as connection:
        return connection.execute(select(func.count()).select_from(name_keys)).scalar_one()


# The whole case is compared with each name here, which is what the filed names stand for: they may leave out nothing
# that fits, in any script, or a misspelt name would find less in a large case than in a small one.
def test_every_name_that_fits_is_found_as_if_all_were_compared(groups: Case) -> None:
    asked = [*questions(ASKED if groups.catalogue.sqlite else ASKED // 10), *MORE]
    assert {LATIN, ARABIC, CYRILLIC} == {script_of(one) for one in asked}
    fitting = 0
    with groups.catalogue.reading() as connection:
        every = names_held(connection, ("Actor",))
        assert COUNT + len(NAMED) + COUNT // 5 == len(every)
        for fits in ("actors", "plain"):
            for text in asked if fits == "actors" else asked[::5]:
                wanted = " ".join(text.split())[:300]
                near = finding._near(connection, wanted, ("Actor",), fits, None)  # type: ignore[arg-type]
                expected = [(h.n, *how) for h, *how in finding._fitting(wanted, every, fits)]  # type: ignore[arg-type]
                found = [(h.n, *how) for h, *how in finding._fitting(wanted, near, fits)]  # type: ignore[arg-type]
                assert expected == found, text
                fitting += len(found)
    assert fitting > len(asked)


def test_the_ranking_is_the_same_with_judgements_denials_and_what_was_known_before(
    groups: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [*questions(40), *MORE]
    with groups.catalogue.reading() as connection:
        before = connection.execute(select(func.max(statements.c.opened))).scalar_one()
    judge_identity(groups, "same", ["actor/3", "actor/4"], reason="seen")
    retract(groups, "actor/5", "name", how="retracted", reason="was wrong")

    def ranked() -> list[object]:
        with groups.catalogue.reading() as connection:
            return [
                find_actor(connection, text, known_at=known) for text in asked for known in (None, before)
            ]

    quick = ranked()
    monkeypatch.setattr(finding, "keyed_kinds", lambda _: None)
    assert ranked() == quick


def test_a_sheet_names_everyone_that_an_actor_may_be_taken_for(
    groups: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge_identity(groups, "same", ["actor/10", "actor/11"], reason="seen")
    codes = ["actor/fsa", "actor/lt", "actor/nusra", *(f"actor/{number}" for number in range(0, 60, 5))]
    quick = [actor(groups, code) for code in codes]
    monkeypatch.setattr(around, "keyed_kinds", lambda _: None)
    assert [actor(groups, code) for code in codes] == quick
    assert any(sheet.confusable for sheet in quick)


def test_made_again_they_are_the_same(groups: Case) -> None:
    assert check(groups).ok
    before, keys = filed_texts(groups), key_count(groups)
    rebuild(groups)
    assert (before, keys) == (filed_texts(groups), key_count(groups))
    assert check(groups).ok


def test_a_withheld_name_leaves_no_row_and_comes_back(case: Case, lines: Lines) -> None:
    # a row that stayed would tell the withheld name in clear
    canary = "Canary Serinus Brigade"
    import_statements(
        case, lines({"entity": "actor/c", "kind": "Actor", "property": "name", "value": canary})
    )
    assert [fold(canary)] == filed_texts(case)
    assert key_count(case) > 0
    with case.catalogue.reading() as connection:
        one = connection.execute(select(statements.c.id).where(statements.c.prop.in_(PROPS))).scalar_one()
    protect(case, Target("statement", bytes(one).hex()), **WHO)
    assert ([], 0) == (filed_texts(case), key_count(case))
    with case.catalogue.reading() as connection:
        assert () == find_actor(connection, "Canary Serinus Brigad")
    assert check(case).ok
    if case.catalogue.sqlite:
        for file in case.folder.glob("catalogue.sqlite3*"):
            assert fold(canary).encode() not in file.read_bytes(), file.name
    unprotect(case, Target("statement", bytes(one).hex()), **WHO)
    assert [fold(canary)] == filed_texts(case)


def test_names_filed_by_other_rules_are_filed_anew_when_the_case_is_opened(groups: Case) -> None:
    # a corrected word list would else leave names under keys that nobody asks for any more
    folder, keys = groups.folder, key_count(groups)
    with groups.catalogue.writing() as connection:
        connection.execute(
            update(meta).where(meta.c.key == NAMED_BY).values(value='{"rules": "old", "kinds": []}')
        )
        connection.execute(delete(name_keys))
    with groups.catalogue.reading() as connection:
        assert "Liwa al-Tawhid" == find_actor(connection, "Liwa al-Tawhed")[0].named.title
    assert check(groups).ok
    again = open_case(folder)
    try:
        assert keys == key_count(again)
        with again.catalogue.reading() as connection:
            assert filing(again.schema) == filed_by(connection)
        assert check(again).ok
    finally:
        close_case(again)
