"""Names beside dots do not cover each other where there is room, and stay on the sheet."""

import pytest

from sightline.publish.labels import LEADING, LETTER, Label, labels_of


def box(label: Label) -> tuple[float, float, float, float]:
    wide, high = max(map(len, label.lines)) * LETTER, len(label.lines) * LEADING
    left = {"start": label.x, "middle": label.x - wide / 2, "end": label.x - wide}[label.anchor]
    return left, label.y - LEADING, left + wide, label.y - LEADING + high


def test_two_names_at_one_height_do_not_run_into_each_other() -> None:
    # before, names of neighbours were written across each other
    one, other = (box(label) for label in labels_of(
        ["Harbour Brigade", "Northern Council"], [(200, 100), (260, 100)], width=500, height=200, letters=30
    ))  # fmt: skip
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert apart


@pytest.mark.parametrize("at", [(5, 5), (395, 5), (5, 295), (395, 295)])
def test_a_name_at_the_edge_is_written_inwards(at: tuple[float, float]) -> None:
    left, top, right, bottom = box(
        labels_of(["A long name of a group"], [at], width=400, height=300, letters=30)[0]
    )
    assert left >= -60
    assert right <= 460
    assert (top >= -5, bottom <= 305) == (True, True)


def test_a_long_name_is_broken_into_lines_and_at_last_cut() -> None:
    (label,) = labels_of(["word " * 40], [(200, 100)], width=400, height=300, letters=20)
    assert 3 == len(label.lines)
    assert label.lines[-1].endswith("…")
    (empty,) = labels_of([""], [(1, 1)], width=400, height=300, letters=20)
    assert ("",) == empty.lines
