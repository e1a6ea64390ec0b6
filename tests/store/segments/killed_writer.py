"""A writer that is killed: run by the tests in a process of its own, which forks one child for every point.

``step``: for each k, a child does the same acts on a copy of nothing and is killed right before its k-th call that
changes the disk; then the index is opened and must hold what was acknowledged, or that and the one act under way.
``loop``: write until somebody kills this process, telling each commit after it returned.
"""

import os
import signal
import sys
from pathlib import Path

import numpy as np
from attrs import evolve

from sightline.store.landmarks.index import LandmarkIndex
from sightline.store.landmarks.rows import ROOM
from sightline.store.segments.shelf import open_shelf


def opened(folder: Path) -> LandmarkIndex:
    return LandmarkIndex(open_shelf(folder, evolve(ROOM, seal_at=12)))


def add(index: LandmarkIndex, position: int) -> None:
    number = np.arange(5)
    index.append(
        (number + 10 * position).astype(np.uint32), np.full(5, position), number * 100, added=position
    )
    index.commit(position)


def hide(index: LandmarkIndex, position: int) -> None:
    index.hide(position - 2, position)
    index.commit(position)


def erase(index: LandmarkIndex, position: int) -> None:
    index.erase(position - 3, position)


def merge(index: LandmarkIndex, position: int) -> None:
    index.merge(whole=position % 2 == 0)


ACTS = [add, add, add, hide, add, add, erase, add, add, merge, add, erase, add, add, hide, add, add, merge]


def held(index: LandmarkIndex) -> tuple[int, ...]:
    """The keys that are found, all asked for."""
    hits = index.search(np.arange(0, 400, dtype=np.uint32))
    return tuple(sorted(hits.query.tolist()))


def expected(acts: int) -> tuple[int, ...]:
    """The keys that are to be found after so many acts."""
    keys: set[int] = set()
    for position, act in enumerate(ACTS[:acts], start=1):
        if act is add:
            keys |= {10 * position + number for number in range(5)}
        if act in (hide, erase):
            gone = position - (2 if act is hide else 3)
            keys -= {10 * gone + number for number in range(5)}
    return tuple(sorted(keys))


def kill_at(step: int) -> None:
    """Kill this process right before its ``step``-th call that changes the disk."""
    left = [step]

    def counted(call):
        def instead(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return instead

    os.fsync = counted(lambda _handle: None)  # a kill loses nothing that the system holds, and a disk is slow
    Path.replace = counted(Path.replace)
    Path.unlink = counted(Path.unlink)
    Path.open = counted(Path.open)


def act_all(folder: Path, told: int) -> None:
    with opened(folder) as index:
        for position, act in enumerate(ACTS, start=1):
            act(index, position)
            os.write(told, b".")


def every_step(place: Path) -> None:
    os.fsync = lambda _handle: None
    for step in range(10_000):
        folder = place / str(step)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            kill_at(step)
            act_all(folder, write)
            os._exit(0)
        os.close(write)
        _, status = os.waitpid(child, 0)
        acknowledged = len(os.read(read, 1000))
        os.close(read)
        with opened(folder) as index:
            found = held(index)
            assert found in {expected(acknowledged), expected(acknowledged + 1)}, (step, acknowledged, found)
            index.lock()  # sweeps
            index.check()
            names = {path.name for path in folder.iterdir()}
            seen = index.shelf.snapshot()
            assert names == {"lock", "manifest", *seen.manifest.segments, seen.manifest.tail}, (step, names)
            assert held(index) == found
            add(index, 30)
            assert tuple(sorted((*found, *range(300, 305)))) == held(index)
        if status == 0:
            print(step)
            return
    raise AssertionError("never came to the end")


def loop(folder: Path) -> None:
    with opened(folder) as index:
        position = index.position
        while True:
            position += 1
            number = np.arange(7)
            keys = (number + 10 * position).astype(np.uint32)
            index.append(keys, np.full(7, position), number, added=position)
            index.commit(position)
            os.write(1, b"%d\n" % position)
            if position % 5 == 0:
                index.start_merging()


if __name__ == "__main__":
    {"step": every_step, "loop": loop}[sys.argv[1]](Path(sys.argv[2]))
