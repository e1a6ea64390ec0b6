from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

from sightline.model.shown import ShownTime
from sightline.publish.looking_back import axes_of, held_at, known_at, said_by

APRIL_12 = 1_397_260_800_000
DAY = 86_400_000


def test_the_town_has_six_governors_as_said_on_the_12th_and_five_as_said_on_the_29th(
    sample: ModuleType,
) -> None:
    town = next(entity for entity in sample.april().entities if entity.code == "PLC-5")

    def governed(ms: int) -> set[str]:
        return {
            one.value
            for one in town.statements
            if one.polarity == "affirmed" and said_by(one.said, one.withdrawn_ms, ms) in {"yes", "possibly"}
        }

    assert 6 == len(governed(sample.ms(2014, 4, 13)))
    assert 5 == len(governed(sample.ms(2014, 4, 30)))
    assert "Liwa Allahu Akbar" not in governed(sample.ms(2014, 4, 30))


def test_dates_are_offered_only_where_the_answer_differs(sample: ModuleType) -> None:
    dossier = sample.april()
    town = next(entity for entity in dossier.entities if entity.code == "PLC-5")
    axes = axes_of(town.statements, dossier.times)
    assert ["12 April 2014"] == [choice.label for choice in axes.said]
    assert () == axes.known
    quiet = next(entity for entity in dossier.entities if entity.code == "ASM-1")
    assert not axes_of(quiet.statements, dossier.times).any


def test_a_correction_of_ours_can_be_looked_behind(sample: ModuleType) -> None:
    first = next(entity for entity in sample.april().entities if entity.code == "INC-1")
    axes = axes_of(first.statements)
    assert ["22 November 2026"] == [choice.label for choice in axes.known]
    # when an incident happened does not change with the date one asks about, so "held" is not offered
    assert () == axes.held


def test_an_unknown_end_is_possible_and_an_open_one_is_certain() -> None:
    unknown = ShownTime("since 12 April", "2014-04-12/", APRIL_12, APRIL_12 + DAY, None, None)
    still = ShownTime(
        "since 12 April, still", "2014-04-12/..", APRIL_12, APRIL_12 + DAY, None, None, ongoing=True
    )
    assert "possibly" == held_at(unknown, APRIL_12 + 30 * DAY)
    assert "yes" == held_at(still, APRIL_12 + 30 * DAY)
    assert "no" == held_at(still, APRIL_12 - 1)


def test_intervals_are_half_open() -> None:
    day = ShownTime("12 April", "2014-04-12", APRIL_12, APRIL_12, APRIL_12 + DAY, APRIL_12 + DAY)
    assert "no" == held_at(day, APRIL_12 - 1)
    assert "yes" == held_at(day, APRIL_12)
    assert "no" == held_at(day, APRIL_12 + DAY)


def test_what_was_retracted_was_known_until_then() -> None:
    assert "no" == known_at(100, 200, 99)
    assert "yes" == known_at(100, 200, 100)
    assert "past" == known_at(100, 200, 200)


@given(st.integers(-10, 10), st.integers(0, 5), st.integers(-20, 30))
def test_said_goes_from_no_over_possibly_to_yes(begin: int, wide: int, at: int) -> None:
    said = ShownTime("", "", begin, begin, begin + wide, begin + wide)
    order = {"no": 0, "possibly": 1, "yes": 2}
    assert order[said_by(said, None, at)] <= order[said_by(said, None, at + 1)]
