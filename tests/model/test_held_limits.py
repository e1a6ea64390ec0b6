"""The numbers that a table compares give the answers of the rule itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from sightline.model.held_limits import SEVERAL, UNDATED, answer, limits_of, window_of
from sightline.model.span_order import Answer, held_at
from sightline.model.time import read

days = st.integers(1, 28).map(lambda d: f"2014-04-{d:02d}")
dates = st.one_of(
    days,
    st.sampled_from(["2014", "2014-04", "2013-22", "2014-04-1X", "2014-04-12T15:00Z", "201X"]),
)
marked = st.tuples(dates, st.sampled_from(["", "~", "?", "%"])).map(
    lambda p: p[0] + ("" if "X" in p[0] or "T" in p[0] else p[1])
)
spans = st.one_of(
    marked,
    st.tuples(days, days).map(lambda p: "/".join(sorted(p))),
    marked.map(lambda d: f"{d}/.."),
    marked.map(lambda d: f"../{d}"),
    marked.map(lambda d: f"{d}/"),
    marked.map(lambda d: f"/{d}"),
)
zones = st.sampled_from([None, "Z", "Asia/Damascus"])
windows = st.one_of(
    days, st.sampled_from(["2014-04", "2014-04-12T15:00", "2013", "2015", "2014-04-10/..", "../2014-04-10"])
)


@given(spans, st.one_of(st.none(), days), windows, zones)
@example("2011/..", "2014-04-12", "2015", None)
def test_the_numbers_give_the_rule_s_answer(valid: str, said: str | None, at: str, zone: str | None) -> None:
    span, when = read(valid, zone=zone), None if said is None else read(said, zone=zone)
    window = read(at, zone=zone)
    assert held_at(span, window, said=when) is answer(limits_of(span, when), *window_of(window))


@given(st.lists(st.one_of(days, st.tuples(days, days).map(lambda p: "..".join(sorted(p)))), min_size=1, max_size=4),
       st.booleans(), windows)  # fmt: skip
def test_of_several_dates_the_numbers_rule_out_only_what_the_rule_does(
    parts: list[str], every: bool, at: str
) -> None:
    text = ("{" if every else "[") + ",".join(parts) + ("}" if every else "]")
    span, window = read(text), read(at)
    limits = limits_of(span, None)
    assert limits[4] & SEVERAL
    if answer(limits, *window_of(window)) is Answer.NO:
        assert Answer.NO is held_at(span, window)


def test_nobody_said_when() -> None:
    limits = limits_of(None, None)
    assert limits[4] & UNDATED
    assert answer(limits, 0, 1) is None


def test_no_window_is_all_of_time() -> None:
    assert Answer.HELD is answer(limits_of(read("2014-04-12"), None), *window_of(None))
