"""How what is kept of an Item is printed: captures with their files, findings, text layers."""

from collections.abc import Sequence

from sightline.cli.out import line
from sightline.work.holdings import Holdings
from sightline.work.proposals import Proposed

MOST = 12


def holdings_json(kept: Holdings) -> dict[str, object]:
    """Give captures, findings and layers as a document."""
    return {
        "captures": [
            {
                "address": c.address,
                "state": c.state,
                "at": c.at,
                "fault": c.fault,
                "files": [
                    {"name": name, "role": role, "sha256": sha256, "size": size, "state": state}
                    for name, role, sha256, size, state in c.files
                ],
            }
            for c in kept.captures
        ],
        "findings": [
            {
                "id": f.id,
                "measure": f.measure,
                "version": f.version,
                "outcome": f.outcome,
                "sentence": f.sentence,
                "stale": f.stale,
            }
            for f in kept.findings
        ],
        "layers": [
            {"id": one.id, "kind": one.kind, "lang": one.lang, "maker": one.maker, "sha256": one.sha256}
            for one in kept.layers
        ],
    }


def print_holdings(kept: Holdings) -> None:
    """Print captures, findings and layers."""
    if kept.captures:
        line()
        line("Kept:")
        for one in kept.captures[:MOST]:
            line(f"  {one.at}  {one.state}  {'[withheld]' if one.hidden else one.address or ''}")
            if one.fault is not None:
                line(f"    but: {one.fault}")
            for name, role, sha256, size, state in one.files:
                words = "" if state == "kept" else f"  {state}"
                line(f"    {role} {name}  {size} bytes  sha256 {sha256}{words}")
        if len(kept.captures) > MOST:
            line(f"  and {len(kept.captures) - MOST} more captures")
    if kept.findings:
        line()
        line("Found by measures (they propose; a person decides):")
        for found in kept.findings:
            line(f"  {found.measure} {found.version}  {found.outcome}{'  STALE' if found.stale else ''}")
            line(f"    {found.sentence or '[withheld]'}  ({found.id[:12]})")
    if kept.layers:
        line()
        line("Text layers:")
        for layer in kept.layers:
            line(f"  {layer.kind} {layer.lang or ''} by {layer.maker}, sha256 {layer.sha256[:16]}…")


def print_proposals(every: Sequence[Proposed]) -> None:
    """Print what measures propose and nobody decided yet."""
    if every:
        line()
        line("Proposed, not decided (sightline judge finding ID accept|reject):")
        for one in every[:MOST]:
            line(f"  {one.finding[:12]} {one.order}. {one.property}: {one.text}")
        if len(every) > MOST:
            line(f"  and {len(every) - MOST} more")
