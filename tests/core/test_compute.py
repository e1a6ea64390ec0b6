"""Executors: threads and processes of this machine, and a plain word where a cluster is not there."""

import importlib.util

import pytest

from sightline.core.compute import cores, workers
from sightline.core.errors import MissingProgram, WrongUse


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_work_is_done_in_order_of_submission(kind):
    with workers(2, kind=kind) as executor:
        assert [1, 4, 9] == list(executor.map(pow, (1, 2, 3), (2, 2, 2)))


def test_there_is_at_least_one_core():
    assert cores() >= 1


@pytest.mark.parametrize("count", [0, -1])
def test_no_workers_cannot_work(count):
    with pytest.raises(WrongUse), workers(count):
        pass


@pytest.mark.skipif(importlib.util.find_spec("distributed") is not None, reason="distributed is installed")
def test_a_scheduler_without_its_package_is_named():
    with pytest.raises(MissingProgram, match="distributed"), workers(scheduler="tcp://127.0.0.1:1"):
        pass
