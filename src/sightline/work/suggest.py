"""Proposes claims from a text: of an item of the case, where they wait for a person's yes or no, or of any text.

Nothing is recorded by asking. What a text gives is the same from run to run, so only what a person says of it is kept
(``work.suggesting.deciding``).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from attrs import evolve

from sightline.core.errors import WrongUse
from sightline.measure.text.claims.record import Suggestion
from sightline.measure.text.claims.suggesting import suggest_claims
from sightline.work.case import Case
from sightline.work.gazetteers.gathering import Tell, log
from sightline.work.given_text import Read, read_item, read_plain
from sightline.work.suggesting.answers import answers_on
from sightline.work.suggesting.door import ask_program
from sightline.work.suggesting.holding import held_for, names_of_actors
from sightline.work.suggesting.offer import Held, Offer, Suggested, offers_of
from sightline.work.suggesting.placing import when_and_where

__all__ = ["Held", "Offer", "Suggested", "suggest_in", "suggest_of_item"]


def suggest_of_item(
    case: Case,
    code: str,
    *,
    layer: str | None = None,
    written: str | None = None,
    gazetteers: Sequence[Path] = (),
    country: str | None = None,
    tell: Tell = log.info,
) -> Suggested:
    """Propose claims from the text of an item, each with what people said of it so far.

    :param layer: kind of the text layer; by default the first there is of original, transcript, extraction,
        translation, OCR, the newest of that kind
    :param written: EDTF; by default when the item was posted
    :raises UnknownName: there is no such item, or it has no such text
    :raises Unreadable: its text is not in the vault, as when it is withheld
    :raises BadTime, SkipItem: a date or a gazetteer cannot be read
    """
    read = read_item(case, code, layer=layer, written=written)
    return _suggested(read, case, gazetteers, country, tell)


def suggest_in(
    text: str,
    *,
    case: Case | None = None,
    written: str | None = None,
    gazetteers: Sequence[Path] = (),
    country: str | None = None,
    tell: Tell = log.info,
) -> Suggested:
    """Propose claims from any text; the places, actors and incidents of the case take part where there is one.

    :raises WrongUse: there is no text
    :raises BadTime, BadValue, SkipItem: a date, the country or a gazetteer cannot be read
    """
    if not text.strip():
        raise WrongUse("there is no text", todo="give the code of an item, @FILE, or - for standard input")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _suggested(read_plain(text, digest, written), case, gazetteers, country, tell)


def _suggested(
    read: Read, case: Case | None, gazetteers: Sequence[Path], country: str | None, tell: Tell
) -> Suggested:
    placed = when_and_where(
        read.text, case=case, written=read.written, gazetteers=gazetteers, country=country, tell=tell
    )
    found: tuple[Suggestion, ...] = suggest_claims(
        read.text,
        dates=placed.dates,
        places=placed.places,
        actors=() if case is None else names_of_actors(case),
        hazardous=[(span.start, span.end) for span in read.kept_back],
    )
    shut = [(span.start, span.end) for span in read.kept_back]
    if case is not None and case.settings.suggest_command != "":
        found += ask_program(case.settings.suggest_command, read.text, written=read.written, shut=shut)
    offers = offers_of(read.digest, found)
    if case is not None:
        held = held_for(case, found)
        answers = answers_on(case, [one.id for one in offers]) if read.item is not None else {}
        offers = tuple(
            evolve(one, answer=answers.get(one.id), held=_held(one.suggestion, held)) for one in offers
        )
    return Suggested(
        None if read.item is None else read.item.code,
        None if read.layer is None else read.layer.kind,
        read.written,
        read.text,
        offers,
        placed.not_looked_at,
        len(read.kept_back),
    )


def _held(one: Suggestion, held: Mapping[tuple[int, int], tuple[Held, ...]]) -> tuple[Held, ...]:
    return held.get((one.start, one.end), ()) if one.kind == "incident" else ()
