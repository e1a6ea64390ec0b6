"""Read the text of a PDF page by page, and say plainly what could not be read.

A PDF without text is very often a scan, and an encrypted or damaged one must not look like an empty one: each is a
state of its own. A page that cannot be read is named and the others are kept. What is said about a document's dates
is copied as written: a date in a PDF is what a program once wrote there, no more.
"""

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

if TYPE_CHECKING:
    from pypdf import PdfReader

VERSION = 1

MOST_BYTES = 500_000_000
MOST_PAGES = 5_000
MOST_LETTERS = 20_000_000
MOST_ATTACHMENTS = 1_000
MOST_REMARKS = 20
LONGEST_VALUE = 2_000
MOST_MEASURED = 50
PAGE_BREAK = "\f"

State = Literal["text", "no_text", "encrypted", "damaged", "over_limit"]
"""text: at least one page has some; no_text: read whole and there is none (a scan, drawings); encrypted: a password
is needed; damaged: nothing of it could be read as pages; over_limit: too large to be opened here."""

_Faults = tuple[type[Exception], ...]


@frozen
class PdfPage:
    """One page, counted from 1; its text is ``whole[start:end]``. ``fault`` says why there is none, if so."""

    number: int
    start: int
    end: int
    fault: str | None = None


@frozen
class PdfAttachment:
    """A file carried inside the document; ``size`` [bytes] is None where it could not be found out."""

    name: str
    size: int | None


@frozen
class PdfText:
    """What a PDF says: the text of all pages joined by form feeds, with pages, metadata and attachments beside.

    ``metadata`` holds (name, value as written), the document's own table first, then dates of its XMP packet.
    ``remarks`` are the complaints of the reader, which tell of repairs.
    """

    state: State
    sentence: str
    text: str = ""
    pages: tuple[PdfPage, ...] = ()
    page_count: int | None = None
    attachments: tuple[PdfAttachment, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    was_encrypted: bool = False

    def page_text(self, number: int) -> str:
        """Give the text of one page, counted from 1."""
        page = self.pages[number - 1]
        return self.text[page.start : page.end]


def pages(data: bytes, *, most_pages: int = MOST_PAGES, most_letters: int = MOST_LETTERS) -> PdfText:
    """Read the text layer of a PDF; never raises for what is wrong with the document.

    :param data: the whole file
    :param most_pages: pages that are read; the others are named in the sentence
    :param most_letters: where reading stops [code points]
    """
    if len(data) > MOST_BYTES:
        return PdfText(
            "over_limit", f"The file has {len(data):,} bytes; more than {MOST_BYTES:,} are not opened."
        )
    with _listening() as remarks:
        found = _read(data, most_pages, most_letters, remarks)
    return evolve(found, remarks=tuple(remarks.told))


def _read(data: bytes, most_pages: int, most_letters: int, remarks: "_Remarks") -> PdfText:
    from pypdf import PasswordType, PdfReader

    faults = _faults()
    was_encrypted = False
    try:
        reader = PdfReader(io.BytesIO(data))
        was_encrypted = reader.is_encrypted
        if was_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            return PdfText("encrypted", "A password is needed to read it.", was_encrypted=True)
        count = len(reader.pages)
    except faults as fault:
        if was_encrypted:
            return PdfText(
                "encrypted", f"It is encrypted in a way that is not read: {_told(fault)}.", was_encrypted=True
            )
        return PdfText("damaged", f"It cannot be read as a PDF: {_told(fault)}.")
    text, read = _page_texts(reader, min(count, most_pages), most_letters, faults)
    state, sentence = _judge(text, read, count)
    return PdfText(
        state,
        sentence,
        text=text,
        pages=read,
        page_count=count,
        attachments=_attachments(reader, faults, remarks),
        metadata=(*_information(reader, faults, remarks), *_xmp_dates(reader, faults, remarks)),
        was_encrypted=was_encrypted,
    )


def _page_texts(
    reader: "PdfReader", count: int, most_letters: int, faults: _Faults
) -> tuple[str, tuple[PdfPage, ...]]:
    parts: list[str] = []
    read: list[PdfPage] = []
    at = 0
    for number in range(1, count + 1):
        if at > most_letters:
            break
        fault = None
        try:
            text = reader.pages[number - 1].extract_text()
        except faults as error:
            text, fault = "", _told(error)
        # Lone surrogates and NUL come out of broken character maps; no database keeps them.
        text = text.replace("\x00", "\ufffd").replace(PAGE_BREAK, "\n")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")[: most_letters + 1]
        read.append(PdfPage(number, at, at + len(text), fault))
        parts.append(text)
        at += len(text) + len(PAGE_BREAK)
    return PAGE_BREAK.join(parts), tuple(read)


def _judge(text: str, read: tuple[PdfPage, ...], count: int) -> tuple[State, str]:
    failed = [str(page.number) for page in read if page.fault is not None]
    empty = sum(1 for page in read if page.fault is None and text[page.start : page.end].strip() == "")
    told = [f"{len(read) - len(failed) - empty} of {count} pages have text"]
    if empty > 0:
        told.append(f"{empty} have none")
    if failed:
        told.append(
            f"could not be read: page {', '.join(failed[:20])}{' and more' if len(failed) > 20 else ''}"
        )
    if len(read) < count:
        told.append(f"pages from {len(read) + 1} on were not read (limit)")
    state: State = (
        "text" if text.strip() != "" else "damaged" if failed and len(failed) == len(read) else "no_text"
    )
    return state, "; ".join(told) + "."


def _attachments(reader: "PdfReader", faults: _Faults, remarks: "_Remarks") -> tuple[PdfAttachment, ...]:
    found: list[PdfAttachment] = []
    try:
        for attachment in reader.attachment_list:
            if len(found) == MOST_ATTACHMENTS:
                break
            try:
                size = attachment.size
                if size is None and len(found) < MOST_MEASURED:  # it has to be unpacked for that
                    size = len(attachment.content)
            except faults:
                size = None
            found.append(PdfAttachment(_cut(attachment.name), size))
    except faults as fault:
        remarks.add(f"The list of attachments cannot be read: {_told(fault)}")
    return tuple(sorted(found, key=lambda attachment: attachment.name))


def _information(reader: "PdfReader", faults: _Faults, remarks: "_Remarks") -> tuple[tuple[str, str], ...]:
    try:
        table = reader.metadata
        return (
            ()
            if table is None
            else tuple((_cut(key.removeprefix("/")), _cut(str(table[key]))) for key in table)
        )
    except faults as fault:
        remarks.add(f"The information table cannot be read: {_told(fault)}")
        return ()


_XMP_DATE = re.compile(
    rb"\b(xmp:(?:CreateDate|ModifyDate|MetadataDate)|photoshop:DateCreated|dc:date)\s*(?:=\s*[\"']|>)"
    rb"(?:\s|<[^>]{1,80}>){0,20}([0-9][^<\"']{3,60})"
)


def _xmp_dates(reader: "PdfReader", faults: _Faults, remarks: "_Remarks") -> tuple[tuple[str, str], ...]:
    """Pick dates out of the XMP packet as written; the packet is not parsed as XML, so nothing in it can expand."""
    try:
        packet = reader.root_object.get("/Metadata")
        raw = b"" if packet is None else packet.get_object().get_data()[:2_000_000]
    except faults as fault:
        remarks.add(f"The XMP packet cannot be read: {_told(fault)}")
        return ()
    pairs = [
        (name.decode("ascii"), _cut(value.decode("utf-8", "replace").strip()))
        for name, value in _XMP_DATE.findall(raw)
    ]
    return tuple(dict.fromkeys(pairs))[:50]


def _faults() -> _Faults:
    """List what pypdf is known to raise on damaged or hostile files; anything else is a fault of ours and shows."""
    from pypdf.errors import DependencyError, PyPdfError

    ordinary = (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        RecursionError,
    )
    return (
        PyPdfError,
        DependencyError,
        *ordinary,
        TypeError,
        ValueError,
        OSError,
        EOFError,
        struct.error,
        zlib.error,
    )


def _told(fault: Exception) -> str:
    said = " ".join(str(fault).split()).rstrip(".")
    return _cut(said, 200) if said else type(fault).__name__


def _cut(text: str, longest: int = LONGEST_VALUE) -> str:
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


_OBJECT = re.compile(r"IndirectObject\((\d+), (\d+), \d+\)")


class _Remarks(logging.Handler):
    """Keep the first complaints, each once, without what changes from run to run (addresses in memory)."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: dict[str, None] = {}

    def add(self, remark: str) -> None:
        if len(self.told) < MOST_REMARKS:
            self.told[_cut(" ".join(remark.split()), 200)] = None

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if "is not installed" not in said:  # advice to us, nothing about the document
            self.add(_OBJECT.sub(r"object \1 \2", said))


@contextmanager
def _listening() -> Iterator[_Remarks]:
    """Collect what pypdf warns of, which would else be printed."""
    log = logging.getLogger("pypdf")
    remarks = _Remarks()
    before = log.propagate
    log.addHandler(remarks)
    log.propagate = False
    try:
        yield remarks
    finally:
        log.propagate = before
        log.removeHandler(remarks)
