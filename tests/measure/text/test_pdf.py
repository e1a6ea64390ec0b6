"""Text of PDFs: what cannot be read is said, never mistaken for an empty document."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from sightline.measure.text import pdf
from sightline.measure.text.pdf import PdfAttachment, PdfText, pages


def made(
    *texts: str | None, password: str | None = None, owner: str = "o", attach: dict[str, bytes] | None = None
) -> bytes:
    """Make a PDF with one line on each page; None makes a page without text."""
    writer = PdfWriter()
    for text in texts:
        page = writer.add_blank_page(200, 200)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        if text is not None:
            stream = StreamObject()
            stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
            page[NameObject("/Contents")] = writer._add_object(stream)
    for name, data in (attach or {}).items():
        writer.add_attachment(name, data)
    if password is not None:
        writer.encrypt(password, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_have_offsets_in_the_whole() -> None:
    found = pages(made("first page", None, "third"))
    assert "text" == found.state
    assert "2 of 3 pages have text; 1 have none." == found.sentence
    assert ["first page", "", "third"] == [found.page_text(number).strip() for number in (1, 2, 3)]
    assert [1, 2, 3] == [page.number for page in found.pages]
    assert found.text[found.pages[2].start : found.pages[2].end].strip() == "third"


def test_a_scan_has_no_text_layer() -> None:
    found = pages(made(None, None))
    assert ("no_text", 2) == (found.state, found.page_count)


def test_a_password_is_told() -> None:
    found = pages(made("secret", password="x"))
    assert ("encrypted", "", True) == (found.state, found.text, found.was_encrypted)


def test_an_empty_password_opens_it() -> None:
    # Many offices encrypt only to forbid printing: everybody can read those.
    found = pages(made("open", password=""))
    assert ("text", "open", True) == (found.state, found.text.strip(), found.was_encrypted)


def test_one_bad_page_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("good", "bad", "good too")
    whole = PdfReader(io.BytesIO(data)).pages[0].__class__.extract_text

    def fail_on_bad(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        text = whole(self, *args, **kwargs)
        if "bad" in text:
            raise ValueError("broken character map")
        return text

    monkeypatch.setattr("pypdf._page.PageObject.extract_text", fail_on_bad)
    found = pages(data)
    assert [None, "broken character map", None] == [page.fault for page in found.pages]
    assert "2 of 3 pages have text; could not be read: page 2." == found.sentence
    assert "text" == found.state


def test_attachments_are_listed_and_not_opened() -> None:
    found = pages(made("x", attach={"b.txt": b"12345", "a.exe": b"MZ"}))
    assert (PdfAttachment("a.exe", 2), PdfAttachment("b.txt", 5)) == found.attachments


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"hello", b"\x00" * 1000, made("x")[:200]])
def test_what_is_no_pdf_is_damaged(data: bytes) -> None:
    found = pages(data)
    assert "damaged" == found.state
    assert found.sentence.startswith("It cannot be read as a PDF: ")


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("one", "two", "three")
    assert (
        pages(data, most_pages=2).sentence == "2 of 3 pages have text; pages from 3 on were not read (limit)."
    )
    assert 1 == len(pages(data, most_letters=2).pages)
    monkeypatch.setattr(pdf, "MOST_BYTES", 10)
    assert "over_limit" == pages(data).state


@settings(max_examples=60)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=8))
def test_flipped_bytes_never_escape(at: int, junk: bytes) -> None:
    data = made("first page", attach={"a": b"1"})
    found = pages(data[:at] + junk + data[at + len(junk) :])
    assert found.state in {"text", "no_text", "encrypted", "damaged"}
    assert "\x00" not in found.text


def real(shared: Path, name: str) -> PdfText:
    return pages((shared / "data" / "documents" / "pdf" / name).read_bytes())


def test_real_arabic(shared: Path) -> None:
    assert real(shared, "015-arabic/habibi.pdf").text.startswith("حَبيبي habibi")
    assert 4 == real(shared, "015-arabic/habibi-rotated.pdf").page_count


def test_real_password(shared: Path) -> None:
    assert (
        "encrypted" == real(shared, "005-libreoffice-writer-password/libreoffice-writer-password.pdf").state
    )


def test_real_damage(shared: Path) -> None:
    # The tree of pages is missing from the file: other readers find no page either.
    found = real(shared, "017-unreadable-meta-data/unreadablemetadata.pdf")
    assert "damaged" == found.state
    assert found.remarks != ()


def test_real_dates_are_copied_as_written(shared: Path) -> None:
    found = real(shared, "021-pdfa/crazyones-pdfa.pdf")
    assert ("CreationDate", "D:20230423175904+08'00'") in found.metadata
    assert ("xmp:ModifyDate", "2023-04-23T17:59:04+08:00") in found.metadata
    assert found == real(shared, "021-pdfa/crazyones-pdfa.pdf")  # nothing in it changes from run to run


def test_real_attachment(shared: Path) -> None:
    assert (PdfAttachment("image.png", 6669),) == real(
        shared, "025-attachment/with-attachment.pdf"
    ).attachments
