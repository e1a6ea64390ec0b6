"""The sentence and the precision of every kind of span."""

import pytest

from sightline.model.time import instant, precision, read, sentence


@pytest.mark.parametrize(
    "text,expected,how",
    [
        ("2014-04-12", "on 12 April 2014", "day"),
        ("2014-04-12?", "on 12 April 2014 (uncertain)", "day"),
        ("2014-04-12%", "on 12 April 2014 (approximate and uncertain)", "day"),
        ("2014-04", "some time in April 2014", "month"),
        ("2014-04~", "some time in April 2014 (approximate)", "month"),
        ("2014?-04-~12", "on 12 April 2014 (year uncertain, day approximate)", "day"),
        ("2014-04-XX", "some time in April 2014, day not known", "month"),
        ("2014-04-1X", "some time in April 2014, day 1X with X not known", "month"),
        ("2014-XX", "some time in 2014, month not known", "year"),
        ("2014-XX-XX", "some time in 2014, month and day not known", "year"),
        ("2014-XX-12", "some time in 2014, month and day written XX-12 with X not known", "year"),
        ("2014", "some time in 2014", "year"),
        ("0079", "some time in 79", "year"),
        ("0000", "some time in the year 1 BC", "year"),
        ("-0100", "some time in the year 101 BC", "year"),
        ("Y17000", "some time in 17000", "year"),
        ("201X", "some time in the 2010s", "decade"),
        ("20XX", "some time in the years 2000 to 2099", "century"),
        ("2XXX", "some time in the years 2000 to 2999", "longer"),
        ("2013-22", "some time in summer 2013", "season"),
        ("2013-24", "some time in winter 2013 to 2014", "season"),
        ("2013-30", "some time in summer 2013 to 2014 (southern)", "season"),
        ("2014-33", "some time in the first quarter of 2014", "season"),
        ("2014-41", "some time in the second half of 2014", "season"),
        ("2014-04-12T03", "some time in the hour 12 April 2014 at 03 (time zone not known)", "hour"),
        ("2014-04-12T03:15+03:00", "on 12 April 2014 at 03:15 UTC+03:00", "minute"),
        ("2014-04-12T03:15:00Z", "on 12 April 2014 at 03:15:00 UTC", "second"),
        ("2014-04-12T03:15:00.25Z", "on 12 April 2014 at 03:15:00.25 UTC", "second"),
        ("2014-04-09/2014-04-10", "from 9 April 2014 to 10 April 2014", "interval"),
        ("2011/..", "from 2011, still going on when said", "interval"),
        ("2011~/", "from 2011 (approximate), end not known", "interval"),
        ("/2014-04-29", "until 29 April 2014, begin not known", "interval"),
        ("../2014-04-29", "until 29 April 2014, already going on before then", "interval"),
        ("/..", "still going on when said, begin not known", "interval"),
        ("../", "ended, neither begin nor end known", "interval"),
        ("[2014-04-12,2014-04-13]", "at one of: 12 April 2014 or 13 April 2014", "interval"),
        ("[2014-04-12..2014-04-13]", "some time from 12 April 2014 to 13 April 2014", "interval"),
        ("[..2014]", "some time until 2014", "interval"),
        ("[2014..]", "some time from 2014", "interval"),
        ("[2014-04-12]", "on 12 April 2014", "interval"),
        (
            "{2014-04-12,2014-04-14,2014-04-18}",
            "at each of: 12 April 2014, 14 April 2014 and 18 April 2014",
            "interval",
        ),
        ("{2014..2016}", "all the time from 2014 to 2016", "interval"),
    ],
)
def test_said_in_words(text: str, expected: str, how: str) -> None:
    assert expected == sentence(read(text))
    assert how == precision(read(text))


def test_a_zone_given_with_the_reading_is_named_with_clock_times_only() -> None:
    assert "on 12 April 2014 at 03:15 Asia/Damascus time" == sentence(
        read("2014-04-12T03:15", zone="Asia/Damascus")
    )
    assert "on 12 April 2014" == sentence(read("2014-04-12", zone="Asia/Damascus"))
    assert "on 1 January 1970 at 00:00:00.000 UTC" == sentence(instant(0))
