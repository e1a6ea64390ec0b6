"""What the verbs protect and erase share: the target, the authority, and how the outcome is told."""

from typing import Annotated

import typer

from sightline.cli.out import document, line
from sightline.work.protect import Protected
from sightline.work.safety.sources import ProtectedSource

What = Annotated[
    list[str],
    typer.Argument(
        help="CODE, CODE PROPERTY, a statement's id, or object:SHA256, capture:ID, key:KEY, act:EVENT, words:TEXT.",
        metavar="WHAT",
    ),
]
Authority = Annotated[
    str, typer.Option("--authority", help="Who ordered it; recorded in clear.", metavar="NAME")
]
Reason = Annotated[str, typer.Option("--reason", help="Why; recorded in clear.")]
Everywhere = Annotated[
    bool, typer.Option("--everywhere", help="Also every other place where the same words stand.")
]


def print_source(act: str, done: ProtectedSource, *, as_json: bool) -> None:
    """Print what the protection of a source came to, and what to look at next; never a name of it."""
    if as_json:
        body = {"act": act, "code": done.code, "pseudonym": done.pseudonym, **_json(done.done)}
        document("protect", {**body, "next": list(done.also)})
        return
    line(f"{done.code} {act}" + (f" as {done.pseudonym}" if done.pseudonym else ""))
    print_protected(act, done.done, as_json=False)
    for sentence in done.also:
        line(f"  {sentence}")


def _json(done: Protected) -> dict[str, object]:
    return {
        "event": done.event,
        "leaves": done.leaves,
        "objects": done.objects,
        "also": [
            {"where": a.where, "what": a.what, "target": a.target and f"{a.target.kind}:{a.target.name}"}
            for a in done.also
        ],
        "left": list(done.left),
    }


def print_protected(act: str, done: Protected, *, as_json: bool) -> None:
    """Print what a protection came to, with where the same words still stand."""
    if as_json:
        document("protect", {"act": act, **_json(done)})
        return
    line(f"{act}: {done.leaves} bodies and {done.objects} files" if done.event else "nothing was left to do")
    for other in done.also:
        how = "" if other.target is None else f"  ({other.target.kind}:{other.target.name})"
        line(f"  the same words also stand in {other.where}: {other.what}{how}")
    for sentence in done.left:
        line(f"  {sentence}")
