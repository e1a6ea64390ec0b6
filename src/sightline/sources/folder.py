"""Walk files and folders that a person points at, and account for every entry, refused ones included.

No link is followed: one that leads out of the folder could pull in anything on the machine, one that leads inside
would only bring the same file twice. Sockets, pipes and devices are never opened, since opening alone may block or
act. A workspace found inside is a case of its own and is not walked into.
"""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sightline.model.arrival import Arrival, File, Origin
from sightline.sources.kinds import HEAD_BYTES, guess_kind
from sightline.sources.names import display_name, path_key
from sightline.sources.source import Asked

__all__ = ["FOLDER", "FolderSource", "is_file"]

log = logging.getLogger(__name__)

_WORKSPACE_MARK = b"sightline.toml"
_SPECIAL = {
    stat.S_IFSOCK: "a socket",
    stat.S_IFIFO: "a pipe (FIFO)",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class FolderSource:
    """Files, and folders with all that lies under them."""

    name = "folder"

    def accepts(self, address: str, asked: Asked) -> bool:  # noqa: ARG002 - the same question to every source
        """Say whether the address is a path: anything without a scheme of the web."""
        return "://" not in address[:16]

    def arrivals(self, address: str, asked: Asked) -> Iterator[Arrival]:  # noqa: ARG002
        """Yield every file under the path, sorted by name; what cannot be taken is yielded as failed, with why."""
        start = os.fsencode(address)
        # a link named by the person's own hand is followed once: they pointed at it
        try:
            status = Path(os.fsdecode(start)).stat()
        except ValueError:
            yield _refused(start, start, "this is no path", "check how it is written")
            return
        except OSError as error:
            yield _refused(start, start, *_os_fault(error))
            return
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(os.path.realpath(start), start)
        else:
            yield _entry(start, start, status, flags=0)


def is_file(address: str) -> bool:
    """Tell whether a path leads to an ordinary file; False also where it cannot be looked at or is no path."""
    return os.path.isfile(address)  # noqa: PTH113 - the method of Path raises where a name is too long or forbidden


def _walk(root: bytes, start: bytes) -> Iterator[Arrival]:
    """Walk depth first without recursion, so that a very deep tree does not end the run."""
    waiting: list[bytes] = [start]
    while len(waiting) > 0:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield _refused(folder, folder, *_os_fault(error))
            continue
        if any(entry.name == _WORKSPACE_MARK for entry in entries):
            yield _refused(
                folder,
                folder,
                "this folder is a Sightline workspace of its own; it was not walked into",
                "open it with --workspace, or import what it exports",
            )
            continue
        deeper: list[bytes] = []
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                yield _refused(entry.path, entry.path, *_os_fault(error))
                continue
            if stat.S_ISDIR(status.st_mode):
                deeper.append(entry.path)
            elif stat.S_ISLNK(status.st_mode):
                yield _link(root, entry.path)
            else:
                yield _entry(entry.path, entry.path, status, flags=os.O_NOFOLLOW)
        waiting.extend(reversed(deeper))


def _link(root: bytes, path: bytes) -> Arrival:
    target = os.path.realpath(path)
    inside = target == root or target.startswith(root.rstrip(b"/") + b"/")
    if not os.path.lexists(target):
        return _refused(
            path, path, "a link to something that is not there", "nothing to do, or mend the link"
        )
    if os.path.islink(target):  # noqa: PTH114 - bytes
        return _refused(path, path, "a link that leads round in a circle", "nothing to do, or mend the link")
    if inside:
        shown = display_name(os.path.relpath(target, root))
        return _refused(
            path, path, f"a link to {shown} in the same folder, which is taken there", "nothing to do"
        )
    return _refused(
        path,
        path,
        f"a link out of the folder, to {display_name(target)}; links are not followed",
        "add the file it points to by its own path",
    )


def _entry(path: bytes, address: bytes, status: os.stat_result, *, flags: int) -> Arrival:
    if not stat.S_ISREG(status.st_mode):
        what = _SPECIAL.get(stat.S_IFMT(status.st_mode), "not an ordinary file")
        return _refused(path, address, f"{what}, which holds no bytes to keep", "nothing to do")
    try:
        head = _read_head(path, flags=flags)
    except OSError as error:
        return _refused(path, address, *_os_fault(error))
    raw = os.fsencode(Path(os.fsdecode(path)).name)
    shown = display_name(raw)
    guess = guess_kind(head, shown)
    file = File(
        path=Path(os.fsdecode(path)),
        name=shown,
        media_type=guess.media_type,
        raw_name=None if shown.encode() == raw else raw,
    )
    return Arrival(
        key=path_key(path),
        item_kind=guess.item_kind,
        state="captured",
        origin=Origin(address=display_name(address)),
        title=shown,
        files=(file,),
    )


def _read_head(path: bytes, *, flags: int) -> bytes:
    """Read the first bytes; a path that became a pipe or a link since it was listed is not opened or does not block."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "it changed into something that is no file")
        return os.read(handle, HEAD_BYTES)
    finally:
        os.close(handle)


def _refused(path: bytes, address: bytes, fault: str, todo: str) -> Arrival:
    log.info("refused while walking: %s", fault)
    return Arrival(
        key=path_key(path),
        item_kind="other",
        state="failed",
        origin=Origin(address=display_name(address)),
        title=display_name(Path(os.fsdecode(path)).name),
        fault=fault,
        todo=todo,
    )


def _os_fault(error: OSError) -> tuple[str, str]:
    if isinstance(error, PermissionError):
        return "no permission to read it", "change its permissions or copy it as its owner, then add it again"
    if isinstance(error, FileNotFoundError):
        return "there is nothing at this path", "check the path"
    reason = error.strerror or "it cannot be read"
    return f"it cannot be read: {reason}", "check the disk it lies on, then add it again"


FOLDER = FolderSource()
