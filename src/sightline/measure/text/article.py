"""Takes the text of an article out of a saved page: without menus, comments and advertisements, as a text layer."""

from typing import Final

from sightline.measure.text import language
from sightline.model.finding import Finding, LayerText

NAME: Final = "text.article"
VERSION: Final = 1
LARGEST: Final = 20 << 20
"""Bytes; a larger page is kept and not read."""
LONGEST: Final = 2_000_000
"""Letters of text that are kept."""


def finding_of_page(html: bytes) -> Finding:
    """Read the article of a page.

    :param html: the whole file.
    :returns: a finding with a text layer; ``nothing`` where the page holds no article, ``failed`` where it is none
    """
    from lxml.etree import LxmlError
    from trafilatura import extract

    if len(html) > LARGEST:
        return Finding(NAME, VERSION, "failed", f"The page is over {LARGEST >> 20} MiB and was not read.")
    try:
        text = extract(html, include_comments=False, include_tables=True, with_metadata=False)
    except (LxmlError, RecursionError, ValueError, TypeError, AttributeError, AssertionError) as fault:
        sentence = f"The page cannot be read: {type(fault).__name__}."
        return Finding(NAME, VERSION, "failed", sentence, todo="open it in a browser without a network")
    if text is None or text.strip() == "":
        return Finding(
            NAME, VERSION, "nothing", "The page holds no article that could be told from its frame."
        )
    text = text[:LONGEST]
    guess = language.detect(text)
    lang = None if guess.language == language.UNDETERMINED else guess.language
    words = len(text.split())
    return Finding(
        NAME,
        VERSION,
        "found",
        f"An article of {words} words. {guess.sentence}",
        {"words": words, "language": guess.language},
        uncertainty="What is article and what is frame was guessed; the page itself is kept.",
        layers=(LayerText("extraction", text, lang=lang),),
    )
