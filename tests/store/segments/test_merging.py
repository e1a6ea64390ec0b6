"""Merging keeps segments few, and writes a row again only now and then."""

from pathlib import Path

from sightline.store.segments.columns import ColumnFile
from sightline.store.segments.merging import chosen_to_merge


def file(rows: int, number: int) -> ColumnFile:
    return ColumnFile(Path(f"segment-{number}"), "test", 1, {"rows": rows}, {}, {})


def test_few_segments_and_few_writings() -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(1000):
        sizes.append(65_536)
        chosen = chosen_to_merge([file(rows, number) for number, rows in enumerate(sizes)], whole=False)
        if len(chosen) > 0:
            for one in chosen:
                sizes.remove(one.fact("rows"))
            sizes.append(sum(one.fact("rows") for one in chosen))
            written += sizes[-1]
        assert len(sizes) <= 6
    assert 1000 * 65_536 == sum(sizes)
    assert written / sum(sizes) < 16


def test_one_segment_is_left_alone() -> None:
    assert [] == chosen_to_merge([file(5, 1)], whole=False)
    assert 2 == len(chosen_to_merge([file(5, 1), file(500, 2)], whole=True))
