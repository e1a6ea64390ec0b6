"""Gathers figures: one line for each thing counted, one range for each voice, and what they come to, never added.

A source that passes on another's figure gives no second figure. A later figure of one source takes the place of its
earlier one. Killed and injured, children and civilians stand apart, because the groups overlap.
"""

from collections import defaultdict
from collections.abc import Sequence

from sightline.model.figures import Figure, hull, summary
from sightline.model.independence import Tie, untied
from sightline.model.schema import Property
from sightline.work.corroborating.counting import Bonds, counted, hidden_ties
from sightline.work.corroborating.heard import ALL, Ground, Heard, answer_of, in_order
from sightline.work.corroborating.records import COUNTED, Cell, Contradiction, FigureRow, Row, VoiceFigure
from sightline.work.corroborating.rows import Naming

Conditions = tuple[tuple[str, str], ...]


def figure_rows(
    ground: Ground, heard: Sequence[Heard], rows: Sequence[Row], bonds: Bonds, *, name: Naming
) -> tuple[FigureRow, ...]:
    """Gather the figures of one incident.

    Parameters
    ----------
    rows : sequence of Row
        The table, whose cells say which figures stand.
    """
    force = bonds.in_force()
    of = {one.one.id.hex(): one for one in heard}
    out = []
    for row in rows:
        if row.type != "range":
            continue
        grouped: dict[Conditions, list[tuple[Cell, Heard]]] = defaultdict(list)
        for cell in row.cells:
            one = of[cell.statement]
            if not cell.withheld and not cell.negated:
                grouped[answer_of(ground, one.one).conditions].append((cell, one))
        for conditions, mine in sorted(grouped.items()):
            made = _figure_row(ground, row, conditions, mine, bonds, force, name)
            if made is not None:
                out.append(made)
    return tuple(out)


def _figure_row(
    ground: Ground,
    row: Row,
    conditions: Conditions,
    mine: Sequence[tuple[Cell, Heard]],
    bonds: Bonds,
    force: Sequence[Tie],
    name: Naming,
) -> FigureRow | None:
    by_voice: dict[bytes, list[tuple[Cell, Heard]]] = defaultdict(list)
    for cell, one in mine:
        if cell.voice is not None and ("superseded" in cell.states or cell.counts):
            by_voice[cell.voice].append((cell, one))
    voices = {
        voice: made
        for voice, said in by_voice.items()
        if (made := _voice(ground, voice, said, name)) is not None
    }
    if not voices:
        return None
    inside = {voice: voices[voice].figure for voice in sorted(voices)}
    ties = [tie for tie in force if tie.pair <= set(inside)]
    parts = untied(inside, [*ties, *hidden_ties(pair for pair in bonds.sealed if pair <= set(inside))])
    origins = [[inside[v] for v in sorted(part)] for part in parts]
    whole = summary(list(inside.values()), origins, preferred=_preferred(ground, mine))
    if whole is None:
        return None
    tellers = {
        ground.head(s) for voice, said in by_voice.items() for _, h in said for s in (h.one.source,) if s
    }
    declared = ground.properties.get(row.property)
    return FigureRow(
        property=row.property,
        conditions=conditions,
        label=label_of(ground, declared, row.label, conditions),
        voices=tuple(voices[voice] for voice in sorted(voices, key=lambda v: voices[v].voice.code)),
        summary=whole,
        counted=counted({*inside, *tellers}, bonds, force=force),
        contradictions=_contradictions(row, {s for v in voices.values() for s in v.statements}),
    )


def _voice(
    ground: Ground, voice: bytes, said: Sequence[tuple[Cell, Heard]], name: Naming
) -> VoiceFigure | None:
    """Give the figure of one voice: its last word, or the range of what several tellers make of it."""
    named = name(voice)
    standing = [(cell, one) for cell, one in said if cell.counts]
    figures = [f for _, one in standing if (f := answer_of(ground, one.one).figure) is not None]
    figure: Figure | None = hull(figures)
    if named is None or figure is None:
        return None
    tellers = {one.one.source for _, one in standing if one.one.source is not None}
    told_by = sorted(
        {n.id: n for s in tellers if ground.head(s) != voice and (n := name(s)) is not None}.values(),
        key=lambda n: n.code,
    )
    last = in_order([one for _, one in standing])[-1].one
    return VoiceFigure(
        voice=named,
        figure=figure,
        told_by=tuple(told_by),
        statements=tuple(cell.statement for cell, _ in standing),
        said=last.said if last.said is not None else last.said_default,
        hedged=all(cell.hedged for cell, _ in standing),
        earlier=tuple(cell.statement for cell, _ in said if "superseded" in cell.states),
    )


def _preferred(ground: Ground, mine: Sequence[tuple[Cell, Heard]]) -> Figure | None:
    """Give the figure that a person ranked above the others, be it this case's own."""
    return next(
        (
            answer_of(ground, one.one).figure
            for cell, one in mine
            if cell.rank == "preferred" and cell.state in COUNTED
        ),
        None,
    )


def _contradictions(row: Row, statements: set[str]) -> tuple[Contradiction, ...]:
    """Choose those between figures of this line, and those between it and the figures of a part or a whole."""
    return tuple(
        c
        for c in row.contradictions
        if (statements & set(c.statements) if c.of_parts else statements >= set(c.statements))
    )


def label_of(ground: Ground, declared: Property | None, label: str, conditions: Conditions) -> str:
    """Say in words what a figure counts: ``Casualties: killed, children``."""
    parts = []
    for at in ("state", "group"):
        value = dict(conditions).get(at)
        if value is not None and not (at == "group" and value == ALL):
            prop = None if declared is None else declared.qualifiers.get(at)
            parts.append(ground.text(prop, value).lower())
    rest = [f"{name} {value}" for name, value in conditions if name not in ("state", "group")]
    every = ", ".join([*parts, *rest])
    return label if not every else f"{label}: {every}"
