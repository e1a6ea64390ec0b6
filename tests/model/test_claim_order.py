"""Whether two answers can both be true, by the type of the value."""

from sightline.model.claim_order import Answer, Known, Meeting, compare
from sightline.model.figures import Figure
from sightline.model.time import read

A, B, C = b"a", b"b", b"c"


def date(written: str, **more: object) -> Answer:
    local = None if "T" in written else read(written, zone="Z")
    return Answer(written, written, key=written, span=read(written), local=local, **more)  # type: ignore[arg-type]


def actor(entity: bytes, **more: object) -> Answer:
    return Answer({"entity": entity.hex()}, entity.decode(), key=entity.hex(), entity=entity, **more)  # type: ignore[arg-type]


def test_dates_whose_intervals_do_not_meet() -> None:
    met = compare("date", date("2014-04-11"), date("2014-04-12"), one_only=False)
    assert Meeting.APART is met.meeting
    assert "the two times do not meet: 11 April 2014, and 12 April 2014" == met.why
    # half past eleven at night in London is the twelfth in Damascus: a clock with a zone is no local day
    for one, other in (
        ("2014-04-11", "2014-04-11T10:00Z"),
        ("2014-04-12", "2014-04-11T23:30Z"),
        ("2014-04-11", "2014-04"),
        ("2014-04-11", "[2014-04-11,2014-04-12]"),
        ("2014-04-11", "2014-04-10/2014-04-12"),
        ("2014-04-11", "2014-04~"),
    ):
        assert Meeting.SAME is compare("date", date(one), date(other), one_only=True).meeting


def test_figures_out_of_range() -> None:
    two = Answer({"best": 2}, "2", figure=Figure(2, 2, 2), conditions=(("group", "all"), ("state", "killed")))
    five = Answer({"min": 5}, "at least 5", figure=Figure(5, None, None), conditions=two.conditions)
    hurt = Answer({"min": 5}, "at least 5", figure=Figure(5, None, None), conditions=(("state", "injured"),))
    met = compare("range", two, five, one_only=False)
    assert (Meeting.APART, "no number fits both: 2, and at least 5") == (met.meeting, met.why)
    assert met.why == compare("range", five, two, one_only=False).why
    # killed and injured are two things, and no contradiction
    assert Meeting.BOTH is compare("range", two, hurt, one_only=False).meeting


def test_actors_judged_different() -> None:
    known = Known(frozenset({frozenset((A, B))}), {C: frozenset({A})})
    assert Meeting.APART is compare("entity", actor(A), actor(B), one_only=True, known=known).meeting
    assert Meeting.UNSURE is compare("entity", actor(A), actor(B), one_only=True).meeting
    assert Meeting.BOTH is compare("entity", actor(A), actor(B), one_only=False, known=known).meeting
    # the part and the whole are no contradiction
    assert Meeting.BOTH is compare("entity", actor(A), actor(C), one_only=True, known=known).meeting
    assert Meeting.BOTH is compare("entity", actor(C), actor(A), one_only=True, known=known).meeting
    assert Meeting.SAME is compare("entity", actor(A), actor(A), one_only=True).meeting


def test_polarity() -> None:
    assert Meeting.APART is compare("entity", actor(A), actor(A, negated=True), one_only=True).meeting
    # two denials can both be true; so can a denial of one and the claim of another
    assert (
        Meeting.BOTH
        is compare("entity", actor(A, negated=True), actor(B, negated=True), one_only=True).meeting
    )
    assert Meeting.BOTH is compare("entity", actor(A), actor(B, negated=True), one_only=True).meeting
    assert (
        Meeting.SAME
        is compare("entity", actor(A, negated=True), actor(A, negated=True), one_only=True).meeting
    )


def test_other_times_are_no_contradiction() -> None:
    before, after = read("../2014-04-12"), read("2014-04-29")
    met = compare("entity", actor(A, valid=before), actor(B, valid=after), one_only=True)
    assert (Meeting.BOTH, "they speak of different times") == (met.meeting, met.why)


def test_positions() -> None:
    def at(lat: str, radius: int | None) -> Answer:
        value = {"lat": lat, "lon": "36.6"} | ({} if radius is None else {"radius_m": radius})
        return Answer(value, lat)  # type: ignore[arg-type]

    assert Meeting.SAME is compare("place", at("35.30", 3000), at("35.35", 3000), one_only=False).meeting
    far = compare("place", at("35.30", 500), at("35.35", 500), one_only=False)
    assert Meeting.APART is far.meeting
    assert far.why.startswith("5.5 km apart")
    assert Meeting.UNSURE is compare("place", at("35.30", None), at("35.35", 500), one_only=False).meeting
    assert Meeting.BOTH is compare("place", Answer(None, ""), at("35.35", 500), one_only=False).meeting


def test_words_never_contradict_for_being_other_words() -> None:
    gas, fire = Answer("a gas", "a gas", key="gas"), Answer("a fire", "a fire", key="fire")
    assert Meeting.BOTH is compare("text", gas, fire, one_only=False).meeting
    assert Meeting.APART is compare("text", gas, fire, one_only=True).meeting
