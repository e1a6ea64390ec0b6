"""Looks whether a quote stands where its evidence says. One that stands nowhere in its item is refused; a slip is told.

Only a text that is faithful to the item can refuse: its own text or the extraction of it, or the layer that the
citation names. What a program read from a picture or heard in a recording may be wrong itself, so it only tells.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import define, field, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import BadValue
from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.values import clean_text
from sightline.store.slices import slices
from sightline.store.tables import capture_files, captures, layers
from sightline.work.case import Case
from sightline.work.safety.marks import words_marked
from sightline.work.safety.text import hazardous_spans
from sightline.work.write import read_object

LONGEST: Final = 32_000_000
"""Bytes of a text that is looked through."""
FAITHFUL: Final = ("original", "extraction")
KEPT: Final = 64
"""Items whose texts are held while a file is checked."""
_LEFT_OUT: Final = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")


@frozen(slots=True)
class _Text:
    kind: str
    lang: str | None
    raw: str
    clean: str


@define(slots=True)
class QuoteLook:
    """Looks up quotes in the texts of items; each text is read once while a few are held."""

    case: Case
    _texts: dict[str, list[_Text]] = field(factory=dict, alias="texts")
    _marked: dict[str, tuple[str, ...]] = field(factory=dict, alias="marked")

    def refuse(self, connection: Connection, refs: Iterable[EvidenceRef]) -> None:
        """Refuse a quote that stands nowhere in its item.

        Parameters
        ----------
        refs : iterable of EvidenceRef
            Their items are ids (hex).

        Raises
        ------
        BadValue
            Names the beginning of the quote.
        """
        for ref in refs:
            if ref.quote is None or ref.unit == "ms" or ref.region is not None:
                continue
            texts = _fitting(self.of(connection, ref.item), ref.layer)
            self._refuse_kept_back(connection, ref)
            if ref.layer is None and not any(text.kind in FAITHFUL for text in texts):
                continue
            if texts and not any(_holds(text.clean, ref.quote) for text in texts):
                words = ref.quote if len(ref.quote) <= 60 else ref.quote[:59] + "…"
                raise BadValue(
                    f"the quote “{words}” does not stand in the text of its evidence",
                    item="quote",
                    todo="give the words as they stand there (… for what you leave out), name the layer they stand in, "
                    "or leave the quote out and put it in a note",
                )

    def refuse_spans(self, connection: Connection, evidence: Json) -> None:
        """Refuse a span of characters that ends behind the text of its item, or is cut inside a character of it.

        Parameters
        ----------
        evidence : JSON
            Of a body that is about to be recorded.

        Raises
        ------
        BadValue
            Says how long the text is, or where the character begins and ends.
        """
        cited = evidence if isinstance(evidence, list) else []
        for ref in [_ref(one) for one in cited if isinstance(one, dict) and _is_span(one)]:
            texts = [text.raw for text in _fitting(self.of(connection, ref.item), ref.layer)]
            reached = [text for text in texts if len(text) >= (ref.end or 0)]
            if texts and not reached:
                longest = max(len(text) for text in texts)
                raise BadValue(
                    f"{ref.start}-{ref.end} reaches behind the text of its evidence, which has {longest} characters",
                    item="evidence",
                    todo="give a span in it, or name the layer that it is a span of",
                )
            cuts = [_cut([text], ref) for text in reached]
            if cuts and all(cut is not None for cut in cuts):
                raise BadValue(
                    cuts[0] or "",
                    item="evidence",
                    todo="count code points, and take a letter with the marks on it",
                )

    def _refuse_kept_back(self, connection: Connection, ref: EvidenceRef) -> None:
        """Refuse words of a passage that tells how agents or weapons are made or spread: as marked, or as listed."""
        item = bytes.fromhex(ref.item)
        if ref.item not in self._marked:
            marked = [*words_marked(self.case, connection, [item])[item]]
            for text in self.of(connection, ref.item):
                marked += [text.raw[span.start : span.end] for span in hazardous_spans(text.raw)]
            self._marked[ref.item] = tuple(clean_text(words) for words in marked)
        quote = clean_text(ref.quote or "")
        if any(quote in words or words in quote for words in self._marked[ref.item] if words):
            raise BadValue(
                "the quote is of a passage that is kept back as hazardous",
                item="quote",
                todo="say what it is in general terms, without the quote",
            )

    def refuse_in(self, connection: Connection, evidence: Json) -> None:
        """Refuse the quotes of the evidence of a body that is about to be recorded; see :meth:`refuse`."""
        if isinstance(evidence, list):
            self.refuse(
                connection, [_ref(one) for one in evidence if isinstance(one, dict) and "quote" in one]
            )

    def learn(self, connection: Connection, items: Iterable[str]) -> None:
        """Note which items have no text, and so no words kept back, so that they are not asked for one by one."""
        fresh = sorted({item for item in items if item not in self._texts})
        having: set[str] = set()
        for some in slices(fresh):
            joined = layers.join(capture_files, capture_files.c.sha256 == layers.c.input).join(
                captures, captures.c.id == capture_files.c.capture
            )
            wanted = [bytes.fromhex(item) for item in some]
            query = select(captures.c.item).select_from(joined).where(captures.c.item.in_(wanted)).distinct()
            having |= {bytes(item).hex() for item in connection.execute(query).scalars()}
        without = [item for item in fresh if item not in having]
        self._texts.update({item: [] for item in without})
        self._marked.update(dict.fromkeys(without, ()))

    def of(self, connection: Connection, item: str) -> list[_Text]:
        """Give the texts of an item."""
        found = self._texts.get(item)
        if found is None:
            full = [key for key, texts in self._texts.items() if texts]
            if len(full) >= KEPT:
                del self._texts[full[0]]
            found = self._texts[item] = list(_texts(self.case, connection, item))
        return found


def items_quoted(evidence: Json) -> Iterator[str]:
    """Give the items (hex) of which the evidence of a body quotes words or names a span of characters."""
    if isinstance(evidence, list):
        yield from (
            str(one["item"])
            for one in evidence
            if isinstance(one, dict) and ("quote" in one or _is_span(one))
        )


def _is_span(one: Mapping[str, Json]) -> bool:
    return "start" in one and one.get("unit", "char") == "char"


def quote_told(case: Case, connection: Connection, ref: EvidenceRef) -> str | None:
    """Say what is wrong with a quote; None when it stands there, or when no text is known to look in.

    Parameters
    ----------
    ref : EvidenceRef
        Its item is an id (hex).
    """
    if ref.unit != "char" or (ref.quote is None and ref.start is None):
        return None
    texts = [text.raw for text in _fitting(list(_texts(case, connection, ref.item)), ref.layer)]
    if not texts:
        return None
    if ref.quote is None:
        return _cut(texts, ref)
    quote = clean_text(ref.quote)
    cut = None if ref.start is None else _cut(texts, ref)
    if ref.start is not None and any(clean_text(text[ref.start : ref.end]) == quote for text in texts):
        return cut
    place = next((at for text in texts if (at := text.find(ref.quote)) >= 0), None)
    if place is not None:
        where = f"{place}-{place + len(ref.quote)}"
        if ref.start is None:
            return f"the quote stands at {where}; name the span with --evidence ITEM@{where}"
        return f"the quote does not stand at {ref.start}-{ref.end}; it stands at {where}"
    if any(_holds(clean_text(text), quote) for text in texts):
        return cut if ref.start is None else f"the quote does not stand at {ref.start}-{ref.end}"
    return "the quote does not stand in the text of its evidence; check the words and the layer"


def _holds(text: str, quote: str) -> bool:
    """Tell whether a text holds the words of a quote, its parts in their order where something is left out."""
    at = 0
    parts = [clean_text(part) for part in _LEFT_OUT.split(quote)]
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return clean_text(quote) in text
        at = found + len(part)
    return any(part != "" for part in parts) or clean_text(quote) in text


def _cut(texts: Iterable[str], ref: EvidenceRef) -> str | None:
    """Say that a span ends inside a character: between a letter and the mark on it."""
    start, end = ref.start or 0, ref.end or 0
    for text in texts:
        if any(0 < at < len(text) and _joins(text[at - 1], text[at]) for at in (start, end)):
            return f"the span {start}-{end} is cut inside a character; move it by one or two"
    return None


def _joins(before: str, after: str) -> bool:
    return unicodedata.category(after) in ("Mn", "Me") or "\u200d" in (before, after)


def _fitting(texts: list[_Text], layer: str | None) -> list[_Text]:
    """Choose the texts of the sort that a citation names."""
    if layer is None:
        return texts
    kind, _, lang = layer.partition(":")
    return [text for text in texts if text.kind == kind and lang in ("", text.lang or "")]


def _texts(case: Case, connection: Connection, item: str) -> Iterator[_Text]:
    own = (
        select(capture_files.c.sha256)
        .join(captures, captures.c.id == capture_files.c.capture)
        .where(captures.c.item == bytes.fromhex(item))
    )
    query = select(layers.c.kind, layers.c.lang, layers.c.text)
    query = query.where(layers.c.input.in_(own), layers.c.hidden == 0).order_by(layers.c.n)
    for kind, lang, sha256 in connection.execute(query):
        data = read_object(case, bytes(sha256))
        if data is not None and len(data) <= LONGEST:
            raw = data.decode("utf-8", "replace")
            yield _Text(kind, lang, raw, clean_text(raw))


def _ref(one: Mapping[str, Json]) -> EvidenceRef:
    layer, region, quote = one.get("layer"), one.get("region"), one.get("quote")
    start, end = one.get("start"), one.get("end")
    return EvidenceRef(
        str(one["item"]),
        layer=layer if isinstance(layer, str) else None,
        unit=str(one.get("unit", "char")),
        region=region if isinstance(region, str) else None,
        start=start if isinstance(start, int) else None,
        end=end if isinstance(end, int) else None,
        quote=None if quote is None else str(quote),
    )
