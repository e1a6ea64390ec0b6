from types import ModuleType

from sightline.model.shown_time import ShownTime
from sightline.publish.timeline import Entry, entries_of, timeline_of

DAY = 86_400_000


def span(begin: int | None, end: int | None, *, approximate: bool = False) -> ShownTime:
    return ShownTime("text", "edtf", begin, begin, end, end, approximate)


def entry(time: ShownTime, code: str = "INC-1") -> Entry:
    return Entry(time, code, code, "Incident")


def test_nothing_dated_gives_no_timeline() -> None:
    assert timeline_of([]) is None
    assert timeline_of([entry(span(None, None))]) is None


def test_width_is_precision() -> None:
    made = timeline_of([entry(span(0, DAY), "A"), entry(span(0, 10 * DAY), "B")])
    assert made is not None
    widths = {
        row.code: sum(float(bar.width) for bar in row.bars if bar.tone == "possible") for row in made.rows
    }
    assert 10 == round(widths["B"] / widths["A"])


def test_an_approximate_time_fades_on_both_ends_and_an_unknown_end_on_one() -> None:
    made = timeline_of([entry(span(0, 4 * DAY, approximate=True), "A"), entry(span(0, None), "B")])
    assert made is not None
    assert {"A": "both", "B": "end"} == {row.code: row.bars[0].fade for row in made.rows}


def test_what_is_certain_is_told_from_what_is_possible() -> None:
    time = ShownTime("", "", 0, DAY, 5 * DAY, 6 * DAY)
    made = timeline_of([entry(time)])
    assert made is not None
    possible, sure = made.rows[0].bars
    assert ("possible", "sure") == (possible.tone, sure.tone)
    assert float(possible.x) < float(sure.x)
    assert float(sure.width) < float(possible.width)


def test_a_camera_clock_of_1970_does_not_squeeze_the_rest() -> None:
    april = 16_171 * DAY
    entries = [entry(span(april + n * DAY, april + (n + 1) * DAY), f"N{n}") for n in range(12)]
    made = timeline_of([*entries, entry(span(0, DAY), "OLD"), entry(span(april * 2, april * 2 + DAY), "FAR")])
    assert made is not None
    off = {row.code: row.off for row in made.rows if row.off}
    assert {"OLD": "before", "FAR": "after"} == off
    assert all(float(row.bars[0].width) > 3 for row in made.rows if not row.off)


def test_one_moment_in_twenty_years_is_still_seen() -> None:
    made = timeline_of(
        [entry(span(0, 7000 * DAY), "LONG"), entry(span(3000 * DAY, 3000 * DAY + 1000), "MOMENT")]
    )
    assert made is not None
    marks = {row.code: row.mark for row in made.rows}
    assert "" == marks["LONG"]
    assert 35 < float(marks["MOMENT"]) < 50


def test_ticks_are_few_and_within(sample: ModuleType) -> None:
    for days in (1, 5, 20, 90, 400, 4000, 40_000):
        made = timeline_of([entry(span(0, days * DAY))])
        assert made is not None
        assert 1 <= len(made.ticks) <= 9, days
        assert all(0 <= float(tick.x) <= 100 for tick in made.ticks)
    april = timeline_of(entries_of(sample.april().entities))
    assert april is not None
    assert any("Apr" in tick.label for tick in april.ticks)


def test_an_open_end_is_certain_only_until_it_was_said() -> None:
    # "still going on", said on day 5, says nothing certain of day 20
    time = ShownTime("", "", 0, DAY, None, None, ongoing=True)
    made = timeline_of([Entry(time, "x", "X", "Place", attested_ms=5 * DAY), entry(span(20 * DAY, 21 * DAY))])
    assert made is not None
    possible, sure = made.rows[0].bars
    assert "end" == possible.fade
    assert float(sure.x) + float(sure.width) < float(possible.x) + float(possible.width)


def test_labels_of_an_axis_do_not_touch_on_a_small_phone() -> None:
    # "Mar 2021" at the left edge ran into "Apr 2021" at 320 pixels, where an axis has four labels
    for days in (3, 9, 20, 45, 70, 100, 140, 200, 290, 700, 3_000):
        for start in range(0, 60, 7):
            first = 18_600 * DAY + start * DAY
            made = timeline_of(
                [entry(span(first, first + DAY)), entry(span(first + days * DAY, first + days * DAY))]
            )
            assert made is not None
            free = -1.0
            for tick in (one for one in made.ticks if not one.crowded):
                wide = 100 * 6.6 * len(tick.label) / 280
                left = float(tick.x) - {"start": 0, "middle": wide / 2, "end": wide}[tick.anchor]
                assert left > free, (days, start, tick.label)
                free = left + wide
            assert any(not one.crowded for one in made.ticks) or not made.ticks
