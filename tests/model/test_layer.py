"""A citation stays on its layer; a reader finds the words again in a better one."""

from sightline.model.layer import Moved, find_again, in_parent

OLD = ("Chlor1ne was used. The cylinder is ye11ow.", [(0, 18, "page:1"), (19, 42, "page:2")])
NEW = (
    "Header of the page. Chlorine was used. Second page begins. The  cylinder is yellow.",
    [(0, 38, "page:1"), (39, 83, "page:2")],
)


def test_a_span_knows_its_place_in_the_parent() -> None:
    assert in_parent(OLD[1], 23, 31) == ("page:2",)
    assert in_parent(OLD[1], 10, 30) == ("page:1", "page:2")


def test_the_same_words_are_found_again() -> None:
    moved = find_again(OLD, NEW, 19, 31)
    assert moved == Moved(59, 72, "quote")
    assert NEW[0][59:72] == "The  cylinder"


def test_other_words_lead_to_the_place_in_the_parent() -> None:
    # the first extraction read "Chlor1ne"; the second reads it rightly, so only the page is the same
    assert find_again(OLD, NEW, 0, 8) == Moved(0, 38, "anchor")


def test_media_times_and_boxes_meet_when_they_overlap() -> None:
    old = ("one two", [(0, 3, "time:0-1500"), (4, 7, "time:1500-3000")])
    new = ("uno dos tres", [(0, 3, "time:0-1000"), (4, 7, "time:1000-2000"), (8, 12, "time:2000-3000")])
    assert find_again(old, new, 4, 7) == Moved(4, 12, "anchor")
    boxed = ("sign", [(0, 4, "box:10,10,50,20")])
    other = ("SIGN ahead", [(0, 4, "box:12,8,40,20"), (5, 10, "box:200,10,50,20")])
    assert find_again(boxed, other, 0, 4) == Moved(0, 4, "quote")


def test_nothing_shared_is_nothing() -> None:
    assert find_again(("abc", []), ("xyz", []), 0, 3) is None
