"""Served inside the sandbox by the tests: each measure does one thing a file that took over its parser might do."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from attrs import field, frozen

COMPANIONS = ()


@frozen
class Said:
    measure: str
    text: str = ""
    number: int = 0
    values: dict[str, str] = field(factory=dict)


def warm(path, measures):
    pass


def examine(task, emit):
    for name in task.measures:
        emit("begin", name)
        DEEDS.get(name, fine)(task, emit, name)
        emit("done", name)


def say(emit, name, text="", number=0):
    emit("finding", Said(name, text, number))


def fine(task, emit, name):
    say(emit, name, f"{Path(task.path).stat().st_size} bytes")


def crash(task, emit, name):
    os.kill(os.getpid(), signal.SIGSEGV)


def raises(task, emit, name):
    raise ArithmeticError("seven times six")


def hang(task, emit, name):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def eat_memory(task, emit, name):
    held = bytearray(64 << 30)
    say(emit, name, str(len(held)))


def killed(task, emit, name):
    os.kill(os.getpid(), signal.SIGKILL)


def garbage(task, emit, name):
    for fd in range(3, 64):
        try:
            os.write(fd, b"\x00\xff not json\n" * 10)
        except OSError:
            continue


def flood(task, emit, name):
    for _ in range(100_000):
        say(emit, name, "x" * 10_000)


def other_name(task, emit, name):
    emit("finding", Said("fine", "forged"))


def wrong_shape(task, emit, name):
    emit("finding", {"measure": name, "text": 5})


def unknown_key(task, emit, name):
    emit("finding", {"measure": name, "extra": "x"})


def surrogate(task, emit, name):
    emit("finding", {"measure": name, "text": "a\ud800b\x00c"})


def huge_number(task, emit, name):
    emit("finding", {"measure": name, "number": 10**40})


def silent(task, emit, name):
    pass


def network(task, emit, name):
    found = "open"
    try:
        socket.create_connection(("127.0.0.1", int(task.parameters[name]["port"])), timeout=2)
    except OSError:
        found = "closed"
    say(emit, name, found)


def look_around(task, emit, name):
    places = [str(place) for place in map(Path, task.parameters[name]["paths"]) if place.exists()]
    secrets = [key for key in os.environ if "SECRET" in key]
    emit("finding", Said(name, " ".join(places), len(secrets)))


def overwrite(task, emit, name):
    try:
        Path(task.path).write_bytes(b"gone")
    except OSError as fault:
        say(emit, name, type(fault).__name__)
    else:
        say(emit, name, "written")


def product(task, emit, name):
    (task.out / "good.txt").write_text("good")
    say(emit, name, "good.txt")


def symlink(task, emit, name):
    (task.out / "link").symlink_to("/etc/hostname")
    say(emit, name)


def folder(task, emit, name):
    (task.out / "a" / "b").mkdir(parents=True)
    say(emit, name)


def many_files(task, emit, name):
    for at in range(500):
        (task.out / f"{at}.txt").write_text("x")
    say(emit, name)


def large_file(task, emit, name):
    with (task.out / "large").open("wb") as file:
        for _ in range(1000):
            file.write(b"x" * (1 << 20))
    say(emit, name)


def leave_children(task, emit, name):
    for _ in range(5):
        subprocess.Popen(["sleep", "300"], start_new_session=True)
    say(emit, name, str(len(processes())))


def count_processes(task, emit, name):
    say(emit, name, number=len(processes()))


def kill_parent(task, emit, name):
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(5)


def stop_parent(task, emit, name):
    time.sleep(1)  # until what was said before is passed on
    os.kill(os.getppid(), signal.SIGSTOP)
    time.sleep(60)


def processes():
    return [one for one in Path("/proc").iterdir() if one.name.isdigit()]


DEEDS = {
    name: deed
    for name, deed in list(globals().items())
    if callable(deed)
    and getattr(deed, "__module__", "") == __name__
    and name not in ("warm", "examine", "say", "Said")
}
