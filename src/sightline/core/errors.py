"""The one tree of errors: leaves are named by what the caller should do next.

Every error carries what it is about (``item``: a path, row, code or address) and what a person can do about it
(``todo``). The exit code of the command line and the HTTP status are properties of the branch, not of the place
that raised it.

::

    SightlineError
    ├── SkipItem            leave this item, go on with the rest          exit 1   HTTP 422
    │   ├── Unreadable          the bytes cannot be had (permission, socket, gone)
    │   ├── Damaged             the bytes can be had and do not decode
    │   ├── OverLimit           too large, too many, too slow: a limit of the sandbox or of settings
    │   ├── Unsafe              a link out of the folder, a refused address, an active content
    │   ├── ChangedWhileRead    the file grew or changed under our eyes
    │   ├── RowRefused          one row of a list or one line of an import
    │   └── FetchFailed         the network said no; try again later
    ├── AskPerson           more than one answer is possible; a person must say which   exit 2   HTTP 409
    │   ├── AmbiguousDates      a column of dates fits two orders
    │   ├── AmbiguousName       a code, key or name fits several entities
    │   └── NeedsAuthority      protection, erasure and release want a name and a reason
    ├── WrongUse            the caller said something that cannot be                    exit 2   HTTP 400
    │   ├── BadSetting          sightline.toml, with its line
    │   ├── BadSchema           a kind, property or vocabulary file, with its line
    │   ├── BadValue            a value that its property cannot hold
    │   ├── BadTime             text that is no EDTF
    │   ├── UnknownName         no such code, kind, property, key or term
    │   └── NotDisclosed        asked to show or send what nobody released
    ├── StopRun             nothing more can be done safely                             exit 1   HTTP 500
    │   ├── Broken              ledger, object or row is not what was written
    │   ├── StoreFull           no room to keep what must not be lost
    │   └── Busy                another process holds what is needed; try again
    ├── WrongWorkspace      not a workspace, or one made by a newer version             exit 3   HTTP 404
    │   ├── NotAWorkspace
    │   └── NewerWorkspace
    └── MissingProgram      an outside program is needed; says how to install it        exit 4   HTTP 501
"""

from typing import ClassVar


class SightlineError(Exception):
    """Say what went wrong (``fault``), with what (``item``), and what a person can do (``todo``)."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, fault: str, *, item: str | None = None, todo: str | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.item = item
        self.todo = todo

    def __str__(self) -> str:
        head = self.fault if self.item is None else f"{self.item}: {self.fault}"
        return head if self.todo is None else f"{head} ({self.todo})"


class SkipItem(SightlineError):
    """Leave this one item and go on; it is listed among what was refused."""

    exit_code = 1
    http_status = 422


class Unreadable(SkipItem):
    """The bytes cannot be had: no permission, a socket, a device, gone."""


class Damaged(SkipItem):
    """The bytes can be had and do not decode as what they claim to be."""


class OverLimit(SkipItem):
    """A limit of size, number, memory or time was reached."""


class Unsafe(SkipItem):
    """Following this would leave the folder, the network rules or the sandbox."""


class ChangedWhileRead(SkipItem):
    """The file changed while it was being read, so no digest of it means anything."""


class RowRefused(SkipItem):
    """One row of a list or one line of an import cannot be taken."""


class FetchFailed(SkipItem):
    """The network did not give what was asked for; trying again later may work."""


class AskPerson(SightlineError):
    """More than one answer is possible and only a person may choose."""

    exit_code = 2
    http_status = 409


class AmbiguousDates(AskPerson):
    """A column of dates reads two ways and nothing in it decides."""


class AmbiguousName(AskPerson):
    """A code, key or name fits more than one entity."""


class NeedsAuthority(AskPerson):
    """Protection, erasure and release need who ordered it and why."""


class WrongUse(SightlineError):
    """The caller said something that cannot be done or cannot be meant."""

    exit_code = 2
    http_status = 400


class BadSetting(WrongUse):
    """A line of sightline.toml cannot be used."""


class BadSchema(WrongUse):
    """A declaration of a kind, property or vocabulary cannot be used."""


class BadValue(WrongUse):
    """A value does not fit the property it was given for."""


class BadTime(WrongUse):
    """A written time is not EDTF."""


class UnknownName(WrongUse):
    """There is no such code, kind, property, key or term."""


class NotDisclosed(WrongUse):
    """Something was asked to be shown or sent that nobody released to that audience."""


class StopRun(SightlineError):
    """Nothing more can be done without risking what is already kept."""

    exit_code = 1
    http_status = 500


class Broken(StopRun):
    """A ledger event, object or row is not what was once written."""


class StoreFull(StopRun):
    """There is no room left to keep what must not be lost."""


class Busy(StopRun):
    """Another process holds what is needed; nothing was written."""


class WrongWorkspace(SightlineError):
    """The folder cannot be opened as a case by this version."""

    exit_code = 3
    http_status = 404


class NotAWorkspace(WrongWorkspace):
    """The folder is not a workspace."""


class NewerWorkspace(WrongWorkspace):
    """The workspace was made by a newer version of Sightline."""


class MissingProgram(SightlineError):
    """An outside program is needed and not installed."""

    exit_code = 4
    http_status = 501
