"""What stays readable of a body that is withheld or erased, and the body of the act that says so."""

from collections.abc import Mapping, Sequence

from sightline.core.digest import keyed
from sightline.model.finding import Json
from sightline.model.record import Record

SHELL_KEYS: Mapping[str, tuple[str, ...]] = {
    "act": (),
    "entity": ("id", "kind"),
    "key": ("entity",),
    "statement": ("id", "subject", "property", "origin"),
    "sealed": ("of",),
    "close": ("statement", "how", "successor"),
    "rank": ("statement", "rank"),
    "object": ("sha256", "size", "role"),
    "capture": ("id", "item", "run", "state"),
    "finding": ("id", "input", "measure", "version", "outcome"),
    "layer": ("id", "input", "kind", "text"),
    "judgement": ("id", "on_kind", "on", "verdict"),
    "identity": ("id", "verdict", "left", "right"),
    "undo": ("on_kind", "on"),
    "run": ("id", "kind"),
    "progress": ("run", "done", "finished"),
    "schema": (),
}
"""What stays readable of a body that is withheld or erased: no words of anybody, only how things hang together."""


KEYED = "keyed:"
"""What an external key begins with once it is withheld; its keyed digest follows, so that it is known again."""


def shell(body: Mapping[str, Json], secret: bytes) -> Record:
    """Keep of a body what may be known of something withheld; an external key becomes its keyed digest."""
    keep = SHELL_KEYS.get(str(body.get("is")), ())
    out: Record = {"is": body["is"], **{k: body[k] for k in keep if k in body}, "hidden": True}
    if body["is"] in ("entity", "key") and "key" in body:
        out["key"] = withheld_key(secret, str(body["key"]))
    return out


def withheld_key(secret: bytes, key: str) -> str:
    """Give what stands for an external key that is withheld."""
    return key if key.startswith(KEYED) else KEYED + keyed(secret, b"key\x00" + key.encode()).hex()


def protection(
    deed: str,
    target: str,
    *,
    authority: str,
    reason: str,
    leaves: Sequence[Record],
    objects: Sequence[Record],
) -> Record:
    """Make the body of withholding, erasing or opening again.

    ``leaves`` are ``{"leaf": "<writer>:<number>/<index>", "shell": …, "sealed": …}``, ``objects``
    ``{"sha256": …, "sealed": …}``; ``sealed`` is the SHA-256 of the encrypted bytes, where there are any.
    """
    return {
        "is": "protection",
        "act": deed,
        "target": target,
        "authority": authority,
        "reason": reason,
        "leaves": list(leaves),
        "objects": list(objects),
    }
