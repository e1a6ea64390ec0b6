"""The trusted process inside the sandbox: imports once, forks a worker per file, passes on what the worker says.

It never parses evidence. When a worker ends, whatever it left running is killed and whatever files it made are sent
out through the pipe, so that nothing outside is writable from inside.

The module it serves is named by the parent: see ``sandbox_worker.ChildModule``.
"""

import ctypes
import importlib
import json
import os
import resource
import shutil
import stat
import sys
import time
from pathlib import Path
from typing import Any, Final, cast

from sightline.core.sandbox_companion import Companion
from sightline.core.sandbox_frames import END, FILE, HELLO, send
from sightline.core.sandbox_records import dumps
from sightline.core.sandbox_watch import Watch, sweep
from sightline.core.sandbox_worker import ChildModule, Task, answer_reader, work

_CHUNK: Final = 1 << 16
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_CLONE_NEWUSER_NEWNET: Final = 0x10000000 | 0x40000000
_ORDERS: Final = 0


def main() -> None:
    """Serve jobs until standard input closes; the one argument is the configuration as JSON."""
    config = json.loads(sys.argv[1])
    talk = os.dup(1)
    os.dup2(2, 1)
    if not config["boxed"]:
        _leave_network()
    _harden()
    out = Path(config["out"])
    out.mkdir(parents=True, exist_ok=True)
    _copy_cache(config["cache"])
    module = cast("ChildModule", importlib.import_module(config["module"]))
    companions = tuple(Companion(spec) for spec in module.COMPANIONS)
    for one in companions:
        one.start()
    missing = sorted(one.spec.name for one in companions if not one.present)
    send(talk, HELLO, dumps({"missing": missing, "pid": os.getpid()}))
    while (line := _read_line()) is not None:
        _serve(json.loads(line), module, companions, config, talk)
    for one in companions:
        one.stop()


def _read_line() -> bytes | None:
    held = bytearray()
    while not held.endswith(b"\n"):
        chunk = os.read(_ORDERS, _CHUNK)
        if chunk == b"":
            return None
        held += chunk
    return bytes(held)


def _serve(
    order: dict[str, Any],
    module: ChildModule,
    companions: tuple[Companion, ...],
    config: dict[str, Any],
    talk: int,
) -> None:
    """Run one job in a fork and send what came of it."""
    measures = tuple(order["measures"])
    try:
        module.warm(order["path"], measures)
    except (ImportError, OSError) as fault:
        # the worker will meet the same fault and tell it as its last words, for one measure only
        sys.stderr.write(f"not warmed: {fault}\n")
    asked = {one: one.ask(order["path"]) for one in companions if one.spec.measures.intersection(measures)}
    pipes = {one: os.pipe() for one in asked}
    data_read, data_write = os.pipe()
    words_read, words_write = os.pipe()
    deadline = time.monotonic() + float(order["wall_ms"]) / 1000
    pid = os.fork()
    if pid == 0:
        close = [data_read, words_read, talk, *(write for _, write in pipes.values())]
        close += [fd for one in companions for fd in one.descriptors()]
        task = Task(
            path=order["path"],
            others=tuple(order["others"]),
            name=order["name"],
            sha256=order["sha256"],
            measures=measures,
            parameters=order["parameters"],
            out=Path(config["out"]),
            deadline=deadline,
            answers={
                one.spec.name: answer_reader(pipes[one][0], there=there) for one, there in asked.items()
            },
        )
        work(task, module, order, data=data_write, words=words_write, close=close)
    for fd in (data_write, words_write, *(read for read, _ in pipes.values())):
        os.close(fd)
    sinks = {one: write for one, (_, write) in pipes.items()}
    watch = Watch(pid, data=data_read, words=words_read, sinks=sinks, deadline=deadline, talk=talk)
    status, usage = watch.run()
    sweep(pid, {one.pid for one in companions}, boxed=config["boxed"])
    spoiled = _send_files(Path(config["out"]), talk, config)
    end = {
        "exit": os.waitstatus_to_exitcode(status),
        "late": watch.late,
        "words": bytes(watch.words).decode("utf-8", "replace"),
        "peak_kb": usage.ru_maxrss,
        "spoiled": spoiled,
    }
    send(talk, END, dumps(end))
    if spoiled:
        sys.exit(3)


def _send_files(out: Path, talk: int, config: dict[str, Any]) -> bool:
    """Send the plain files of the output folder and empty it; tell whether anything else was there."""
    most_bytes, most_files = int(config["file_bytes"]), int(config["files"])
    spoiled = False
    with os.scandir(out) as entries:
        names = [entry.name for _, entry in zip(range(most_files + 1), entries, strict=False)]
    for name in sorted(names[:most_files]):
        path = out / name
        facts = path.lstat()
        plain = name.isascii() and name.isprintable() and stat.S_ISREG(facts.st_mode)
        if not plain or facts.st_size > most_bytes:
            spoiled = True
            continue
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            body = file.read(most_bytes)
        send(talk, FILE, bytes([len(name)]) + name.encode("ascii") + body)
        path.unlink()
    return spoiled or len(names) > most_files


def _harden() -> None:
    """Keep workers, which have the same user, from reading or steering the zygote, or becoming another user."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _copy_cache(kept: str | None) -> None:
    """Copy compiled code from where it is kept, read-only, to where the compiler wants to write."""
    target = os.environ.get("NUMBA_CACHE_DIR")
    if kept is not None and target is not None and Path(kept).is_dir():
        shutil.copytree(kept, target, dirs_exist_ok=True)


def _leave_network() -> None:
    """Without bubblewrap, at least try to stand in a network of our own with nothing in it."""
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER_NEWNET) != 0:
        return
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        try:
            Path("/proc/self", name).write_text(text, "ascii")
        except OSError:
            return
