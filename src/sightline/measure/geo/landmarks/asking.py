"""Read a query in whichever form it comes: a sentence, or YAML or JSON."""

import re
from typing import Final

from sightline.measure.geo.landmarks.query import Query
from sightline.measure.geo.landmarks.sentence import read_sentence
from sightline.measure.geo.landmarks.structured import read_structured

_STRUCTURED: Final = re.compile(r"\s*\{|^\s*(?:find|where)\s*:", re.MULTILINE)


def read_query(text: str, *, name: str = "query") -> Query:
    """Read a query.

    :param text: a sentence, or YAML or JSON with the key ``find``
    :param name: what messages call a structured query: its file
    :raises BadValue: with the character (sentence) or the line (YAML, JSON) that cannot be read
    """
    return read_structured(text, name=name) if _STRUCTURED.search(text[:2_000]) else read_sentence(text)
