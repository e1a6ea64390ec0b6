"""Stream the rows of a comma-separated list in constant memory, and never let one bad row take others with it.

A quotation mark that is opened and never closed makes ordinary readers swallow the rest of the file as one cell.
Here a row that does not close is tried further for some lines; if what comes out does not fit the list, only its
first line is refused, and reading goes on with the next.
"""

import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field

from sightline.sources.list_encoding import DecodedLine, LineDecoder, read_lines
from sightline.sources.list_rows import BadRow, Row

__all__ = ["DELIMITERS", "CsvShape", "read_csv", "sniff_shape"]

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 16 << 20
"""Characters."""
_LOOK_AHEAD = 500
_SHORT_LOOK_AHEAD = 20
_PATIENCE = 50
"""After so many rows that never close, looking far ahead for their end is given up."""
_SAMPLE_ROWS = 400


@define(slots=True)
class CsvShape:
    """Delimiter and width of a list."""

    delimiter: str
    width: int
    ragged: bool = False
    """True when short rows are this list's habit, so a short row is no fault."""
    skip_lines: int = 0
    """Lines at the top that are no data: Excel's ``sep=;``."""


def sniff_shape(path: Path, encoding: str) -> CsvShape:
    """Decide delimiter and width from the first rows.

    :raises OSError: when the file cannot be read.
    """
    lines: list[DecodedLine] = []
    for line in read_lines(path, LineDecoder(encoding)):
        if line.text.strip() != "":
            lines.append(line)
        if len(lines) >= _SAMPLE_ROWS:
            break
    if len(lines) > 0 and lines[0].text[:4].lower() == "sep=" and len(lines[0].text) == 5:
        shape = _shape(lines[0].text[4], lines[1:])
        shape.skip_lines = lines[0].number
        return shape
    best = _shape(",", lines)
    best_score = _score(best, lines)
    for delimiter in DELIMITERS[1:]:
        shape = _shape(delimiter, lines)
        score = _score(shape, lines)
        if score > best_score:
            best, best_score = shape, score
    return best


def read_csv(path: Path, shape: CsvShape, decoder: LineDecoder) -> Iterator[Row | BadRow]:
    """Yield every row with data, and every row that must be refused; empty rows are counted and not yielded.

    :raises OSError: when the file cannot be read.
    """
    yield from _fit(_records(read_lines(path, decoder), shape), shape)


def _fit(records: Iterable[tuple[int, list[str] | BadRow]], shape: CsvShape) -> Iterator[Row | BadRow]:
    width = shape.width
    for number, cells in records:
        if isinstance(cells, BadRow):
            yield cells
            continue
        count = len(cells)
        if count == width:
            if any(cells):
                yield Row(number, tuple(cells))
            continue
        if count <= 1 and (count == 0 or cells[0].strip() == ""):
            continue
        if count > width:
            if any(cell.strip() != "" for cell in cells[width:]):
                yield _misfit(number, count, width)
            else:
                yield Row(number, tuple(cells[:width]))
        elif shape.ragged:
            yield Row(number, (*cells, *[""] * (width - count)))
        else:
            yield _misfit(number, count, width)


def _misfit(number: int, count: int, width: int) -> BadRow:
    return BadRow(
        number,
        f"row {number} has {count} cells where the list has {width} columns",
        "look for a missing or stray quotation mark or delimiter in that row, mend it and add the list again",
    )


@define(slots=True)
class _Pending:
    """Lines read ahead and given back."""

    source: Iterator[DecodedLine]
    back: deque[DecodedLine] = field(factory=deque)

    def next_line(self) -> DecodedLine | None:
        if len(self.back) > 0:
            return self.back.popleft()
        return next(self.source, None)

    def give_back(self, lines: list[DecodedLine]) -> None:
        self.back.extendleft(reversed(lines))


def _records(lines: Iterator[DecodedLine], shape: CsvShape) -> Iterator[tuple[int, list[str] | BadRow]]:
    # The module's limit is the process's; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    pending = _Pending(lines)
    delimiter = shape.delimiter
    number = 0
    given_up = 0
    while (line := pending.next_line()) is not None:
        number += 1
        if line.number <= shape.skip_lines:
            continue
        if line.too_long:
            yield (
                number,
                BadRow(
                    number,
                    f"row {number} (line {line.number}) is longer than {LONGEST_CELL >> 20} MiB",
                    "split or shorten that line and add the list again",
                ),
            )
            continue
        if '"' not in line.text:
            yield number, line.text.split(delimiter)
            continue
        whole = _parse(line.text, delimiter)
        if whole is not None:
            yield number, whole
            continue
        if _is_open(line.text, delimiter):
            rescued = _continue(
                line, pending, shape, _LOOK_AHEAD if given_up < _PATIENCE else _SHORT_LOOK_AHEAD
            )
        else:
            rescued = _parse_loosely(line.text, shape)
        if rescued is not None:
            yield number, rescued
            continue
        given_up += 1
        yield (
            number,
            BadRow(
                number,
                f"row {number} (line {line.number}) has a quotation mark that is never closed, or closed too early",
                "close it, or double it if it belongs to the text, and add the list again",
            ),
        )


def _parse(text: str, delimiter: str) -> list[str] | None:
    """Read one complete row; None when its quotation marks do not add up."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return None


def _is_open(text: str, delimiter: str) -> bool:
    """Say whether the row ends inside a quoted cell, so that the next line may belong to it."""
    try:
        next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    except StopIteration:
        return False
    return False


def _parse_loosely(text: str, shape: CsvShape) -> list[str] | None:
    """Read a row with text after a closing quotation mark, if the width fits."""
    try:
        cells = next(csv.reader([text], delimiter=shape.delimiter))
    except (csv.Error, StopIteration):
        return None
    return cells if len(cells) == shape.width else None


def _continue(first: DecodedLine, pending: _Pending, shape: CsvShape, look_ahead: int) -> list[str] | None:
    """Read on until the open cell closes; on failure give all lines but the first back."""
    taken: list[DecodedLine] = []
    texts = [first.text]
    size = len(first.text)
    while len(taken) < look_ahead and size <= LONGEST_CELL:
        line = pending.next_line()
        if line is None:
            break
        taken.append(line)
        if line.too_long:
            break
        texts.append(line.text)
        size += len(line.text)
        if '"' in line.text:
            cells = _parse_many(texts, shape.delimiter)
            if cells is not None:
                if len(cells) == shape.width:
                    return cells
                break
    pending.give_back(taken)
    return None


def _parse_many(texts: list[str], delimiter: str) -> list[str] | None:
    lines = [text + "\n" for text in texts[:-1]] + [texts[-1]]
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return None
    return cells if reader.line_num == len(lines) else None


def _shape(delimiter: str, lines: list[DecodedLine]) -> CsvShape:
    """The width most sampled rows have; the first row, usually the header, breaks a tie."""
    probe = CsvShape(delimiter, width=-1)
    widths = [_width(line.text, probe) for line in lines]
    counted = Counter(width for width in widths if width > 0)
    if len(counted) == 0:
        return CsvShape(delimiter, 1)
    most = max(counted.values())
    width = max(candidate for candidate, count in counted.items() if count == most)
    shorter = sum(count for candidate, count in counted.items() if candidate < width)
    wider = {candidate: count for candidate, count in counted.items() if candidate > width}
    first = widths[0]
    if first in wider and wider[first] * 50 <= len(lines) and first <= width * 3:
        # a header wider than its rows: the rows leave their empty tail away
        return CsvShape(delimiter, first, ragged=True)
    return CsvShape(delimiter, width, ragged=shorter * 20 >= len(lines) and shorter >= 2)


def _width(text: str, probe: CsvShape) -> int:
    if '"' not in text:
        return text.count(probe.delimiter) + 1
    cells = _parse(text, probe.delimiter)
    return -1 if cells is None else len(cells)


def _score(shape: CsvShape, lines: list[DecodedLine]) -> float:
    if shape.width < 2 or len(lines) == 0:
        return 0.0
    probe = CsvShape(shape.delimiter, width=-1)
    fitting = sum(1 for line in lines if _width(line.text, probe) == shape.width)
    return fitting / len(lines) + min(shape.width, 50) / 1000
