"""Where work runs in parallel: threads or processes of this machine, or a cluster, behind one ``Executor``.

The engine is never the record of what was done: jobs stand in the catalogue.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Literal

from sightline.core.errors import MissingProgram, WrongUse

Kind = Literal["threads", "processes"]


def cores() -> int:
    """Return how many processor cores this process may use."""
    return max(1, len(os.sched_getaffinity(0)))


@contextmanager
def workers(
    count: int | None = None, *, kind: Kind = "threads", scheduler: str | None = None
) -> Iterator[Executor]:
    """Yield an executor; on leaving, wait for what runs and drop what has not begun.

    :param count: number of workers, 1 or more; by default one per core.
    :param kind: threads where the work waits for a sandbox, processes where it computes.
    :param scheduler: address of a cluster's scheduler, such as ``tcp://host:8786``.
    :raises WrongUse: when ``count`` is below 1.
    :raises MissingProgram: when a scheduler is named and the package ``distributed`` is not installed.
    """
    wanted = cores() if count is None else count
    if wanted < 1:
        raise WrongUse(f"{wanted} workers cannot work", todo="give 1 or more")
    executor = _local(wanted, kind) if scheduler is None else _cluster(scheduler)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _local(count: int, kind: Kind) -> Executor:
    if kind == "threads":
        return ThreadPoolExecutor(count, thread_name_prefix="sightline")
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def _cluster(scheduler: str) -> Executor:
    try:
        from distributed import Client  # type: ignore[import-not-found, unused-ignore]
    except ImportError as fault:
        raise MissingProgram(
            "a scheduler is set and the package distributed is not installed",
            item=scheduler,
            todo="install the package dask[distributed], or remove [compute] scheduler",
        ) from fault
    executor: Executor = Client(scheduler).get_executor()
    return executor
