"""Exercise 6 with the program's own answer: the set that cannot be true, and what each of its reasons hides."""

from pathlib import Path

from sightline.core.clock import from_rfc3339
from sightline.work.bounds import bounds
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case
from sightline.work.training.statements import write_statements

SQUARE = "after 2021-10-09T14:24+01:00: the picture of the square was taken before"


def test_without_the_false_account_the_time_is_as_the_answer_says(tmp_path: Path, keys: Path) -> None:
    write_statements(tmp_path / "accounts.jsonl")
    case = make_case(tmp_path / "case", title="Practice", by="learner")
    import_statements(case, tmp_path / "accounts.jsonl")
    found = bounds(case, "The bang from the old quarry", given=[SQUARE])
    close_case(case)
    words = {one.id: one.words for one in found.reasons}
    (torn,) = found.contradictions
    assert (True, "none", 1) == (torn.smallest, found.further, found.at_least_wrong)
    named = [words[name] for name in torn.reasons]
    news = next(one for one in named if one.startswith("Ozrem Valley News"))
    assert ["ITM-1 was posted 2021-10-09T17:05:00+01:00", news, "ITM-1 shows INC-1"] == named
    # nothing that somebody says is left out unasked; each is taken out in turn
    assert () == found.set_aside
    placed = {words[one.reasons[0]]: one.placed for one in found.without}
    assert set(named) == set(placed)
    right = placed[news]
    assert right is not None
    assert right.begin.earliest is not None
    assert right.begin.latest is not None
    # between 14:24 and 17:05 on the valley's clock, one hour ahead of UTC
    assert from_rfc3339("2021-10-09T13:24:00Z") == right.begin.earliest.at_ms
    assert from_rfc3339("2021-10-09T16:05:01Z") == right.begin.latest.at_ms
    # with the false account, and one of the others out, it would have been night
    for other in set(named) - {news}:
        wrong = placed[other]
        assert wrong is not None
        assert wrong.begin.earliest is not None
        assert from_rfc3339("2021-10-09T20:00:00Z") == wrong.begin.earliest.at_ms
