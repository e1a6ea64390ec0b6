"""Content Credentials (C2PA): what a file says about its own making, and whether that still fits its bytes.

Four answers are kept apart: none; sound, by a signer on a list that was configured; sound, by a signer nobody here
knows; broken, and in which part. Nothing is fetched: an address in the file is the file's own claim.

Validation codes: C2PA Technical Specification 2.1, section 15 (https://c2pa.org/specifications/).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sightline.core.errors import Damaged
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME: Final = "media.credentials"
VERSION: Final = 1
ACCEPTED: Final = frozenset(
    {
        "image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/heif", "image/avif", "image/gif",
        "image/svg+xml", "image/jxl", "video/mp4", "video/quicktime", "video/x-msvideo", "audio/mp4", "audio/mpeg",
        "audio/wav", "audio/flac", "application/pdf",
    }
)  # fmt: skip
_BARE_JPEG_XL: Final = b"\xff\x0a"
_ALIASES: Final = {"audio/wav": "audio/x-wav", "video/x-msvideo": "video/msvideo"}
_SIGNER: Final = ("signingCredential.", "timeStamp.")
_PARTS: Final = (
    ("assertion.dataHash.", "data hash", "the picture or film itself was changed after signing"),
    ("assertion.bmffHash.", "data hash", "the picture or film itself was changed after signing"),
    ("assertion.boxesHash.", "data hash", "the picture or film itself was changed after signing"),
    ("assertion.collectionHash.", "data hash", "one of the files it covers was changed after signing"),
    ("claimSignature.", "signature", "the signature does not fit what it signs"),
    ("signingCredential.ocsp.revoked", "signature", "the signer's certificate was revoked"),
    ("assertion.hashedURI.", "reference", "a statement in the credentials was changed after signing"),
    ("hashedURI.", "reference", "a statement in the credentials was changed after signing"),
    ("assertion.", "reference", "a statement in the credentials is missing or not as it was signed"),
    ("ingredient.", "claim", "the credentials of something it was made from are missing or changed"),
    ("claim.", "claim", "the claim that ties the credentials together is missing or cannot be read"),
    ("manifest.", "claim", "the credentials are put together in a way that is not allowed"),
)
_MOST: Final = 60


def measure_credentials(subject: Subject) -> Finding:
    """Validate the Content Credentials of a file.

    :returns: ``state`` sound (*found*), unknown_signer (*inconclusive*), broken (*against*) or none (*nothing*).
        Parameter ``trust_anchors`` (PEM) names whose signatures are trusted.
    :raises Damaged: when the file or its credentials cannot be parsed.
    """
    import c2pa

    if subject.sniffed.head.startswith(_BARE_JPEG_XL):
        sentence = (
            "A bare JPEG XL codestream has no place for Content Credentials; only one in boxes has. "
            "Their absence proves nothing."
        )
        return Finding(NAME, VERSION, "nothing", sentence, {"state": "none"})
    settings: dict[str, Any] = {
        "verify": {
            "verify_after_reading": True,
            "verify_trust": True,
            "remote_manifest_fetch": False,
            "ocsp_fetch": False,
        }
    }
    anchors = subject.parameters.get("trust_anchors")
    if anchors is not None:
        settings["trust"] = {"trust_anchors": str(anchors)}
    kind = _ALIASES.get(subject.media_type, subject.media_type)
    try:
        results, store, state = _read(subject.path, kind, settings)
    except c2pa.C2paError as fault:
        name = type(fault).__name__
        if "ManifestNotFound" in name:
            sentence = (
                "No Content Credentials in the file. Most files have none; their absence proves nothing."
            )
            return Finding(NAME, VERSION, "nothing", sentence, {"state": "none"})
        if "RemoteManifest" in name or "remote" in str(fault).lower():
            sentence = (
                "The file only names an address where its Content Credentials would lie; nothing was fetched."
            )
            return Finding(NAME, VERSION, "inconclusive", sentence, {"state": "elsewhere"})
        raise Damaged(f"the Content Credentials cannot be read: {str(fault)[:200]}") from fault
    return judge(results, store, state, anchored=anchors is not None)


def _read(path: Path, kind: str, settings: dict[str, Any]) -> tuple[Any, Any, str]:
    import c2pa

    with (
        c2pa.Context(c2pa.Settings.from_dict(settings)) as context,
        path.open("rb") as file,
        c2pa.Reader(kind, file, context=context) as reader,
    ):
        return reader.get_validation_results(), json.loads(reader.json()), str(reader.get_validation_state())


def accepts(media_type: str) -> bool:
    """Tell whether it says anything about files of this type."""
    return media_type in ACCEPTED


def warm(_sniffed: Sniffed) -> None:
    """Load the reader; its threads begin in the worker only."""
    import c2pa

    c2pa.sdk_version()


def judge(results: Any, store: Any, state: str, *, anchored: bool) -> Finding:
    """Turn validation results into one of the answers.

    :param results: ``validation_results`` as the reader gives them.
    :param store: the manifest store, for who signed and with what.
    :param state: Trusted, Valid or Invalid.
    :param anchored: whether any list of trusted signers was configured.
    """
    failures = sorted({code for code in _codes(results, "failure") if not code.startswith("timeStamp.")})
    hard = [code for code in failures if not code.startswith(_SIGNER) or "revoked" in code]
    values: dict[str, Json] = {
        "failures": list(failures[:_MOST]),
        "passed": [*sorted(set(_codes(results, "success")))[:_MOST]],
        **_who(store),
    }
    signer = values.get("signed_by") or "an unnamed signer"
    if len(hard) > 0 or (state == "Invalid" and len(failures) == 0):
        parts = _broken_parts(hard)
        values |= {"state": "broken", "broken": [part for part, _ in parts]}
        why = "; ".join(words for _, words in parts) if len(parts) > 0 else "the reader gives no reason"
        sentence = f"Content Credentials signed by {signer} are broken: {why}."
        todo = "look for the file as it was before; a broken seal is no proof of bad faith"
        return Finding(NAME, VERSION, "against", sentence, values, todo=todo)
    if state == "Trusted":
        values["state"] = "sound"
        sentence = (
            f"Content Credentials are sound and signed by {signer}, who is on the list of trusted signers."
        )
        return Finding(NAME, VERSION, "found", sentence, values, uncertainty=_UNCERTAIN)
    values["state"] = "unknown_signer"
    expired = " The certificate had expired." if any("expired" in code for code in failures) else ""
    lists = "on no configured list" if anchored else "unknown: no list of trusted signers is configured"
    sentence = (
        f"Content Credentials fit the file byte for byte, but their signer ({signer}) is {lists}.{expired}"
    )
    todo = "find out whose certificate it is; anybody can sign with one of their own"
    return Finding(NAME, VERSION, "inconclusive", sentence, values, uncertainty=_UNCERTAIN, todo=todo)


_UNCERTAIN: Final = (
    "A sound seal says who signed and that nothing changed since, not that what is shown is true."
)


def _broken_parts(codes: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for code in codes:
        part = next(
            ((name, words) for start, name, words in _PARTS if code.startswith(start)), ("other", code)
        )
        if part not in found:
            found.append(part)
    order = [name for _, name, _ in _PARTS]
    # data, signature and claim first: a changed statement follows from a changed claim, not the other way round
    return sorted(found, key=lambda one: order.index(one[0]) if one[0] in order else len(order))


def _codes(results: Any, verdict: str) -> Iterator[str]:
    """Yield the codes of a verdict anywhere in the results, deltas of ingredients included."""
    if isinstance(results, dict):
        for key, value in results.items():
            if key == verdict and isinstance(value, list):
                yield from (str(one.get("code", "")) for one in value if isinstance(one, dict))
            else:
                yield from _codes(value, verdict)
    elif isinstance(results, list):
        for one in results:
            yield from _codes(one, verdict)


def _who(store: Any) -> dict[str, Json]:
    """Return who signed, when, with what program, and what the credentials say the source of the picture is."""
    manifests = store.get("manifests", {}) if isinstance(store, dict) else {}
    active = manifests.get(store.get("active_manifest")) if isinstance(manifests, dict) else None
    if not isinstance(active, dict):
        return {}
    signature = active.get("signature_info")
    found: dict[str, Json] = {"manifests": len(manifests)}
    if isinstance(signature, dict):
        for key, name in (
            ("issuer", "signed_by"),
            ("common_name", "certificate"),
            ("time", "signed_at"),
            ("alg", "alg"),
        ):
            if isinstance(signature.get(key), str):
                found[name] = signature[key][:200]
    for key in ("title", "format", "claim_generator"):
        if isinstance(active.get(key), str):
            found[key] = active[key][:200]
    kinds = sorted(set(_source_types(active.get("assertions"))))
    if len(kinds) > 0:
        found["source_types"] = list(kinds[:10])
    return found


def _source_types(value: Any) -> Iterator[str]:
    """Yield the digital source types of actions: a camera, a composite, a trained model."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "digitalSourceType" and isinstance(one, str):
                yield one.rpartition("/")[2][:80]
            else:
                yield from _source_types(one)
    elif isinstance(value, list):
        for one in value:
            yield from _source_types(one)
