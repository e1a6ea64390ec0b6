"""Tell how the text of a list is encoded, and decode each line, naming the lines that differ.

Lists are joined from many hands, so one file may hold several encodings. UTF-8 is recognised by its own rules;
windows-1256 (Arabic), windows-1251 (Cyrillic) and the Latin code pages are told apart by letter frequency, since
nearly every byte is legal in each of them.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from attrs import define, field

__all__ = ["DecodedLine", "LineDecoder", "detect_encoding", "guess_legacy", "read_lines"]

SAMPLE_BYTES = 1 << 20
LONGEST_LINE = 16 << 20
"""Bytes; a longer line is cut, and the row refused."""

_ARABIC_WEIGHT = {**dict.fromkeys("اليمنورتب", 3.0), **dict.fromkeys("ةعدسفحهكق", 1.5)}
_RUSSIAN_WEIGHT = {
    **dict.fromkeys("оеаинтсрвл", 3.0),
    **dict.fromkeys("кмдпуяыьгзбчй", 1.5),
    **dict.fromkeys("іїєґ", 1.2),
}
_UTF8_MULTI = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@define(slots=True)
class DecodedLine:
    """One physical line as text, without its line end."""

    number: int
    """From 1."""
    text: str
    encoding: str
    too_long: bool = False


@define(slots=True)
class LineDecoder:
    """Decode lines of one file in its main encoding, and those that are not in it in the one they seem to be in."""

    encoding: str
    strange: dict[str, list[int]] = field(factory=dict)
    """First lines by encoding, where it is not the file's own; at most a hundred each."""
    strange_count: int = 0

    def decode(self, raw: bytes, number: int) -> tuple[str, str]:
        """Return (text, encoding) of one line; never fails."""
        if raw.isascii():
            return raw.decode("ascii"), self.encoding
        other: str | None = None
        if self.encoding == "utf-8":
            try:
                return raw.decode("utf-8"), "utf-8"
            except UnicodeDecodeError:
                other = guess_legacy(raw)
        elif _UTF8_MULTI.search(raw) is not None and _is_utf8(raw):
            other = "utf-8"
        if other is None:
            return raw.decode(self.encoding, errors="replace"), self.encoding
        self.strange_count += 1
        lines = self.strange.setdefault(other, [])
        if len(lines) < 100:
            lines.append(number)
        return raw.decode(other, errors="replace"), other


def detect_encoding(head: bytes) -> str:
    """Return the encoding most of a file is in: utf-8, utf-16-le, utf-16-be, cp1256, cp1251, cp1252 or latin-1.

    :param head: the beginning of the file; a million bytes are enough.
    """
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    nul_even, nul_odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    pairs = max(1, min(len(head), 4096) // 2)
    if nul_odd > pairs * 0.3 and nul_even < pairs * 0.05:
        return "utf-16-le"
    if nul_even > pairs * 0.3 and nul_odd < pairs * 0.05:
        return "utf-16-be"
    high = [line for line in head.split(b"\n") if not line.isascii()]
    if len(high) == 0:
        return "utf-8"
    # the last line of the sample may be cut inside a character
    good = sum(1 for line in high if _is_utf8(line) or (line is high[-1] and _is_utf8_cut(line)))
    if good * 2 >= len(high):
        return "utf-8"
    return guess_legacy(b"\n".join(line for line in high if not _is_utf8(line)))


def guess_legacy(raw: bytes) -> str:
    """Return the one-byte encoding that text most probably is in: cp1256, cp1251, cp1252 or latin-1."""
    runs = _HIGH_RUN.findall(raw)
    if len(runs) == 0:
        return "latin-1"
    total = sum(len(run) for run in runs)
    if total / len(runs) <= 1.6:
        # accents stand alone between plain letters
        has_c1 = any(0x80 <= byte < 0xA0 for run in runs for byte in run)
        return "cp1252" if has_c1 else "latin-1"
    arabic = _weigh(b"".join(runs), "cp1256", _ARABIC_WEIGHT)
    russian = _weigh(b"".join(runs), "cp1251", _RUSSIAN_WEIGHT)
    return "cp1256" if arabic >= russian else "cp1251"


def read_lines(path: Path, decoder: LineDecoder) -> Iterator[DecodedLine]:
    """Yield the lines of a file, decoded, in constant memory.

    :raises OSError: when the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
        file.seek(0)
        if decoder.encoding.startswith("utf-16"):
            yield from _wide_lines(file, decoder)
            return
        if head.startswith(codecs.BOM_UTF8):
            file.seek(len(codecs.BOM_UTF8))
        if b"\n" not in head and b"\r" in head:
            yield from _narrow(_old_mac_lines(file), decoder)
        else:
            yield from _narrow(_capped_lines(file), decoder)


def _narrow(lines: Iterator[tuple[bytes, bool]], decoder: LineDecoder) -> Iterator[DecodedLine]:
    for number, (raw, too_long) in enumerate(lines, start=1):
        text, encoding = decoder.decode(raw.rstrip(b"\r\n"), number)
        yield DecodedLine(number, text, encoding, too_long)


def _capped_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    while (raw := file.readline(LONGEST_LINE)) != b"":
        too_long = not raw.endswith(b"\n") and len(raw) == LONGEST_LINE
        rest = raw if too_long else b"\n"
        while not rest.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)) != b"":
            pass
        yield (raw[:1000] if too_long else raw), too_long


def _old_mac_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Split at bare carriage returns, as spreadsheets of the nineties and some phones write."""
    waiting = b""
    while (chunk := file.read(1 << 16)) != b"":
        lines = (waiting + chunk).split(b"\r")
        waiting = lines.pop()
        for line in lines:
            yield (line[:1000], True) if len(line) > LONGEST_LINE else (line, False)
        if len(waiting) > LONGEST_LINE + (1 << 16):
            waiting = waiting[: LONGEST_LINE + 1]
    if waiting != b"":
        yield (waiting[:1000], True) if len(waiting) > LONGEST_LINE else (waiting, False)


def _wide_lines(file: BinaryIO, decoder: LineDecoder) -> Iterator[DecodedLine]:
    reader = codecs.getincrementaldecoder(decoder.encoding)(errors="replace")
    waiting = ""
    number = 0
    first = True
    while True:
        chunk = file.read(1 << 16)
        text = reader.decode(chunk, final=chunk == b"")
        if first:
            text = text.removeprefix("\ufeff")
            first = False
        lines = (waiting + text).split("\n")
        waiting = lines.pop()
        for line in lines:
            number += 1
            yield _wide_line(number, line, decoder.encoding)
        if len(waiting) > LONGEST_LINE:
            waiting = waiting[: LONGEST_LINE + 1]
        if chunk == b"":
            break
    if waiting != "":
        yield _wide_line(number + 1, waiting, decoder.encoding)


def _wide_line(number: int, text: str, encoding: str) -> DecodedLine:
    too_long = len(text) > LONGEST_LINE
    return DecodedLine(number, text[:1000] if too_long else text.rstrip("\r"), encoding, too_long)


def _weigh(raw: bytes, encoding: str, weights: dict[str, float]) -> float:
    text = raw.decode(encoding, errors="replace")
    score = 0.0
    for position, character in enumerate(text):
        score += weights.get(character, weights.get(character.lower(), 0.0) * 0.8)
        if not character.isalpha():
            score -= 0.5
        elif position > 0 and character.isupper() and text[position - 1].islower():
            # a capital after a small letter is the mark of a wrong code page
            score -= 1.0
    return score


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8_cut(raw: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, final=False)
    except UnicodeDecodeError:
        return False
    return True
