"""Gives the whole table of claims of an incident or an aggregate, and its figures as ranges: nothing is added up."""

from collections.abc import Mapping

from sightline.model.figures import with_words
from sightline.model.shown import ClaimRow
from sightline.model.shown_weighing import FigureVoice, ShownFigure
from sightline.model.view import Named
from sightline.work.corroborating.beyond import with_beyond
from sightline.work.corroborating.figure_rows import figure_rows
from sightline.work.corroborating.records import Beside, FigureRow, VoiceFigure
from sightline.work.corroborating.rows import rows_of
from sightline.work.corroborating.states import states_of
from sightline.work.disclosing.claim_ground import bonds_in, ground_in, heard_of
from sightline.work.disclosing.claims import claim_rows
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.together import NONE, Together, nested_among
from sightline.work.disclosing.unlinked import sources_told
from sightline.work.disclosing.words import kind_of

KINDS = ("Incident", "Aggregate")
"""Kinds whose pages set every claim beside the others."""


def claim_table(
    showing: Showing,
    members: list[bytes],
    *,
    copies: Mapping[bytes, frozenset[bytes]],
    near: Mapping[bytes, Mapping[bytes, int]],
    together: Together = NONE,
) -> tuple[tuple[ClaimRow, ...], tuple[ShownFigure, ...]]:
    """Give every question with every source's answer, and the figures; both empty where no source says anything.

    Parameters
    ----------
    copies, near : mapping
        As ``claim_rows`` takes them.
    together : mapping
        As ``held_together`` gives it: figures that have no room for those of a member are told.
    """
    held = showing.held
    kind = kind_of(held, members[0])
    if kind is None or not held.schema.is_a(kind.id, KINDS):
        return (), ()
    heard = heard_of(showing, members)
    if not any(one.one.source is not None or one.one.via is not None for one in heard):
        return (), ()
    rows = claim_rows(showing, members, copies=copies, near=near, every=True)
    own = _rows(showing, members, copies=copies, near=near)
    head = held.head(members[0])
    if own and together.get(head):
        beside = [
            Beside(
                held.entities[other],
                role,
                hedged=False,
                figures=_rows(showing, showing.members.get(other, [other]), copies=copies, near=near),
            )
            for other, role in together[head].items()
        ]
        own = with_beyond(held.entities[head], own, beside, nested=nested_among(together, head))
    return rows, tuple(_figure(held, one) for one in own)


def _rows(
    showing: Showing,
    members: list[bytes],
    *,
    copies: Mapping[bytes, frozenset[bytes]],
    near: Mapping[bytes, Mapping[bytes, int]],
) -> tuple[FigureRow, ...]:
    """Gather the figures of one record; none where nobody gives any."""
    held = showing.held
    kind = kind_of(held, members[0])
    if kind is None:
        return ()
    heard = heard_of(showing, members)
    asked = {name for name, prop in kind.properties.items() if prop.type == "range"}
    if not any(one.one.property in asked and one.stands for one in heard):
        return ()
    ground = ground_in(showing, members, heard)
    bonds = bonds_in(showing, members, heard, ground, copies=copies, near=near)

    def name(entity: bytes) -> Named | None:
        return held.entities.get(held.head(entity)) or held.entities.get(entity)

    table = rows_of(ground, heard, states_of(ground, heard), bonds, name=name, order=tuple(kind.properties))
    return figure_rows(ground, heard, table, bonds, name=name)


def _figure(held: Held, one: FigureRow) -> ShownFigure:
    whole = one.summary
    return ShownFigure(
        label=one.label,
        lowest="0" if whole.low is None else f"{whole.low:,}",
        best="not said" if whole.best_low is None else whole.best_told,
        highest="no upper bound" if whole.high is None else f"{whole.high:,}",
        why=whole.why,
        sources=sources_told(held, one.counted),
        voices=tuple(_voice(voice) for voice in one.voices),
        contradicted=tuple(dict.fromkeys(c.why for c in one.contradictions)),
    )


def _voice(one: VoiceFigure) -> FigureVoice:
    return FigureVoice(
        who=one.voice.title,
        code=one.voice.code,
        text=with_words(one.figure),
        statement=one.statements[-1],
        told_by=tuple(dict.fromkeys(teller.title for teller in one.told_by)),
        hedged=one.hedged,
    )
