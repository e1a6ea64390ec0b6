"""Tell what the text measures found as findings: text layers with pages, and the language they seem to be in."""

import logging
from typing import Final

from attrs import evolve

from sightline.measure.text import language, pdf
from sightline.model.finding import Finding, Json, LayerText, Outcome, Proposal

PDF: Final = "text.pdf"
LANGUAGE: Final = "text.language"
LONGEST_TEXT: Final = 1 << 20
"""Bytes of a text file that are looked at."""
_FEWEST_LETTERS: Final = 12
_SAMPLES: Final = {
    "LATIN": "The bridge north of the town was shelled on Friday morning",
    "ARABIC": "قصف الجسر شمال المدينة صباح يوم الجمعة",
    "CYRILLIC": "Вчера утром был обстрелян мост на севере",
}
_OUTCOMES: Final[dict[str, Outcome]] = {
    "text": "found",
    "no_text": "nothing",
    "encrypted": "inconclusive",
    "damaged": "failed",
    "over_limit": "failed",
}
_TODO: Final = {
    "no_text": "it may be a scan: its pages can be read as pictures",
    "encrypted": "ask for the password, or for a copy without one",
    "damaged": "look for a complete copy",
    "over_limit": "split it, or read it with a tool you trust",
}


def finding_of_pdf(data: bytes) -> Finding:
    """Read the text of a PDF; each page is an anchor, and what could not be read is said.

    :param data: the whole file.
    """
    read = pdf.pages(data)
    values: dict[str, Json] = {
        "state": read.state,
        "pages": read.page_count,
        "letters": len(read.text),
        "metadata": {name[:80]: value[:500] for name, value in read.metadata[:60]},
        "attachments": [{"name": one.name[:200], "size": one.size} for one in read.attachments[:100]],
        "was_encrypted": read.was_encrypted,
    }
    faults = [f"page {page.number}: {page.fault}" for page in read.pages if page.fault is not None]
    if len(faults) > 0:
        values["unreadable_pages"] = [fault[:200] for fault in faults[:50]]
    if len(read.remarks) > 0:
        values["remarks"] = [remark[:300] for remark in read.remarks]
    sentence = read.sentence
    if len(read.attachments) > 0:
        sentence += (
            f" It carries {len(read.attachments)} attached file{'' if len(read.attachments) == 1 else 's'}."
        )
    outcome = _OUTCOMES[read.state]
    found = Finding(PDF, pdf.VERSION, outcome, sentence, values, todo=_TODO.get(read.state, ""))
    if read.text.strip() == "":
        return found
    guess = language.detect(read.text)
    lang = None if guess.language == language.UNDETERMINED else guess.language
    anchors = tuple(
        (page.start, page.end, f"page:{page.number}") for page in read.pages if page.end > page.start
    )
    return evolve(found, layers=(LayerText("extraction", read.text, lang=lang, anchors=anchors),))


def finding_of_text(data: bytes) -> Finding:
    """Guess the language of a text file, and make its text a layer that can be searched and cited.

    :param data: its bytes, ``LONGEST_TEXT`` of them are enough.
    """
    text = decoded(data)
    guess = language.detect(text)
    known = None if guess.language == language.UNDETERMINED else guess.language
    layers = (LayerText("original", text, lang=known),) if text.strip() and "\x00" not in text else ()
    values: dict[str, Json] = {
        "language": guess.language,
        "script": guess.script,
        "words": guess.words,
        "method": guess.method,
        "confidence": None if guess.confidence is None else f"{guess.confidence:.3f}",
    }
    if guess.language == language.UNDETERMINED:
        return Finding(LANGUAGE, language.VERSION, "inconclusive", guess.sentence, values, layers=layers)
    proposal = Proposal("language", guess.language, certainty="hedged", qualifiers={"method": guess.method})
    return Finding(
        LANGUAGE, language.VERSION, "found", guess.sentence, values, proposals=(proposal,), layers=layers
    )


def warm(head: bytes) -> None:
    """Load the models of the scripts that the first bytes of a text are written in: seconds, once.

    :param head: some kilobytes; of a PDF or of nothing readable, the Latin models are loaded.
    """
    text = decoded(head)
    wanted = {
        "ARABIC": sum("\u0600" <= letter <= "\u06ff" for letter in text),
        "CYRILLIC": sum("\u0400" <= letter <= "\u04ff" for letter in text),
        "LATIN": sum(letter.isascii() and letter.isalpha() for letter in text),
    }
    if head == b"" or max(wanted.values()) >= _FEWEST_LETTERS:
        language.detect(_SAMPLES[max(wanted, key=lambda script: wanted[script])])


def warm_pdf() -> None:
    """Load the reader of PDFs and the models of the script most of them are written in."""
    import pypdf

    logging.getLogger(pypdf.__name__)
    warm(b"")


def decoded(data: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-8, or as Windows-1252 where they are neither."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return data.decode("utf-8" if fault.start >= len(data) - 3 else "cp1252", "replace")
