"""Pictures, captures and findings of an item as they may be shown; originals stay in the vault."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from sightline.model.finding import OUTCOMES, Json, Outcome
from sightline.model.shown import Fit, ShownCapture, ShownFile, ShownFinding, ShownMedia
from sightline.store.vault_kind import Vault
from sightline.work.disclosing.blurs import Blurs
from sightline.work.disclosing.held import Capture, Found, Held, Kept
from sightline.work.disclosing.statements import Showing, plain
from sightline.work.disclosing.words import moment_text
from sightline.work.safety.text import restrained

NEVER: Final = "never"
"""The fitness of what is shown to no audience, the team included."""
_SHOWN_ROLES: Final = frozenset({"contact_sheet", "key_frame", "thumbnail", "page", "map"})
_OF_TWO: Final = "matched_frames"
"""A picture of two items: it stays in the team, since the other may not be released."""
_STATES: Final = ("captured", "failed", "gone", "listed")
_MOST_MEDIA: Final = 24
_MOST_VALUES: Final = 16
_LONGEST: Final = 240


def fitness_of(held: Held, members: list[bytes]) -> str:
    """Give what a person said of how fit an item is to be shown; unseen where nobody looked."""
    said = [s for m in members for s in held.said.get(m, ()) if s.one.property == "fitness" and s.stands]
    terms = [plain(s.one.value) for s in said if not s.one.negated]
    term = next((t for t in (NEVER, "graphic", "unseen", "fit") if t in terms), "unseen")
    return "graphic" if term != NEVER and held.graphic.intersection(members) else term


def state_of(held: Held, members: list[bytes]) -> str:
    """Give how far the capture of an item came: the furthest of what is recorded."""
    known = {c.state for m in members for c in held.captures.get(m, ())}
    known |= {
        plain(s.one.value)
        for m in members
        for s in held.said.get(m, ())
        if s.one.property == "state" and s.stands
    }
    return next((s for s in _STATES if s in known), "")


def originals(held: Held, members: list[bytes]) -> list[bytes]:
    """List the objects kept of an item, each once, in the order they came."""
    files = (f for m in members for c in held.captures.get(m, ()) for f in c.files)
    return list(dict.fromkeys(f.sha256 for f in files))


def media_shown(showing: Showing, members: list[bytes], vault: Vault, blurs: Blurs) -> tuple[ShownMedia, ...]:
    """Give the pictures made of an item, with how fit they are; in a release only those that are fit."""
    held = showing.held
    term = fitness_of(held, members)
    if term == NEVER or (not showing.internal and term != "fit"):
        return ()
    fit: Fit = "fit" if term == "fit" else "graphic" if term == "graphic" else "unseen"
    out: dict[bytes, ShownMedia] = {}
    for sha256 in originals(held, members):
        if not _open(held.objects.get(sha256)):
            continue
        for found in _newest(held.findings.get(sha256, ())):
            for made in found.made:
                kept = held.objects.get(made.sha256)
                shown = made.role in _SHOWN_ROLES or (made.role == _OF_TWO and showing.internal)
                if not shown or kept is None or not _open(kept) or found.hidden:
                    continue
                out[made.sha256] = ShownMedia(
                    made.sha256.hex(),
                    kept.media_type,
                    _reader(vault, made.sha256),
                    made.role,
                    made.caption if showing.internal else "",
                    made.media_time,
                    fit,
                    blurred=None if fit == "fit" else blurs.of(made.sha256),
                )
    return tuple(list(out.values())[:_MOST_MEDIA])


def _open(kept: Kept | None) -> bool:
    return kept is not None and kept.state == "kept"


def _reader(vault: Vault, sha256: bytes) -> Callable[[], bytes]:
    return partial(vault.read, sha256)


def _newest(every: tuple[Found, ...]) -> list[Found]:
    """Leave out what an older version of a measure made, where a newer one is there."""
    last: dict[str, int] = {}
    for found in every:
        last[found.measure] = max(found.version, last.get(found.measure, 0))
    return [found for found in every if found.version == last[found.measure]]


def findings_shown(
    showing: Showing, members: list[bytes], versions: Mapping[str, int]
) -> tuple[ShownFinding, ...]:
    """Give what measures say of the files of an item; in a release that they ran, and with which outcome."""
    held = showing.held
    out = []
    for sha256 in originals(held, members):
        for found in held.findings.get(sha256, ()):
            stale = versions.get(found.measure, found.version) > found.version
            hidden = "This finding is withheld." if found.hidden == 1 else "This finding was erased."
            if not showing.internal:
                text = "What it measured is not part of this release."
                out.append(ShownFinding(found.measure, found.version, _outcome(found), text, stale=stale))
            elif found.hidden:
                out.append(ShownFinding(found.measure, found.version, _outcome(found), hidden, stale=stale))
            else:
                words = (
                    restrained(found.sentence),
                    found.uncertainty,
                    _values(found.body.get("values")),
                    found.todo,
                    stale,
                )
                out.append(ShownFinding(found.measure, found.version, _outcome(found), *words))
    return tuple(dict.fromkeys(out))


def _outcome(found: Found) -> Outcome:
    return next((o for o in OUTCOMES if o == found.outcome), "inconclusive")


def _values(tree: Json) -> tuple[tuple[str, str], ...]:
    """Write the main values of a finding, short ones first met; what is nested deeper is counted."""
    out = []
    for key, value in tree.items() if isinstance(tree, dict) else ():
        text = _value(value)
        if text:
            out.append((key.replace("_", " "), text))
    return tuple(out[:_MOST_VALUES])


def _value(value: Json) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if all(isinstance(one, str | int) for one in value) and len(value) <= 6:
            return ", ".join(str(one) for one in value)[:_LONGEST]
        return f"{len(value)} entries"
    if isinstance(value, dict):
        plain_ones = [f"{k.replace('_', ' ')} {v}" for k, v in value.items() if isinstance(v, str | int)]
        return ("; ".join(plain_ones) or f"{len(value)} entries")[:_LONGEST]
    return restrained(str(value))[:_LONGEST]


def captures_shown(showing: Showing, members: list[bytes]) -> tuple[ShownCapture, ...]:
    """Give each act of preserving an item; in a release without who, where from on a disk, and how it was found."""
    return tuple(_capture(showing, c) for m in members for c in showing.held.captures.get(m, ()))


def _capture(showing: Showing, one: Capture) -> ShownCapture:
    body = one.body
    tool = " ".join(t for t in (plain(body.get("tool")), plain(body.get("tool_version"))) if t)
    state = next((s for s in _STATES if s == one.state), "captured")
    files = tuple(
        ShownFile(
            f.name if showing.internal else f.role,
            f.role,
            f.sha256.hex(),
            0 if kept is None else kept.size,
            "" if kept is None else kept.media_type,
        )
        for f in one.files
        if ((kept := showing.held.objects.get(f.sha256)) is not None and kept.state == "kept")
        or showing.internal
    )
    if not showing.internal:
        web = one.address if one.address.startswith(("https://", "http://")) else ""
        return ShownCapture(web, state=state, when=moment_text(one.at), tool=tool, files=files)  # type: ignore[arg-type]
    redirects = body.get("redirects")
    fetched = plain(body.get("fetched_at"))
    return ShownCapture(
        address=one.address or ("withheld" if one.hidden else ""),
        redirects=tuple(str(r) for r in redirects) if isinstance(redirects, list) else (),
        state=state,  # type: ignore[arg-type]
        when=fetched or moment_text(one.at),
        collector=plain(body.get("collector")),
        tool=tool,
        via=plain(body.get("via")),
        why=plain(body.get("why")),
        files=files,
        fault=one.fault,
        todo=one.todo,
    )
