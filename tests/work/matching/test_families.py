"""Families, the bound on the time of recording, and the recycled alarm."""

from sightline.model.time import read
from sightline.work.matching.families import (
    ClaimedTime,
    Posting,
    families,
    public_by,
    recycled,
)

A, B, C, D, E = b"a", b"b", b"c", b"d", b"e"


def posted(item: bytes, date: str) -> Posting:
    found = public_by(item, read(date, zone="Z"), date)
    assert found is not None
    return found


def claims(item: bytes, date: str) -> ClaimedTime:
    begin = read(date, zone="Z").begin_earliest
    assert begin is not None
    return ClaimedTime(item, begin, date)


def test_what_hangs_together_is_one_family_the_largest_first() -> None:
    found = families([(D, E), (B, A), (C, B)], {B: posted(B, "2013-08-21"), A: posted(A, "2014-04-11")})
    assert [(A, B, C), (D, E)] == [one.items for one in found]
    assert "2013-08-21" == found[0].earliest.text if found[0].earliest else False
    assert found[1].earliest is None


def test_a_date_of_publication_without_an_end_bounds_nothing() -> None:
    assert public_by(A, read("2013-08/..", zone="Z"), "2013-08/..") is None


def test_footage_older_than_its_claim_is_told() -> None:
    (alarm,) = recycled(
        [(A, B)], {A: posted(A, "2013-08-21"), B: posted(B, "2014-04-12")}, {B: [claims(B, "2014-04-11")]}
    )
    assert (B, A) == (alarm.item, alarm.older.item)


# A video of the evening posted the same night is no recycled footage.
def test_a_copy_posted_on_the_day_of_the_event_is_no_alarm() -> None:
    assert () == recycled([(A, B)], {A: posted(A, "2014-04-11")}, {B: [claims(B, "2014-04-11")]})


def test_one_claim_that_fits_the_older_copy_quiets_the_alarm() -> None:
    both = {B: [claims(B, "2014-04-11"), claims(B, "2013-08-20")]}
    assert () == recycled([(A, B)], {A: posted(A, "2013-08-21")}, both)


# The third item is old, but what it shares with the second need not be what the second shares with the first.
def test_a_copy_of_a_copy_raises_no_alarm() -> None:
    assert () == recycled([(A, B), (B, C)], {C: posted(C, "2013-08-21")}, {A: [claims(A, "2014-04-11")]})


def test_its_own_earlier_posting_is_no_older_copy() -> None:
    assert () == recycled([(A, B)], {B: posted(B, "2013-08-21")}, {B: [claims(B, "2014-04-11")]})
