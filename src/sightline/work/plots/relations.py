"""Draw the relations around an entity: the centre in the middle, what is one and two steps away on rings around it.

Sorts of relation differ by colour and dash; what is denied is a dotted line with a cross, what is only last attested or
superseded is pale. More than a page can hold is left out and said so.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sightline.work.plots.canvas import INK, QUIET, SERIES, VERMILION, credits_line, figure, save, styled
from sightline.work.relating.records import Edge, Relations

MOST_NODES: Final = 70
_DASHES: Final = ("-", "--", "-.", (0, (5, 1, 1, 1, 1, 1)))
_LONGEST: Final = 30
_BEND: Final = 0.08
Where = Mapping[bytes, tuple[float, float]]


def draw(found: Relations, path: Path, *, when: str) -> Path:
    """Draw an answer; ends in .png or .svg.

    :raises WrongUse: for another ending
    """
    shown = [n.named.id for n in found.nodes][:MOST_NODES]
    edges = [e for e in found.edges if e.subject in shown and e.value in shown]
    called = "all relations" if found.centre is None else found.name(found.centre.id)
    page = figure(10.0, 8.2, title=f"Relations of {called}"[:90], under=f"as of {when}"[:140])
    with styled():
        axes = page.add_axes((0.02, 0.09, 0.96, 0.81))
        axes.set_axis_off()
        axes.set_aspect("equal")
        where = _layout(found, shown)
        looks = {
            r: (SERIES[i % len(SERIES)], _DASHES[i // len(SERIES) % 4]) for i, r in enumerate(_words(edges))
        }
        drawn: set[tuple[object, ...]] = set()
        for edge in edges:
            same = (edge.key, edge.negated, _pale(edge))
            if same not in drawn and edge.subject != edge.value:
                drawn.add(same)
                _line(axes, edge, where, looks[edge.relation])
        for node in found.nodes[:MOST_NODES]:
            _node(axes, found, node.named.id, where[node.named.id], hop=node.hop, gone=bool(node.ended_by))
        axes.set_xlim(-2.75, 2.75)
        axes.set_ylim(-2.3, 2.3)
        _legend(axes, looks)
    more = len(found.nodes) - len(shown)
    parts = [f"{len(edges)} statements", f"{len(found.contradictions)} contradictions"]
    parts += [f"{more} further entities are not drawn"] if more else []
    parts += [f"{found.left_out} relations left out"] if found.left_out else []
    credits_line(page, *parts, "pale: last attested or superseded; dotted with a cross: denied")
    return save(page, path)


def _words(edges: list[Edge]) -> list[str]:
    return sorted({e.relation for e in edges})


def _layout(found: Relations, shown: list[bytes]) -> Where:
    """Put the centre in the middle, its neighbours on a ring, and what lies behind them beyond, near them."""
    hops = {n.named.id: n.hop for n in found.nodes}
    first = [i for i in shown if hops[i] == 1 or (found.centre is None and hops[i] < 2)]
    out = {i: (0.0, 0.0) for i in shown if hops[i] == 0 and found.centre is not None}
    turns = {i: 2.0 * math.pi * at / max(1, len(first)) for at, i in enumerate(first)}
    wide = 1.35 if any(hops[i] > 1 for i in shown) else 2.0
    out |= {i: (wide * math.cos(turn), 0.8 * wide * math.sin(turn)) for i, turn in turns.items()}
    beside: dict[bytes, float] = {}
    for edge in found.edges:
        for one, other in ((edge.subject, edge.value), (edge.value, edge.subject)):
            if one in turns:
                beside.setdefault(other, turns[one])
    outer = sorted((i for i in shown if i not in out), key=lambda i: (beside.get(i, 0.0), i))
    for at, i in enumerate(outer):
        turn = 2.0 * math.pi * (at + 0.5) / max(1, len(outer))
        out[i] = (2.25 * math.cos(turn), 2.0 * math.sin(turn))
    return out


def _pale(edge: Edge) -> bool:
    last = edge.held is not None and edge.held.value == "last attested" and not edge.event
    return last or bool(edge.ended_by)


def _line(axes: Any, edge: Edge, where: Where, look: tuple[str, Any]) -> None:
    (x0, y0), (x1, y1) = where[edge.subject], where[edge.value]
    color, dash = look
    axes.annotate(
        "",
        xy=(x1, y1),
        xytext=(x0, y0),
        arrowprops={
            "arrowstyle": "-",
            "color": VERMILION if edge.negated else color,
            "linestyle": ":" if edge.negated else dash,
            "alpha": 0.3 if _pale(edge) else 0.9,
            "lw": 1.1,
            "shrinkA": 9,
            "shrinkB": 9,
            "connectionstyle": f"arc3,rad={_BEND}",
        },
    )
    middle = ((x0 + x1) / 2 + _BEND / 2 * (y1 - y0), (y0 + y1) / 2 - _BEND / 2 * (x1 - x0))
    if edge.negated:
        axes.plot(*middle, "x", color=VERMILION, ms=6, mew=1.4)
    elif not edge.mutual:  # which way it runs, in the middle, where no box covers it
        turn = math.degrees(math.atan2(y1 - y0, x1 - x0)) - 90.0
        axes.plot(*middle, marker=(3, 0, turn), color=color, ms=7, alpha=0.4 if _pale(edge) else 1.0)


def _node(axes: Any, found: Relations, node: bytes, at: tuple[float, float], *, hop: int, gone: bool) -> None:
    name = found.names[node]
    title = name.title if len(name.title) <= _LONGEST else f"{name.title[: _LONGEST - 1]}…"
    axes.text(
        *at,
        f"{title}\n{name.code}" if hop < 2 else title,
        ha="center",
        va="center",
        fontsize=8.5 if hop == 0 else 7,
        fontweight="bold" if hop == 0 else "normal",
        color=QUIET if gone else INK,
        parse_math=False,
        zorder=5,
        bbox={
            "facecolor": "white", "edgecolor": QUIET if hop else INK, "alpha": 0.92, "pad": 2.0,
            "linestyle": ":" if gone else "-", "lw": 0.7,
        },
    )  # fmt: skip


def _legend(axes: Any, looks: Mapping[str, tuple[str, Any]]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=color, linestyle=dash, label=relation.replace("_", " "))
        for relation, (color, dash) in looks.items()
    ]
    if handles:
        axes.legend(handles=handles, loc="lower left", ncols=min(6, len(handles)), fontsize=7)
