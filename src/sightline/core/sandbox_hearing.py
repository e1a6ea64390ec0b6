"""Hear one worker out: what it says is checked word by word, since a hostile file may be speaking."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from sightline.core.sandbox_frames import DATA, END, FILE, BrokenTalk, Reader
from sightline.core.sandbox_records import NotARecord, from_json, loads

_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NOTHING_SAID: Final = "nothing was said about it"


class Measured(Protocol):
    """What every record of a reply has: the name of the measure that made it."""

    @property
    def measure(self) -> str:
        """Name of the measure."""


R = TypeVar("R", bound=Measured)
Check = Callable[[R, Sequence[str], Mapping[str, Any]], str | None]
"""Looks at a record with the names of the files made and the parameters given; returns what is wrong, or None."""


class Hearing(Generic[R]):
    """What one worker said, until it ended.

    :param record: attrs class of the results.
    :param measures: what the worker was asked for; it may speak of nothing else.
    :param out: folder for the files it sends.
    :param most_files: how many it may send.
    :param hear: takes each record as it comes, instead of keeping all until the end; NotARecord from it ends the talk.
    """

    def __init__(
        self,
        record: type[R],
        measures: Sequence[str],
        out: Path,
        *,
        most_files: int,
        hear: Callable[[R], None] | None = None,
    ) -> None:
        self.records: list[R] = []
        self.heard: set[str] = set()
        """Measures of which a record was handed on."""
        self.done: list[str] = []
        self.running: str | None = None
        self.files: list[str] = []
        self.unfit: dict[str, str] = {}
        """By measure: why what was said cannot be used."""
        self.cut: set[str] = set()
        """Measures refused only after the talk was cut off: their files may not have come out."""
        self.whole = False
        """Whether the talk came to its end, with every file."""
        self._record = record
        self._measures = tuple(measures)
        self._out = out
        self._most_files = most_files
        self._hear = hear
        self._rest = bytearray()

    def listen(self, reader: Reader, deadline: float) -> dict[str, Any]:
        """Take everything up to the end frame and return that.

        :param deadline: on the monotonic clock [s].
        :raises BrokenTalk: when what comes is no conversation, too much, or too late.
        :raises NotARecord: when a line is not JSON of the narrow kind.
        """
        while True:
            frame = reader.next(deadline)
            if frame.kind == DATA:
                self._rest += frame.body
                if b"\n" in frame.body:
                    *lines, rest = bytes(self._rest).split(b"\n")
                    self._rest = bytearray(rest)
                    for line in lines:
                        self._take(line)
            elif frame.kind == FILE:
                self._keep(frame.body)
            elif frame.kind == END:
                end = loads(frame.body)
                if not isinstance(end, dict):
                    raise NotARecord("the end is no object")
                self.whole = end.get("spoiled") is not True
                return end
            else:
                raise BrokenTalk("a greeting in the middle")

    def judge(self, check: Check[R] | None, parameters: Mapping[str, Mapping[str, Any]]) -> None:
        """Drop what the caller's check refuses, and name the measures that said nothing.

        Files come out after the last word: where the talk was cut off before, a record that names one is not to
        blame, and has neither an answer nor a verdict.
        """
        if check is not None:
            for record in self.records:
                wrong = check(record, self.files, parameters.get(record.measure, {}))
                if wrong is not None and self.whole:
                    self.unfit[record.measure] = wrong
                elif wrong is not None:
                    self.cut.add(record.measure)
        self.records = [one for one in self.records if one.measure not in {*self.unfit, *self.cut}]
        told = {one.measure for one in self.records} | self.heard | self.cut
        for name in self.done:
            if name not in told:
                self.unfit.setdefault(name, _NOTHING_SAID)

    def settled(self) -> set[str]:
        """Return the measures that need no second try."""
        return {*self.done, *self.unfit} - (self.cut - set(self.unfit))

    def _take(self, line: bytes) -> None:
        said = loads(line)
        if not isinstance(said, dict) or len(said) != 1:
            raise NotARecord("not one word")
        word, value = next(iter(said.items()))
        if word == "begin" and value in self._measures:
            self.running = value
        elif word == "done" and value == self.running and self.running is not None:
            self.done.append(self.running)
            self.running = None
        elif word == "finding" and self.running is not None:
            self._take_record(value, self.running)
        else:
            raise NotARecord(f"the word {str(word)[:20]!r} does not belong here")

    def _take_record(self, value: Any, running: str) -> None:
        try:
            record = from_json(self._record, value)
        except NotARecord as fault:
            self.unfit[running] = str(fault)
            return
        if record.measure != running:
            self.unfit[running] = "a result under another name"
            return
        if self._hear is None:
            self.records.append(record)
        else:
            self._hear(record)
            self.heard.add(running)

    def _keep(self, body: bytes) -> None:
        length = body[0] if len(body) > 0 else 0
        name = body[1 : 1 + length].decode("ascii", "replace")
        if _FILE_NAME.fullmatch(name) is None or len(self.files) >= self._most_files:
            raise BrokenTalk("a file of a name that is not allowed, or too many files")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(self._out / name, flags, 0o600), "wb") as file:
            file.write(body[1 + length :])
        self.files.append(name)
