from types import ModuleType

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.disclosed import TimeOffered
from sightline.model.shown import Link, ShownStatement
from sightline.model.shown_time import shown_time
from sightline.model.time import read
from sightline.publish.looking_back import axes_of, held_on, known_at, said_by

ME = Link("x", "PLC-1")


def one(identifier: str = "a", *, valid: str | None = None, said: str | None = None) -> ShownStatement:
    return ShownStatement(
        identifier,
        ME,
        "governed_by",
        "Governed by",
        "x",
        valid=None if valid is None else shown_time(read(valid, zone="Z")),
        said=None if said is None else shown_time(read(said, zone="Z")),
    )


def test_the_town_has_six_governors_as_said_on_the_12th_and_five_as_said_on_the_29th(
    sample: ModuleType,
) -> None:
    town = next(entity for entity in sample.april().entities if entity.code == "PLC-5")

    def governed(day: str) -> set[str]:
        by = read(day, zone=sample.ZONE)
        return {s.value for s in town.statements if s.polarity == "affirmed" and said_by(s, by) in "yp"}

    assert 6 == len(governed("2014-04-12"))
    assert 5 == len(governed("2014-04-29"))
    assert "Liwa Allahu Akbar" not in governed("2014-04-29")


def test_dates_are_offered_only_where_the_answer_differs(sample: ModuleType) -> None:
    dossier = sample.april()
    town = next(entity for entity in dossier.entities if entity.code == "PLC-5")
    labels = {
        offer.axis: [choice.label for choice in offer.choices]
        for offer in axes_of(town.statements, dossier.times).offers
    }
    assert ["12 April 2014"] == labels["said"]
    assert "known" not in labels
    assert ["29 April 2014", "12 April 2014"] == labels["held"]
    quiet = next(entity for entity in dossier.entities if entity.code == "ASM-1")
    assert () == axes_of(quiet.statements, dossier.times).offers


def test_a_correction_of_ours_can_be_looked_behind(sample: ModuleType) -> None:
    first = next(entity for entity in sample.april().entities if entity.code == "INC-1")
    offers = {
        offer.axis: [choice.label for choice in offer.choices] for offer in axes_of(first.statements).offers
    }
    assert ["22 November 2026"] == offers["known"]
    # when an incident happened does not change with the date one asks about, so "held" is not offered
    assert "held" not in offers


@pytest.mark.parametrize(
    "expected,valid,at",
    [
        ("y", "2014-04-12/..", "2014-04-20"),  # still going on
        ("l", "2014-04-12/", "2014-04-20"),  # nobody knows when it ended
        ("l", "2014-04-12", "2014-04-20"),  # seen on one day, and nobody looked since
        ("n", "2014-04-12/2014-04-14", "2014-04-20"),  # over
        ("n", "2014-04-12/..", "2014-04-11"),  # not yet
        ("y", "2014-04-12", "2014-04-12"),
        ("p", "2014-04", "2014-04-12"),  # some time in April
        ("y", None, "2014-04-12"),  # says nothing of when: it is not hidden
    ],
)
def test_what_held(expected: str, valid: str | None, at: str) -> None:
    assert expected == held_on(one(valid=valid), read(at, zone="Z"))


@pytest.mark.parametrize(
    "expected,said",
    [("y", "2014-04-12"), ("n", "2014-04-13"), ("p", "2014-04"), ("p", None), ("n", "2014-05/..")],
)
def test_what_was_said(expected: str, said: str | None) -> None:
    assert expected == said_by(one(said=said), read("2014-04-12", zone="Z"))


def test_what_its_source_withdrew_had_been_said() -> None:
    withdrawn = attrs.evolve(one(said="2014-04-12"), withdrawn_ms=read("2014-04-29", zone="Z").begin_earliest)
    assert "y" == said_by(withdrawn, read("2014-04-28", zone="Z"))
    assert "t" == said_by(withdrawn, read("2014-04-29", zone="Z"))


def test_what_we_retracted_was_known_until_then() -> None:
    retracted = attrs.evolve(one(), recorded_ms=100, retracted_ms=200)
    assert ["n", "y", "y", "t"] == [known_at(retracted, ms) for ms in (99, 100, 199, 200)]


def test_our_own_reading_was_said_when_it_was_recorded() -> None:
    mine = attrs.evolve(one(), origin="analyst", recorded_ms=read("2026-11-22", zone="Z").begin_earliest)
    assert "n" == said_by(mine, read("2014-04-12", zone="Z"))
    assert "y" == said_by(mine, read("2026-11-22", zone="Z"))


@given(st.dates(), st.dates(), st.dates())
def test_what_was_said_stays_said(said: object, first: object, second: object) -> None:
    early, late = sorted((str(first), str(second)))
    order = {"n": 0, "p": 1, "y": 2}
    statement = one(said=str(said))
    assert order[said_by(statement, read(early, zone="Z"))] <= order[said_by(statement, read(late, zone="Z"))]


def test_letters_stand_in_the_order_of_the_choices() -> None:
    statements = (one("a", said="2014-04-12"), one("b", said="2014-04-20"), one("c", said="2014-04-29"))
    axes = axes_of(statements)
    (offer,) = axes.offers
    assert ["2014-04-20", "2014-04-12"] == [choice.key for choice in offer.choices]
    assert ["yy", "yn", "nn"] == [axes.of(statement, "said") for statement in statements]


def test_a_date_that_cannot_be_read_is_not_offered() -> None:
    statements = (one("a", said="2014-04-12"), one("b", said="2014-04-20"))
    axes = axes_of(statements, (TimeOffered("said", "some day", "no date"),))
    assert ["12 April 2014"] == [choice.label for offer in axes.offers for choice in offer.choices]
